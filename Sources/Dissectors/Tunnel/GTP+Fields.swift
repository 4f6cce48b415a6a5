public import PacketCore

extension GTP {
  public static let fields: [Field<GTP>] = [
    first("gtp.flags", "Flags", .hex(8), at: 0, 1),
    first("gtp.flags.version", "Version", .decimal(8), at: 0, 1, mask: 0xe0),
    first("gtp.flags.payload", "Protocol type", .decimal(8), at: 0, 1, mask: 0x10),
    first("gtp.flags.reserved", "Reserved", .decimal(8), at: 0, 1, mask: 0x08),
    first("gtp.flags.e", "Is Next Extension Header present?", .boolean, at: 0, 1, mask: 4),
    first("gtp.flags.s", "Is Sequence Number present?", .boolean, at: 0, 1, mask: 2),
    first("gtp.flags.pn", "Is N-PDU number present?", .boolean, at: 0, 1, mask: 1),
    first("gtp.message", "Message Type", .hex(8), at: 1, 1),
    first("gtp.length", "Length", .decimal(16), at: 2, 2),
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
