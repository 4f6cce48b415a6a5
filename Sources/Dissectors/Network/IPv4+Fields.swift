public import PacketCore

extension IPv4 {
  public static let fields: [Field<IPv4>] = [
    Field("ip.version", "Version", .decimal(4), at: 0, 1) { $0.version },
    Field("ip.hdr_len", "Header Length", .decimal(8), at: 0, 1) { UInt64($0.headerLength) },
    Field("ip.dsfield", "Differentiated Services Field", .hex(8), at: 1, 1) {
      $0.bytes.byte(at: 1)
    },
    Field("ip.dsfield.dscp", "DSCP", .decimal(8), at: 1, 1) { $0.differentiatedServices },
    Field("ip.dsfield.ecn", "ECN", .decimal(8), at: 1, 1) { $0.congestionNotification },
    Field("ip.len", "Total Length", .decimal(16), at: 2, 2) { $0.totalLength },
    Field("ip.id", "Identification", .hex(16), at: 4, 2) { $0.identification },
    Field("ip.flags", "Flags", .hex(8), at: 6, 1) { $0.bytes.byte(at: 6) >> 5 },
    Field("ip.flags.rb", "Reserved bit", at: 6, 1, flag: { $0.reservedFlag }),
    Field("ip.flags.df", "Don't fragment", at: 6, 1, flag: { $0.dontFragment }),
    Field("ip.flags.mf", "More fragments", at: 6, 1, flag: { $0.moreFragments }),
    Field("ip.frag_offset", "Fragment Offset", .decimal(16), at: 6, 2) {
      UInt64($0.fragmentOffset)
    },
    Field("ip.ttl", "Time to Live", .decimal(8), at: 8, 1) { $0.timeToLive },
    Field("ip.proto", "Protocol", .decimal(8), at: 9, 1) { $0.protocol },
    Field("ip.checksum", "Header Checksum", .hex(16), at: 10, 2) { $0.checksum },
    Field("ip.src", "Source Address", .ipv4Address, at: 12, 4) { .ipv4($0.source) },
    Field("ip.dst", "Destination Address", .ipv4Address, at: 16, 4) { .ipv4($0.destination) },
    Field("ip.addr", "Source or Destination Address", .ipv4Address, hidden: true) { view, emit in
      emit(.ipv4(view.source), 12..<16)
      emit(.ipv4(view.destination), 16..<20)
    },
  ]
}
