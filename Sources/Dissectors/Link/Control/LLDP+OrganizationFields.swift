import PacketCore

/// What organizations define: IEEE Std 802.1Q-2022 annex D, IEEE Std 802.3-2022 §79, TIA-1057.
extension LLDP {
  private static func bridge(_ subtype: UInt8...) -> Field<LLDP>.Parts {
    let kinds = subtype.map { Part.defined(ieee8021, $0) }
    return { view, body in
      view.forEachPart { if kinds.contains($0) { body($1) } }
    }
  }

  static let bridgeFields: [Field<LLDP>] = [
    Field(
      "lldp.ieee.802_1.port_vlan.id", "Port VLAN Identifier", .decimal(16), at: 6, 2,
      in: bridge(1)),
    Field("lldp.ieee.802_1.port_and_vlan_id_flag", "Flags", .hex(8), at: 6, 1, in: bridge(2)),
    Field(
      "lldp.ieee.802_1.port_and_vlan_id_flag.supported", "Port and Protocol VLAN", at: 6, 1,
      bit: 2, in: bridge(2)),
    Field(
      "lldp.ieee.802_1.port_and_vlan_id_flag.enabled", "Port and Protocol VLAN", at: 6, 1,
      bit: 4, in: bridge(2)),
    Field(
      "lldp.ieee.802_1.port_proto_vlan.id", "Port and Protocol VLAN Identifier", .decimal(16),
      at: 7, 2, in: bridge(2)),
    Field("lldp.ieee.802_1.vlan.id", "VLAN Identifier", .decimal(16), at: 6, 2, in: bridge(3)),
    Field(
      "lldp.ieee.802_1.vlan.name_len", "VLAN Name Length", .decimal(8), at: 8, 1, in: bridge(3)),
    counted("lldp.ieee.802_1.vlan.name", "VLAN Name", .text, at: 8, in: bridge(3)),
    Field(
      "lldp.ieee.802_1.proto.id_length", "Protocol Identity Length", .decimal(8), at: 6, 1,
      in: bridge(4)),
    counted("lldp.ieee.802_1.proto.id", "Protocol Identity", .bytes, at: 6, in: bridge(4)),
    Field(
      "lldp.ieee.802_1.aggregation_status", "Aggregation Status", .hex(8), at: 6, 1,
      in: bridge(7)),
    Field(
      "lldp.ieee.802_1.aggregation_status.cap", "Aggregation Capability", at: 6, 1, bit: 1,
      in: bridge(7)),
    Field(
      "lldp.ieee.802_1.aggregation_status.enabled", "Aggregation Status", at: 6, 1, bit: 2,
      in: bridge(7)),
    Field(
      "lldp.ieee.802_1.aggregated_port_id", "Aggregated Port Id", .decimal(32), at: 7, 4,
      in: bridge(7)),
  ]

  /// Bytes or text after a byte that counts them.
  private static func counted(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int,
    in parts: @escaping Field<LLDP>.Parts
  ) -> Field<LLDP> {
    Field(name, label, type) { view, emit in
      parts(view) { range in
        let start = range.lowerBound + offset + 1
        guard start <= range.upperBound else { return }
        let length = Int(view.bytes.byte(at: start - 1))
        if length > 0, start + length <= range.upperBound {
          emit(type == .text ? .text : .bytes, start..<start + length)
        }
      }
    }
  }

  private static func priority(_ number: Int) -> [Field<LLDP>] {
    let bit = UInt64(1) << UInt64(number)
    let nibble = UInt64(0xf000) >> UInt64(number % 4 * 4)
    return [
      Field(
        "lldp.ieee.802_1qau.cnpv.prio\(number)", "Priority \(number) CNPV Capability", at: 6, 1,
        bit: bit, in: bridge(8)),
      Field(
        "lldp.ieee.802_1qau.ready.prio\(number)", "Priority \(number) Ready Indicator", at: 7, 1,
        bit: bit, in: bridge(8)),
      Field(
        "lldp.dcbx.feature.pg.pgid_prio\(number)", "PGID for Prio \(number)", .decimal(16),
        at: number < 4 ? 7 : 9, 2, mask: nibble, in: bridge(9, 10)),
      Field(
        "lldp.dcbx.feature.pg.per\(number)", "Bandwidth for PGID \(number)", .decimal(8),
        at: 11 + number, 1, in: bridge(9, 10)),
      Field(
        "lldp.dcbx.ieee.ets.tsa\(number)", "TSA for Traffic Class \(number)", .decimal(8),
        at: 19 + number, 1, in: bridge(9, 10)),
      Field(
        "lldp.dcbx.feature.pfc.prio\(number)", "PFC for Priority \(number)", at: 7, 1, bit: bit,
        in: bridge(11)),
    ]
  }

