import PacketCore

/// High throughput (802.11n; IEEE Std 802.11-2020 §9.4.2.55, §9.4.2.56).
extension WLAN {
  private static let capabilities = part(.element(45))
  private static let operation = part(.element(61))

  static let highThroughputFields: [Field<WLAN>] =
    capabilityBits + modulationBits + extensionBits + beamformingBits + operationBits

  private static let capabilityBits: [Field<WLAN>] =
    [
      Field(
        little: "wlan.ht.capabilities", "HT Capabilities Info", .hex(16), at: 2, 2, in: capabilities
      )
    ]
    + bits(
      "wlan.ht.capabilities.", at: 2, 2, in: capabilities,
      [
        ("ldpccoding", "HT LDPC coding capability", 0x1, .boolean),
        ("width", "HT Support channel width", 0x2, .boolean),
        ("sm", "HT SM Power Save", 0xc, .hex(16)),
        ("green", "HT Green Field", 0x10, .boolean),
        ("short20", "HT Short GI for 20MHz", 0x20, .boolean),
        ("short40", "HT Short GI for 40MHz", 0x40, .boolean),
        ("txstbc", "HT Tx STBC", 0x80, .boolean),
        ("rxstbc", "HT Rx STBC", 0x300, .hex(16)),
        ("delayedblockack", "HT Delayed Block ACK", 0x400, .boolean),
        ("amsdu", "HT Max A-MSDU length", 0x800, .boolean),
        ("dsscck", "HT DSSS/CCK mode in 40MHz", 0x1000, .boolean),
        ("psmp", "HT PSMP Support", 0x2000, .boolean),
        ("40mhzintolerant", "HT Forty MHz Intolerant", 0x4000, .boolean),
        ("lsig", "HT L-SIG TXOP Protection support", 0x8000, .boolean),
      ])
    + [Field("wlan.ht.ampduparam", "A-MPDU Parameters", .hex(8), at: 4, 1, in: capabilities)]
    + bits(
      "wlan.ht.ampduparam.", at: 4, 1, in: capabilities,
      [
        ("maxlength", "Maximum Rx A-MPDU Length", 0x3, .hex(8)),
        ("mpdudensity", "MPDU Density", 0x1c, .hex(8)),
        ("reserved", "Reserved", 0xe0, .hex(8)),
      ])

  /// Also of the draft's element, which a vendor defined (00:90:4c), and those that a network asks for.
  private static let rates: Field<WLAN>.Parts = { view, body in
    view.forEachPart { part, range in
      if part == .element(45) { body(range) }
      if part == .vendorType(0x00904c, 51) { body(range.dropFirst(4)) }
      if part == .element(61) { body(range.dropFirst(3)) }
    }
  }

  private static let modulationBits: [Field<WLAN>] =
    [
      Field(
        "wlan.ht.mcsset", "Rx Supported Modulation and Coding Scheme Set", .heading, at: 5, 16,
        in: rates),
      Field(
        "wlan.ht.mcsset.rxbitmask", "Rx Modulation and Coding Scheme (One bit per modulation)",
        .heading,
        at: 5, 10, in: rates),
    ]
    + bits(
      "wlan.ht.mcsset.", at: 5, 4, in: rates,
      [
        ("rxbitmask.0to7", "Rx Bitmask Bits 0-7", 0xff, .hex(32)),
        ("rxbitmask.8to15", "Rx Bitmask Bits 8-15", 0xff00, .hex(32)),
        ("rxbitmask.16to23", "Rx Bitmask Bits 16-23", 0xff0000, .hex(32)),
        ("rxbitmask.24to31", "Rx Bitmask Bits 24-31", 0xff000000, .hex(32)),
      ])
    + bits(
      "wlan.ht.mcsset.", at: 9, 4, in: rates,
      [
        ("rxbitmask.32", "Rx Bitmask Bit 32", 0x1, .hex(32)),
        ("rxbitmask.33to38", "Rx Bitmask Bits 33-38", 0x7e, .hex(32)),
        ("rxbitmask.39to52", "Rx Bitmask Bits 39-52", 0x1fff80, .hex(32)),
      ])
    + bits(
      "wlan.ht.mcsset.", at: 11, 4, in: rates,
      [
        ("rxbitmask.53to76", "Rx Bitmask Bits 53-76", 0x1fffffe0, .hex(32))
      ])
    + bits(
      "wlan.ht.mcsset.", at: 15, 2, in: rates,
      [
        ("highestdatarate", "Highest Supported Data Rate", 0x3ff, .hex(16))
      ])
    + bits(
      "wlan.ht.mcsset.", at: 17, 2, in: rates,
      [
        ("txsetdefined", "Tx Supported MCS Set", 0x1, .boolean),
        ("txrxmcsnotequal", "Tx and Rx MCS Set", 0x2, .boolean),
        ("txmaxss", "Maximum Number of Tx Spatial Streams Supported", 0xc, .hex(16)),
        ("txunequalmod", "Unequal Modulation", 0x10, .boolean),
      ])

  private static let extensionBits: [Field<WLAN>] =
    [
      Field(
        little: "wlan.htex.capabilities", "HT Extended Capabilities", .hex(16), at: 21, 2,
        in: capabilities)
    ]
    + bits(
      "wlan.htex.capabilities.", at: 21, 2, in: capabilities,
      [
        ("pco", "Transmitter supports PCO", 0x1, .boolean),
        ("transtime", "Time needed to transition between 20MHz and 40MHz", 0x6, .hex(16)),
        ("mcs", "MCS Feedback capability", 0x300, .hex(16)),
        ("htc", "High Throughput", 0x400, .boolean),
        ("rdresponder", "Reverse Direction Responder", 0x800, .boolean),
      ])

