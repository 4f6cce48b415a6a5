import PacketCore

/// Fixed fields and elements of management frames (IEEE Std 802.11-2020 §9.4.1, §9.4.2).
extension WLAN {
  private static func fixed(_ field: Fixed) -> Field<WLAN>.Parts { part(.fixedField(field)) }

  static let fixedFields: [Field<WLAN>] = [
    Field("wlan.fixed.all", "Fixed parameters", .heading, at: 0, in: part(.fixed)),
    Field(
      little: "wlan.fixed.timestamp", "Timestamp", .decimal(64), at: 0, 8, in: fixed(.timestamp)),
    Field(
      little: "wlan.fixed.beacon", "Beacon Interval", .decimal(32), at: 0, 2,
      in: fixed(.beaconInterval)),
    Field(
      little: "wlan.fixed.capabilities", "Capabilities Information", .hex(16), at: 0, 2,
      in: fixed(.capabilities)),
    Field(
      little: "wlan.fixed.listen_ival", "Listen Interval", .hex(16), at: 0, 2,
      in: fixed(.listenInterval)),
    Field(
      "wlan.fixed.current_ap", "Current AP", .macAddress, at: 0, 6, in: fixed(.currentAccessPoint)),
    Field(
      little: "wlan.fixed.auth.alg", "Authentication Algorithm", .decimal(16), at: 0, 2,
      in: fixed(.algorithm)
    ).named([
      0: "Open System", 1: "Shared key", 2: "Fast BSS Transition",
      3: "Simultaneous Authentication of Equals", 4: "FILS without PFS", 5: "FILS with PFS",
      6: "FILS public key", 0x80: "Network EAP",
    ]),
    Field(
      little: "wlan.fixed.auth_seq", "Authentication SEQ", .hex(16), at: 0, 2, in: fixed(.sequence)),
    Field(
      little: "wlan.fixed.status_code", "Status code", .hex(16), at: 0, 2, in: fixed(.statusCode)),
    Field(
      little: "wlan.fixed.aid", "Association ID", .hex(16), at: 0, 2, mask: 0x3fff,
      in: fixed(.associationID)),
    Field(
      little: "wlan.fixed.reason_code", "Reason code", .hex(16), at: 0, 2, in: fixed(.reasonCode)),
    Field(
      "wlan.fixed.category_code", "Category code", .decimal(16), at: 0, 1, in: fixed(.category)),
  ]

  static let capabilityFields: [Field<WLAN>] = bits(
    "wlan.fixed.capabilities.", at: 0, 2, in: fixed(.capabilities),
    [
      ("ess", "ESS capabilities", 0x1, .boolean), ("ibss", "IBSS status", 0x2, .boolean),
      ("reserved1", "Reserved", 0x4, .decimal(16)), ("reserved2", "Reserved", 0x8, .decimal(16)),
      ("privacy", "Privacy", 0x10, .boolean), ("short_preamble", "Short Preamble", 0x20, .boolean),
      ("reserved3", "Reserved", 0x40, .decimal(16)), ("reserved4", "Reserved", 0x80, .decimal(16)),
      ("spec_man", "Spectrum Management", 0x100, .boolean), ("qos", "QoS", 0x200, .boolean),
      ("short_slot_time", "Short Slot Time", 0x400, .boolean),
      ("apsd", "Automatic Power Save Delivery", 0x800, .boolean),
      ("radio_measurement", "Radio Measurement", 0x1000, .boolean),
      ("epd", "EPD", 0x2000, .boolean), ("reserved5", "Reserved", 0x4000, .decimal(16)),
      ("reserved6", "Reserved", 0x8000, .decimal(16)),
    ])