  static let priorityFields: [Field<LLDP>] = (0..<8).flatMap(priority) + tableFields

  private static let tableFields: [Field<LLDP>] = [
    Field("lldp.dcbx.ieee.willing", "Willing", at: 6, 1, bit: 0x80, in: bridge(9, 11)),
    Field("lldp.dcbx.ieee.ets.cbs", "Credit-Based Shaper", at: 6, 1, bit: 0x40, in: bridge(9)),
    Field(
      "lldp.dcbx.ieee.ets.maxtcs", "Maximum Number of Traffic Classes", .decimal(8), at: 6, 1,
      mask: 7, in: bridge(9)),
    Field(
      "lldp.dcbx.ieee.pfc.mbc", "MACsec Bypass Capability", at: 6, 1, bit: 0x40,
      in: bridge(11)),
    Field(
      "lldp.dcbx.ieee.pfc.numtcs", "Max PFC Enabled Traffic Classes", .decimal(8), at: 6, 1,
      mask: 15, in: bridge(11)),
    Field("lldp.dcbx.ieee.app.reserved", "Reserved", .hex(8), at: 6, 1, in: bridge(12)),
    Field(
      "lldp.dcbx.ieee.app.prio", "Application Priority", .decimal(8), at: 0, 1, mask: 0xe0,
      in: part(.application)),
    Field(
      "lldp.dcbx.iee.app.sf", "Application Selector", .decimal(8), at: 0, 1, mask: 7,
      in: part(.application)
    ).named([
      1: "EtherType", 2: "Port over TCP/SCTP", 3: "Port over UDP/DCCP",
      4: "Port over TCP/SCTP/UDP/DCCP", 5: "Differentiated Services Code Point (DSCP)",
    ]),
    Field(
      "lldp.dcbx.feature.app.proto", "Application Protocol Id", .hex(16), at: 1, 2,
      in: part(.application)),
  ]

  private static let link = part(.defined(ieee8023, 1))
  private static let power = part(.defined(ieee8023, 2))
  private static let aggregation = part(.defined(ieee8023, 3))

  private static let speeds = [
    ("1000base_tfd", "1000BASE-T (full duplex mode)"),
    ("1000base_t", "1000BASE-T (half duplex mode)"),
    ("1000base_xfd", "1000BASE-X (-LX, -SX, -CX full duplex mode)"),
    ("1000base_x", "1000BASE-X (-LX, -SX, -CX half duplex mode)"),
    ("fdx_bpause", "Asymmetric and Symmetric PAUSE (for full-duplex links)"),
    ("fdx_spause", "Symmetric PAUSE (for full-duplex links)"),
    ("fdx_apause", "Asymmetric PAUSE (for full-duplex links)"),
    ("fdx_pause", "PAUSE (for full-duplex links)"),
    ("100base_t2fd", "100BASE-T2 (full duplex mode)"),
    ("100base_t2", "100BASE-T2 (half duplex mode)"),
    ("100base_txfd", "100BASE-TX (full duplex mode)"),
    ("100base_tx", "100BASE-TX (half duplex mode)"), ("100base_t4", "100BASE-T4"),
    ("10base_tfd", "10BASE-T (full duplex mode)"), ("10base_t", "10BASE-T (half duplex mode)"),
    ("other", "Other or unknown"),
  ]

  /// The capabilities twice, the second time with the bits in the order that some devices send.
  private static let speedFields: [Field<LLDP>] = speeds.enumerated().flatMap { index, speed in
    [
      Field(
        "lldp.ieee.802_3.pmd_auto_neg_advertised_caps.\(speed.0)", speed.1, at: 7, 2,
        bit: 1 << UInt64(index), in: link),
      Field(
        "lldp.ieee.802_3.pmd_auto_neg_advertised_caps_inv.\(speed.0)", speed.1, at: 7, 2,
        bit: 0x8000 >> UInt64(index), in: link),
    ]
  }

  private static let isPowerLong: Field<LLDP>.Parts = { view, body in
    power(view) { if $0.count > 9 { body($0) } }
  }

