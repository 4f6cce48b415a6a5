import PacketCore

/// Fields of the options that hold options: relay agents' (RFC 3046), vendors' (RFC 3925),
/// authentication (RFC 3118).
extension DHCPv4 {
  /// The suboptions of relay agent information: code, length and value each.
  private static func relay(_ code: UInt8? = nil) -> Field<DHCPv4>.Parts {
    { view, part in
      values(82)(view) { view.bytes.forEachSuboption(in: $0, code, part) }
    }
  }

  private static func relayField(
    _ code: UInt8, _ name: String, _ label: String, _ type: FieldType, _ count: Int? = nil
  ) -> Field<DHCPv4> {
    Field(
      "dhcp.option.agent_information_option.\(name)", label, type, at: 2, count, in: relay(code))
  }

  static let relayFields: [Field<DHCPv4>] = [
    Field(
      "dhcp.option.agent_information_option.suboption", "Option 82 Suboption", .decimal(8), at: 0,
      1, in: relay()),
    Field(
      "dhcp.option.suboption_length", "Length", .decimal(8), at: 1, 1,
      in: { view, part in
        relay()(view, part)
        vendorSuboptions(view, part)
      }),
    Field("dhcp.option.agent_information_option.value", "Value", .bytes, at: 2, in: relay()),
    relayField(1, "agent_circuit_id", "Agent Circuit ID", .bytes),
    relayField(2, "agent_remote_id", "Agent Remote ID", .bytes),
    relayField(4, "docsis_device_class", "DOCSIS Device Class", .hex(32), 4),
    relayField(5, "link_selection", "Link selection", .ipv4Address, 4),
    relayField(6, "subscriber_id", "Subscriber ID", .text),
    relayField(7, "radius_attributes", "RADIUS Attributes", .bytes),
    relayField(8, "authentication", "Authentication", .bytes),
    relayField(10, "flags", "Flags", .hex(8), 1),
    relayField(11, "server_id_override", "Server ID Override", .ipv4Address, 4),
    relayField(12, "relay_agent_id", "Relay Agent Identifier", .bytes),
    relayField(14, "ani_network_name", "Access Network Name", .text),
    relayField(15, "ani_ap_name", "Access Point Name", .text),
    relayField(16, "ani_ap_bssid", "Access Point BSSID", .macAddress, 6),
    relayField(17, "ani_operator_id", "Access Network Operator ID", .bytes),
    relayField(18, "ani_operator_realm", "Access Network Operator Realm", .text),
    relayField(150, "link_selection_cisco", "Link selection (Cisco proprietary)", .ipv4Address, 4),
    relayField(
      152, "server_id_override_cisco", "Server ID Override (Cisco proprietary)", .ipv4Address, 4),
  ]

  /// The vendors of an option: an enterprise number, a length and data each.
  private static func vendors(_ code: UInt8) -> Field<DHCPv4>.Parts {
    { view, part in
      values(code)(view) { value in
        var start = value.lowerBound
        while start + 5 <= value.upperBound {
          let end = start + 5 + Int(view.bytes.byte(at: start + 4))
          guard end <= value.upperBound else { return }
          part(start..<end)
          start = end
        }
      }
    }
  }

  /// The suboptions of vendors that tshark knows: the Broadband Forum, CableLabs.
  private static let vendorSuboptions: Field<DHCPv4>.Parts = { view, part in
    vendorSuboptions(of: 3561)(view, part)
    vendorSuboptions(of: 4491)(view, part)
  }

  private static func vendorSuboptions(
    of vendor: UInt32, _ code: UInt8? = nil
  ) -> Field<DHCPv4>.Parts {
    { view, part in
      vendors(125)(view) { range in
        guard view.bytes.bigEndian(UInt32.self, at: range.lowerBound) == vendor else { return }
        view.bytes.forEachSuboption(in: range.dropFirst(5), code, part)
      }
    }
  }

