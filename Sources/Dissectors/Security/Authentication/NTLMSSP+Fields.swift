public import PacketCore

extension NTLMSSP {
  static let messageFields: [Field<NTLMSSP>] = [
    Field("ntlmssp.identifier", "NTLMSSP identifier", .text, at: 0, 8, in: message),
    .little("ntlmssp.messagetype", "NTLM Message Type", .hex(32), at: 8, 4, in: message)
      .named(Names.messagetype),
    .little("ntlmssp.negotiateflags", "Negotiate Flags", .hex(32), at: 0, 4, in: flagWords),
    .little("ntlmssp.negotiateunicode", "Negotiate UNICODE", at: 0, 4, bit: 0x1, in: flagWords),
    .little("ntlmssp.negotiateoem", "Negotiate OEM", at: 0, 4, bit: 0x2, in: flagWords),
    .little("ntlmssp.requesttarget", "Request Target", at: 0, 4, bit: 0x4, in: flagWords),
    .little("ntlmssp.negotiate00000008", "Request 0x00000008", at: 0, 4, bit: 0x8, in: flagWords),
    .little("ntlmssp.negotiatesign", "Negotiate Sign", at: 0, 4, bit: 0x10, in: flagWords),
    .little("ntlmssp.negotiateseal", "Negotiate Seal", at: 0, 4, bit: 0x20, in: flagWords),
    .little("ntlmssp.negotiatedatagram", "Negotiate Datagram", at: 0, 4, bit: 0x40, in: flagWords),
    .little(
      "ntlmssp.negotiatelmkey", "Negotiate Lan Manager Key", at: 0, 4, bit: 0x80, in: flagWords),
    .little(
      "ntlmssp.negotiate00000100", "Negotiate 0x00000100", at: 0, 4, bit: 0x100, in: flagWords),
    .little("ntlmssp.negotiatentlm", "Negotiate NTLM key", at: 0, 4, bit: 0x200, in: flagWords),
    .little("ntlmssp.negotiatentonly", "Negotiate NT Only", at: 0, 4, bit: 0x400, in: flagWords),
    .little(
      "ntlmssp.negotiateanonymous", "Negotiate Anonymous", at: 0, 4, bit: 0x800, in: flagWords),
    .little(
      "ntlmssp.negotiateoemdomainsupplied", "Negotiate OEM Domain Supplied", at: 0, 4, bit: 0x1000,
      in: flagWords),
    .little(
      "ntlmssp.negotiateoemworkstationsupplied", "Negotiate OEM Workstation Supplied", at: 0, 4,
      bit: 0x2000, in: flagWords),
    .little(
      "ntlmssp.negotiate00004000", "Negotiate 0x00004000", at: 0, 4, bit: 0x4000, in: flagWords),
    .little(
      "ntlmssp.negotiatealwayssign", "Negotiate Always Sign", at: 0, 4, bit: 0x8000, in: flagWords),
    .little(
      "ntlmssp.targettypedomain", "Target Type Domain", at: 0, 4, bit: 0x10000, in: flagWords),
    .little(
      "ntlmssp.targettypeserver", "Target Type Server", at: 0, 4, bit: 0x20000, in: flagWords),
    .little("ntlmssp.targettypeshare", "Target Type Share", at: 0, 4, bit: 0x40000, in: flagWords),
    .little(
      "ntlmssp.negotiatentlm2", "Negotiate Extended Security", at: 0, 4, bit: 0x80000, in: flagWords
    ),
    .little(
      "ntlmssp.negotiateidentify", "Negotiate Identify", at: 0, 4, bit: 0x100000, in: flagWords),
    .little(
      "ntlmssp.negotiatent00200000", "Negotiate 0x00200000", at: 0, 4, bit: 0x200000, in: flagWords),
    .little(
      "ntlmssp.requestnonntsession", "Request Non-NT Session", at: 0, 4, bit: 0x400000,
      in: flagWords),
    .little(
      "ntlmssp.negotiatetargetinfo", "Negotiate Target Info", at: 0, 4, bit: 0x800000, in: flagWords
    ),
    .little(
      "ntlmssp.negotiatent01000000", "Negotiate 0x01000000", at: 0, 4, bit: 0x1000000, in: flagWords
    ),
    .little(
      "ntlmssp.negotiateversion", "Negotiate Version", at: 0, 4, bit: 0x2000000, in: flagWords),
    .little(
      "ntlmssp.negotiatent04000000", "Negotiate 0x04000000", at: 0, 4, bit: 0x4000000, in: flagWords
    ),
    .little(
      "ntlmssp.negotiatent08000000", "Negotiate 0x08000000", at: 0, 4, bit: 0x8000000, in: flagWords
    ),
    .little(
      "ntlmssp.negotiatent10000000", "Negotiate 0x10000000", at: 0, 4, bit: 0x10000000,
      in: flagWords),
    .little("ntlmssp.negotiate128", "Negotiate 128", at: 0, 4, bit: 0x20000000, in: flagWords),
    .little(
      "ntlmssp.negotiatekeyexch", "Negotiate Key Exchange", at: 0, 4, bit: 0x40000000, in: flagWords
    ),
    .little("ntlmssp.negotiate56", "Negotiate 56", at: 0, 4, bit: 0x80000000, in: flagWords),
    Field("ntlmssp.version.major", "Major Version", .decimal(8), at: 0, 1, in: versions),
    Field("ntlmssp.version.minor", "Minor Version", .decimal(8), at: 1, 1, in: versions),
    .little("ntlmssp.version.build_number", "Build Number", .decimal(16), at: 2, 2, in: versions),
    Field(
      "ntlmssp.version.ntlm_current_revision", "NTLM Current Revision", .decimal(8), at: 7, 1,
      in: versions),
    .heading("ntlmssp.version", "Version", in: versions),
    .little("ntlmssp.string.length", "Length", .decimal(16), at: 0, 2, in: textReferences),
    .little("ntlmssp.string.maxlen", "Maxlen", .decimal(16), at: 2, 2, in: textReferences),
    .little("ntlmssp.string.offset", "Offset", .decimal(32), at: 4, 4, in: textReferences),
    .little("ntlmssp.blob.length", "Length", .decimal(16), at: 0, 2, in: blobReferences),
    .little("ntlmssp.blob.maxlen", "Maxlen", .decimal(16), at: 2, 2, in: blobReferences),
    .little("ntlmssp.blob.offset", "Offset", .decimal(32), at: 4, 4, in: blobReferences),
    .name("ntlmssp.negotiate.domain", "Calling workstation domain", in: target(.negotiate, 16)),
    .name(
      "ntlmssp.negotiate.callingworkstation", "Calling workstation name", in: target(.negotiate, 24)
    ),
    .little("ntlmssp.verf.vers", "Version Number", .decimal(32), at: 0, 4, in: signature),
    Field("ntlmssp.verf.body", "Verifier Body", .bytes, at: 4, in: signature),
    .heading("ntlmssp.verf", "NTLMSSP Verifier", in: signature),
  ]

