public import PacketCore

extension CDP {
  public static let fields: [Field<CDP>] =
    headerFields + deviceFields + capabilityFields + addressFields + clusterFields + portFields

  private static let headerFields: [Field<CDP>] = [
    Field("cdp.version", "Version", .decimal(8), at: 0, 1) { $0.version },
    Field("cdp.ttl", "TTL", .decimal(8), at: 1, 1) { $0.timeToLive },
    Field("cdp.checksum", "Checksum", .hex(16), at: 2, 2) { $0.checksum },
    Field(
      "cdp.checksum.status", "Checksum Status", .decimal(8),
      inContext: { view, context, emit in
        let isWhole = context.layer.missingByteCount == 0
        emit(.unsigned(UInt64(isWhole ? view.checksumStatus.number : 2)), 2..<4)
      }),
    Field("cdp.tlv.type", "Type", .hex(16), at: 0, 2, in: part(.any)).named([
      0x01: "Device ID", 0x02: "Addresses", 0x03: "Port ID", 0x04: "Capabilities",
      0x05: "Software version", 0x06: "Platform", 0x07: "IP Prefix/Gateway (used for ODR)",
      0x08: "Protocol Hello", 0x09: "VTP Management Domain", 0x0a: "Native VLAN", 0x0b: "Duplex",
      0x0e: "VoIP VLAN Reply", 0x0f: "VoIP VLAN Query", 0x10: "Power consumption", 0x11: "MTU",
      0x12: "Trust Bitmap", 0x13: "Untrusted Port CoS", 0x14: "System Name",
      0x15: "System Object ID", 0x16: "Management Address", 0x17: "Location",
      0x18: "External Port-ID", 0x19: "Power Requested", 0x1a: "Power Available",
      0x1b: "Port Unidirectional", 0x1d: "EnergyWise over CDP", 0x1f: "Spare PoE",
    ]),
    Field("cdp.tlv.len", "Length", .decimal(16), at: 2, 2, in: part(.any)),
  ]

  private static func text(_ name: String, _ label: String, _ type: UInt16) -> Field<CDP> {
    Field("cdp.\(name)", label, .text) { view, emit in
      part(.value(type))(view) { emit(.text, $0.dropFirst(4)) }
    }
  }

  private static let deviceFields: [Field<CDP>] = [
    text("deviceid", "Device ID", 0x01),
    text("portid", "Sent through Interface", 0x03),
    Field("cdp.software_version", "Software version", .text) { view, emit in
      part(.softwareLine)(view) { emit(.text, $0) }
    },
    text("platform", "Platform", 0x06),
    text("vtp_management_domain", "VTP Management Domain", 0x09),
    text("system_name", "System Name", 0x14),
    Field(
      "cdp.system_object_identifier", "System Object Identifier", .bytes, at: 4,
      in: part(.value(0x15))),
    Field("cdp.location", "Location", .text, at: 5, in: part(.value(0x17))),
  ]

  private static let capabilityFields: [Field<CDP>] =
    [Field("cdp.capabilities", "Capabilities", .hex(32), at: 4, 4, in: part(.value(4)))]
    + [
      ("router", "Router"), ("trans_bridge", "Transparent Bridge"),
      ("src_bridge", "Source Route Bridge"), ("switch", "Switch"), ("host", "Host"),
      ("igmp_capable", "IGMP capable"), ("repeater", "Repeater"), ("voip_phone", "VoIP Phone"),
      ("remote", "Remotely Managed Device"),
      ("cvta", "CVTA/STP Dispute Resolution/Cisco VT Camera"),
      ("mac_relay", "Two Port Mac Relay"),
    ].enumerated().map { index, bit in
      Field(
        "cdp.capabilities.\(bit.0)", bit.1, at: 4, 4, bit: 1 << UInt64(index), in: part(.value(4)))
    }

  private static let addressFields: [Field<CDP>] = [
    Field(
      "cdp.number_of_addresses", "Number of addresses", .decimal(32), at: 0, 4,
      in: part(.addressList)),
    Field("cdp.protocol_type", "Protocol type", .hex(8), at: 0, 1, in: part(.address))
      .named([1: "NLPID", 2: "802.2"]),
    Field("cdp.protocol_length", "Protocol length", .decimal(8), at: 1, 1, in: part(.address)),
    Field("cdp.protocol", "Protocol", .bytes, at: 0, in: part(.addressProtocol)),
    Field(
      "cdp.address_length", "Address length", .decimal(16), at: 0, 2,
      in: part(.ipv4, .ipv6, .otherAddress)),
    // Under these names in Wireshark, also where EnergyWise has no part in it.
    Field("cdp.nrgyz.ip_address", "IP Address", .ipv4Address, at: 2, 4, in: part(.ipv4)),
    Field("cdp.nrgyz.ipv6_address", "IPv6 Address", .ipv6Address, at: 2, 16, in: part(.ipv6)),
    Field("cdp.address", "Address", .bytes, at: 2, in: part(.otherAddress)),
    Field(
      "cdp.odr_default_gateway", "ODR Default gateway", .ipv4Address, at: 0, 4,
      in: part(.gateway)),
    Field("cdp.ip_prefix", "IP Prefix", .ipv4Address, at: 0, 4, in: part(.prefix)),
  ]