  static let elementFields: [Field<WLAN>] = [
    Field("wlan.tagged.all", "Tagged parameters", .heading, at: 0, in: part(.elements)),
    Field("wlan.tag", "Tag", .heading, at: 0, in: part(.anyElement)),
    Field("wlan.tag.number", "Tag Number", .decimal(8), at: 0, 1, in: part(.anyElement))
      .named(elementNames),
    Field("wlan.tag.length", "Tag length", .decimal(32), at: 1, 1, in: part(.anyElement)),
    Field("wlan.ssid", "SSID", .bytes) { view, emit in
      part(.element(0))(view) { emit(.bytes, $0.dropFirst(2)) }
    },
    Field(
      "wlan.supported_rates", "Supported Rates", .hex(8), at: 0, 1,
      in: each(1, from: 2, in: part(.element(1)))),
    Field(
      "wlan.extended_supported_rates", "Extended Supported Rates", .hex(8), at: 0, 1,
      in: each(1, from: 2, in: part(.element(50)))),
    Field(
      "wlan.ds.current_channel", "Current Channel", .decimal(8), at: 2, 1, in: part(.element(3))),
    Field("wlan.tim.dtim_count", "DTIM count", .decimal(8), at: 2, 1, in: part(.element(5))),
    Field("wlan.tim.dtim_period", "DTIM period", .decimal(8), at: 3, 1, in: part(.element(5))),
    Field("wlan.tim.bmapctl", "Bitmap control", .hex(8), at: 4, 1, in: part(.element(5))),
    Field("wlan.tim.bmapctl.multicast", "Multicast", at: 4, 1, bit: 1, in: part(.element(5))),
    Field(
      "wlan.tim.bmapctl.offset", "Bitmap Offset", .hex(8), at: 4, 1, mask: 0xfe,
      in: part(.element(5))),
    Field(
      "wlan.tim.partial_virtual_bitmap", "Partial Virtual Bitmap", .bytes, at: 5,
      in: part(.element(5))),
    Field("wlan.country_info.code", "Code", .text, at: 2, 2, in: part(.element(7))),
    Field(
      "wlan.country_info.environment", "Environment", .decimal(8), at: 4, 1,
      in: part(.element(7))),
    Field("wlan.country_info.fnm", "Country Info", .heading, at: 0, in: countryRows),
    Field(
      "wlan.country_info.fnm.fcn", "First Channel Number", .decimal(8), at: 0, 1, in: countryRows),
    Field("wlan.country_info.fnm.nc", "Number of Channels", .decimal(8), at: 1, 1, in: countryRows),
    Field(
      "wlan.country_info.fnm.mtpl", "Maximum Transmit Power Level", .signed(bits: 8), at: 2, 1,
      in: countryRows),
    Field(
      "wlan.tag.request", "Requested Element ID", .decimal(8), at: 0, 1,
      in: each(1, from: 2, in: part(.element(10)))),
    Field("wlan.tag.challenge_text", "Challenge Text", .bytes, at: 2, in: part(.element(16))),
  ]

  /// Channels and their power, up to an operating class (§9.4.2.8).
  private static let countryRows: Field<WLAN>.Parts = { view, body in
    each(3, from: 5, in: part(.element(7)))(view) { range in
      if view.bytes.byte(at: range.lowerBound) <= 200 { body(range) }
    }
  }

  private static let elementNames: ValueNames = [
    0: "SSID parameter set", 1: "Supported Rates", 2: "FH Parameter set", 3: "DS Parameter set",
    4: "CF Parameter set", 5: "Traffic Indication Map (TIM)", 6: "IBSS Parameter set",
    7: "Country Information", 10: "Request", 11: "QBSS Load Element", 12: "EDCA Parameter Set",
    16: "Challenge text", 32: "Power Constraint", 33: "Power Capability", 34: "TPC Request",
    35: "TPC Report", 36: "Supported Channels", 37: "Channel Switch Announcement",
    42: "ERP Information", 45: "HT Capabilities", 46: "QoS Capability", 48: "RSN Information",
    50: "Extended Supported Rates", 54: "Mobility Domain", 59: "Supported Operating Classes",
    61: "HT Information", 70: "RM Enabled Capabilities", 72: "20/40 BSS Coexistence",
    74: "Overlapping BSS Scan Parameters", 107: "Interworking", 108: "Advertisement Protocol",
    111: "Roaming Consortium", 113: "Mesh Configuration", 114: "Mesh ID",
    127: "Extended Capabilities", 191: "VHT Capabilities", 192: "VHT Operation",
    195: "Transmit Power Envelope", 199: "Operating Mode Notification", 221: "Vendor Specific",
    244: "RSN Extension", 255: "Element ID Extension",
  ]

