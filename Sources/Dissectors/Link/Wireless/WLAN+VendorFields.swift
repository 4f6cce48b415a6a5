import PacketCore

/// Elements of vendors: Microsoft's, which became the Wi-Fi Alliance's WPA and WMM; Cisco's.
extension WLAN {
  static let securityFields: [Field<WLAN>] = robustSecurityFields + protectedAccessFields

  private static let multimedia = part(.vendorType(0x0050f2, 2))
  private static let category = part(.accessCategory)

  /// WMM's element by its subtype (0 information, 1 parameters) and by who sends it.
  private static func multimedia(parameters: Bool) -> Field<WLAN>.Parts {
    { view, body in
      multimedia(view) { range in
        guard range.count >= 9 else { return }
        let subtype = view.bytes.byte(at: range.lowerBound + 6)
        if parameters ? subtype == 1 : subtype < 2 { body(range) }
      }
    }
  }

  /// The information byte as an access point or a station sends it.
  private static func quality(ofAccessPoint: Bool) -> Field<WLAN>.Parts {
    { view, body in
      // Association, reassociation and probe requests come from stations.
      let isStation = [0, 2, 4].contains(view.subtype)
      if isStation != ofAccessPoint { multimedia(parameters: false)(view, body) }
    }
  }

  private static let aironet: Field<WLAN>.Parts = { view, body in
    part(.vendor)(view) { range in
      if view.bytes.bigEndian(UInt32.self, at: range.lowerBound + 2) >> 8 == 0x004096 {
        body(range)
      }
    }
  }

  private static let microsoft: Field<WLAN>.Parts = { view, body in
    part(.vendor)(view) { range in
      if view.bytes.bigEndian(UInt32.self, at: range.lowerBound + 2) >> 8 == 0x0050f2 {
        body(range)
      }
    }
  }

  static let vendorFields: [Field<WLAN>] = organizationFields + multimediaFields + categoryFields

  private static let organizationFields: [Field<WLAN>] = [
    Field("wlan.tag.oui", "OUI", .decimal(24), at: 2, 3, in: part(.vendor)),
    Field(
      "wlan.tag.vendor.oui.type", "Vendor Specific OUI Type", .decimal(8), at: 5, 1,
      in: part(.vendor)),
    Field("wlan.tag.vendor.data", "Vendor Specific Data", .bytes, at: 5, in: part(.vendorUnknown)),
    Field("wlan.wfa.ie.type", "Type", .hex(8), at: 5, 1, in: microsoft).named([
      1: "WPA Information Element", 2: "WMM/WME", 4: "WPS",
    ]),
    Field("wlan.aironet.type", "Aironet IE type", .decimal(8), at: 5, 1, in: aironet),
    Field(
      "wlan.aironet.version", "Aironet IE CCX version", .decimal(8), at: 6, 1,
      in: part(.vendorType(0x004096, 3))),
    Field(
      "wlan.aironet.clientmfp", "Aironet IE Client MFP", at: 6, 1, bit: 1,
      in: part(.vendorType(0x004096, 0x14))),
    Field("wlan.aironet.data", "Aironet IE data", .bytes) { view, emit in
      aironet(view) { range in
        let type = view.bytes.byte(at: range.lowerBound + 5)
        if type != 3, type != 4, type != 0x14, range.count > 6 { emit(.bytes, range.dropFirst(6)) }
      }
    },
  ]

  private static let multimediaFields: [Field<WLAN>] =
    [
      Field("wlan.wfa.ie.wme.subtype", "WME Subtype", .decimal(8), at: 6, 1, in: multimedia)
        .named([0: "Information Element", 1: "Parameter Element", 2: "TSPEC Element"]),
      Field("wlan.wfa.ie.wme.version", "WME Version", .decimal(8), at: 7, 1, in: multimedia),
      Field(
        "wlan.wfa.ie.wme.qos_info", "WME QoS Info", .hex(8), at: 8, 1,
        in: multimedia(parameters: false)),
    ]
    + bits(
      "wlan.wfa.ie.wme.qos_info.sta.", at: 8, 1, in: quality(ofAccessPoint: false),
      [
        ("max_sp_length", "Max SP Length", 0x60, .hex(8)), ("ac_be", "AC_BE", 8, .boolean),
        ("ac_bk", "AC_BK", 4, .boolean), ("ac_vi", "AC_VI", 2, .boolean),
        ("ac_vo", "AC_VO", 1, .boolean), ("reserved", "Reserved", 0x90, .hex(8)),
      ])
    + bits(
      "wlan.wfa.ie.wme.qos_info.ap.", at: 8, 1, in: quality(ofAccessPoint: true),
      [
        ("u_apsd", "U-APSD", 0x80, .boolean),
        ("parameter_set_count", "Parameter Set Count", 0x0f, .hex(8)),
        ("reserved", "Reserved", 0x70, .hex(8)),
      ])
    + [
      Field(
        "wlan.wfa.ie.wme.reserved", "Reserved", .bytes, at: 9, 1, in: multimedia(parameters: true))
    ]

  /// Contention windows are powers of two less one.
  private static func window(_ name: String, _ label: String, mask: UInt64) -> Field<WLAN> {
    Field("wlan.wfa.ie.wme.acp.\(name)", label, .decimal(16), at: 1, 1, mask: mask, in: category) {
      .unsigned(1 << $0 - 1)
    }
  }

  private static let categoryFields: [Field<WLAN>] =
    [
      Field("wlan.wfa.ie.wme.acp", "Ac Parameters", .heading, at: 0, in: category),
      Field("wlan.wfa.ie.wme.acp.aci_aifsn", "ACI / AIFSN Field", .hex(8), at: 0, 1, in: category),
    ]
    + bits(
      "wlan.wfa.ie.wme.acp.", at: 0, 1, in: category,
      [
        ("aci", "ACI", 0x60, .decimal(8)), ("acm", "Admission Control Mandatory", 0x10, .boolean),
        ("aifsn", "AIFSN", 0x0f, .decimal(8)), ("reserved", "Reserved", 0x80, .decimal(8)),
      ])
    + [Field("wlan.wfa.ie.wme.acp.ecw", "ECW", .hex(8), at: 1, 1, in: category)]
    + bits(
      "wlan.wfa.ie.wme.acp.ecw.", at: 1, 1, in: category,
      [("max", "ECW Max", 0xf0, .decimal(8)), ("min", "ECW Min", 0x0f, .decimal(8))])
    + [
      window("cw.max", "CW Max", mask: 0xf0), window("cw.min", "CW Min", mask: 0x0f),
      Field(
        little: "wlan.wfa.ie.wme.acp.txop_limit", "TXOP Limit", .decimal(16), at: 2, 2, in: category
      ),
    ]
}
