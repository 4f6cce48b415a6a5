import PacketCore

extension OSPF {
  private static let header = part(.advertisement(2))
  private static let anyHeader = part(.advertisement(2), .advertisement(3))

  /// The header of version 2's advertisements of these types.
  private static func header(_ types: UInt8...) -> Field<OSPF>.Parts {
    { view, body in
      header(view) { if types.contains(view.bytes.byte(at: $0.lowerBound + 3)) { body($0) } }
    }
  }

  /// The header of an opaque advertisement for one of these purposes.
  private static func opaque(_ test: @escaping @Sendable (UInt8) -> Bool) -> Field<OSPF>.Parts {
    let headers = header(9, 10, 11)
    return { view, body in
      headers(view) { if test(view.bytes.byte(at: $0.lowerBound + 4)) { body($0) } }
    }
  }

  private static func flag(_ name: String, _ label: String, _ types: UInt8...) -> Field<OSPF> {
    Field("ospf.lsa.\(name)", label, .boolean, hidden: true) { view, emit in
      header(view) { range in
        let place = range.lowerBound + 3
        if types.contains(view.bytes.byte(at: place)) { emit(.boolean(true), place..<place + 1) }
      }
      part(.request)(view) { range in
        let place = range.lowerBound + 3
        if types.contains(view.bytes.byte(at: place)) { emit(.boolean(true), place..<place + 1) }
      }
    }
  }

  private static func wideFlag(_ name: String, _ label: String, _ code: UInt64) -> Field<OSPF> {
    Field("ospf.v3.lsa.\(name)", label, .boolean, hidden: true) { view, emit in
      part(.advertisement(3), .wideRequest)(view) { range in
        let place = range.lowerBound + 2..<range.lowerBound + 4
        if view.bytes.bits(in: place, mask: 0x1fff) == code { emit(.boolean(true), place) }
      }
    }
  }

  static let advertisementFields: [Field<OSPF>] = [
    Field("ospf.lsa.age", "LS Age (seconds)", .decimal(16), at: 0, 2, mask: 0x7fff, in: anyHeader),
    Field("ospf.lsa.donotage", "Do Not Age Flag", .decimal(16), at: 0, 2, mask: 0x8000, in: header),
    Field(
      "ospf.v3.lsa.do_not_age", "Do Not Age", at: 0, 2, bit: 0x8000, in: part(.advertisement(3))),
    Field("ospf.lsa", "LS Type", .decimal(8)) { view, emit in
      header(view) { view.emitNumber($0, at: 3, 1, emit) }
      part(.request)(view) { view.emitNumber($0, at: 0, 4, emit) }
    }.named([
      1: "Router-LSA", 2: "Network-LSA", 3: "Summary-LSA (IP network)", 4: "Summary-LSA (ASBR)",
      5: "AS-External-LSA (ASBR)", 6: "Group Membership LSA", 7: "NSSA AS-External-LSA",
      8: "External Attributes LSA", 9: "Opaque LSA, Link-local scope",
      10: "Opaque LSA, Area-local scope", 11: "Opaque LSA, AS-local scope",
    ]),
    flag("router", "Router LSA", 1), flag("network", "Network LSA", 2),
    flag("summary", "Summary LSA (IP Network)", 3), flag("asbr", "Summary LSA (ASBR)", 4),
    flag("asext", "AS-External LSA (ASBR)", 5), flag("member", "Group Membership LSA", 6),
    flag("nssa", "NSSA AS-External LSA", 7), flag("attr", "External Attributes LSA", 8),
    flag("opaque", "Opaque LSA", 9, 10, 11),
    Field("ospf.v3.lsa", "LS Type", .hex(16), at: 2, 2, in: wideHeader),
    Field("ospf.v3.lsa.u", "LSA Handling", at: 2, 2, bit: 0x8000, in: wideHeader),
    Field("ospf.v3.lsa.s12", "Flooding Scope", .hex(16), at: 2, 2, mask: 0x6000, in: wideHeader),
    Field("ospf.v3.lsa.fc", "Function Code", .decimal(16), at: 2, 2, mask: 0x1fff, in: wideHeader),
    wideFlag("router", "Router-LSA", 1), wideFlag("network", "Network-LSA", 2),
    wideFlag("interprefix", "Inter-Area-Prefix-LSA", 3),
    wideFlag("interrouter", "Inter-Area-Router-LSA", 4), wideFlag("asext", "AS-External-LSA", 5),
    wideFlag("member", "Group-Membership-LSA", 6), wideFlag("nssa", "NSSA-LSA", 7),
    wideFlag("link", "Link-LSA", 8), wideFlag("intraprefix", "Intra-Area-Prefix-LSA", 9),
    Field("ospf.lsa.id", "Link State ID", .ipv4Address) { view, emit in
      anyHeader(view) { range in
        let isOpaque =
          view.version == 2 && (9...11).contains(view.bytes.byte(at: range.lowerBound + 3))
        let place = range.lowerBound + 4
        if !isOpaque { emit(.ipv4(IPv4Address(view.bytes, at: place)), place..<place + 4) }
      }
    },
    Field(
      "ospf.lsid_opaque_type", "Link State ID Opaque Type", .decimal(8), at: 4, 1,
      in: opaque { _ in true }
    ).named([
      1: "Traffic Engineering LSA", 3: "grace-LSA", 4: "Router Information (RI)",
      7: "OSPFv2 Extended Prefix Opaque LSA", 8: "OSPFv2 Extended Link Opaque LSA",
    ]),
    Field(
      "ospf.lsid_te_lsa.reserved", "Link State ID TE-LSA Reserved", .decimal(8), at: 5, 1,
      in: opaque { $0 == 1 }),
    Field(
      "ospf.lsid_te_lsa.instance", "Link State ID TE-LSA Instance", .decimal(16), at: 6, 2,
      in: opaque { $0 == 1 }),
    Field(
      "ospf.lsid.opaque_id", "Link State ID Opaque ID", .decimal(24), at: 5, 3,
      in: opaque { $0 != 1 }),
    Field(
      "ospf.advrouter", "Advertising Router", .ipv4Address, at: 8, 4,
      in: part(.advertisement(2), .advertisement(3), .request, .wideRequest)),
    Field("ospf.lsa.seqnum", "Sequence Number", .hex(32), at: 12, 4, in: anyHeader),
    Field("ospf.lsa.chksum", "Checksum", .hex(16), at: 16, 2, in: anyHeader),
    Field("ospf.lsa.length", "Length", .decimal(16), at: 18, 2, in: anyHeader),
  ]

