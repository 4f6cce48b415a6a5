public import PacketCore

extension LLDP {
  public static let fields: [Field<LLDP>] =
    identityFields + systemFields + managementFields + organizationFields + bridgeFields
    + priorityFields + physicalFields + mediaFields + industryFields

  private static let identityFields: [Field<LLDP>] = [
    Field("lldp.tlv.type", "TLV Type", .decimal(16), at: 0, 2, mask: 0xfe00, in: part(.any))
      .named(kindNames),
    Field("lldp.tlv.len", "TLV Length", .decimal(16), at: 0, 2, mask: 0x1ff, in: part(.any)),
    Field("lldp.chassis.subtype", "Chassis Id Subtype", .decimal(8), at: 2, 1, in: part(.value(1)))
      .named([
        1: "Chassis component", 2: "Interface alias", 3: "Port component", 4: "MAC address",
        5: "Network address", 6: "Interface name", 7: "Locally assigned",
      ]),
    Field(
      "lldp.chassis.id", "Chassis Id", .bytes, at: 1,
      in: part(
        .chassis(1), .chassis(2), .chassis(3), .chassis(6), .chassis(7))),
    Field("lldp.chassis.id.mac", "Chassis Id", .macAddress, at: 1, 6, in: part(.chassis(4))),
    Field("lldp.port.subtype", "Port Id Subtype", .decimal(8), at: 2, 1, in: part(.value(2)))
      .named([
        1: "Interface alias", 2: "Port component", 3: "MAC address", 4: "Network address",
        5: "Interface name", 6: "Agent circuit Id", 7: "Locally assigned",
      ]),
    Field(
      "lldp.network_address.subtype", "Network Address family", .decimal(8), at: 0, 1,
      in: part(.networkAddress)),
    Field(
      "lldp.chassis.id.ip4", "Chassis Id", .ipv4Address, at: 1, 4, in: part(.chassisAddress(1))),
    Field(
      "lldp.chassis.id.ip6", "Chassis Id", .ipv6Address, at: 1, 16, in: part(.chassisAddress(2))),
    Field(
      "lldp.port.id", "Port Id", .text, at: 1,
      in: part(
        .port(1), .port(2), .port(5), .port(6), .port(7))),
    Field("lldp.port.id.mac", "Port Id", .macAddress, at: 1, 6, in: part(.port(3))),
    Field("lldp.port.id.ip4", "Port Id", .ipv4Address, at: 1, 4, in: part(.portAddress(1))),
    Field("lldp.port.id.ip6", "Port Id", .ipv6Address, at: 1, 16, in: part(.portAddress(2))),
    Field("lldp.time_to_live", "Seconds", .decimal(16), at: 2, 2, in: part(.value(3))),
  ]

  private static let kindNames: ValueNames = [
    0: "End of LLDPDU", 1: "Chassis Id", 2: "Port Id", 3: "Time to Live", 4: "Port Description",
    5: "System Name", 6: "System Description", 7: "System Capabilities", 8: "Management Address",
    127: "Organization Specific",
  ]

  private static let systemFields: [Field<LLDP>] =
    [
      Field("lldp.port.desc", "Port Description", .text, at: 2, in: part(.value(4))),
      Field("lldp.tlv.system.name", "System Name", .text, at: 2, in: part(.value(5))),
      Field("lldp.tlv.system.desc", "System Description", .text, at: 2, in: part(.value(6))),
    ] + capabilities("lldp.tlv.system_cap", "Capabilities", at: 2)
    + capabilities("lldp.tlv.enable_system_cap", "Enabled Capabilities", at: 4)

  private static func capabilities(_ name: String, _ label: String, at offset: Int)
    -> [Field<LLDP>]
  {
    let bits = [
      ("other", "Other"), ("repeater", "Repeater"), ("bridge", "Bridge"),
      ("wlan_access_pt", "WLAN access point"), ("router", "Router"), ("telephone", "Telephone"),
      ("docsis_cable_device", "DOCSIS cable device"), ("station_only", "Station only"),
    ]
    return [Field(name, label, .hex(16), at: offset, 2, in: part(.value(7)))]
      + bits.enumerated().map { index, bit in
        Field(
          "\(name).\(bit.0)", bit.1, at: offset, 2, bit: 1 << UInt64(index), in: part(.value(7)))
      }
  }

