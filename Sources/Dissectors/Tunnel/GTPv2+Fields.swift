import PacketCore

/// Information elements (3GPP TS 29.274 §8).
extension GTPv2 {
  private static func digits(_ name: String, _ label: String, _ type: UInt8) -> Field<GTPv2> {
    Field(name, label, .text) { view, emit in
      value(type)(view) { emit(.string(GTP.digits(view.bytes, $0)), $0) }
    }
  }

  /// A name as in DNS: labels after their lengths.
  private static func name(_ name: String, _ label: String, _ type: UInt8) -> Field<GTPv2> {
    Field(name, label, .text) { view, emit in
      value(type)(view) { emit(.string(GTP.labels(view.bytes, $0)), $0) }
    }
  }

  static let elementFields: [Field<GTPv2>] = [
    digits("e212.imsi", "IMSI", 1),
    Field("gtpv2.cause", "Cause", .decimal(8), at: 0, 1, in: value(2)).named([
      2: "Local Detach", 4: "RAT changed from 3GPP to Non-3GPP", 16: "Request accepted",
      64: "Context Not Found", 65: "Invalid Message Format", 70: "Mandatory IE missing",
      72: "System failure", 73: "No resources available", 78: "Missing or unknown APN",
      92: "User authentication failed", 94: "Request rejected (reason not specified)",
    ]),
    Field("gtpv2.spare_b7_b3", "Spare bit(s)", .decimal(8), at: 1, 1, mask: 0xf8, in: value(2)),
    Field("gtpv2.pce", "PCE (PDN Connection IE Error)", at: 1, 1, bit: 4, in: value(2)),
    Field("gtpv2.bce", "BCE (Bearer Context IE Error)", at: 1, 1, bit: 2, in: value(2)),
    Field("gtpv2.cs", "CS (Cause Source)", at: 1, 1, bit: 1, in: value(2)),
    Field("gtpv2.rec", "Restart Counter", .decimal(8), at: 0, 1, in: value(3)),
    name("gtpv2.apn", "APN (Access Point Name)", 71),
    Field(
      "gtpv2.ambr_up", "AMBR Uplink (Aggregate Maximum Bit Rate for Uplink)", .decimal(32), at: 0,
      4, in: value(72)),
    Field(
      "gtpv2.ambr_down", "AMBR Downlink(Aggregate Maximum Bit Rate for Downlink)", .decimal(32),
      at: 4, 4, in: value(72)),
    Field("gtpv2.ebi", "EPS Bearer ID (EBI)", .decimal(8), at: 0, 1, mask: 15, in: value(73)),
    Field("gtpv2.ip_address_ipv4", "IP address IPv4", .ipv4Address) { view, emit in
      value(74)(view) {
        if $0.count == 4 { emit(.ipv4(IPv4Address(view.bytes, at: $0.lowerBound)), $0) }
      }
    },
    Field("gtpv2.ip_address_ipv6", "IP address IPv6", .ipv6Address) { view, emit in
      value(74)(view) {
        if $0.count == 16 { emit(.ipv6(IPv6Address(view.bytes, at: $0.lowerBound)), $0) }
      }
    },
    digits("gtpv2.mei", "MEI(Mobile Equipment Identity)", 75),
    digits("e164.msisdn", "E.164 number (MSISDN)", 76),
    Field("gtpv2.pdn_type", "PDN Type", .decimal(8)) { view, emit in
      part(.value(79), .value(99))(view) { view.emitNumber($0, at: 0, 1, mask: 7, emit) }
    }.named([1: "IPv4", 2: "IPv6", 3: "IPv4/IPv6", 4: "Non-IP"]),
    Field("gtpv2.pdn_addr_and_prefix.ipv4", "PDN Address and Prefix(IPv4)", .ipv4Address) {
      view, emit in
      value(79)(view) { range in
        let start = range.upperBound - 4
        guard range.count >= 5, view.bytes.byte(at: range.lowerBound) & 7 != 2 else { return }
        emit(.ipv4(IPv4Address(view.bytes, at: start)), start..<start + 4)
      }
    },
    Field("gtpv2.rat_type", "RAT Type", .decimal(8), at: 0, 1, in: value(82)).named([
      1: "UTRAN", 2: "GERAN", 3: "WLAN", 4: "GAN", 5: "HSPA Evolution", 6: "EUTRAN", 7: "Virtual",
      8: "EUTRAN-NB-IoT", 9: "LTE-M", 10: "NR",
    ]),
    name("gtpv2.fqdn", "FQDN", 136),
  ]

