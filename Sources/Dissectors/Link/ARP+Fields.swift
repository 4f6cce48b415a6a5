public import PacketCore

extension ARP {
  public static let fields: [Field<ARP>] =
    fixedFields
    + addressFields("src", "Sender", hardware: { $0.senderHardwareRange }) {
      $0.senderProtocolRange
    }
    + addressFields("dst", "Target", hardware: { $0.targetHardwareRange }) {
      $0.targetProtocolRange
    }

  private static let fixedFields: [Field<ARP>] = [
    Field("arp.hw.type", "Hardware type", .decimal(16), at: 0, 2) { $0.hardwareType },
    Field("arp.proto.type", "Protocol type", .hex(16), at: 2, 2) { $0.protocolType },
    Field("arp.hw.size", "Hardware size", .decimal(8), at: 4, 1) { UInt8($0.hardwareSize) },
    Field("arp.proto.size", "Protocol size", .decimal(8), at: 5, 1) { UInt8($0.protocolSize) },
    Field("arp.opcode", "Opcode", .decimal(16), at: 6, 2) { $0.operation.rawValue },
    derived("arp.isprobe", "Is probe") { $0.isProbe },
    derived("arp.isgratuitous", "Is gratuitous") { $0.isGratuitous },
    derived("arp.isannouncement", "Is announcement") { $0.isAnnouncement },
  ]

  /// What follows from the addresses; there only when it holds.
  private static func derived(
    _ name: String, _ label: String, _ holds: @escaping @Sendable (borrowing ARP) -> Bool
  ) -> Field<ARP> {
    Field(name, label, .boolean) { view, emit in
      if holds(view) { emit(.boolean(true), 0..<view.messageLength) }
    }
  }

  private static func addressFields(
    _ side: String, _ label: String,
    hardware: @escaping @Sendable (borrowing ARP) -> Range<Int>,
    protocol: @escaping @Sendable (borrowing ARP) -> Range<Int>
  ) -> [Field<ARP>] {
    [
      Field("arp.\(side).hw_mac", "\(label) MAC address", .macAddress) { view, emit in
        let range = hardware(view)
        if view.hasMACAddresses { emit(.mac(MACAddress(view.bytes, at: range.lowerBound)), range) }
      },
      Field("arp.\(side).hw", "\(label) hardware address", .bytes) { view, emit in
        if !view.hasMACAddresses, view.hardwareSize > 0 { emit(.bytes, hardware(view)) }
      },
      Field("arp.\(side).proto_ipv4", "\(label) IP address", .ipv4Address) { view, emit in
        let range = `protocol`(view)
        if view.hasIPv4Addresses {
          emit(.ipv4(IPv4Address(view.bytes, at: range.lowerBound)), range)
        }
      },
      Field("arp.\(side).proto", "\(label) protocol address", .bytes) { view, emit in
        if !view.hasIPv4Addresses, view.protocolSize > 0 { emit(.bytes, `protocol`(view)) }
      },
    ]
  }
}
