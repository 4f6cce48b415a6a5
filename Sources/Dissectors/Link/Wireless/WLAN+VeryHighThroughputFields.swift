import PacketCore

/// Very high throughput (802.11ac; IEEE Std 802.11-2020 §9.4.2.157, §9.4.2.158).
extension WLAN {
  private static let capabilities = part(.element(191))
  private static let operation = part(.element(192))
  private static let envelope = part(.element(195))

  static let veryHighThroughputFields: [Field<WLAN>] =
    capabilityBits + rateBits + operationBits + powerFields

  private static let capabilityBits: [Field<WLAN>] =
    [
      Field(
        little: "wlan.vht.capabilities", "VHT Capabilities Info", .hex(32), at: 2, 4,
        in: capabilities)
    ]
    + bits(
      "wlan.vht.capabilities.", at: 2, 4, in: capabilities,
      [
        ("maxmpdulength", "Maximum MPDU Length", 0x3, .hex(32)),
        ("supportedchanwidthset", "Supported Channel Width Set", 0xc, .hex(32)),
        ("rxldpc", "Rx LDPC", 0x10, .boolean),
        ("short80", "Short GI for 80MHz/TVHT_MODE_4C", 0x20, .boolean),
        ("short160", "Short GI for 160MHz and 80+80MHz", 0x40, .boolean),
        ("txstbc", "Tx STBC", 0x80, .boolean),
        ("rxstbc", "Rx STBC", 0x700, .hex(32)),
        ("subeamformer", "SU Beamformer Capable", 0x800, .boolean),
        ("subeamformee", "SU Beamformee Capable", 0x1000, .boolean),
        ("beamformee_sts_cap", "Beamformee STS Capability", 0xe000, .hex(32)),
        ("soundingdimensions", "Number of Sounding Dimensions", 0x70000, .hex(32)),
        ("mubeamformer", "MU Beamformer Capable", 0x80000, .boolean),
        ("mubeamformee", "MU Beamformee Capable", 0x100000, .boolean),
        ("vhttxopps", "TXOP PS", 0x200000, .boolean),
        ("vhthtc", "+HTC-VHT Capable", 0x400000, .boolean),
        ("maxampdu", "Max A-MPDU Length Exponent", 0x3800000, .hex(32)),
        ("linkadapt", "VHT Link Adaptation", 0xc000000, .hex(32)),
        ("rxpatconsist", "Rx Antenna Pattern Consistency", 0x10000000, .boolean),
        ("txpatconsist", "Tx Antenna Pattern Consistency", 0x20000000, .boolean),
        ("ext_nss_bw_support", "Extended NSS BW Support", 0xc0000000, .hex(32)),
      ])

