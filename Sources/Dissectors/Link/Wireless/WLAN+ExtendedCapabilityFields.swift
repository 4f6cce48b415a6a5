import PacketCore

/// What a station can do beyond the standard's first edition, a bit each (IEEE Std 802.11-2020
/// §9.4.2.26).
extension WLAN {
  private static let capabilities = part(.element(127))

  static let extendedCapabilityFields: [Field<WLAN>] = octetFields + lowBits + highBits + wideBits

  private static let lowBits: [Field<WLAN>] =
    bits(
      "wlan.extcap.", at: 2, 1, in: capabilities,
      [
        ("b0", "20/40 BSS Coexistence Management Support", 0x1, .boolean),
        ("b1", "Reserved (was On-demand beacon)", 0x2, .hex(8)),
        ("b2", "Extended Channel Switching", 0x4, .boolean),
        ("b3", "Reserved (was WAVE indication)", 0x8, .hex(8)),
        ("b4", "PSMP Capability", 0x10, .boolean),
        ("b5", "Reserved", 0x20, .hex(8)),
        ("b6", "S-PSMP Support", 0x40, .boolean),
        ("b7", "Event", 0x80, .boolean),
      ])
    + bits(
      "wlan.extcap.", at: 3, 1, in: capabilities,
      [
        ("b8", "Diagnostics", 0x1, .boolean),
        ("b9", "Multicast Diagnostics", 0x2, .boolean),
        ("b10", "Location Tracking", 0x4, .boolean),
        ("b11", "FMS", 0x8, .boolean),
        ("b12", "Proxy ARP Service", 0x10, .boolean),
        ("b13", "Collocated Interference Reporting", 0x20, .boolean),
        ("b14", "Civic Location", 0x40, .boolean),
        ("b15", "Geospatial Location", 0x80, .boolean),
      ])
    + bits(
      "wlan.extcap.", at: 4, 1, in: capabilities,
      [
        ("b16", "TFS", 0x1, .boolean),
        ("b17", "WNM Sleep Mode", 0x2, .boolean),
        ("b18", "TIM Broadcast", 0x4, .boolean),
        ("b19", "BSS Transition", 0x8, .boolean),
        ("b20", "QoS Traffic Capability", 0x10, .boolean),
        ("b21", "AC Station Count", 0x20, .boolean),
        ("b22", "Multiple BSSID", 0x40, .boolean),
        ("b23", "Timing Measurement", 0x80, .boolean),
      ])
    + bits(
      "wlan.extcap.", at: 5, 1, in: capabilities,
      [
        ("b24", "Channel Usage", 0x1, .boolean),
        ("b25", "SSID List", 0x2, .boolean),
        ("b26", "DMS", 0x4, .boolean),
        ("b27", "UTC TSF Offset", 0x8, .boolean),
        ("b28", "TPU Buffer STA Support", 0x10, .boolean),
        ("b29", "TDLS Peer PSM Support", 0x20, .boolean),
        ("b30", "TDLS channel switching", 0x40, .boolean),
        ("b31", "Interworking", 0x80, .boolean),
      ])
    + bits(
      "wlan.extcap.", at: 6, 1, in: capabilities,
      [
        ("b32", "QoS Map", 0x1, .boolean),
        ("b33", "EBR", 0x2, .boolean),
        ("b34", "SSPN Interface", 0x4, .boolean),
        ("b35", "Reserved", 0x8, .hex(8)),
        ("b36", "MSGCF Capability", 0x10, .boolean),
        ("b37", "TDLS Support", 0x20, .boolean),
        ("b38", "TDLS Prohibited", 0x40, .boolean),
        ("b39", "TDLS Channel Switching Prohibited", 0x80, .boolean),
      ])
    + bits(
      "wlan.extcap.", at: 7, 1, in: capabilities,
      [
        ("b40", "Reject Unadmitted Frame", 0x1, .boolean),
        ("serv_int_granularity", "Service Interval Granularity", 0xe, .decimal(8)),
        ("b44", "Identifier Location", 0x10, .boolean),
        ("b45", "U-APSD Coexistence", 0x20, .boolean),
        ("b46", "WNM Notification", 0x40, .boolean),
        ("b47", "QAB Capability", 0x80, .hex(8)),
      ])

