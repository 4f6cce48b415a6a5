public import PacketCore

extension ICMPv6 {
  public static let fields: [Field<ICMPv6>] =
    headerFields + errorFields + neighborFields + neighborOptionFields + prefixOptionFields
    + nameOptionFields + otherOptionFields + listenerFields + nodeFields + otherMessageFields
    + extensionFields

  /// The messages of these types.
  static func message(_ kinds: Kind...) -> Field<ICMPv6>.Parts {
    { view, part in if kinds.contains(view.kind) { part(0..<view.bytes.byteCount) } }
  }

  private static let headerFields: [Field<ICMPv6>] = [
    Field("icmpv6.type", "Type", .decimal(8), at: 0, 1) { $0.kind.rawValue },
    Field("icmpv6.code", "Code", .decimal(8), at: 1, 1) { $0.code },
    Field("icmpv6.checksum", "Checksum", .hex(16), at: 2, 2) { $0.checksum },
    Field(
      "icmpv6.checksum.status", "Checksum Status", .decimal(8),
      inContext: { _, context, emit in
        emit(.unsigned(UInt64(context.checksumStatus(protocol: 58).number)), 2..<4)
      }),
    Field(
      "icmpv6.echo.identifier", "Identifier", .hex(16), at: 4, 2,
      in: message(.echoRequest, .echoReply, .extendedEchoRequest, .extendedEchoReply)),
    Field(
      "icmpv6.echo.sequence_number", "Sequence", .decimal(16), at: 6, 2,
      in: message(.echoRequest, .echoReply)),
  ]

  private static let errorFields: [Field<ICMPv6>] = [
    Field("icmpv6.length", "Length of original datagram", .decimal(8)) { view, emit in
      if view.quotedLength != nil { emit(.unsigned(UInt64(view.bytes.byte(at: 4))), 4..<5) }
    },
    Field("icmpv6.reserved", "Reserved", .bytes) { view, emit in
      if let range = view.reservedRange { emit(.bytes, range) }
    },
    Field("icmpv6.mtu", "MTU", .decimal(32), at: 4, 4, in: message(.packetTooBig)),
    Field("icmpv6.pointer", "Pointer", .decimal(32), at: 4, 4, in: message(.parameterProblem)),
  ]

  /// The bytes of the header that a message does not use.
  private var reservedRange: Range<Int>? {
    switch kind {
    case .destinationUnreachable, .timeExceeded: quotedLength == nil ? 4..<8 : 5..<8
    case .routerSolicitation, .neighborSolicitation, .redirect: 4..<8
    case .inverseNeighborSolicitation, .inverseNeighborAdvertisement: 4..<8
    case .listenerQuery, .listenerReport, .listenerDone: 6..<8
    case .listenerReportV2: 4..<6
    case .homeAgentDiscoveryRequest, .homeAgentDiscoveryReply, .mobilePrefixSolicitation: 6..<8
    case .routerRenumbering: 12..<16
    default: nil
    }
  }

  private static let advertised = message(.routerAdvertisement)
  private static let answered = message(.neighborAdvertisement)