  private static let endpoint = value(87)

  /// An address in an endpoint identifier: version 4's first, where both are there.
  private static func endpointAddress(_ flag: UInt8, _ other: UInt8, _ width: Int)
    -> Field<GTPv2>.Parts
  {
    { view, body in
      endpoint(view) { range in
        let flags = view.bytes.byte(at: range.lowerBound)
        guard flags & flag != 0 else { return }
        let start = range.lowerBound + 5 + (flags & other != 0 ? 4 : 0)
        if start + width <= range.upperBound { body(start..<start + width) }
      }
    }
  }

  private static let connectionSet = value(132)

  static let identityFields: [Field<GTPv2>] = [
    Field("gtpv2.f_teid_v4", "V4", at: 0, 1, bit: 0x80, in: endpoint),
    Field("gtpv2.f_teid_v6", "V6", at: 0, 1, bit: 0x40, in: endpoint),
    Field(
      "gtpv2.f_teid_interface_type", "Interface Type", .decimal(8), at: 0, 1, mask: 0x3f,
      in: endpoint
    ).named([
      0: "S1-U eNodeB GTP-U interface", 1: "S1-U SGW GTP-U interface",
      4: "S5/S8 SGW GTP-U interface", 5: "S5/S8 PGW GTP-U interface",
      6: "S5/S8 SGW GTP-C interface", 7: "S5/S8 PGW GTP-C interface", 10: "S11 MME GTP-C interface",
      11: "S11/S4 SGW GTP-C interface", 12: "S10/N26 MME GTP-C interface",
    ]),
    Field("gtpv2.f_teid_gre_key", "TEID/GRE Key", .hex(32), at: 1, 4, in: endpoint),
    Field(
      "gtpv2.f_teid_ipv4", "F-TEID IPv4", .ipv4Address, at: 0, 4, in: endpointAddress(0x80, 0, 4)),
    Field(
      "gtpv2.f_teid_ipv6", "F-TEID IPv6", .ipv6Address, at: 0, 16,
      in: endpointAddress(0x40, 0x80, 16)),
    Field("gtpv2.apn_rest", "APN Restriction", .decimal(8), at: 0, 1, in: value(127)),
    Field("gtpv2.selec_mode", "Selection Mode", .decimal(8), at: 0, 1, mask: 3, in: value(128)),
    Field(
      "gtpv2.ue_time_zone_dst", "Daylight Saving Time", .decimal(8), at: 1, 1, mask: 3,
      in: value(114)),
    Field(
      "gtpv2.charging_characteristic", "Charging Characteristic", .hex(16), at: 0, 2,
      in: value(95)),
    Field("gtpv2.charging_id", "Charging id", .decimal(32), at: 0, 4, in: value(94)),
    Field(
      "gtpv2.fq_csid_type", "Node-ID Type", .decimal(8), at: 0, 1, mask: 0xf0, in: connectionSet),
    Field(
      "gtpv2.fq_csid_nr", "Number of CSIDs", .decimal(8), at: 0, 1, mask: 0x0f, in: connectionSet),
    Field("gtpv2.fq_csid_ipv4", "Node-ID (IPv4)", .ipv4Address, at: 1, 4) { view, body in
      connectionSet(view) { if view.bytes.byte(at: $0.lowerBound) >> 4 == 0 { body($0) } }
    },
    Field("gtpv2.fq_csid_id", "CSID", .decimal(16), at: 0, 2) { view, body in
      connectionSet(view) { range in
        guard view.bytes.byte(at: range.lowerBound) >> 4 == 0 else { return }
        each(2, from: 5, in: { _, part in part(range) })(view, body)
      }
    },
  ]

  private static let quality = value(80)

