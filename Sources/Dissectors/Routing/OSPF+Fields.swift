public import PacketCore

extension OSPF {
  public static let fields: [Field<OSPF>] =
    headerFields + authenticationFields + helloFields + optionFields + databaseFields
    + advertisementFields + contentFields + wideContentFields + opaqueFields + linkLocalFields

  private static let headerFields: [Field<OSPF>] = [
    Field("ospf.header", "OSPF Header", .heading) { view, emit in
      emit(.present, 0..<view.headerLength)
    },
    Field("ospf.version", "Version", .decimal(8), at: 0, 1) { $0.version },
    Field("ospf.msg", "Message Type", .decimal(8), at: 1, 1) { $0.kind.rawValue }.named([
      1: "Hello Packet", 2: "DB Description", 3: "LS Request", 4: "LS Update", 5: "LS Acknowledge",
    ]),
    message("hello", "Hello", 1),
    message("dbdesc", "Database Description", 2),
    message("lsreq", "Link State Adv Request", 3),
    message("lsupdate", "Link State Adv Update", 4),
    message("lsack", "Link State Adv Acknowledgement", 5),
    Field("ospf.packet_length", "Packet Length", .decimal(16), at: 2, 2) {
      UInt16(clamping: $0.length)
    },
    Field("ospf.srcrouter", "Source OSPF Router", .ipv4Address, at: 4, 4) {
      .ipv4($0.routerIdentifier)
    },
    Field("ospf.area_id", "Area ID", .ipv4Address, at: 8, 4) { .ipv4($0.areaIdentifier) },
    Field("ospf.checksum", "Checksum", .hex(16), at: 12, 2) { $0.checksum },
    Field("ospf.instance_id", "Instance ID", .decimal(8), at: 14, 1) { view in
      view.version == 3 ? .unsigned(UInt64(view.bytes.byte(at: 14))) : nil
    },
  ]

  private static func message(_ name: String, _ label: String, _ kind: UInt8) -> Field<OSPF> {
    Field("ospf.msg.\(name)", label, .boolean, at: 1, 1, hidden: true) { view in
      view.kind.rawValue == kind ? .boolean(true) : nil
    }
  }

  private static let authenticationFields: [Field<OSPF>] = [
    Field("ospf.auth.type", "Auth Type", .decimal(16), at: 14, 2) { view in
      view.authenticationType.map { .unsigned(UInt64($0)) }
    }.named([0: "Null", 1: "Simple password", 2: "Cryptographic"]),
    Field("ospf.auth.none", "Auth Data (none)", .bytes, at: 0, in: part(.nullAuthentication)),
    Field("ospf.auth.simple", "Auth Data (simple)", .text, in: part(.password), zeroPadded: 0, 8),
    Field(
      "ospf.auth.crypt.key_id", "Auth Crypt Key id", .decimal(8), at: 2, 1,
      in: part(.digestHeader)),
    Field(
      "ospf.auth.crypt.data_length", "Auth Crypt Data Length", .decimal(8), at: 3, 1,
      in: part(.digestHeader)),
    Field(
      "ospf.auth.crypt.seq_nbr", "Auth Crypt Sequence Number", .decimal(32), at: 4, 4,
      in: part(.digestHeader)),
    Field("ospf.auth.crypt.data", "Auth Crypt Data", .bytes, at: 0, in: part(.digest)),
  ]

  private static let hello = part(.body(2, 1))
  private static let wideHello = part(.body(3, 1))
  private static let anyHello = part(.body(2, 1), .body(3, 1))

