public import PacketCore

extension GRE {
  public static let fields: [Field<GRE>] =
    flagFields + [
      Field("gre.proto", "Protocol Type", .hex(16), at: 2, 2) { $0.protocol },
      part("gre.checksum", "Checksum", .hex(16), at: 0, 2) { $0.checksumRange },
      part("gre.offset", "Offset", .decimal(16), at: 0, 2) { $0.offsetRange },
      part("gre.key", "Key", .hex(32), at: 0, 4) { $0.version == 1 ? nil : $0.keyRange },
      part("gre.key.payload_length", "Payload Length", .decimal(16), at: 0, 2) {
        $0.version == 1 ? $0.keyRange : nil
      },
      part("gre.key.call_id", "Call ID", .decimal(16), at: 2, 2) {
        $0.version == 1 ? $0.keyRange : nil
      },
      part("gre.sequence_number", "Sequence Number", .decimal(32), at: 0, 4) { $0.sequenceRange },
      part("gre.ack_number", "Acknowledgment Number", .decimal(32), at: 0, 4) {
        $0.acknowledgmentRange
      },
      part("gre.wccp.redirect_header", "Redirect Header", .heading, at: 0, 4) { $0.redirectRange },
      part("gre.wccp.service_id", "Service ID", .decimal(8), at: 1, 1) { $0.redirectRange },
      part("gre.wccp.alternative_bucket", "Alternative Bucket", .decimal(8), at: 2, 1) {
        $0.redirectRange
      },
      part("gre.wccp.primary_bucket", "Primary Bucket", .decimal(8), at: 3, 1) { $0.redirectRange },
    ]

  private static let flagFields: [Field<GRE>] = [
    Field("gre.flags_and_version", "Flags and Version", .hex(16), at: 0, 2) { $0.flags.rawValue },
    Field("gre.flags.checksum", "Checksum Bit", at: 0, 2, bit: 0x8000),
    Field("gre.flags.routing", "Routing Bit", at: 0, 2, bit: 0x4000),
    Field("gre.flags.key", "Key Bit", at: 0, 2, bit: 0x2000),
    Field("gre.flags.sequence_number", "Sequence Number Bit", at: 0, 2, bit: 0x1000),
    Field("gre.flags.strict_source_route", "Strict Source Route Bit", at: 0, 2, bit: 0x0800),
    Field("gre.flags.recursion_control", "Recursion control", .decimal(16), at: 0, 2) {
      $0.flags.rawValue >> 8 & 7
    },
    Field("gre.flags.ack", "Acknowledgment", .boolean, at: 0, 2) { view in
      view.version == 1 ? .boolean(view.flags.contains(.acknowledgment)) : nil
    },
    Field("gre.flags.reserved", "Flags (Reserved)", .decimal(16), at: 0, 2) {
      $0.flags.rawValue >> 3 & 0x1f
    },
    Field("gre.flags.version", "Version", .decimal(16), at: 0, 2) { $0.version },
  ]

  /// A field of a word that is there when a flag says so.
  private static func part(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int,
    _ word: @escaping @Sendable (borrowing GRE) -> Range<Int>?
  ) -> Field<GRE> {
    Field(
      name, label, type, at: offset, count,
      in: { view, part in if let range = word(view) { part(range) } })
  }
}
