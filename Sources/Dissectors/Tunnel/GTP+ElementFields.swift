import PacketCore

extension GTP {
  private static func element(_ type: UInt8) -> Field<GTP>.Parts { part(.element(type)) }
  private static func counted(_ types: UInt8...) -> Field<GTP>.Parts {
    let kinds = types.map { Part.counted($0) }
    return { view, body in view.forEachPart { if kinds.contains($0) { body($1) } } }
  }

  static let elementFields: [Field<GTP>] =
    plainElementFields + countedElementFields + qualityFields + serviceFields

  private static let plainElementFields: [Field<GTP>] = [
    Field("gtp.cause", "Cause", .decimal(8), at: 0, 1, in: element(1)).named([
      0: "Request IMSI", 1: "Request IMEI", 128: "Request accepted", 192: "Non-existent",
      193: "Invalid message format", 194: "IMSI not known", 199: "No resources available",
      200: "Service not supported", 204: "System failure", 209: "User authentication failed",
      219: "Missing or unknown APN",
    ]),
    Field("e212.imsi", "IMSI", .text) { view, emit in
      element(2)(view) { emit(.string(digits(view.bytes, $0)), $0) }
    },
    Field("gtp.lac", "Location Area Code (LAC)", .decimal(16), at: 3, 2, in: element(3)),
    Field("gtp.rai_rac", "Routing Area Code (RAC)", .decimal(8), at: 5, 1, in: element(3)),
    Field("gtp.tlli", "TLLI", .hex(32), at: 0, 4, in: element(4)),
    Field("gtp.ptmsi", "Packet TMSI", .hex(32), at: 0, 4, in: element(5)),
    Field("gtp.reorder", "Reordering required", at: 0, 1, bit: 1, in: element(8)),
    Field("gtp.recovery", "Recovery", .decimal(8), at: 0, 1, in: element(14)),
    Field("gtp.sel_mode", "Selection mode", .decimal(8), at: 0, 1, mask: 3, in: element(15)).named([
      0: "MS or network provided APN, subscription verified",
      1: "MS provided APN, subscription not verified",
      2: "Network provided APN, subscription not verified",
    ]),
    Field("gtp.teid_data", "TEID Data I", .hex(32), at: 0, 4, in: element(16)),
    Field("gtp.teid_cp", "TEID Control Plane", .hex(32), at: 0, 4, in: element(17)),
    Field("gtp.teardown_ind", "Teardown Indicator", at: 0, 1, bit: 1, in: element(19)),
    Field("gtp.nsapi", "NSAPI", .decimal(8), at: 0, 1, mask: 15, in: element(20)),
    Field("gtp.chrg_char_s", "Spare", .decimal(16), at: 0, 2, mask: 0xf000, in: element(26)),
    Field(
      "gtp.chrg_char_n", "Normal charging", .decimal(16), at: 0, 2, mask: 0x800, in: element(26)),
    Field(
      "gtp.chrg_char_p", "Prepaid charging", .decimal(16), at: 0, 2, mask: 0x400, in: element(26)),
    Field(
      "gtp.chrg_char_f", "Flat rate charging", .decimal(16), at: 0, 2, mask: 0x200,
      in: element(26)),
    Field(
      "gtp.chrg_char_h", "Hot billing charging", .decimal(16), at: 0, 2, mask: 0x100,
      in: element(26)),
    Field("gtp.chrg_char_r", "Reserved", .decimal(16), at: 0, 2, mask: 0xff, in: element(26)),
    Field("gtp.chrg_char", "Charging characteristics", .decimal(16), at: 0, 2, in: element(26)),
    Field("gtp.chrg_id", "Charging ID", .hex(32), at: 0, 4, in: element(127)),
  ]