  private static let wideHeader = part(.advertisement(3), .wideRequest)
  private static let router = part(.content(2, 1))
  private static let network = part(.content(2, 2))
  private static let summary = part(.content(2, 3), .content(2, 4))
  private static let external = part(.content(2, 5), .content(2, 7))

  private static func routerFlag(_ name: String, _ label: String, _ mask: UInt64) -> Field<OSPF> {
    Field("ospf.v2.router.lsa.flags.\(name)", label, at: 0, 1, bit: mask, in: router)
  }

  static let contentFields: [Field<OSPF>] = [
    Field("ospf.v2.router.lsa.flags", "Flags", .hex(8), at: 0, 1, in: router),
    routerFlag("h", "(H) flag", 0x80), routerFlag("n", "(N) flag", 0x10),
    routerFlag("w", "(W) Wild-card multicast receiver", 8),
    routerFlag("v", "(V) Virtual link endpoint", 4),
    routerFlag("e", "(E) AS boundary router", 2), routerFlag("b", "(B) Area border router", 1),
    Field("ospf.lsa.number_of_links", "Number of Links", .decimal(16), at: 2, 2, in: router),
    Field("ospf.lsa.router.linkid", "Link ID", .ipv4Address, at: 0, 4, in: part(.link)),
    Field("ospf.lsa.router.linkdata", "Link Data", .ipv4Address, at: 4, 4, in: part(.link)),
    Field("ospf.lsa.router.linktype", "Link Type", .decimal(8), at: 8, 1, in: part(.link)).named([
      1: "Point-to-point connection to another router", 2: "Connection to a transit network",
      3: "Connection to a stub network", 4: "Virtual link",
    ]),
    Field(
      "ospf.lsa.router.nummetrics", "Number of Metrics", .decimal(8), at: 9, 1, in: part(.link)),
    Field("ospf.lsa.router.metric0", "0 Metric", .decimal(16), at: 10, 2, in: part(.link)),
    Field("ospf.lsa.network.netmask", "Netmask", .ipv4Address, at: 0, 4, in: network),
    Field("ospf.lsa.network.attchrtr", "Attached Router", .ipv4Address) { view, emit in
      guard view.version == 2 else { return }
      part(.attachedRouter)(view) { emit(.ipv4(IPv4Address(view.bytes, at: $0.lowerBound)), $0) }
    },
    Field("ospf.lsa.asbr.netmask", "Netmask", .ipv4Address, at: 0, 4, in: summary),
    Field("ospf.lsa.asext.netmask", "Netmask", .ipv4Address, at: 0, 4, in: external),
    Field("ospf.lsa.asext.type", "External Type", at: 0, 1, bit: 0x80, in: part(.external)),
    Field("ospf.lsa.tos", "TOS", .decimal(8)) { view, emit in
      part(.external)(view) { range in
        let place = range.lowerBound..<range.lowerBound + 1
        emit(.unsigned(view.bytes.bits(in: place, mask: 0x7f)), place)
      }
    },
    Field(
      "ospf.metric", "Metric", .decimal(32), at: 1, 3,
      in: part(
        .external, .serviceMetric, .content(3, 0x2003), .content(3, 0x4005), .content(3, 0x2007))),
    Field(
      "ospf.lsa.asext.fwdaddr", "Forwarding Address", .ipv4Address, at: 4, 4, in: part(.external)),
    Field(
      "ospf.lsa.asext.extrttag", "External Route Tag", .decimal(32), at: 8, 4,
      in: part(.external)),
  ]