  private static let highBits: [Field<WLAN>] =
    bits(
      "wlan.extcap.", at: 8, 1, in: capabilities,
      [
        ("b48", "UTF-8 SSID", 0x1, .boolean),
        ("b49", "QMF Activated", 0x2, .boolean),
        ("b50", "QMF Reconfiguration Activated", 0x4, .boolean),
        ("b51", "Robust AV Streaming", 0x8, .boolean),
        ("b52", "Advanced GCR", 0x10, .boolean),
        ("b53", "Mesh GCR", 0x20, .boolean),
        ("b54", "SCS", 0x40, .boolean),
        ("b55", "QLoad Report", 0x80, .boolean),
      ])
    + bits(
      "wlan.extcap.", at: 11, 1, in: capabilities,
      [
        ("b72", "FILS Capable", 0x1, .boolean),
        ("b73", "Extended Spectrum Management Capable", 0x2, .boolean),
        ("b74", "Future Channel Capable", 0x4, .boolean),
        ("b75", "Reserved", 0x8, .hex(8)),
        ("b76", "Reserved", 0x10, .hex(8)),
        ("b77", "TWT Requester Support", 0x20, .boolean),
        ("b78", "TWT Responder Support", 0x40, .boolean),
        ("b79", "OBSS Narrow Bandwidth RU in UL OFDMA Tolerance Support", 0x80, .boolean),
      ])
    + bits(
      "wlan.extcap.", at: 12, 1, in: capabilities,
      [
        ("b80", "Complete List of NonTxBSSID Profiles", 0x1, .boolean),
        ("b81", "SAE Password Identifiers In Use", 0x2, .boolean),
        ("b82", "SAE Passwords Used Exclusively", 0x4, .boolean),
        ("b83", "Enhanced Multi-BSSID Advertisement Support", 0x8, .boolean),
        ("b84", "Beacon Protection Enabled", 0x10, .boolean),
        ("b85", "Mirrored SCS", 0x20, .boolean),
        ("b86", "OCT", 0x40, .boolean),
        ("b87", "Reserved", 0x80, .hex(8)),
      ])
    + bits(
      "wlan.extcap.", at: 13, 1, in: capabilities,
      [
        ("b88", "SAE-PK Passwords Used Exclusively", 0x1, .boolean),
        ("b89", "TWT Parameters Range Support", 0x2, .hex(8)),
        ("b90", "non-TB Ranging Responder", 0x4, .boolean),
        ("b91", "TB Ranging Responder", 0x8, .boolean),
        ("b92", "TB Ranging Responder Measurement Support", 0x10, .boolean),
        ("b93", "TB Ranging Initiator Measurement Support", 0x20, .boolean),
        ("b94", "AOA Measurement Available", 0x40, .boolean),
        ("b95", "Phase Shift Feedback Support", 0x80, .boolean),
      ])

  /// The eighth and ninth byte, which one number of two bits straddles; the eighth alone where there
  /// is no ninth.
  private static let wideBits: [Field<WLAN>] = wideRows.map { row in
    Field("wlan.extcap.\(row.name)", row.label, row.type) { view, emit in
      capabilities(view) { range in
        guard range.count >= 10 else { return }
        let place = range.lowerBound + 9..<min(range.lowerBound + 11, range.upperBound)
        guard place.count == 2 || row.mask < 0x200 else { return }
        emit(FieldValue(view.bytes.littleBits(in: place, mask: row.mask), row.type), place)
      }
    }
  }

  private static let wideRows: [Bits] = [
    ("b56", "Alternate EDCA", 0x1, .boolean),
    ("b57", "Unprotected TXOP Negotiation", 0x2, .boolean),
    ("b58", "Protected TXOP Negotiation", 0x4, .boolean),
    ("b59", "Reserved", 0x8, .hex(8)),
    ("b60", "Protected QLoad Report", 0x10, .boolean),
    ("b61", "TDLS Wider Bandwidth", 0x20, .boolean),
    ("b62", "Operating Mode Notification", 0x40, .boolean),
    ("b63", "Max Number Of MSDUs In A-MSDU", 0x180, .decimal(8)),
    ("b65", "Channel Schedule Management", 0x200, .boolean),
    ("b66", "Geodatabase Inband Enabling Signal", 0x400, .boolean),
    ("b67", "Network Channel Control", 0x800, .boolean),
    ("b68", "White Space Map", 0x1000, .boolean),
    ("b69", "Channel Availability Query", 0x2000, .boolean),
    ("b70", "Fine Timing Measurement Responder", 0x4000, .boolean),
    ("b71", "Fine Timing Measurement Initiator", 0x8000, .boolean),
  ]

  /// Each byte, the eighth and ninth together.
  private static let octetFields: [Field<WLAN>] = [
    Field("wlan.extcap", "Extended Capabilities", .hex(8)) { view, emit in
      capabilities(view) { range in
        var offset = range.lowerBound + 2
        while offset < range.upperBound {
          let isWide = offset == range.lowerBound + 9 && offset + 2 <= range.upperBound
          let place = offset..<offset + (isWide ? 2 : 1)
          emit(.unsigned(view.bytes.littleBits(in: place)), place)
          offset = place.upperBound
        }
      }
    }
  ]
}