  /// A name as in DNS: labels after their lengths.
  static func labels(_ bytes: RawSpan, _ range: Range<Int>) -> String {
    var names: [String] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(start + 1 + Int(bytes.byte(at: start)), range.upperBound)
      names.append(
        String(
          decoding: bytes.slice(from: start + 1, count: end - start - 1).copied(), as: UTF8.self))
      start = max(end, start + 1)
    }
    return names.joined(separator: ".")
  }

  private static let countedElementFields: [Field<GTP>] = [
    Field(
      "gtp.user_addr_pdp_org", "PDP type organization", .decimal(8), at: 0, 1, mask: 15,
      in: element(128)
    ).named([0: "ETSI", 1: "IETF"]),
    Field("gtp.user_addr_pdp_type", "PDP type number", .hex(8), at: 1, 1, in: element(128))
      .named([0x21: "IPv4", 0x57: "IPv6", 0x8d: "IPv4v6"]),
    Field("gtp.user_ipv4", "End user address IPv4", .ipv4Address) { view, emit in
      element(128)(view) { range in
        let place = range.dropFirst(2)
        if place.count == 4 { emit(.ipv4(IPv4Address(view.bytes, at: place.lowerBound)), place) }
      }
    },
    Field("gtp.user_ipv6", "End user address IPv6", .ipv6Address) { view, emit in
      element(128)(view) { range in
        let place = range.dropFirst(2)
        if place.count == 16 { emit(.ipv6(IPv6Address(view.bytes, at: place.lowerBound)), place) }
      }
    },
    Field("gtp.apn_length", "APN length", .decimal(16), at: 1, 2, in: counted(131)),
    Field("gtp.apn", "APN", .text) { view, emit in
      element(131)(view) { emit(.string(labels(view.bytes, $0)), $0) }
    },
    Field(
      "gsm_a.gm.sm.pco_pid", "Protocol or Container ID", .hex(16), at: 0, 2,
      in: part(.container)),
    Field("gsm_a.gm.sm.pco.length", "Length", .hex(8), at: 2, 1, in: part(.container)),
    Field("gtp.gsn_address_length", "GSN address length", .decimal(16), at: 1, 2, in: counted(133)),
    Field("gtp.gsn_ipv4", "GSN address IPv4", .ipv4Address) { view, emit in
      element(133)(view) {
        if $0.count == 4 { emit(.ipv4(IPv4Address(view.bytes, at: $0.lowerBound)), $0) }
      }
    },
    Field("gtp.gsn_ipv6", "GSN address IPv6", .ipv6Address) { view, emit in
      element(133)(view) {
        if $0.count == 16 { emit(.ipv6(IPv6Address(view.bytes, at: $0.lowerBound)), $0) }
      }
    },
    Field("e164.msisdn", "E.164 number (MSISDN)", .text) { view, emit in
      element(134)(view) { range in
        let number = range.dropFirst(1)
        if !number.isEmpty { emit(.string(digits(view.bytes, number)), number) }
      }
    },
    Field("gtp.ext_length", "Length", .decimal(16), at: 1, 2, in: counted(151, 153, 255)),
    Field("gtp.ext_rat_type", "RAT Type", .decimal(8), at: 0, 1, in: element(151))
      .named([1: "UTRAN", 2: "GERAN", 3: "WLAN", 4: "GAN", 5: "HSPA Evolution", 6: "EUTRAN"]),
    // Quarters of an hour, the tens in the lower half (TS 23.040 §9.2.3.11).
    Field("gtp.timezone", "Timezone", .decimal(8), at: 0, 1, in: element(153)) {
      .unsigned(($0 & 7) * 10 + ($0 >> 4))
    },
    Field("gtp.timezone_dst", "DST", .decimal(8), at: 1, 1, mask: 3, in: element(153)),
    Field("gtp.ext_id", "Extension identifier", .decimal(16), at: 0, 2, in: element(255)),
    Field("gtp.ext_val", "Extension value", .bytes) { view, emit in
      element(255)(view) { if $0.count > 2 { emit(.bytes, $0.dropFirst(2)) } }
    },
  ]

  private static let quality = element(135)

  private static func quality(
    _ name: String, _ label: String, at offset: Int, _ mask: UInt64
  ) -> Field<GTP> {
    Field("gtp.qos_\(name)", label, .decimal(8), at: offset, 1, mask: mask, in: quality)
  }

  /// A bit rate in kbit/s (TS 24.008 §10.5.6.5).
  private static func rate(_ name: String, _ label: String, at offset: Int) -> Field<GTP> {
    Field("gtp.qos_\(name)", label, .decimal(16), at: offset, 1, in: quality) { number in
      switch number {
      case ..<64: .unsigned(number)
      case ..<128: .unsigned(64 + (number - 64) * 8)
      case ..<255: .unsigned(576 + (number - 128) * 64)
      default: .unsigned(0)
      }
    }
  }

  private static let qualityFields: [Field<GTP>] = [
    Field("gtp.qos_umts_length", "Length", .decimal(16), at: 1, 2, in: counted(135)),
    quality("al_ret_priority", "Allocation/Retention priority", at: 0, 0xff),
    quality("spare1", "Spare", at: 1, 0xc0), quality("delay", "QoS delay", at: 1, 0x38),
    quality("reliability", "QoS reliability", at: 1, 0x07),
    quality("peak", "QoS peak", at: 2, 0xf0), quality("spare2", "Spare", at: 2, 0x08),
    quality("precedence", "QoS precedence", at: 2, 0x07), quality("spare3", "Spare", at: 3, 0xe0),
    quality("mean", "QoS mean", at: 3, 0x1f),
  ]

  private static let serviceFields: [Field<GTP>] = [
    quality("traf_class", "Traffic class", at: 4, 0xe0).named([
      1: "Conversational class", 2: "Streaming class", 3: "Interactive class",
      4: "Background class",
    ]),
    quality("del_order", "Delivery order", at: 4, 0x18),
    quality("del_err_sdu", "Delivery of erroneous SDU", at: 4, 0x07),
    Field("gtp.qos_max_sdu_size", "Maximum SDU size", .decimal(16), at: 5, 1, in: quality) {
      $0 <= 150
        ? .unsigned($0 * 10)
        : $0 == 151 ? .unsigned(1502) : $0 == 152 ? .unsigned(1510) : .unsigned(1520)
    },
    rate("max_ul", "Maximum bit rate for uplink", at: 6),
    rate("max_dl", "Maximum bit rate for downlink", at: 7),
    quality("res_ber", "Residual BER", at: 8, 0xf0),
    quality("sdu_err_ratio", "SDU Error ratio", at: 8, 0x0f),
    quality("trans_delay", "Transfer delay", at: 9, 0xfc),
    quality("traf_handl_prio", "Traffic handling priority", at: 9, 0x03),
    rate("guar_ul", "Guaranteed bit rate for uplink", at: 10),
    rate("guar_dl", "Guaranteed bit rate for downlink", at: 11),
  ]
}
