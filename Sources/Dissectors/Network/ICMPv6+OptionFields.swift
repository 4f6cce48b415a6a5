import PacketCore

extension ICMPv6 {
  private static let source = option(.sourceLinkLayerAddress)
  private static let target = option(.targetLinkLayerAddress)
  private static let prefix = option(.prefixInformation)
  private static let route = option(.routeInformation)
  private static let expansion = option(.flagsExpansion)

  private static func linkAddress(
    _ name: String, _ label: String, hidden: Bool = false, in parts: @escaping Field<ICMPv6>.Parts
  ) -> Field<ICMPv6> {
    Field(name, label, .macAddress, at: 2, 6, hidden: hidden, in: parts)
  }

  static let neighborOptionFields: [Field<ICMPv6>] = [
    Field("icmpv6.opt", "ICMPv6 Option", .heading, at: 0, in: option()),
    Field("icmpv6.opt.type", "Type", .decimal(8), at: 0, 1, in: option()),
    Field("icmpv6.opt.length", "Length", .decimal(8), at: 1, 1, in: option()),
    linkAddress(
      "icmpv6.opt.linkaddr", "Link-layer address",
      in: option(.sourceLinkLayerAddress, .targetLinkLayerAddress)),
    linkAddress(
      "icmpv6.opt.src_linkaddr", "Source Link-layer address", hidden: true, in: source),
    linkAddress(
      "icmpv6.opt.target_linkaddr", "Target Link-layer address", hidden: true, in: target),
    Field(
      "icmpv6.opt.redirected_packet", "Redirected Packet", .heading, at: 8,
      in: option(.redirectedHeader)),
    Field("icmpv6.opt.mtu", "MTU", .decimal(32), at: 4, 4, in: option(.mtu)),
    Field(
      "icmpv6.opt.advertisement_interval", "Advertisement Interval", .decimal(32), at: 4, 4,
      in: option(.advertisementInterval)),
    Field(
      "icmpv6.opt.home_agent_preference", "Home Agent Preference", .decimal(16), at: 4, 2,
      in: option(.homeAgentInformation)),
    Field(
      "icmpv6.opt.home_agent_lifetime", "Home Agent Preference", .decimal(16), at: 6, 2,
      in: option(.homeAgentInformation)),
    Field(
      "icmpv6.opt.ipv6_address", "IPv6 Address", .ipv6Address, at: 0, 16,
      in: addresses(option(.sourceAddressList, .targetAddressList))),
    Field("icmpv6.opt.nonce", "Nonce", .bytes, at: 2, in: option(.nonce)),
  ]

  /// RFC 4861 §4.6.2, RFC 4191 §2.3, RFC 8781 §4. A route's prefix is cut at its option's end.
  static let prefixOptionFields: [Field<ICMPv6>] = [
    Field(
      "icmpv6.opt.prefix.length", "Prefix Length", .decimal(8), at: 2, 1,
      in: option(.prefixInformation, .routeInformation)),
    Field("icmpv6.opt.prefix.flag", "Flag", .hex(8), at: 3, 1, in: prefix),
    Field("icmpv6.opt.prefix.flag.l", "On-link flag(L)", at: 3, 1, bit: 0x80, in: prefix),
    Field(
      "icmpv6.opt.prefix.flag.a", "Autonomous address-configuration flag(A)", at: 3, 1, bit: 0x40,
      in: prefix),
    Field("icmpv6.opt.prefix.flag.r", "Router address flag(R)", at: 3, 1, bit: 0x20, in: prefix),
    Field(
      "icmpv6.opt.prefix.flag.reserved", "Reserved", .decimal(8), at: 3, 1, mask: 0x1f, in: prefix),
    Field(
      "icmpv6.opt.prefix.valid_lifetime", "Valid Lifetime", .decimal(32), at: 4, 4, in: prefix),
    Field(
      "icmpv6.opt.prefix.preferred_lifetime", "Preferred Lifetime", .decimal(32), at: 8, 4,
      in: prefix),
    Field("icmpv6.opt.prefix", "Prefix", .ipv6Address) { view, emit in
      prefix(view) { emitPrefix(view, $0.dropFirst(16), emit) }
      route(view) { emitPrefix(view, $0.dropFirst(8), emit) }
    },
    Field("icmpv6.opt.route_info.flag", "Flag", .hex(8), at: 3, 1, in: route),
    Field(
      "icmpv6.opt.route_info.flag.route_preference", "Route Preference", .decimal(8), at: 3, 1,
      mask: 0x18, in: route),
    Field(
      "icmpv6.opt.route_info.flag.reserved", "Reserved", .decimal(8), at: 3, 1, mask: 0xe7,
      in: route),
    Field("icmpv6.opt.route_lifetime", "Route Lifetime", .decimal(32), at: 4, 4, in: route),
    Field(
      "icmpv6.opt.pref64.scaled_lifetime", "Scaled Lifetime", .decimal(16), at: 2, 2, mask: 0xfff8,
      in: option(.pref64)),
    Field(
      "icmpv6.opt.pref64.plc", "PLC (Prefix Length Code)", .hex(16), at: 2, 2, mask: 7,
      in: option(.pref64)),
    Field("icmpv6.opt.pref64.prefix", "Prefix", .ipv6Address) { view, emit in
      option(.pref64)(view) { emitPrefix(view, $0.dropFirst(4), emit) }
    },
  ]