  static let physicalFields: [Field<LLDP>] =
    [
      Field(
        "lldp.ieee.802_3.mac_phy_auto_neg_status", "Auto-Negotiation Support/Status", .hex(8),
        at: 6, 1, in: link),
      Field(
        "lldp.ieee.802_3.mac_phy_auto_neg_status.supported", "Auto-Negotiation", at: 6, 1,
        bit: 1, in: link),
      Field(
        "lldp.ieee.802_3.mac_phy_auto_neg_status.enabled", "Auto-Negotiation", at: 6, 1, bit: 2,
        in: link),
      Field(
        "lldp.ieee.802_3.pmd_auto_neg_advertised_caps",
        "PMD Auto-Negotiation Advertised Capability", .hex(16), at: 7, 2, in: link),
    ] + speedFields + [
      Field("lldp.ieee.802_3.pmd_mau_type", "Operational MAU Type", .hex(16), at: 9, 2, in: link),
      Field("lldp.ieee.802_3.mdi_power_support", "MDI Power Support", .hex(8), at: 6, 1, in: power),
      Field(
        "lldp.ieee.802_3.mdi_power_support.port_class", "Port Class", at: 6, 1, bit: 1,
        in: power),
      Field(
        "lldp.ieee.802_3.mdi_power_support.supported", "PSE MDI Power", at: 6, 1, bit: 2,
        in: power),
      Field(
        "lldp.ieee.802_3.mdi_power_support.enabled", "PSE MDI Power", at: 6, 1, bit: 4,
        in: power),
      Field(
        "lldp.ieee.802_3.mdi_power_support.pse_pairs", "PSE Pairs Control Ability", at: 6, 1,
        bit: 8, in: power),
      Field("lldp.ieee.802_3.mdi_pse_pair", "PSE Power Pair", .decimal(8), at: 7, 1, in: power),
      Field("lldp.ieee.802_3.mdi_power_class", "Power Class", .decimal(8), at: 8, 1, in: power),
      Field(
        "lldp.ieee.802_3.mdi_power_type", "Power Type", .decimal(8), at: 9, 1, mask: 0xc0,
        in: isPowerLong),
      Field(
        "lldp.ieee.802_3.mdi_power_source", "Power Source", .decimal(8), at: 9, 1, mask: 0x30,
        in: isPowerLong),
      Field(
        "lldp.ieee.802_3.mdi_power_priority", "Power Priority", .decimal(8), at: 9, 1, mask: 0xf,
        in: isPowerLong),
      Field(
        "lldp.ieee.802_3.mdi_pde_requested", "PD Requested Power Value", .decimal(16), at: 10, 2,
        in: isPowerLong),
      Field(
        "lldp.ieee.802_3.mdi_pse_allocated", "PSE Allocated Power Value", .decimal(16), at: 12,
        2, in: isPowerLong),
      Field(
        "lldp.ieee.802_3.aggregation_status", "Aggregation Status", .hex(8), at: 6, 1,
        in: aggregation),
      Field(
        "lldp.ieee.802_3.aggregation_status.cap", "Aggregation Capability", at: 6, 1, bit: 1,
        in: aggregation),
      Field(
        "lldp.ieee.802_3.aggregation_status.enabled", "Aggregation Status", at: 6, 1, bit: 2,
        in: aggregation),
      Field(
        "lldp.ieee.802_3.aggregated_port_id", "Aggregated Port Id", .decimal(32), at: 7, 4,
        in: aggregation),
      Field(
        "lldp.ieee.802_3.max_frame_size", "Maximum Frame Size", .decimal(16), at: 6, 2,
        in: part(.defined(ieee8023, 4))),
    ]

  private static let capabilities = part(.defined(media, 1))
  private static let policy = part(.defined(media, 2))
  private static let mediaPower = part(.defined(media, 4))

  private static func inventory(_ name: String, _ label: String, _ subtype: UInt8) -> Field<LLDP> {
    Field("lldp.media.\(name)", label, .text, in: part(.defined(media, subtype)), zeroPadded: 6)
  }

