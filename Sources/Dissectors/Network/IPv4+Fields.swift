public import PacketCore

extension IPv4 {
  public static let fields: [Field<IPv4>] =
    headerFields + addressFields
    + Field.only(where: { $0.headerLength > minimumHeaderLength }, optionFields)

  private static let headerFields: [Field<IPv4>] = [
    Field("ip.version", "Version", .decimal(4), at: 0, 1) { $0.version }.bits(0xf0),
    Field("ip.hdr_len", "Header Length", .decimal(8), at: 0, 1) { view in
      view.version == 4 ? .unsigned(UInt64(view.headerLength)) : nil
    },
    Field("ip.dsfield", "Differentiated Services Field", .hex(8), at: 1, 1) {
      $0.bytes.byte(at: 1)
    },
    Field("ip.dsfield.dscp", "DSCP", .decimal(8), at: 1, 1) {
      $0.differentiatedServices
    }.bits(0xfc),
    Field("ip.dsfield.ecn", "ECN", .decimal(8), at: 1, 1) { $0.congestionNotification }.bits(0x03),
    // A length that was left to the network card is what the layer around says.
    Field(
      "ip.len", "Total Length", .decimal(16),
      inContext: { view, context, emit in
        let length =
          view.totalLength == 0
          ? context.layer.length + context.layer.missingByteCount : Int(view.totalLength)
        emit(.unsigned(UInt64(length)), 2..<4)
      }),
    Field("ip.id", "Identification", .hex(16), at: 4, 2) { $0.identification },
    Field("ip.flags", "Flags", .hex(8), at: 6, 1) { $0.bytes.byte(at: 6) >> 5 }.bits(0xe0),
    Field("ip.flags.rb", "Reserved bit", at: 6, 1, flag: { $0.reservedFlag }).bits(0x80),
    Field("ip.flags.df", "Don't fragment", at: 6, 1, flag: { $0.dontFragment }).bits(0x40),
    Field("ip.flags.mf", "More fragments", at: 6, 1, flag: { $0.moreFragments }).bits(0x20),
    // In units of eight bytes, as in the header.
    Field("ip.frag_offset", "Fragment Offset", .decimal(16), at: 6, 2) {
      UInt64($0.fragmentOffset / 8)
    }.bits(0x1fff),
    Field("ip.ttl", "Time to Live", .decimal(8), at: 8, 1) { $0.timeToLive },
    Field("ip.proto", "Protocol", .decimal(8), at: 9, 1) { $0.protocol }.named(
      IPProtocolNames.values),
    Field("ip.checksum", "Header Checksum", .hex(16), at: 10, 2) { $0.checksum },
    // 2: not verified. Wireshark's default, because senders leave it to the network card.
    Field("ip.checksum.status", "Header checksum status", .decimal(8), at: 10, 2) { _ in
      UInt8(2)
    }.named([0: "Bad", 1: "Good", 2: "Unverified", 3: "Not present"]).generated(),
  ]

  private static let addressFields: [Field<IPv4>] = [
    Field("ip.src", "Source Address", .ipv4Address, at: 12, 4) { .ipv4($0.source) },
    Field("ip.addr", "Source or Destination Address", .ipv4Address, hidden: true) { view, emit in
      emit(.ipv4(view.source), 12..<16)
      let end = view.destinationRange
      emit(.ipv4(IPv4Address(view.bytes, at: end.lowerBound)), end)
    },
    Field("ip.src_host", "Source Host", .text, at: 12, 4, hidden: true) {
      .ipv4($0.source)
    },
    Field("ip.host", "Source or Destination Host", .text, hidden: true) { view, emit in
      emit(.ipv4(view.source), 12..<16)
      let end = view.destinationRange
      emit(.ipv4(IPv4Address(view.bytes, at: end.lowerBound)), end)
    },
    Field("ip.cur_rt", "Current Route", .ipv4Address) { view, emit in
      if view.destinationRange.lowerBound != 16 { emit(.ipv4(view.destination), 16..<20) }
    },
    Field("ip.dst", "Destination Address", .ipv4Address) { view, emit in
      let end = view.destinationRange
      emit(.ipv4(IPv4Address(view.bytes, at: end.lowerBound)), end)
    },
    Field("ip.dst_host", "Destination Host", .text, hidden: true) { view, emit in
      let end = view.destinationRange
      emit(.ipv4(IPv4Address(view.bytes, at: end.lowerBound)), end)
    },
  ]

  /// Where the final destination stands: at the end of a source route that has hops left, else in
  /// the header.
  private var destinationRange: Range<Int> {
    guard headerLength > Self.minimumHeaderLength else { return 16..<20 }
    var range = 16..<20
    Self.route(.destination)(self) { range = $0 }
    return range
  }
}