  private static let rateBits: [Field<WLAN>] =
    [
      Field("wlan.vht.mcsset", "VHT Supported MCS Set", .heading, at: 6, 8, in: capabilities),
      Field(little: "wlan.vht.mcsset.rxmcsmap", "Rx MCS Map", .hex(16), at: 6, 2, in: capabilities),
      Field(
        little: "wlan.vht.mcsset.txmcsmap", "Tx MCS Map", .hex(16), at: 10, 2, in: capabilities),
    ]
    + bits(
      "wlan.vht.mcsset.", at: 6, 2, in: capabilities,
      [
        ("rxmcsmap.ss1", "Rx 1 SS", 0x3, .hex(16)),
        ("rxmcsmap.ss2", "Rx 2 SS", 0xc, .hex(16)),
        ("rxmcsmap.ss3", "Rx 3 SS", 0x30, .hex(16)),
        ("rxmcsmap.ss4", "Rx 4 SS", 0xc0, .hex(16)),
        ("rxmcsmap.ss5", "Rx 5 SS", 0x300, .hex(16)),
        ("rxmcsmap.ss6", "Rx 6 SS", 0xc00, .hex(16)),
        ("rxmcsmap.ss7", "Rx 7 SS", 0x3000, .hex(16)),
        ("rxmcsmap.ss8", "Rx 8 SS", 0xc000, .hex(16)),
      ])
    + bits(
      "wlan.vht.mcsset.", at: 8, 2, in: capabilities,
      [
        ("max_nsts_total", "MaX NSTS Total", 0xe000, .decimal(16)),
        (
          "rxhighestlonggirate", "Rx Highest Long GI Data Rate (in Mb/s, 0 = subfield not", 0x1fff,
          .hex(16)
        ),
      ])
    + bits(
      "wlan.vht.mcsset.", at: 10, 2, in: capabilities,
      [
        ("txmcsmap.ss1", "Tx 1 SS", 0x3, .hex(16)),
        ("txmcsmap.ss2", "Tx 2 SS", 0xc, .hex(16)),
        ("txmcsmap.ss3", "Tx 3 SS", 0x30, .hex(16)),
        ("txmcsmap.ss4", "Tx 4 SS", 0xc0, .hex(16)),
        ("txmcsmap.ss5", "Tx 5 SS", 0x300, .hex(16)),
        ("txmcsmap.ss6", "Tx 6 SS", 0xc00, .hex(16)),
        ("txmcsmap.ss7", "Tx 7 SS", 0x3000, .hex(16)),
        ("txmcsmap.ss8", "Tx 8 SS", 0xc000, .hex(16)),
      ])
    + bits(
      "wlan.vht.mcsset.", at: 12, 2, in: capabilities,
      [
        (
          "txhighestlonggirate", "Tx Highest Long GI Data Rate  (in Mb/s, 0 = subfield not", 0x1fff,
          .hex(16)
        )
      ])
    + bits(
      "wlan.vht.ncsset.", at: 12, 2, in: capabilities,
      [
        ("ext_nss_bw_cap", "Extended NSS BW Capable", 0x2000, .boolean),
        ("reserved", "Reserved", 0xc000, .hex(16)),
      ])

  private static let operationBits: [Field<WLAN>] =
    [
      Field("wlan.vht.op", "VHT Operation Info", .heading, at: 2, 3, in: operation),
      Field("wlan.vht.op.channelwidth", "Channel Width", .decimal(8), at: 2, 1, in: operation),
      Field(
        "wlan.vht.op.channelcenter0", "Channel Center Segment 0", .decimal(8), at: 3, 1,
        in: operation),
      Field(
        "wlan.vht.op.channelcenter1", "Channel Center Segment 1", .decimal(8), at: 4, 1,
        in: operation),
      Field(little: "wlan.vht.op.basicmcsmap", "Basic MCS Map", .hex(16), at: 5, 2, in: operation),
    ]
    + bits(
      "wlan.vht.op.", at: 5, 2, in: operation,
      [
        ("basicmcsmap.ss1", "Basic 1 SS", 0x3, .hex(16)),
        ("basicmcsmap.ss2", "Basic 2 SS", 0xc, .hex(16)),
        ("basicmcsmap.ss3", "Basic 3 SS", 0x30, .hex(16)),
        ("basicmcsmap.ss4", "Basic 4 SS", 0xc0, .hex(16)),
        ("basicmcsmap.ss5", "Basic 5 SS", 0x300, .hex(16)),
        ("basicmcsmap.ss6", "Basic 6 SS", 0xc00, .hex(16)),
        ("basicmcsmap.ss7", "Basic 7 SS", 0x3000, .hex(16)),
        ("basicmcsmap.ss8", "Basic 8 SS", 0xc000, .hex(16)),
      ])

  /// The highest power by channel width, in half dBm (§9.4.2.161).
  private static func power(_ width: Int, at offset: Int) -> Field<WLAN> {
    Field(
      "wlan.vht.tpe.pwr_constr_\(width)", "Local Max Tx Pwr Constraint \(width)MHz",
      .signed(bits: 8),
      at: offset, 1, in: envelope)
  }

  private static let powerFields: [Field<WLAN>] =
    [Field("wlan.vht.tpe.pwr_info", "Tx Pwr Info", .hex(8), at: 2, 1, in: envelope)]
    + bits(
      "wlan.vht.tpe.", at: 2, 1, in: envelope,
      [
        ("pwr_info.count", "Max Tx Pwr Count", 0x7, .decimal(8)),
        ("pwr_info.unit", "Max Tx Pwr Unit Interpretation", 0x38, .decimal(8)),
        ("pwr_info.reserved", "Reserved", 0xc0, .decimal(8)),
      ])
    + [power(20, at: 3), power(40, at: 4), power(80, at: 5), power(160, at: 6)]
}