  static let mediaFields: [Field<LLDP>] = [
    Field("lldp.media.subtype.caps", "Capabilities", .hex(16), at: 6, 2, in: capabilities),
    Field(
      "lldp.media.subtype.caps.llpd", "LLDP-MED Capabilities", at: 6, 2, bit: 1,
      in: capabilities),
    Field(
      "lldp.media.subtype.caps.network_policy", "Network Policy", at: 6, 2, bit: 2,
      in: capabilities),
    Field(
      "lldp.media.subtype.caps.location_id", "Location Identification", at: 6, 2, bit: 4,
      in: capabilities),
    Field(
      "lldp.media.subtype.caps.mdi_pse", "Extended Power via MDI-PSE", at: 6, 2, bit: 8,
      in: capabilities),
    Field(
      "lldp.media.subtype.caps.mid_pd", "Extended Power via MDI-PD", at: 6, 2, bit: 16,
      in: capabilities),
    Field("lldp.media.subtype.caps.inventory", "Inventory", at: 6, 2, bit: 32, in: capabilities),
    Field("lldp.media.subtype.class", "Class Type", .decimal(8), at: 8, 1, in: capabilities).named([
      1: "Endpoint Class I", 2: "Endpoint Class II", 3: "Endpoint Class III",
      4: "Network Connectivity",
    ]),
    Field("lldp.media.app_type", "Application Type", .decimal(8), at: 6, 1, in: policy).named([
      1: "Voice", 2: "Voice Signaling", 3: "Guest Voice", 4: "Guest Voice Signaling",
      5: "Softphone Voice", 6: "Video Conferencing", 7: "Streaming Video", 8: "Video Signaling",
    ]),
    Field("lldp.media.policy_flag", "Policy", at: 7, 3, bit: 0x80_0000, in: policy),
    Field("lldp.media.tag_flag", "Tagged", at: 7, 3, bit: 0x40_0000, in: policy),
    Field("lldp.media.vlan_id", "VLAN Id", .decimal(24), at: 7, 3, mask: 0x1f_fe00, in: policy),
    Field("lldp.media.l2_prio", "L2 Priority", .decimal(24), at: 7, 3, mask: 0x1c0, in: policy),
    Field("lldp.media.dscp", "DSCP Priority", .decimal(24), at: 7, 3, mask: 0x3f, in: policy),
    Field("lldp.media.power.type", "Power Type", .decimal(8), at: 6, 1, mask: 0xc0, in: mediaPower),
    Field(
      "lldp.media.power.source", "Power Source", .decimal(8), at: 6, 1, mask: 0x30,
      in: mediaPower),
    Field(
      "lldp.media.power.prio", "Power Priority", .decimal(8), at: 6, 1, mask: 0xf,
      in: mediaPower),
    Field("lldp.media.power.value", "Power Value", .decimal(16), at: 7, 2, in: mediaPower),
    inventory("hardware", "Hardware Revision", 5),
    inventory("firmware", "Firmware Revision", 6),
    inventory("software", "Software Revision", 7),
    inventory("sn", "Serial Number", 8),
    inventory("manufacturer", "Manufacturer Name", 9),
    inventory("model", "Model Name", 10),
    inventory("asset", "Asset ID", 11),
  ]

  private static let portStatus = part(.defined(profinet, 2))

  private static func delay(_ name: String, _ label: String, at offset: Int) -> Field<LLDP> {
    Field(
      "lldp.profinet.\(name)", label, .decimal(32), at: offset, 4, in: part(.defined(profinet, 1)))
  }

  static let industryFields: [Field<LLDP>] = [
    delay("port_rx_delay_local", "Port RX Delay Local", at: 6),
    delay("port_rx_delay_remote", "Port RX Delay Remote", at: 10),
    delay("port_tx_delay_local", "Port TX Delay Local", at: 14),
    delay("port_tx_delay_remote", "Port TX Delay Remote", at: 18),
    delay("cable_delay_local", "Port Cable Delay Local", at: 22),
    Field(
      "lldp.profinet.rtc2_port_status", "RTClass2 Port Status", .hex(16), at: 6, 2,
      in: portStatus),
    Field(
      "lldp.profinet.rtc3_port_status", "RTClass3 Port Status", .hex(16), at: 8, 2, mask: 7,
      in: portStatus),
    Field(
      "lldp.profinet.rtc3_port_status.reserved", "RTClass3_PortStatus.reserved", .hex(16), at: 8,
      2, mask: 0xff8, in: portStatus),
    Field(
      "lldp.profinet.rtc3_port_status.fragmentation", "RTClass3_PortStatus.Fragmentation",
      .hex(16), at: 8, 2, mask: 0x1000, in: portStatus),
    Field(
      "lldp.profinet.rtc3_port_status.preambleLength", "RTClass3_PortStatus.PreambleLength",
      .hex(16), at: 8, 2, mask: 0x2000, in: portStatus),
    Field(
      "lldp.profinet.cm_mac_add", "CMMacAdd", .macAddress, at: 6, 6,
      in: part(.defined(profinet, 5))),
  ]
}