  private static let helloFields: [Field<OSPF>] = [
    Field("ospf.hello", "OSPF Hello Packet", .heading, at: 0, in: anyHello),
    Field("ospf.hello.network_mask", "Network Mask", .ipv4Address, at: 0, 4, in: hello),
    Field("ospf.hello.interface_id", "Interface ID", .decimal(32), at: 0, 4, in: wideHello),
    Field("ospf.hello.hello_interval", "Hello Interval [sec]", .decimal(32)) { view, emit in
      hello(view) { view.emitNumber($0, at: 4, 2, emit) }
      wideHello(view) { view.emitNumber($0, at: 8, 2, emit) }
    },
    Field("ospf.hello.router_priority", "Router Priority", .decimal(8)) { view, emit in
      hello(view) { view.emitNumber($0, at: 7, 1, emit) }
      wideHello(view) { view.emitNumber($0, at: 4, 1, emit) }
    },
    Field("ospf.hello.router_dead_interval", "Router Dead Interval [sec]", .decimal(32)) {
      view, emit in
      hello(view) { view.emitNumber($0, at: 8, 4, emit) }
      wideHello(view) { view.emitNumber($0, at: 10, 2, emit) }
    },
    Field(
      "ospf.hello.designated_router", "Designated Router", .ipv4Address, at: 12, 4, in: anyHello),
    Field(
      "ospf.hello.backup_designated_router", "Backup Designated Router", .ipv4Address, at: 16, 4,
      in: anyHello),
    Field(
      "ospf.hello.active_neighbor", "Active Neighbor", .ipv4Address, at: 0, 4,
      in: part(.neighbor)),
  ]

  private static func option(_ name: String, _ label: String, _ mask: UInt64) -> Field<OSPF> {
    Field("ospf.v2.options.\(name)", label, at: 0, 1, bit: mask, in: part(.options))
  }

  private static func wideOption(_ name: String, _ mask: UInt64) -> Field<OSPF> {
    Field(
      "ospf.v3.options.\(name)", name.uppercased(), at: 0, 3, bit: mask, in: part(.wideOptions))
  }

  /// RFC 2328 §A.2 with RFC 4940's registry; RFC 5340 §A.2.
  private static let optionFields: [Field<OSPF>] = [
    Field("ospf.v2.options", "Options", .hex(8), at: 0, 1, in: part(.options)),
    option("dn", "DN", 0x80), option("o", "O", 0x40), option("dc", "(DC) Demand Circuits", 0x20),
    option("l", "(L) LLS Data block", 0x10), option("n", "(N) NSSA", 0x08),
    option("mc", "(MC) Multicast", 0x04), option("e", "(E) External Routing", 0x02),
    option("mt", "(MT) Multi-Topology Routing", 0x01),
    Field("ospf.v3.options", "Options", .hex(24), at: 0, 3, in: part(.wideOptions)),
    wideOption("at", 0x400), wideOption("l", 0x200), wideOption("af", 0x100),
    wideOption("dc", 0x20), wideOption("r", 0x10), wideOption("n", 0x08), wideOption("mc", 0x04),
    wideOption("e", 0x02), wideOption("v6", 0x01),
  ]

  private static let description = part(.body(2, 2))
  private static let wideDescription = part(.body(3, 2))

  private static func descriptionBit(_ name: String, _ label: String, _ mask: UInt64)
    -> Field<OSPF>
  {
    Field("ospf.dbd.\(name)", label, at: 0, 1, bit: mask) { view, body in
      description(view) { body($0.dropFirst(3)) }
      wideDescription(view) { body($0.dropFirst(7)) }
    }
  }

  private static let databaseFields: [Field<OSPF>] = [
    Field("ospf.db.interface_mtu", "Interface MTU", .decimal(16)) { view, emit in
      description(view) { view.emitNumber($0, at: 0, 2, emit) }
      wideDescription(view) { view.emitNumber($0, at: 4, 2, emit) }
    },
    Field("ospf.dbd", "DB Description", .hex(8)) { view, emit in
      description(view) { view.emitNumber($0, at: 3, 1, emit) }
      wideDescription(view) { view.emitNumber($0, at: 7, 1, emit) }
    },
    descriptionBit("r", "(R) OOBResync", 8), descriptionBit("i", "(I) Init", 4),
    descriptionBit("m", "(M) More", 2), descriptionBit("ms", "(MS) Master", 1),
    Field("ospf.db.dd_sequence", "DD Sequence", .decimal(32)) { view, emit in
      description(view) { view.emitNumber($0, at: 4, 4, emit) }
      wideDescription(view) { view.emitNumber($0, at: 8, 4, emit) }
    },
    Field(
      "ospf.link_state_id", "Link State ID", .ipv4Address, at: 4, 4,
      in: part(.request, .wideRequest)),
    Field(
      "ospf.ls.number_of_lsas", "Number of LSAs", .decimal(32), at: 0, 4,
      in: part(.body(2, 4), .body(3, 4))),
  ]
}