  /// An address of which zeros at the end are left out.
  private static func emitPrefix(
    _ view: borrowing ICMPv6, _ range: Range<Int>, _ emit: Field<ICMPv6>.Emit
  ) {
    let range = range.prefix(16)
    let high = view.bytes.bits(in: range.prefix(8)) << UInt64(64 - 8 * range.prefix(8).count)
    let low =
      range.count > 8
      ? view.bytes.bits(in: range.dropFirst(8)) << UInt64(128 - 8 * range.count) : 0
    emit(.ipv6(IPv6Address(high: high, low: low)), range)
  }

  private static func addresses(_ parts: @escaping Field<ICMPv6>.Parts) -> Field<ICMPv6>.Parts {
    { view, part in
      parts(view) { range in
        var start = range.lowerBound + 8
        while start + 16 <= range.upperBound {
          part(start..<start + 16)
          start += 16
        }
      }
    }
  }

  /// RFC 8106 §5, RFC 8910 §2.3.
  static let nameOptionFields: [Field<ICMPv6>] = [
    Field(
      "icmpv6.opt.rdnss.lifetime", "Lifetime", .decimal(32), at: 4, 4,
      in: option(.recursiveDNSServer)),
    Field(
      "icmpv6.opt.rdnss", "Recursive DNS Servers", .ipv6Address, at: 0, 16,
      in: addresses(option(.recursiveDNSServer))),
    Field(
      "icmpv6.opt.dnssl.lifetime", "Lifetime", .decimal(32), at: 4, 4, in: option(.dnsSearchList)),
    Field("icmpv6.opt.dnssl", "Domain Names", .text) { view, emit in
      option(.dnsSearchList)(view) { range in emitNames(view.bytes, range.dropFirst(8), emit) }
    },
    Field("icmpv6.opt.captive_portal", "Captive Portal", .text) { view, emit in
      option(.captivePortal)(view) { range in
        var end = range.lowerBound + 2
        while end < range.upperBound, view.bytes.byte(at: end) != 0 { end += 1 }
        emit(.text, range.lowerBound + 2..<end)
      }
    },
  ]

  /// Domain names, without compression (RFC 1035 §3.1).
  private static func emitNames(
    _ bytes: RawSpan, _ range: Range<Int>, _ emit: Field<ICMPv6>.Emit
  ) {
    var start = range.lowerBound
    var offset = start
    var name = ""
    while offset < range.upperBound {
      let length = Int(bytes.byte(at: offset))
      offset += 1
      if length == 0 {
        if name.isEmpty { return }
        emit(.string(name), start..<offset)
        name = ""
        start = offset
      } else {
        let label = bytes.slice(from: offset, count: min(length, range.upperBound - offset))
        if !name.isEmpty { name += "." }
        name += String(decoding: label.copied(), as: UTF8.self)
        offset += length
      }
    }
  }

  static let otherOptionFields: [Field<ICMPv6>] = [
    Field("icmpv6.opt.efo", "Flags Expansion Option", .hex(16), at: 2, 2, in: expansion),
    Field(
      "icmpv6.opt.efo.m", "Managed address configuration", at: 2, 2, bit: 0x8000, in: expansion),
    Field("icmpv6.opt.efo.o", "Other configuration", at: 2, 2, bit: 0x4000, in: expansion),
    Field("icmpv6.opt.efo.h", "Home Agent", at: 2, 2, bit: 0x2000, in: expansion),
    Field(
      "icmpv6.opt.efo.prf", "Prf (Default Router Preference)", .decimal(16), at: 2, 2, mask: 0x1800,
      in: expansion),
    Field("icmpv6.opt.efo.p", "Proxy", at: 2, 2, bit: 0x0400, in: expansion),
    Field(
      "icmpv6.opt.aro.status", "Status", .decimal(8), at: 2, 1, in: option(.addressRegistration)),
    Field(
      "icmpv6.opt.aro.registration_lifetime", "Registration Lifetime", .decimal(16), at: 6, 2,
      in: option(.addressRegistration)),
  ]
}