  static let challengeFields: [Field<NTLMSSP>] = [
    .name("ntlmssp.challenge.target_name", "Target Name", in: target(.challenge, 12)),
    Field(
      "ntlmssp.ntlmserverchallenge", "NTLM Server Challenge", .bytes, at: 24, 8,
      in: message(.challenge)),
    Field("ntlmssp.reserved", "Reserved", .bytes, at: 32, 8, in: message(.challenge)),
    .heading("ntlmssp.challenge.target_info", "Target Info", in: target(.challenge, 40)),
    .little(
      "ntlmssp.challenge.target_info.length", "Length", .decimal(16), at: 40, 2,
      in: message(.challenge)),
    .little(
      "ntlmssp.challenge.target_info.maxlen", "Maxlen", .decimal(16), at: 42, 2,
      in: message(.challenge)),
    .little(
      "ntlmssp.challenge.target_info.offset", "Offset", .decimal(32), at: 44, 4,
      in: message(.challenge)),
    .little(
      "ntlmssp.challenge.target_info.item.type", "Target Info Item Type", .hex(16), at: 0, 2,
      in: targetInformation()
    )
    .named(Names.challengeTargetInfoItemType),
    .little(
      "ntlmssp.challenge.target_info.item.length", "Target Info Item Length", .decimal(16), at: 2,
      2, in: targetInformation()),
    .utf16(
      "ntlmssp.challenge.target_info.nb_computer_name", "NetBIOS Computer Name",
      in: values(targetInformation(1))),
    .utf16(
      "ntlmssp.challenge.target_info.nb_domain_name", "NetBIOS Domain Name",
      in: values(targetInformation(2))),
    .utf16(
      "ntlmssp.challenge.target_info.dns_computer_name", "DNS Computer Name",
      in: values(targetInformation(3))),
    .utf16(
      "ntlmssp.challenge.target_info.dns_domain_name", "DNS Domain Name",
      in: values(targetInformation(4))),
    .utf16(
      "ntlmssp.challenge.target_info.dns_tree_name", "DNS Tree Name",
      in: values(targetInformation(5))),
    .utf16(
      "ntlmssp.challenge.target_info.target_name", "Target Name", in: values(targetInformation(9))),
    .fileTime(
      "ntlmssp.challenge.target_info.timestamp", "Timestamp", at: 4, in: targetInformation(7)),
  ]

