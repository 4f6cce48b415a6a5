public import PacketCore

extension IPv6 {
  public static let fields: [Field<IPv6>] = headerFields + addressFields + derivedAddressFields

  private static let headerFields: [Field<IPv6>] = [
    Field("ipv6.version", "Version", .decimal(4), at: 0, 1) { $0.version },
    Field("ip.version", "Version", .decimal(4), at: 0, 1, hidden: true) { $0.version },
    Field("ipv6.tclass", "Traffic Class", .hex(32), at: 0, 4) { $0.trafficClass },
    Field("ipv6.tclass.dscp", "Differentiated Services Codepoint", .decimal(32), at: 0, 4) {
      $0.trafficClass >> 2
    },
    Field("ipv6.tclass.ecn", "Explicit Congestion Notification", .decimal(32), at: 0, 4) {
      $0.trafficClass & 3
    },
    Field("ipv6.flow", "Flow Label", .hex(24), at: 1, 3) { $0.flowLabel },
    Field("ipv6.plen", "Payload Length", .decimal(16), at: 4, 2) { $0.payloadLength },
    Field("ipv6.nxt", "Next Header", .decimal(8), at: 6, 1) { $0.nextHeader },
    Field("ipv6.hlim", "Hop Limit", .decimal(8), at: 7, 1) { $0.hopLimit },
  ]

  private static let addressFields: [Field<IPv6>] = [
    Field("ipv6.src", "Source Address", .ipv6Address, at: 8, 16) { .ipv6($0.source) },
    Field("ipv6.addr", "Source or Destination Address", .ipv6Address, hidden: true) { view, emit in
      emit(.ipv6(view.source), 8..<24)
      emit(.ipv6(view.destination), 24..<40)
    },
    Field("ipv6.src_host", "Source Host", .text, at: 8, 16, hidden: true) {
      .string($0.source.description)
    },
    Field("ipv6.host", "Source or Destination Host", .text, hidden: true) { view, emit in
      emit(.string(view.source.description), 8..<24)
      emit(.string(view.destination.description), 24..<40)
    },
    Field("ipv6.dst", "Destination Address", .ipv6Address, at: 24, 16) { .ipv6($0.destination) },
    Field("ipv6.dst_host", "Destination Host", .text, at: 24, 16, hidden: true) {
      .string($0.destination.description)
    },
  ]

  /// The addresses that a form of address holds: the source's, the destination's, or both.
  private static func addresses(
    _ ends: [Int], where form: @escaping @Sendable (IPv6Address) -> Bool
  ) -> Field<IPv6>.Parts {
    { view, part in
      for start in ends where form(IPv6Address(view.bytes, at: start)) { part(start..<start + 16) }
    }
  }

  /// What an address was made from: a MAC address (RFC 4291 appendix A), an ISATAP host (RFC 5214
  /// §6.1), a 6to4 gateway (RFC 3056 §2).
  private static let derivedAddressFields: [Field<IPv6>] =
    derived("ipv6.src_", [8], "Source ", hidden: false)
    + derived("ipv6.dst_", [24], "Destination ", hidden: false)
    + derived("ipv6.", [8, 24], "", hidden: true)

  private static func derived(
    _ prefix: String, _ ends: [Int], _ label: String, hidden: Bool
  ) -> [Field<IPv6>] {
    let fromMAC = addresses(ends) { $0.low >> 24 & 0xffff == 0xfffe }
    let isatap = addresses(ends) { $0.low >> 32 & 0xfcff_ffff == 0x0000_5efe }
    let gateway = addresses(ends) { $0.high >> 48 == 0x2002 }
    return [
      Field<IPv6>(
        prefix + "slaac_mac", label + "SLAAC MAC", .macAddress, hidden: hidden,
        each: { view, emit in
          fromMAC(view) { part in
            let address = IPv6Address(view.bytes, at: part.lowerBound)
            emit(.mac(macAddress(in: address)), part.lowerBound + 8..<part.upperBound)
          }
        }),
      Field<IPv6>(
        prefix + "isatap_ipv4", label + "ISATAP IPv4", .ipv4Address, at: 12, 4, hidden: hidden,
        in: isatap),
      Field<IPv6>(
        prefix + "6to4_gw_ipv4", label + "6to4 Gateway IPv4", .ipv4Address, at: 2, 4,
        hidden: hidden, in: gateway),
      Field<IPv6>(
        prefix + "6to4_sla_id", label + "6to4 SLA ID", .decimal(16), at: 6, 2, hidden: hidden,
        in: gateway),
    ]
  }

  /// The first half with its universal bit inverted, then the second (RFC 4291 appendix A).
  private static func macAddress(in address: IPv6Address) -> MACAddress {
    let first = address.low >> 40 ^ 0x02_0000
    return MACAddress(rawValue: first << 24 | address.low & 0xff_ffff)
  }
}

extension IPv6 {
  public static var summary: Summary<IPv6>? {
    Summary("IPv6") { view, columns in
      columns.show(view.source, view.destination)
      columns.info.append(IPProtocolNames.name(of: view.nextHeader))
    }
  }
}