  /// RFC 4861 §4.
  private static let neighborFields: [Field<ICMPv6>] = [
    Field("icmpv6.nd.ra.cur_hop_limit", "Cur hop limit", .decimal(8), at: 4, 1, in: advertised),
    Field("icmpv6.nd.ra.flag", "Flags", .hex(8), at: 5, 1, in: advertised),
    Field(
      "icmpv6.nd.ra.flag.m", "Managed address configuration", at: 5, 1, bit: 0x80, in: advertised),
    Field("icmpv6.nd.ra.flag.o", "Other configuration", at: 5, 1, bit: 0x40, in: advertised),
    Field("icmpv6.nd.ra.flag.h", "Home Agent", at: 5, 1, bit: 0x20, in: advertised),
    Field(
      "icmpv6.nd.ra.flag.prf", "Prf (Default Router Preference)", .decimal(8), at: 5, 1, mask: 0x18,
      in: advertised),
    Field("icmpv6.nd.ra.flag.p", "Proxy", at: 5, 1, bit: 0x04, in: advertised),
    Field(
      "icmpv6.nd.ra.flag.rsv", "Reserved", .decimal(8), at: 5, 1, mask: 0x03, in: advertised),
    Field(
      "icmpv6.nd.ra.router_lifetime", "Router lifetime (s)", .decimal(16), at: 6, 2, in: advertised),
    Field(
      "icmpv6.nd.ra.reachable_time", "Reachable time (ms)", .decimal(32), at: 8, 4, in: advertised),
    Field(
      "icmpv6.nd.ra.retrans_timer", "Retrans timer (ms)", .decimal(32), at: 12, 4, in: advertised),
    Field(
      "icmpv6.nd.ns.target_address", "Target Address", .ipv6Address, at: 8, 16,
      in: message(.neighborSolicitation)),
    Field("icmpv6.nd.na.flag", "Flags", .hex(32), at: 4, 4, in: answered),
    Field("icmpv6.nd.na.flag.r", "Router", at: 4, 4, bit: 0x8000_0000, in: answered),
    Field("icmpv6.nd.na.flag.s", "Solicited", at: 4, 4, bit: 0x4000_0000, in: answered),
    Field("icmpv6.nd.na.flag.o", "Override", at: 4, 4, bit: 0x2000_0000, in: answered),
    Field(
      "icmpv6.nd.na.flag.rsv", "Reserved", .decimal(32), at: 4, 4, mask: 0x1fff_ffff, in: answered),
    Field(
      "icmpv6.nd.na.target_address", "Target Address", .ipv6Address, at: 8, 16, in: answered),
    Field(
      "icmpv6.nd.rd.target_address", "Target Address", .ipv6Address, at: 8, 16,
      in: message(.redirect)),
    Field(
      "icmpv6.rd.na.destination_address", "Destination Address", .ipv6Address, at: 24, 16,
      in: message(.redirect)),
  ]

  private static let prefixes = message(.mobilePrefixAdvertisement)

  private static let otherMessageFields: [Field<ICMPv6>] = [
    Field(
      "icmpv6.mip6.identifier", "Identifier", .decimal(16), at: 4, 2,
      in: message(
        .homeAgentDiscoveryRequest, .homeAgentDiscoveryReply, .mobilePrefixSolicitation,
        .mobilePrefixAdvertisement)),
    Field("icmpv6.mip6.flag", "Flags", .hex(16), at: 6, 2, in: prefixes),
    Field(
      "icmpv6.mip6.flag.m", "Managed address configuration", at: 6, 2, bit: 0x8000, in: prefixes),
    Field("icmpv6.mip6.flag.o", "Other configuration", at: 6, 2, bit: 0x4000, in: prefixes),
    Field(
      "icmpv6.mip6.flag.rsv", "Reserved", .decimal(16), at: 6, 2, mask: 0x3fff, in: prefixes),
    Field(
      "icmpv6.mcast_ra.query_interval", "Query Interval", .decimal(16), at: 4, 2,
      in: message(.multicastRouterAdvertisement)),
    Field(
      "icmpv6.mcast_ra.robustness_variable", "Robustness Variable", .decimal(16), at: 6, 2,
      in: message(.multicastRouterAdvertisement)),
    Field(
      "icmpv6.rr.sequence_number", "Sequence Number", .decimal(32), at: 4, 4,
      in: message(.routerRenumbering)),
    Field(
      "icmpv6.rr.segment_number", "Segment Number", .decimal(8), at: 8, 1,
      in: message(.routerRenumbering)),
    Field("icmpv6.rr.flag", "Flags", .hex(8), at: 9, 1, in: message(.routerRenumbering)),
    Field(
      "icmpv6.rr.maxdelay", "Max Delay", .decimal(16), at: 10, 2, in: message(.routerRenumbering)),
  ]
}