  static let authenticateFields: [Field<NTLMSSP>] = [
    Field(
      "ntlmssp.auth.lmresponse", "Lan Manager Response", .bytes, at: 0,
      in: target(.authenticate, 12)),
    Field("ntlmssp.auth.ntresponse", "NTLM Response", .bytes, at: 0, in: target(.authenticate, 20)),
    .name("ntlmssp.auth.domain", "Domain name", in: target(.authenticate, 28)),
    .name("ntlmssp.auth.username", "User name", in: target(.authenticate, 36)),
    .name("ntlmssp.auth.hostname", "Host name", in: target(.authenticate, 44)),
    Field("ntlmssp.auth.sesskey", "Session Key", .bytes, at: 0, in: target(.authenticate, 52)),
    Field("ntlmssp.ntlmv2_response", "NTLMv2 Response", .bytes, at: 0, in: proofs),
    Field("ntlmssp.ntlmv2_response.ntproofstr", "NTProofStr", .bytes, at: 0, 16, in: proofs),
    Field(
      "ntlmssp.ntlmv2_response.rversion", "Response Version", .decimal(8), at: 16, 1, in: proofs),
    Field(
      "ntlmssp.ntlmv2_response.hirversion", "Hi Response Version", .decimal(8), at: 17, 1,
      in: proofs),
    Field("ntlmssp.ntlmv2_response.z", "Z", .bytes) { view, emit in
      proofs(view) {
        emit(.bytes, $0.lowerBound + 18..<$0.lowerBound + 24);
        emit(.bytes, $0.lowerBound + 40..<$0.lowerBound + 44)
      }
    },
    .fileTime("ntlmssp.ntlmv2_response.time", "Time", at: 24, in: proofs),
    Field("ntlmssp.ntlmv2_response.chal", "NTLMv2 Client Challenge", .bytes, at: 32, 8, in: proofs),
    .little(
      "ntlmssp.ntlmv2_response.item.type", "NTLMV2 Response Item Type", .hex(16), at: 0, 2,
      in: proofInformation()
    )
    .named(Names.challengeTargetInfoItemType),
    .little(
      "ntlmssp.ntlmv2_response.item.length", "NTLMV2 Response Item Length", .decimal(16), at: 2, 2,
      in: proofInformation()),
    .utf16(
      "ntlmssp.ntlmv2_response.nb_computer_name", "NetBIOS Computer Name",
      in: values(proofInformation(1))),
    .utf16(
      "ntlmssp.ntlmv2_response.nb_domain_name", "NetBIOS Domain Name",
      in: values(proofInformation(2))),
    .utf16(
      "ntlmssp.ntlmv2_response.dns_computer_name", "DNS Computer Name",
      in: values(proofInformation(3))),
    .utf16(
      "ntlmssp.ntlmv2_response.dns_domain_name", "DNS Domain Name", in: values(proofInformation(4))),
    .utf16(
      "ntlmssp.ntlmv2_response.dns_tree_name", "DNS Tree Name", in: values(proofInformation(5))),
    .utf16("ntlmssp.ntlmv2_response.target_name", "Target Name", in: values(proofInformation(9))),
    .fileTime("ntlmssp.ntlmv2_response.timestamp", "Timestamp", at: 4, in: proofInformation(7)),
    .little("ntlmssp.ntlmv2_response.flags", "Flags", .hex(32), at: 4, 4, in: proofInformation(6)),
    Field(
      "ntlmssp.ntlmv2_response.restrictions", "Restrictions", .bytes, at: 4, in: proofInformation(8)
    ),
    Field(
      "ntlmssp.ntlmv2_response.channel_bindings", "Channel Bindings", .bytes, at: 4,
      in: proofInformation(10)),
  ]
}

extension NTLMSSP {
  public static let fields: [Field<NTLMSSP>] =
    (messageFields + challengeFields + authenticateFields).map(readingText)
}