  private static let wideRouter = part(.content(3, 0x2001))
  private static let wideExternal = part(.externalRoute)

  private static func wideRouterFlag(_ name: String, _ label: String, _ mask: UInt64)
    -> Field<OSPF>
  {
    Field("ospf.v3.router.lsa.flags.\(name)", label, at: 0, 1, bit: mask, in: wideRouter)
  }

  static let wideContentFields: [Field<OSPF>] = [
    Field("ospf.v3.router.lsa.flags", "Flags", .hex(8), at: 0, 1, in: wideRouter),
    wideRouterFlag("b", "(B) Area border router", 1),
    wideRouterFlag("e", "(E) AS boundary router", 2),
    wideRouterFlag("v", "(V) Virtual link endpoint", 4),
    wideRouterFlag("w", "(W) Wild-card multicast receiver", 8),
    Field("ospf.v3.lsa.type", "Type", .decimal(8), at: 0, 1, in: part(.wideLink)),
    Field("ospf.ls.metric", "Metric", .decimal(32), at: 2, 2, in: part(.wideLink)),
    Field("ospf.v3.lsa.interface_id", "Interface ID", .decimal(32), at: 4, 4, in: part(.wideLink)),
    Field(
      "ospf.v3.lsa.neighbor_interface_id", "Neighbor Interface ID", .decimal(32), at: 8, 4,
      in: part(.wideLink)),
    Field(
      "ospf.v3.lsa.neighbor_router_id", "Neighbor Router ID", .ipv4Address, at: 12, 4,
      in: part(.wideLink)),
    Field("ospf.v3.lsa.attached_router", "Attached Router", .ipv4Address) { view, emit in
      guard view.version == 3 else { return }
      part(.attachedRouter)(view) { emit(.ipv4(IPv4Address(view.bytes, at: $0.lowerBound)), $0) }
    },
    Field(
      "ospf.v3.lsa.destination_router_id", "Destination Router ID", .ipv4Address, at: 8, 4,
      in: part(.content(3, 0x2004))),
    Field("ospf.v3.as.external.flags", "Flags", .hex(8), at: 0, 1, in: wideExternal),
    Field(
      "ospf.v3.as.external.flags.t", "(T) External Route Tag", at: 0, 1, bit: 1, in: wideExternal),
    Field(
      "ospf.v3.as.external.flags.f", "(F) Forwarding Address", at: 0, 1, bit: 2, in: wideExternal),
    Field("ospf.v3.as.external.flags.e", "(E) External Metric", at: 0, 1, bit: 4, in: wideExternal),
    Field(
      "ospf.v3.lsa.router_priority", "Router Priority", .decimal(8), at: 0, 1,
      in: part(.linkPrefixes)),
    Field(
      "ospf.v3.lsa.link_local_interface_address.ipv6", "Link-local Interface Address",
      .ipv6Address, at: 4, 16, in: part(.linkPrefixes)),
    Field("ospf.v3.lsa.num_prefixes", "# prefixes", .decimal(32)) { view, emit in
      part(.linkPrefixes)(view) { view.emitNumber($0, at: 20, 4, emit) }
      part(.intraPrefixes)(view) { view.emitNumber($0, at: 0, 2, emit) }
    },
    Field(
      "ospf.v3.lsa.referenced_ls_type", "Referenced LS type", .hex(16), at: 2, 2,
      in: part(.intraPrefixes)),
    Field(
      "ospf.v3.lsa.referenced_link_state_id", "Referenced Link State ID", .ipv4Address, at: 4, 4,
      in: part(.intraPrefixes)),
    Field(
      "ospf.v3.lsa.referenced_advertising_router", "Referenced Advertising Router",
      .ipv4Address, at: 8, 4, in: part(.intraPrefixes)),
    Field("ospf.v3.prefix.options", "PrefixOptions", .hex(8), at: 1, 1, in: part(.prefix)),
    Field("ospf.v3.address_prefix.ipv6", "Address Prefix", .ipv6Address) { view, emit in
      part(.prefix)(view) { range in
        let place = range.dropFirst(4)
        emit(.ipv6(IPv6Address(prefix: view.bytes, place)), place)
      }
    },
  ]
}
