import Dissectors
import PacketCore
import Testing

@Suite("GSS-API, SPNEGO and NTLM (RFC 2743, RFC 4178, MS-NLMP)")
struct AuthenticationTests {
  /// Corpus: suricata-verify smbandx, frame 7: the tokens in a session's setup.
  let token = hex(
    """
    604806062b0601050502a03e303ca00e300c060a2b06010401823702020aa22a04284e544c4d53535000010000001582
    0862000000002800000000000000280000000601 00000000000f
    """)
  /// A challenge with a name and two values.
  let challenge = hex(
    """
    4e544c4d53535000 02000000 0400040038000000 15828a62 8199bc4d6a03d6ec 0000000000000000
    1400140040000000 0a00d73a0000000f 4100420000000000
    0200040041004200 07000800007a4487f5c035d6 00000000
    """)

  @Test func readsEachField() throws {
    let gss = try GSSAPI(decoding: token.span.bytes)
    #expect(gss.mechanism?.description == "1.3.6.1.5.5.2" && gss.next == .named(SPNEGO.id))
    let spnego = try SPNEGO(decoding: gss.payload)
    #expect(spnego.isInitial && spnego.next == .named(NTLMSSP.id))
    let ntlm = try NTLMSSP(decoding: spnego.payload)
    #expect(ntlm.isMessage && ntlm.kind == .negotiate && ntlm.flags == 0x6208_8215)
    let answer = try NTLMSSP(decoding: challenge.span.bytes)
    #expect(answer.kind == .challenge && answer.serverChallenge == 0xecd6_036a_4dbc_9981)
  }

  /// In a session's setup (MS-CIFS §2.2.4.53).
  @Test func isFoundInItsCarrier() {
    let setup =
      hex("000000 89 ff534d4273000000001843c8000000000000000000000000000009040000 0100")
      + hex("0cff000000ffff02000100000000004a000000000054c00080") + hex("4a00") + token
    let packet = segment(setup, from: 49180, to: 445)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:nbss:smb:gss-api:spnego:ntlmssp")
    #expect(field("gss-api.OID", packet, .rawIP) == "1.3.6.1.5.5.2")
    #expect(field("spnego.MechType", packet, .rawIP) == "1.3.6.1.4.1.311.2.2.10")
    #expect(field("ntlmssp.messagetype", packet, .rawIP) == "0x00000001")
    #expect(field("ntlmssp.version.major", packet, .rawIP) == "6")
  }

  /// In HTTP's header fields (MS-NTHT §2.2); bytes of the corpus's ndpi webdav.pcap, frame 18.
  @Test func isReadFromText() throws {
    let text = "TlRMTVNTUAABAAAABoIIAAAAAAAAAAAAAAAAAAAAAAA="
    let request = lines("GET / HTTP/1.1", "Host: a", "Authorization: NTLM \(text)", "")
    let packet = segment(request, from: 49180, to: 80)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:http:ntlmssp")
    #expect(field("ntlmssp.messagetype", packet, .rawIP) == "0x00000001")
    #expect(field("ntlmssp.identifier", packet, .rawIP) == "NTLMSSP")
    #expect(field("ntlmssp.negotiateflags", packet, .rawIP) == "0x00088206")
    let bytes = Array(text.utf8)
    let message = try NTLMSSP.Message(decoding: bytes.span.bytes)
    #expect(message.kind == .negotiate && message.flags == 0x8_8206 && message.userName == nil)
    // Half of it.
    let cut = lines("GET / HTTP/1.1", "Authorization: NTLM TlRMTVNTUAAB", "")
    #expect(field("ntlmssp.messagetype", segment(cut, from: 49180, to: 80), .rawIP).isEmpty)
  }

  @Test func keepsWhatAMessageSays() throws {
    let message = try NTLMSSP.Message(decoding: challenge.span.bytes)
    #expect(message.kind == .challenge && message.serverChallenge == hex("8199bc4d6a03d6ec"))
    #expect(message.userName == nil && message.flags == 0x628a_8215)
    #expect(throws: DecodeError.self) {
      try NTLMSSP.Message(decoding: token.span.bytes)
    }
    let signature = hex("01000000 aabbccddeeff0011 00000000")
    let view = NTLMSSP(unchecked: signature.span.bytes)
    #expect(view.contents == nil)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(GSSAPI.self, token, headerLength: 2))
    #expect(refusesEveryCut(SPNEGO.self, token, headerLength: 2))
    #expect(refusesEveryCut(NTLMSSP.self, challenge, headerLength: 12))
  }

  @Test func leavesOutWhatWasCut() throws {
    for count in 2...token.count {
      let gss = try GSSAPI(decoding: token.span.bytes.slice(from: 0, count: count))
      #expect((gss.mechanism != nil) == (count >= 10))
    }
  }

  /// Every byte of the tokens, told a lie, in the message that carries them.
  @Test func survivesLies() {
    for content in [token, challenge] {
      for offset in content.indices {
        for lie: UInt8 in [0, 0x80, 0xff] {
          var changed = content
          changed[offset] = lie
          let setup =
            hex("000000 ff ff534d4273000000001843c8000000000000000000000000000009040000 0100")
            + hex("0cff000000ffff0200010000000000") + [UInt8(content.count), 0]
            + hex("0000000054c00080") + [UInt8(content.count), 0] + changed
          readEveryField(segment(setup, from: 49180, to: 445))
        }
      }
    }
  }
}
