public import PacketCore

extension SpanningTree {
  public static let fields: [Field<SpanningTree>] =
    headerFields + flagFields + bridgeFields + timeFields + multipleFields + instanceFields

  private static let headerFields: [Field<SpanningTree>] = [
    Field("stp.protocol", "Protocol Identifier", .hex(16), at: 0, 2) { $0.protocolIdentifier }
      .named([0: "Spanning Tree Protocol"]),
    Field("stp.version", "Protocol Version Identifier", .decimal(8), at: 2, 1) { $0.version }
      .named([
        0: "Spanning Tree", 2: "Rapid Spanning Tree", 3: "Multiple Spanning Tree",
        4: "Shortest Path Tree",
      ]),
    Field("stp.type", "BPDU Type", .hex(8), at: 3, 1) { $0.kind.rawValue }
      .named([
        0x00: "Configuration", 0x02: "Rapid/Multiple Spanning Tree",
        0x80: "Topology Change Notification",
      ]),
    Field("stp.flags", "BPDU flags", .hex(8), at: 4, 1, in: part(.tree)),
  ]

  /// The flags of the tree, then those of each MST instance.
  private static func flag(
    _ name: String, _ label: String, _ mask: UInt64, in parts: @escaping Field<Self>.Parts
  ) -> Field<SpanningTree> {
    Field("stp.flags.\(name)", label, .boolean, at: 0, 1, mask: mask, in: parts)
  }

  private static let allFlags: Field<SpanningTree>.Parts = { view, body in
    part(.tree)(view) { _ in body(4..<5) }
    part(.instance)(view, body)
  }
  private static let rapidFlags = part(.rapid, .instance)

  private static let flagFields: [Field<SpanningTree>] = [
    flag("tcack", "Topology Change Acknowledgment", 0x80, in: allFlags),
    flag("agreement", "Agreement", 0x40, in: rapidFlags),
    flag("forwarding", "Forwarding", 0x20, in: rapidFlags),
    flag("learning", "Learning", 0x10, in: rapidFlags),
    Field("stp.flags.port_role", "Port Role", .decimal(8), at: 0, 1, mask: 0x0c, in: rapidFlags)
      .named([1: "Alternate or Backup", 2: "Root", 3: "Designated"]),
    flag("proposal", "Proposal", 0x02, in: rapidFlags),
    flag("tc", "Topology Change", 0x01, in: allFlags),
  ]

  /// A bridge's identifier: priority in the upper four bits of two bytes, its extension in the rest.
  private static func bridge(
    _ name: String, _ label: String, _ priority: String, _ system: String, at offset: Int,
    in parts: @escaping Field<Self>.Parts
  ) -> [Field<SpanningTree>] {
    [
      Field("\(name).prio", priority, .decimal(16), at: offset, 1, in: parts) {
        .unsigned(($0 & 0xf0) << 8)
      },
      Field(
        "\(name).ext", "\(system) Extension", .decimal(16), at: offset, 2, mask: 0xfff, in: parts),
      Field("\(name).hw", system, .macAddress, at: offset + 2, 6, in: parts),
    ]
  }

  private static let bridgeFields: [Field<SpanningTree>] =
    bridge(
      "stp.root", "Root Identifier", "Root Bridge Priority", "Root Bridge System ID", at: 5,
      in: part(.tree))
    + [Field("stp.root.cost", "Root Path Cost", .decimal(32), at: 13, 4, in: part(.tree))]
    + bridge(
      "stp.bridge", "Bridge Identifier", "Bridge Priority", "Bridge System ID", at: 17,
      in: part(.tree))
    + [Field("stp.port", "Port identifier", .hex(16), at: 25, 2, in: part(.tree))]

  private static func time(_ name: String, _ label: String, at offset: Int) -> Field<SpanningTree> {
    Field(name, label, .double, at: offset, 2, in: part(.tree)) { .double(Double($0) / 256) }
  }

  private static let timeFields: [Field<SpanningTree>] = [
    time("stp.msg_age", "Message Age", at: 27),
    time("stp.max_age", "Max Age", at: 29),
    time("stp.hello", "Hello Time", at: 31),
    time("stp.forward", "Forward Delay", at: 33),
    Field("stp.version_1_length", "Version 1 Length", .decimal(8), at: 0, 1, in: part(.version1)),
    Field("stp.pvst.tlvtype", "Type", .hex(16), at: 0, 2, in: part(.vlan))
      .named([0: "Originating VLAN"]),
    Field("stp.pvst.tlvlen", "Length", .decimal(16), at: 2, 2, in: part(.vlan)),
    Field("stp.pvst.origvlan", "Originating VLAN", .decimal(16), at: 4, 2, in: part(.vlan)),
  ]

  private static let multipleFields: [Field<SpanningTree>] =
    [
      Field("mstp.version_3_length", "Version 3 Length", .decimal(16), at: 0, 2, in: multiple),
      Field(
        "mstp.config_format_selector", "MST Config ID format selector", .decimal(8), at: 2, 1,
        in: multiple),
      Field("mstp.config_name", "MST Config name", .text, in: multiple, zeroPadded: 3, 32),
      Field(
        "mstp.config_revision_level", "MST Config revision", .decimal(16), at: 35, 2, in: multiple),
      Field("mstp.config_digest", "MST Config digest", .bytes, at: 37, 16, in: multiple),
      Field(
        "mstp.cist_internal_root_path_cost", "CIST Internal Root Path Cost", .decimal(32), at: 53,
        4,
        in: multiple),
    ]
    + bridge(
      "mstp.cist_bridge", "CIST Bridge Identifier", "CIST Bridge Priority",
      "CIST Bridge Identifier System ID", at: 57, in: multiple)
    + [
      Field("mstp.cist_remaining_hops", "CIST Remaining hops", .decimal(8), at: 65, 1, in: multiple)
    ]

  private static let multiple = part(.multiple)
  private static let instance = part(.instance)

  private static let instanceFields: [Field<SpanningTree>] = [
    Field("mstp.msti.flags", "MSTI flags", .hex(8), at: 0, 1, in: instance),
    Field("mstp.msti.priority", "Priority", .hex(8), at: 1, 1, mask: 0xf0, in: instance),
    Field("mstp.msti.msti_id", "MSTID", .decimal(16), at: 1, 2, mask: 0xfff, in: instance),
    Field("mstp.msti.root.hw", "Regional Root", .macAddress, at: 3, 6, in: instance),
    Field("mstp.msti.root_cost", "Internal root path cost", .decimal(32), at: 9, 4, in: instance),
    Field(
      "mstp.msti.bridge_priority", "Bridge Identifier Priority", .decimal(8), at: 13, 1, mask: 0xf0,
      in: instance),
    Field(
      "mstp.msti.port_priority", "Port identifier priority", .decimal(8), at: 14, 1, mask: 0xf0,
      in: instance),
    Field("mstp.msti.remaining_hops", "Remaining hops", .decimal(8), at: 15, 1, in: instance),
  ]
}
