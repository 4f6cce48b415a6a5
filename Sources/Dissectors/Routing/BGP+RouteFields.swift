import PacketCore

extension BGP {
  private static let reach = part(.reachFamily)
  private static let unreach = part(.unreachFamily)

  static let multiprotocolFields: [Field<BGP>] =
    [
      Field(
        "bgp.update.path_attribute.mp_reach_nlri.afi", "Address family identifier (AFI)",
        .decimal(16), at: 0, 2, in: reach
      ).named(familyNames),
      Field(
        "bgp.update.path_attribute.mp_reach_nlri.safi",
        "Subsequent address family identifier (SAFI)", .decimal(8), at: 2, 1, in: reach
      )
      .named(subsequentNames),
      Field(
        "bgp.update.path_attribute.mp_reach_nlri.next_hop", "Next hop", .bytes, at: 0,
        in: part(.nextHop)),
      Field("bgp.update.path_attribute.mp_reach_nlri.next_hop.rd", "Route Distinguisher", .text) {
        view, emit in
        part(.nextHopDistinguisher)(view) { emit(.string(distinguisher(view.bytes, $0)), $0) }
      },
      Field(
        "bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv4", "IPv4 Address", .ipv4Address,
        at: 0, 4, in: part(.nextHopIPv4)),
      Field(
        "bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv6", "IPv6 Address", .ipv6Address,
        at: 0, 16, in: part(.nextHopIPv6)),
      Field(
        "bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv6.link_local", "Link-local Address",
        .ipv6Address, at: 0, 16, in: part(.nextHopLinkLocal)),
      Field(
        "bgp.update.path_attribute.mp_reach_nlri.nbr_snpa",
        "Number of Subnetwork points of attachment (SNPA)", .decimal(8), at: 0, 1,
        in: part(.attachments)),
      Field(
        "bgp.update.path_attribute.mp_reach_nlri",
        "Network Layer Reachability Information (NLRI)", .heading, at: 0, in: part(.reachRoutes)),
      Field(
        "bgp.update.path_attribute.mp_unreach_nlri.afi", "Address family identifier (AFI)",
        .decimal(16), at: 0, 2, in: unreach
      ).named(familyNames),
      Field(
        "bgp.update.path_attribute.mp_unreach_nlri.safi",
        "Subsequent address family identifier (SAFI)", .decimal(8), at: 2, 1, in: unreach
      )
      .named(subsequentNames),
      Field("bgp.update.path_attribute.mp_unreach_nlri", "Withdrawn Routes", .heading) {
        view, emit in
        part(.unreachRoutes)(view) { emit(.present, $0) }
      },
    ]

  /// A route distinguisher's two parts by its type (RFC 4364 §4.2).
  static func distinguisher(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    let start = range.lowerBound
    let low = bytes.bigEndian(UInt16.self, at: start + 6)
    switch bytes.bigEndian(UInt16.self, at: start) {
    case 0:
      return
        "\(bytes.bigEndian(UInt16.self, at: start + 2)):\(bytes.bigEndian(UInt32.self, at: start + 4))"
    case 1: return "\(IPv4Address(bytes, at: start + 2)):\(low)"
    default: return "\(bytes.bigEndian(UInt32.self, at: start + 2)):\(low)"
    }
  }

  /// Labels, comma by comma; the last is at the bottom of the stack.
  private static func labels(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    var texts: [String] = []
    for start in stride(from: range.lowerBound, to: range.upperBound - 2, by: 3) {
      let label = bytes.bigEndian(UInt32.self, at: start - 1) & 0xff_ffff
      if label == 0x80_0000 || label == 0 {
        texts.append(label == 0 ? "0 (withdrawn)" : "withdrawn")
      } else {
        texts.append("\(label >> 4)\(label & 1 != 0 ? " (bottom)" : "")")
      }
    }
    return texts.joined(separator: ",")
  }

  private static func address4(_ name: String, _ label: String, _ place: Place) -> Field<BGP> {
    Field("bgp.\(name)", label, .ipv4Address) { view, emit in
      part(.address(place))(view) { range in
        let number = view.bytes.bits(in: range) << UInt64(8 * (4 - min(range.count, 4)))
        emit(.ipv4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: number))), range)
      }
    }
  }

  private static func address6(_ name: String, _ label: String, _ place: Place) -> Field<BGP> {
    Field("bgp.\(name)", label, .ipv6Address) { view, emit in
      part(.address(place))(view) { range in
        emit(.ipv6(IPv6Address(prefix: view.bytes, range)), range)
      }
    }
  }

  static let routeFields: [Field<BGP>] = [
    Field("bgp.prefix_length", "Prefix Length", .decimal(8), at: 0, 1, in: part(.prefixLength)),
    Field("bgp.label_stack", "Label Stack", .text) { view, emit in
      part(.label)(view) { emit(.string(labels(view.bytes, $0)), $0) }
    },
    Field("bgp.rd", "Route Distinguisher", .text) { view, emit in
      part(.distinguisher)(view) { emit(.string(distinguisher(view.bytes, $0)), $0) }
    },
    address4("withdrawn_prefix", "Withdrawn prefix", .withdrawn),
    address4("nlri_prefix", "NLRI prefix", .reachable),
    address4("mp_reach_nlri_ipv4_prefix", "MP Reach NLRI IPv4 prefix", .reach4),
    address4("mp_unreach_nlri_ipv4_prefix", "MP Unreach NLRI IPv4 prefix", .unreach4),
    address6("mp_reach_nlri_ipv6_prefix", "MP Reach NLRI IPv6 prefix", .reach6),
    address6("mp_unreach_nlri_ipv6_prefix", "MP Unreach NLRI IPv6 prefix", .unreach6),
  ]

  private static let advertisement = part(.ethernetRoute(2))
  private static let ethernet = part(
    .ethernetRoute(1), .ethernetRoute(2), .ethernetRoute(3), .ethernetRoute(4), .ethernetRoute(5))

  static let ethernetFields: [Field<BGP>] = [
    Field("bgp.evpn.nlri", "EVPN NLRI", .heading, at: 0, in: ethernet),
    Field("bgp.evpn.nlri.rt", "Route Type", .decimal(8), at: 0, 1, in: ethernet).named([
      1: "Ethernet AD Route", 2: "MAC Advertisement Route", 3: "Inclusive Multicast Route",
      4: "Ethernet Segment Route", 5: "IP Prefix route",
    ]),
    Field("bgp.evpn.nlri.len", "Length", .decimal(8), at: 1, 1, in: ethernet),
    Field("bgp.evpn.nlri.rd", "Route Distinguisher", .bytes, at: 2, 8, in: ethernet),
    Field("bgp.evpn.nlri.etag", "Ethernet Tag ID", .decimal(32), at: 20, 4, in: advertisement),
    Field("bgp.evpn.nlri.maclen", "MAC Address Length", .decimal(8), at: 24, 1, in: advertisement),
    Field("bgp.evpn.nlri.mac_addr", "MAC Address", .macAddress, at: 25, 6, in: advertisement),
    Field("bgp.evpn.nlri.iplen", "IP Address Length", .decimal(8), at: 31, 1, in: advertisement),
  ]
}

extension IPv6Address {
  /// The address whose first bytes these are, at most sixteen; zeros follow.
  init(prefix bytes: RawSpan, _ range: Range<Int>) {
    func leading(_ range: Range<Int>) -> UInt64 {
      range.isEmpty ? 0 : bytes.bits(in: range) << UInt64(8 * (8 - range.count))
    }
    self.init(high: leading(range.prefix(8)), low: leading(range.dropFirst(8).prefix(8)))
  }
}