  private static let beamformingBits: [Field<WLAN>] =
    [
      Field(
        little: "wlan.txbf", "Transmit Beam Forming (TxBF) Capabilities", .hex(32), at: 23, 4,
        in: capabilities)
    ]
    + bits(
      "wlan.txbf.", at: 23, 4, in: capabilities,
      [
        ("txbf", "Transmit Beamforming", 0x1, .boolean),
        ("rxss", "Receive Staggered Sounding", 0x2, .boolean),
        ("txss", "Transmit Staggered Sounding", 0x4, .boolean),
        ("rxndp", "Receive Null Data packet (NDP)", 0x8, .boolean),
        ("txndp", "Transmit Null Data packet (NDP)", 0x10, .boolean),
        ("impltxbf", "Implicit TxBF capable", 0x20, .boolean),
        ("calibration", "Calibration", 0xc0, .hex(32)),
        ("csi", "STA can apply TxBF using CSI explicit feedback", 0x100, .boolean),
        (
          "fm.uncompressed.tbf", "STA can apply TxBF using uncompressed beamforming", 0x200,
          .boolean
        ),
        (
          "fm.compressed.tbf", "STA can apply TxBF using compressed beamforming feedback", 0x400,
          .boolean
        ),
        ("rcsi", "Receiver can return explicit CSI feedback", 0x1800, .hex(32)),
        (
          "fm.uncompressed.rbf", "Receiver can return explicit uncompressed Beamforming", 0x6000,
          .hex(32)
        ),
        (
          "fm.compressed.bf", "STA can compress and use compressed Beamforming Feedback", 0x18000,
          .hex(32)
        ),
        ("mingroup", "Minimal grouping used for explicit feedback reports", 0x60000, .hex(32)),
        (
          "csinumant", "Max antennae STA can support when CSI feedback required", 0x180000, .hex(32)
        ),
        (
          "fm.uncompressed.maxant", "Max antennae STA can support when uncompressed", 0x600000,
          .hex(32)
        ),
        (
          "fm.compressed.maxant", "Max antennae STA can support when compressed Beamforming",
          0x1800000, .hex(32)
        ),
        ("csi.maxrows", "Maximum number of rows of CSI explicit feedback", 0x6000000, .hex(32)),
        (
          "channelest", "Maximum number of space time streams for which channel", 0x18000000,
          .hex(32)
        ),
        ("reserved", "Reserved", 0xe0000000, .hex(32)),
      ])
    + [
      Field(
        "wlan.asel", "Antenna Selection (ASEL) Capabilities", .hex(8), at: 27, 1, in: capabilities)
    ]
    + bits(
      "wlan.asel.", at: 27, 1, in: capabilities,
      [
        ("capable", "Antenna Selection Capable", 0x1, .boolean),
        ("txcsi", "Explicit CSI Feedback Based Tx ASEL", 0x2, .boolean),
        ("txif", "Antenna Indices Feedback Based Tx ASEL", 0x4, .boolean),
        ("csi", "Explicit CSI Feedback", 0x8, .boolean),
        ("if", "Antenna Indices Feedback", 0x10, .boolean),
        ("rx", "Rx ASEL", 0x20, .boolean),
        ("sppdu", "Tx Sounding PPDUs", 0x40, .boolean),
        ("reserved", "Reserved", 0x80, .hex(8)),
      ])

  private static let operationBits: [Field<WLAN>] =
    [
      Field("wlan.ht.info.primarychannel", "Primary Channel", .decimal(8), at: 2, 1, in: operation),
      Field(
        "wlan.ht.info.delim1", "HT Information Subset (1 of 3)", .hex(8), at: 3, 1, in: operation),
      Field(
        little: "wlan.ht.info.delim2", "HT Information Subset (2 of 3)", .hex(16), at: 4, 2,
        in: operation),
      Field(
        little: "wlan.ht.info.delim3", "HT Information Subset (3 of 3)", .hex(16), at: 6, 2,
        in: operation),
    ]
    + bits(
      "wlan.ht.info.", at: 3, 1, in: operation,
      [
        ("secchanoffset", "Secondary channel offset", 0x3, .hex(8)),
        ("chanwidth", "Supported channel width", 0x4, .boolean),
        ("rifs", "Reduced Interframe Spacing (RIFS)", 0x8, .boolean),
        ("reserved_b4_b7", "Reserved", 0xf0, .hex(8)),
      ])
    + bits(
      "wlan.ht.info.", at: 4, 2, in: operation,
      [
        ("ht_protection", "HT Protection", 0x3, .hex(16)),
        ("greenfield", "Non-greenfield STAs present", 0x4, .boolean),
        ("reserved_b11", "Reserved", 0x8, .hex(16)),
        ("obssnonht", "OBSS non-HT STAs present", 0x10, .boolean),
        ("chan_center_freq_seg_2", "Channel Center Frequency Segment 2", 0x1fe0, .decimal(16)),
        ("reserved_b21_b23", "Reserved", 0xe000, .hex(16)),
      ])
    + bits(
      "wlan.ht.info.", at: 6, 2, in: operation,
      [
        ("reserved_b24_b29", "Reserved", 0x3f, .hex(16)),
        ("dualbeacon", "Dual beacon", 0x40, .boolean),
        ("dualcts", "Dual Clear To Send (CTS) protection", 0x80, .boolean),
        ("secondarybeacon", "Beacon ID", 0x100, .boolean),
        ("lsigprotsupport", "L-SIG TXOP Protection Full Support", 0x200, .boolean),
        ("pco.active", "Phased Coexistence Operation (PCO)", 0x400, .boolean),
        ("pco.phase", "Phased Coexistence Operation (PCO) Phase", 0x800, .boolean),
        ("reserved_b36_b39", "Reserved", 0xf000, .hex(16)),
      ])
}