  private static let interworking = part(.element(107))

  static let elementValueFields: [Field<WLAN>] =
    [
      Field(
        "wlan.erp_info", "ERP Information", .hex(8), at: 2, 1, in: part(.element(42), .element(47))),
      Field(
        "wlan.powercap.min", "Minimum Transmit Power", .decimal(8), at: 2, 1,
        in: part(.element(33))),
      Field(
        "wlan.powercap.max", "Maximum Transmit Power", .decimal(8), at: 3, 1,
        in: part(.element(33))),
      Field("wlan.supchan", "Supported Channels Set", .heading, at: 0, in: part(.supportedChannel)),
      Field(
        "wlan.supchan.first", "First Supported Channel", .decimal(8), at: 0, 1,
        in: part(.supportedChannel)),
      Field(
        "wlan.supchan.range", "Supported Channel Range", .decimal(8), at: 1, 1,
        in: part(.supportedChannel)),
      Field(
        "wlan.supopeclass.current", "Current Operating Class", .decimal(8), at: 2, 1,
        in: part(.element(59))),
      Field(
        "wlan.20_40_bc", "20/40 BSS Coexistence Flags", .hex(8), at: 2, 1, in: part(.element(72))),
      Field("wlan.mesh.id", "Mesh ID", .text, at: 2, in: part(.element(114))),
      Field("wlan.fixed.venue_info.group", "Venue Group", .decimal(8), at: 3, 1, in: venue),
      Field("wlan.fixed.venue_info.type", "Venue Type", .decimal(8), at: 4, 1, in: venue),
      Field("wlan.interworking.hessid", "HESSID", .macAddress) { view, emit in
        interworking(view) { range in
          guard range.count == 9 || range.count == 11 else { return }
          let start = range.upperBound - 6
          emit(.mac(MACAddress(view.bytes, at: start)), start..<start + 6)
        }
      },
    ]
    + bits(
      "wlan.erp_info.", at: 2, 1, in: part(.element(42), .element(47)),
      [
        ("erp_present", "Non ERP Present", 1, .boolean),
        ("use_protection", "Use Protection", 2, .boolean),
        ("barker_preamble_mode", "Barker Preamble Mode", 4, .boolean),
        ("reserved", "Reserved", 0xf8, .hex(8)),
      ])
    + bits(
      "wlan.20_40_bc.", at: 2, 1, in: part(.element(72)),
      [
        ("information_request", "Information Request", 1, .boolean),
        ("forty_mhz_intolerant", "Forty MHz Intolerant", 2, .boolean),
        ("20_mhz_bss_width_request", "20 MHz BSS Width Request", 4, .boolean),
        ("obss_scanning_exemption_request", "OBSS Scanning Exemption Request", 8, .boolean),
        ("obss_scanning_exemption_grant", "OBSS Scanning Exemption Grant", 16, .boolean),
        ("reserved", "Reserved", 0xe0, .hex(8)),
      ])
    + bits(
      "wlan.interworking.", at: 2, 1, in: interworking,
      [
        ("access_network_type", "Access Network Type", 0x0f, .decimal(8)),
        ("internet", "Internet", 0x10, .decimal(8)), ("asra", "ASRA", 0x20, .decimal(8)),
        ("esr", "ESR", 0x40, .decimal(8)), ("uesa", "UESA", 0x80, .decimal(8)),
      ])

  private static let venue: Field<WLAN>.Parts = { view, body in
    interworking(view) { if $0.count == 5 || $0.count == 11 { body($0) } }
  }
}
