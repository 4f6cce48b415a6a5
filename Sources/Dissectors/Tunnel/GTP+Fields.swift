public import PacketCore

extension GTP {
  public static let fields: [Field<GTP>] = headerFields + extensionFields + elementFields

  private static let headerFields: [Field<GTP>] = [
    first("gtp.flags", "Flags", .hex(8), at: 0, 1),
    first("gtp.flags.version", "Version", .decimal(8), at: 0, 1, mask: 0xe0),
    first("gtp.flags.payload", "Protocol type", .decimal(8), at: 0, 1, mask: 0x10),
    first("gtp.flags.reserved", "Reserved", .decimal(8), at: 0, 1, mask: 0x08),
    first("gtp.flags.e", "Is Next Extension Header present?", .boolean, at: 0, 1, mask: 4),
    first("gtp.flags.s", "Is Sequence Number present?", .boolean, at: 0, 1, mask: 2),
    first("gtp.flags.pn", "Is N-PDU number present?", .boolean, at: 0, 1, mask: 1),
    first("gtp.message", "Message Type", .hex(8), at: 1, 1),
    Field("gtp.length", "Length", .decimal(16)) { view, emit in
      guard view.version == 1 else { return }
      view.emitNumber(0..<4, at: 2, 2, emit)
      // Elements whose length has no name of its own.
      part(.counted(128), .counted(132), .counted(134))(view) {
        view.emitNumber($0, at: 1, 2, emit)
      }
    },
    first("gtp.teid", "TEID", .hex(32), at: 4, 4),
    Field("gtp.seq_number", "Sequence number", .hex(16), at: 8, 2) { view in
      view.version == 1 ? view.sequenceNumber.map { .unsigned(UInt64($0)) } : nil
    },
    Field("gtp.npdu_number", "N-PDU Number", .hex(8), at: 10, 1) { view in
      view.version == 1 ? view.packetNumber.map { .unsigned(UInt64($0)) } : nil
    },
    Field("gtp.ext_hdr.next", "Next extension header type", .hex(8)) { view, emit in
      guard view.version == 1, let type = view.nextExtension else { return }
      emit(.unsigned(UInt64(type)), 11..<12)
      view.forEachExtension { part in
        let last = part.upperBound - 1
        emit(.unsigned(UInt64(view.bytes.byte(at: last))), last..<last + 1)
      }
    },
    Field(
      "gtp.ext_hdr", "Extension header", .heading, at: 0,
      in: { view, part in view.forEachExtension(part) }
    ),
    Field(
      "gtp.ext_hdr.length", "Extension Header Length", .decimal(8), at: 0, 1,
      in: { view, part in view.forEachExtension(part) }),
  ]

  /// Extension headers by type: that of the header before them.
  private static func extensions(_ type: UInt8) -> Field<GTP>.Parts {
    { view, body in
      var next = view.nextExtension ?? 0
      view.forEachExtension { part in
        if next == type { body(part) }
        next = view.bytes.byte(at: part.upperBound - 1)
      }
    }
  }

  private static let session = extensions(0x85)

  /// TS 38.415 §5.5.2: what the network says of a packet's quality of service.
  private static let extensionFields: [Field<GTP>] = [
    Field(
      "gtp.ext_hdr.pdcp_sn", "PDCP Sequence Number", .decimal(16), at: 1, 2, in: extensions(0xc0)),
    Field("gtp.ext_hdr.udp_port", "UDP Port", .decimal(16), at: 1, 2, in: extensions(0x40)),
    Field(
      "gtp.ext_hdr.pdu_ses_con.pdu_type", "PDU Type", .decimal(8), at: 1, 1, mask: 0xf0, in: session
    )
    .named([0: "DL PDU SESSION INFORMATION", 1: "UL PDU SESSION INFORMATION"]),
    Field(
      "gtp.ext_hdr.pdu_ses_con.qos_flow_id", "QoS Flow Identifier (QFI)", .decimal(8), at: 2, 1,
      mask: 0x3f, in: session),
    Field("gtp.ext_hdr.pdu_ses_cont.ppp", "Paging Policy Presence (PPP)", at: 2, 1, bit: 0x80) {
      view, body in
      session(view) { if view.bytes.byte(at: $0.lowerBound + 1) >> 4 == 0 { body($0) } }
    },
    Field("gtp.ext_hdr.pdu_ses_cont.rqi", "Reflective QoS Indicator (RQI)", at: 2, 1, bit: 0x40) {
      view, body in
      session(view) { if view.bytes.byte(at: $0.lowerBound + 1) >> 4 == 0 { body($0) } }
    },
  ]

  private static func first(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int,
    mask: UInt64? = nil
  ) -> Field<GTP> {
    Field(
      name, label, type, at: offset, count, mask: mask,
      in: { view, part in if view.version == 1 { part(0..<minimumHeaderLength) } })
  }

  private func forEachExtension(_ body: (Range<Int>) -> Void) {
    if version == 1 { _ = scan(body) }
  }
}