  private static let hello = part(.value(0x08))

  /// The hello of a cluster of switches, Cisco's protocol 0x0112.
  private static let cluster: Field<CDP>.Parts = { view, body in
    hello(view) { range in
      if view.bytes.bigEndian(UInt32.self, at: range.lowerBound + 3) & 0xff_ffff == 0x0c,
        view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 7) == 0x0112
      {
        body(range)
      }
    }
  }

  private static let clusterFields: [Field<CDP>] = [
    Field("cdp.oui", "OUI", .decimal(24), at: 4, 3, in: hello),
    Field("cdp.protocol_id", "Protocol ID", .hex(16), at: 7, 2, in: hello)
      .named([0x0112: "Cluster Management"]),
    Field("cdp.cluster.master_ip", "Cluster Master IP", .ipv4Address, at: 9, 4, in: cluster),
    Field("cdp.cluster.ip", "IP?", .ipv4Address, at: 13, 4, in: cluster),
    Field("cdp.cluster.version", "Version?", .hex(8), at: 17, 1, in: cluster),
    Field("cdp.cluster.sub_version", "Sub Version?", .hex(8), at: 18, 1, in: cluster),
    Field("cdp.cluster.status", "Status?", .hex(8), at: 19, 1, in: cluster),
    Field("cdp.cluster.unknown", "UNKNOWN", .hex(8)) { view, emit in
      cluster(view) { range in
        for offset in [20, 33] where range.lowerBound + offset < range.upperBound {
          let place = range.lowerBound + offset
          emit(.unsigned(UInt64(view.bytes.byte(at: place))), place..<place + 1)
        }
      }
    },
    Field(
      "cdp.cluster.commander_mac", "Cluster Commander MAC", .macAddress, at: 21, 6, in: cluster),
    Field("cdp.cluster.switch_mac", "Switch's MAC", .macAddress, at: 27, 6, in: cluster),
    Field("cdp.cluster.management_vlan", "Management VLAN", .decimal(16), at: 34, 2, in: cluster),
  ]

  private static let management = part(.value(0x19), .value(0x1a))

  private static let powerRequested = powers(of: 0x19)
  private static let powerAvailable = powers(of: 0x1a)

  private static func powers(of type: UInt16) -> Field<CDP>.Parts {
    { view, body in
      part(.value(type))(view) { value in
        part(.power)(view) { if value.contains($0.lowerBound) { body($0) } }
      }
    }
  }

  private static let spare = part(.value(0x1f))

  private static let portFields: [Field<CDP>] = [
    Field("cdp.native_vlan", "Native VLAN", .decimal(16), at: 4, 2, in: part(.value(0x0a))),
    Field("cdp.duplex", "Duplex", at: 4, 1, bit: 0xff, in: part(.value(0x0b))),
    Field("cdp.data", "Data", .bytes) { view, emit in
      part(.value(0x0e), .value(0x0f))(view) { range in
        let start = range.lowerBound + 4
        if start < range.upperBound { emit(.bytes, start..<start + 1) }
      }
    },
    Field(
      "cdp.voice_vlan", "Voice VLAN", .decimal(16), at: 5, 2,
      in: part(.value(0x0e), .value(0x0f))),
    Field(
      "cdp.power_consumption", "Power Consumption", .decimal(16), at: 4, 2,
      in: part(.value(0x10))),
    Field("cdp.mtu", "MTU", .decimal(32), at: 4, 4, in: part(.value(0x11))),
    Field("cdp.trust_bitmap", "Trust Bitmap", .hex(8), at: 4, 1, in: part(.value(0x12))),
    Field(
      "cdp.untrusted_port_cos", "Untrusted port CoS", .hex(8), at: 4, 1, in: part(.value(0x13))),
    Field("cdp.request_id", "Request-ID", .decimal(16), at: 4, 2, in: management),
    Field("cdp.management_id", "Management-ID", .decimal(16), at: 6, 2, in: management),
    Field("cdp.power_requested", "Power Requested", .decimal(32), at: 0, 4, in: powerRequested),
    Field("cdp.power_available", "Power Available", .decimal(32), at: 0, 4, in: powerAvailable),
    Field("cdp.spare_poe_tlv", "Spare Pair PoE", .hex(8), at: 4, 1, in: spare),
    Field("cdp.spare_poe_tlv.poe", "PSE Four-Wire PoE", at: 4, 1, bit: 1, in: spare),
    Field(
      "cdp.spare_poe_tlv.spare_pair_arch", "PD Spare Pair Architecture", at: 4, 1, bit: 2,
      in: spare),
    Field(
      "cdp.spare_poe_tlv.req_spare_pair_poe", "PD Request Spare Pair PoE", at: 4, 1, bit: 4,
      in: spare),
    Field(
      "cdp.spare_poe_tlv.pse_spare_pair_poe", "PSE Spare Pair PoE", at: 4, 1, bit: 8, in: spare),
  ]
}