  private static let managementFields: [Field<LLDP>] = [
    Field(
      "lldp.mgn.address.len", "Address String Length", .decimal(8), at: 2, 1, in: part(.value(8))),
    Field(
      "lldp.mgn.address.subtype", "Address Subtype", .decimal(8), at: 3, 1, in: part(.value(8))),
    Field(
      "lldp.mgn.addr.ip4", "Management Address", .ipv4Address, at: 1, 4,
      in: part(.managementAddress(1))),
    Field(
      "lldp.mgn.addr.ip6", "Management Address", .ipv6Address, at: 1, 16,
      in: part(.managementAddress(2))),
    Field("lldp.mgn.addr.hex", "Management Address", .bytes) { view, emit in
      view.forEachPart { part, range in
        guard case .managementAddress(let family) = part, family != 1, family != 2 else { return }
        if range.count > 1 { emit(.bytes, range.dropFirst()) }
      }
    },
    Field(
      "lldp.mgn.interface.subtype", "Interface Subtype", .decimal(8), at: 0, 1,
      in: part(.managementInterface)
    ).named([1: "Unknown", 2: "ifIndex", 3: "System port number"]),
    Field(
      "lldp.mgn.interface.number", "Interface Number", .decimal(32), at: 1, 4,
      in: part(.managementInterface)),
    Field(
      "lldp.mgn.obj.len", "OID String Length", .decimal(8), at: 5, 1,
      in: part(.managementInterface)),
    Field("lldp.mgn.obj.id", "Object Identifier", .text) { view, emit in
      part(.managementObject)(view) { range in
        emit(.string(objectIdentifier(view.bytes, range)), range)
      }
    },
  ]

  /// The dotted form of an object identifier's contents (X.690 §8.19).
  private static func objectIdentifier(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    var numbers: [UInt64] = []
    var number: UInt64 = 0
    for offset in range {
      let byte = bytes.byte(at: offset)
      number = number << 7 | UInt64(byte & 0x7f)
      guard byte < 0x80 else { continue }
      if numbers.isEmpty {
        let first = min(number / 40, 2)
        numbers = [first, number - 40 * first]
      } else {
        numbers.append(number)
      }
      number = 0
    }
    return numbers.map(String.init).joined(separator: ".")
  }

  private static let organizationFields: [Field<LLDP>] = [
    Field(
      "lldp.orgtlv.oui", "Organization Unique Code", .decimal(24), at: 2, 3,
      in: part(.organizational)),
    Field(
      "lldp.ieee.802_1.subtype", "IEEE 802.1 Subtype", .hex(8), at: 5, 1,
      in: part(.organization(ieee8021))
    ).named([
      1: "Port VLAN ID", 2: "Port and Protocol VLAN ID", 3: "VLAN Name", 4: "Protocol Identity",
      5: "VID Usage Digest", 6: "Management VID", 7: "Link Aggregation",
      8: "Congestion Notification", 9: "ETS Configuration", 10: "ETS Recommendation",
      11: "Priority Flow Control Configuration", 12: "Application Protocol", 13: "EVB", 14: "CDCP",
    ]),
    Field(
      "lldp.ieee.802_3.subtype", "IEEE 802.3 Subtype", .hex(8), at: 5, 1,
      in: part(.organization(ieee8023))
    ).named([
      1: "MAC/PHY Configuration/Status", 2: "Power Via MDI", 3: "Link Aggregation",
      4: "Maximum Frame Size", 5: "EEE (Energy-Efficient Ethernet)",
    ]),
    Field("lldp.media.subtype", "Media Subtype", .hex(8), at: 5, 1, in: part(.organization(media)))
      .named([
        1: "Media Capabilities", 2: "Network Policy", 3: "Location Identification",
        4: "Extended Power-via-MDI", 5: "Inventory - Hardware Revision",
        6: "Inventory - Firmware Revision", 7: "Inventory - Software Revision",
        8: "Inventory - Serial Number", 9: "Inventory - Manufacturer Name",
        10: "Inventory - Model Name", 11: "Inventory - Asset ID",
      ]),
    Field("lldp.profinet.subtype", "Subtype", .hex(8), at: 5, 1, in: part(.organization(profinet)))
      .named([
        1: "Measured Delay Values", 2: "Port Status", 4: "MRP Port Status", 5: "Chassis MAC",
        6: "PTCP Status",
      ]),
    Field("lldp.iana.subtype", "IANA Subtype", .hex(8), at: 5, 1, in: part(.organization(iana)))
      .named([1: "Manufacturer Usage Description URL"]),
    // RFC 8520 §11.
    Field(
      "lldp.iana.mudurl", "Manufacturer Usage Description URL", .text, at: 6,
      in: part(.defined(iana, 1))),
  ]
}