  private static func gateway(_ code: UInt8, _ name: String, _ label: String) -> Field<DHCPv4> {
    Field(
      "dhcp.option.vi.tr111.\(name)", label, .text, at: 2, in: vendorSuboptions(of: 3561, code))
  }

  static let vendorFields: [Field<DHCPv4>] = [
    Field("dhcp.option.vendor.value", "Value", .bytes, at: 0, in: values(43)),
    Field(
      "dhcp.option.vi_class.enterprise", "Enterprise", .decimal(32), at: 0, 4, in: vendors(124)),
    Field(
      "dhcp.option.vi_class.length", "CableLab Address Mode", .decimal(8), at: 4, 1,
      in: vendors(124)),
    Field("dhcp.option.vi.enterprise", "Enterprise", .decimal(32), at: 0, 4, in: vendors(125)),
    Field("dhcp.option.vi.length", "Length", .decimal(8), at: 4, 1, in: vendors(125)),
    Field("dhcp.option.vi.value", "Value", .bytes, at: 2, in: vendorSuboptions),
    Field(
      "dhcp.option.vi.tr111.suboption", "Option 125 Suboption", .decimal(8), at: 0, 1,
      in: vendorSuboptions(of: 3561)),
    Field(
      "dhcp.option.vi.cl.suboption", "Option 125 Suboption", .decimal(8), at: 0, 1,
      in: vendorSuboptions(of: 4491)),
    gateway(2, "device_serial_number", "DeviceSerialNumber"),
    gateway(3, "device_product_class", "DeviceProductClass"),
    gateway(4, "gateway_manufacturer_oui", "GatewayManufacturerOUI"),
    gateway(5, "gateway_serial_number", "GatewaySerialNumber"),
    gateway(6, "gateway_product_class", "GatewayProductClass"),
  ]

  /// Delayed authentication with HMAC-MD5 (RFC 3118 §5): protocol 1, algorithm 1.
  private static let delayed: Field<DHCPv4>.Parts = { view, part in
    values(90)(view) { value in
      let isDelayed = view.bytes.bigEndian(UInt16.self, at: value.lowerBound) == 0x0101
      if value.count == 31, isDelayed { part(value) }
    }
  }

  private static func delayAlgorithm(_ isDelayed: Bool) -> Field<DHCPv4>.Parts {
    { view, part in
      values(90)(view) { value in
        if (view.bytes.byte(at: value.lowerBound) == 1) == isDelayed { part(value) }
      }
    }
  }

  static let authenticationFields: [Field<DHCPv4>] = [
    Field(
      "dhcp.option.dhcp_authentication.protocol", "Protocol", .decimal(8), at: 0, 1, in: values(90)),
    Field(
      "dhcp.option.dhcp_authentication.alg_delay", "Delay Algorithm", .decimal(8), at: 1, 1,
      in: delayAlgorithm(true)),
    Field(
      "dhcp.option.dhcp_authentication.algorithm", "Algorithm", .decimal(8), at: 1, 1,
      in: delayAlgorithm(false)),
    Field(
      "dhcp.option.dhcp_authentication.rdm", "Replay Detection Method", .decimal(8), at: 2, 1,
      in: values(90)),
    Field(
      "dhcp.option.dhcp_authentication.rdm_replay_detection", "RDM Replay Detection Value",
      .hex(64), at: 3, 8, in: values(90)),
    Field(
      "dhcp.option.dhcp_authentication.secret_id", "Secret ID", .hex(32), at: 11, 4, in: delayed),
    Field(
      "dhcp.option.dhcp_authentication.hmac_md5_hash", "HMAC MD5 Hash", .bytes, at: 15, 16,
      in: delayed),
  ]
}

extension RawSpan {
  /// Calls `body` with each suboption in a range, of a code if one is given: code, length and value.
  func forEachSuboption(in range: Range<Int>, _ code: UInt8? = nil, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    while start + 2 <= range.upperBound {
      let end = start + 2 + Int(byte(at: start + 1))
      guard end <= range.upperBound else { return }
      if code == nil || code == byte(at: start) { body(start..<end) }
      start = end
    }
  }
}
