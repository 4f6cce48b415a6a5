import PacketCore

extension RDP {
  static let negotiationFields: [Field<RDP>] = [
    Field("rdp.neg_type", "Type", .hex(8), at: 0, 1, in: negotiation)
      .named(Names.negType),
    Field("rdp.negReq.flags", "Flags", .hex(8), at: 1, 1, in: negotiation(1)),
    Field(
      "rdp.negReq.flags.restricted_admin_mode_req", "Restricted admin mode required", at: 1, 1,
      bit: 0x1, in: negotiation(1)),
    Field(
      "rdp.negReq.flags.correlation_info_present", "Correlation info present", at: 1, 1, bit: 0x8,
      in: negotiation(1)),
    Field("rdp.negRsp.flags", "Flags", .hex(8), at: 1, 1, in: negotiation(2)),
    Field(
      "rdp.negRsp.flags.extended_client_data_supported", "Extended Client Data Blocks supported",
      at: 1, 1, bit: 0x1, in: negotiation(2)),
    Field(
      "rdp.negRsp.flags.dynvc_gfx_protocol_supported",
      "Graphics Pipeline Extension Protocol supported", at: 1, 1, bit: 0x2, in: negotiation(2)),
    Field(
      "rdp.negRsp.flags.restricted_admin_mode_supported", "Restricted admin mode supported", at: 1,
      1, bit: 0x8, in: negotiation(2)),
    Field(
      "rdp.negRsp.flags.restricted_authentication_mode_supported",
      "Restricted authentication mode supported", at: 1, 1, bit: 0x10, in: negotiation(2)),
    .little("rdp.neg_length", "Length", .decimal(16), at: 2, 2, in: negotiation),
    .little(
      "rdp.negReq.requestedProtocols", "requestedProtocols", .hex(32), at: 4, 4, in: negotiation(1)),
    .little(
      "rdp.negReq.requestedProtocols.ssl", "TLS security supported", at: 4, 4, bit: 0x1,
      in: negotiation(1)),
    .little(
      "rdp.negReq.requestedProtocols.hybrid", "CredSSP supported", at: 4, 4, bit: 0x2,
      in: negotiation(1)),
    .little(
      "rdp.negReq.requestedProtocols.rdstls", "RDSTLS supported", at: 4, 4, bit: 0x4,
      in: negotiation(1)),
    .little(
      "rdp.negReq.requestedProtocols.hybrid_ex",
      "CredSSP with Early User Authorization Result PDU supported", at: 4, 4, bit: 0x8,
      in: negotiation(1)),
    .little(
      "rdp.negReq.selectedProtocol", "selectedProtocol", .hex(32), at: 4, 4, in: negotiation(2)
    )
    .named(Names.negReqSelectedProtocol),
    .little("rdp.negFailure.failureCode", "failureCode", .hex(32), at: 4, 4, in: negotiation(3))
      .named(Names.negFailureFailureCode),
  ]

  static let fastPathFields: [Field<RDP>] = [
    Field("rdp.fastpath.header", "Header", .hex(8), at: 0, 1, in: fastPath),
    Field("rdp.fastpath.action", "Action", .decimal(8), at: 0, 1, mask: 0x3, in: fastPath)
      .named(Names.fastpathAction),
    Field("rdp.fastpath.flags", "flags", .decimal(8), at: 0, 1, mask: 0xc0, in: fastPath),
  ]
}