  static let bearerFields: [Field<GTPv2>] = [
    Field("gtpv2.bearer_qos_pci", "PCI (Pre-emption Capability)", at: 0, 1, bit: 0x40, in: quality),
    Field(
      "gtpv2.bearer_qos_pl", "PL (Priority Level)", .decimal(8), at: 0, 1, mask: 0x3c,
      in: quality),
    Field("gtpv2.bearer_qos_pvi", "PVI (Pre-emption Vulnerability)", at: 0, 1, bit: 1, in: quality),
    Field("gtpv2.bearer_qos_label_qci", "Label (QCI)", .decimal(8), at: 1, 1, in: quality),
    Field(
      "gtpv2.bearer_qos_mbr_up", "Maximum Bit Rate For Uplink", .decimal(64), at: 2, 5,
      in: quality),
    Field(
      "gtpv2.bearer_qos_mbr_down", "Maximum Bit Rate For Downlink", .decimal(64), at: 7, 5,
      in: quality),
    Field(
      "gtpv2.bearer_qos_gbr_up", "Guaranteed Bit Rate For Uplink", .decimal(64), at: 12, 5,
      in: quality),
    Field(
      "gtpv2.bearer_qos_gbr_down", "Guaranteed Bit Rate For Downlink", .decimal(64), at: 17, 5,
      in: quality),
  ]

  private static func flags(
    _ type: UInt8, at offset: Int, _ names: [String], labels: [String]? = nil
  ) -> [Field<GTPv2>] {
    names.enumerated().compactMap { index, name in
      guard !name.isEmpty else { return nil }
      return Field(
        "gtpv2.\(name)", labels?[index] ?? name.uppercased(), at: offset, 1,
        bit: 0x80 >> UInt64(index), in: value(type))
    }
  }

  static let locationFields: [Field<GTPv2>] =
    [Field("gtpv2.uli_flags", "ULI Flags", .hex(8), at: 0, 1, in: value(86))]
    + flags(
      86, at: 0,
      [
        "uli_ext_macro_enb_id_flg", "uli_macro_enb_id_flg", "uli_lai_flg", "uli_ecgi_flg",
        "uli_tai_flg", "uli_rai_flg", "uli_sai_flg", "uli_cgi_flg",
      ],
      labels: [
        "Extended Macro eNodeB ID Present", "Macro eNodeB ID Present", "LAI Present",
        "ECGI Present", "TAI Present", "RAI Present", "SAI Present", "CGI Present",
      ])
    + [
      Field("gtpv2.tai_tac", "Tracking Area Code", .hex(16), at: 3, 2, in: part(.area)),
      // Not shifted, as tshark has it.
      Field("gtpv2.uli_ecgi_eci_spare", "Spare", .decimal(8)) { view, emit in
        part(.cell)(view) { range in
          let offset = range.lowerBound + 3
          emit(.unsigned(UInt64(view.bytes.byte(at: offset) & 0xf0)), offset..<offset + 1)
        }
      },
      Field(
        "gtpv2.ecgi_eci", "ECI (E-UTRAN Cell Identifier)", .decimal(32), at: 3, 4,
        in: part(.cell)),
      Field(
        "gtpv2.enodebid", "eNodeB Id", .decimal(32), at: 3, 4, mask: 0x0fff_ff00, in: part(.cell)),
      Field("gtpv2.cellid", "CellId", .decimal(32), at: 3, 4, mask: 0xff, in: part(.cell)),
    ]

  /// §8.12.
  static let indicationFields: [Field<GTPv2>] =
    flags(77, at: 0, ["daf", "dtf", "hi", "dfi", "oi", "isrsi", "israi", "sgwci"])
    + flags(77, at: 1, ["sqci", "uimsi", "cfsi", "crsi", "ps", "pt", "si", "msv"])
    + flags(77, at: 2, ["retloc", "pbic", "", "s6af", "s4af", "mbmdt", "israu", "ccrsi"])
    + flags(77, at: 3, ["cprai", "", "ppof", "ppon_ppei", "ppsi", "csfbi", "clii", "cpsr"])
    + flags(77, at: 4, ["nsi", "uasi", "dtci", "bdwi", "psci", "pcri", "aosi", "aopi"])
    + flags(
      77, at: 5, ["roaai", "epcosi", "cpopci", "pmtsmi", "s11tf", "pnsi", "unaccsi", "wpmsi"])
}
