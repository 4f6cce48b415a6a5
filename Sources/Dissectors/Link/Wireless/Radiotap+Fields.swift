public import PacketCore

extension Radiotap {
  public static let fields: [Field<Radiotap>] =
    headerFields + signalFields + channelFields + wideChannelFields + modulationFields
    + aggregateFields + veryHighThroughputFields + userFields + timestampFields

  private static func item(_ kind: Int) -> Field<Radiotap>.Parts { part(.item(kind)) }

  /// Flags in a number of `count` bytes, from its lowest bit on; those without a name are left out.
  private static func bits(
    _ prefix: String, at offset: Int, _ count: Int, _ names: [(String, String)],
    in parts: @escaping Field<Radiotap>.Parts
  ) -> [Field<Radiotap>] {
    names.enumerated().compactMap { index, name in
      name.0.isEmpty
        ? nil
        : Field(
          little: "\(prefix)\(name.0)", name.1, at: offset, count, bit: 1 << UInt64(index),
          in: parts)
    }
  }

  private static let headerFields: [Field<Radiotap>] =
    [
      Field("radiotap.version", "Header revision", .decimal(8), at: 0, 1) { $0.version },
      Field("radiotap.pad", "Header pad", .decimal(8), at: 1, 1) { $0.bytes.byte(at: 1) },
      Field("radiotap.length", "Header length", .decimal(16), at: 2, 2) {
        UInt16(clamping: $0.length)
      },
      Field("radiotap.present", "Present flags", .heading) { view, emit in
        var end = 4
        view.forEachPresentWord { end = $0.upperBound }
        if end > 4 { emit(.present, 4..<end) }
      },
      Field(
        little: "radiotap.present.word", "Present flags word", .hex(32), at: 0, 4, in: part(.word)),
    ]
    + bits(
      "radiotap.present.", at: 0, 4,
      [
        ("tsft", "TSFT"), ("flags", "Flags"), ("rate", "Rate"), ("channel", "Channel"),
        ("fhss", "FHSS"), ("dbm_antsignal", "dBm Antenna Signal"),
        ("dbm_antnoise", "dBm Antenna Noise"), ("lock_quality", "Lock Quality"),
        ("tx_attenuation", "TX Attenuation"), ("db_tx_attenuation", "dB TX Attenuation"),
        ("dbm_tx_power", "dBm TX Power"), ("antenna", "Antenna"),
        ("db_antsignal", "dB Antenna Signal"), ("db_antnoise", "dB Antenna Noise"),
        ("rxflags", "RX flags"), ("txflags", "TX flags"), ("", ""),
        ("data_retries", "data retries"),
        ("xchannel", "Channel+"), ("mcs", "MCS information"), ("ampdu", "A-MPDU Status"),
        ("vht", "VHT information"), ("timestamp", "frame timestamp"), ("he", "HE information"),
        ("he_mu", "HE-MU information"), ("", ""), ("0_length.psdu", "0 Length PSDU"),
        ("l_sig", "L-SIG"), ("tlv", "TLVs"), ("rtap_ns", "Radiotap NS next"),
        ("vendor_ns", "Vendor NS next"), ("ext", "Ext"),
      ], in: part(.firstWord))

  private static let signalFields: [Field<Radiotap>] =
    [
      Field(little: "radiotap.mactime", "MAC timestamp", .decimal(64), at: 0, 8, in: item(0)),
      Field("radiotap.flags", "Flags", .hex(8), at: 0, 1, in: item(1)),
    ]
    + bits(
      "radiotap.flags.", at: 0, 1,
      [
        ("cfp", "CFP"), ("preamble", "Preamble"), ("wep", "WEP"), ("frag", "Fragmentation"),
        ("fcs", "FCS at end"), ("datapad", "Data Pad"), ("badfcs", "Bad FCS"),
        ("shortgi", "Short GI"),
      ], in: item(1))
    + [
      Field("radiotap.datarate", "Data Rate", .double, at: 0, 1, in: item(2)) {
        .double(Double($0) / 2)
      },
      Field("radiotap.fhss.hopset", "FHSS Hop Set", .decimal(8), at: 0, 1, in: item(4)),
      Field("radiotap.fhss.pattern", "FHSS Pattern", .decimal(8), at: 1, 1, in: item(4)),
      Field("radiotap.dbm_antsignal", "Antenna signal", .signed(bits: 8), at: 0, 1, in: item(5)),
      Field("radiotap.dbm_antnoise", "Antenna noise", .signed(bits: 8), at: 0, 1, in: item(6)),
      Field(little: "radiotap.quality", "Signal Quality", .decimal(16), at: 0, 2, in: item(7)),
      Field(
        little: "radiotap.txattenuation", "TX attenuation", .decimal(16), at: 0, 2, in: item(8)),
      Field(
        little: "radiotap.db_txattenuation", "dB TX attenuation", .decimal(16), at: 0, 2,
        in: item(9)
      ),
      Field("radiotap.txpower", "Transmit power", .signed(bits: 8), at: 0, 1, in: item(10)),
      Field("radiotap.antenna", "Antenna", .decimal(8), at: 0, 1, in: item(11)),
      Field("radiotap.db_antsignal", "dB antenna signal", .decimal(8), at: 0, 1, in: item(12)),
      Field("radiotap.db_antnoise", "dB antenna noise", .decimal(8), at: 0, 1, in: item(13)),
      Field(little: "radiotap.rxflags", "RX flags", .hex(16), at: 0, 2, in: item(14)),
      Field(little: "radiotap.rxflags.badplcp", "Bad PLCP", at: 0, 2, bit: 2, in: item(14)),
      Field(little: "radiotap.txflags", "TX flags", .hex(16), at: 0, 2, in: item(15)),
    ]
    + bits(
      // Wireshark calls them flags of reception.
      "radiotap.rxflags.", at: 0, 2,
      [
        ("fail", "Fail"), ("cts", "CTS"), ("rts", "RTS/CTS"), ("noack", "No ACK"),
        ("noseqno", "Has Seqnum"), ("order", "Order"),
      ], in: item(15))
    + [
      Field("radiotap.data_retries", "data retries", .decimal(8), at: 0, 1, in: item(17)),
      Field(
        little: "wlan.fcs", "Frame check sequence", .hex(32), at: 0, 4, in: part(.checkSequence)),
      // 2: not verified, as is Wireshark's default.
      Field("wlan.fcs.status", "FCS Status", .decimal(8), at: 0, 4, in: part(.checkSequence)) { _ in
        .unsigned(2)
      },
    ]

  private static let channelNames = [
    ("700mhz", "700 MHz spectrum"), ("800mhz", "800 MHz spectrum"), ("900mhz", "900 MHz spectrum"),
    ("", ""), ("turbo", "Turbo"), ("cck", "Complementary Code Keying (CCK)"),
    ("ofdm", "Orthogonal Frequency-Division Multiplexing (OFDM)"), ("2ghz", "2 GHz spectrum"),
    ("5ghz", "5 GHz spectrum"), ("passive", "Passive"), ("dynamic", "Dynamic CCK-OFDM"),
    ("gfsk", "Gaussian Frequency Shift Keying (GFSK)"), ("gsm", "GSM (900MHz)"),
    ("sturbo", "Static Turbo"), ("half", "Half Rate Channel (10MHz Channel Width)"),
    ("quarter", "Quarter Rate Channel (5MHz Channel Width)"),
    ("ht20", "HT Channel (20MHz Channel Width)"),
    ("ht40u", "HT Channel (40MHz Channel Width with Extension channel above)"),
    ("ht40d", "HT Channel (40MHz Channel Width with Extension channel below)"),
  ]

  private static let channelFields: [Field<Radiotap>] =
    [
      Field(
        little: "radiotap.channel.freq", "Channel frequency", .decimal(32), at: 0, 2, in: item(3)),
      Field(little: "radiotap.channel.flags", "Channel flags", .hex(16), at: 2, 2, in: item(3)),
    ] + bits("radiotap.channel.flags.", at: 2, 2, Array(channelNames.prefix(16)), in: item(3))

  private static let wideChannelFields: [Field<Radiotap>] =
    [
      Field(little: "radiotap.xchannel.flags", "Channel flags", .hex(32), at: 0, 4, in: item(18)),
      Field(
        little: "radiotap.xchannel.freq", "Channel frequency", .decimal(32), at: 4, 2, in: item(18)),
      Field("radiotap.xchannel.channel", "Channel number", .decimal(32), at: 6, 1, in: item(18)),
      Field(
        little: "radiotap.channel.xtype.passive", "Passive", at: 0, 4, bit: 0x200, in: item(18)),
    ]
    + bits(
      "radiotap.xchannel.flags.", at: 0, 4,
      channelNames.enumerated().map { $0.offset < 4 || $0.offset == 9 ? ("", "") : $0.element },
      in: item(18))

  private static let aggregateFields: [Field<Radiotap>] =
    [
      Field("radiotap.ampdu", "A-MPDU status", .heading, at: 0, in: item(20)),
      Field(
        little: "radiotap.ampdu.reference", "A-MPDU reference number", .decimal(32), at: 0, 4,
        in: item(20)),
      Field(little: "radiotap.ampdu.flags", "A-MPDU flags", .hex(16), at: 4, 2, in: item(20)),
    ]
    + bits(
      "radiotap.ampdu.flags.", at: 4, 2,
      [
        ("report_zerolen", "Driver reports 0-length subframes in this A-MPDU"),
        ("is_zerolen", "This is a 0-length subframe"),
        ("lastknown", "Last subframe of this A-MPDU is known"),
        ("last", "This is the last subframe of this A-MPDU"),
        ("delim_crc_error", "Delimiter CRC error on this subframe"), ("", ""),
        ("eof", "EOF on this subframe"), ("eof_known", "EOF of this A-MPDU is known"),
      ], in: item(20))
    + [
      Field(
        "radiotap.ampdu.delim_crc", "A-MPDU subframe delimiter CRC", .hex(8), at: 6, 1,
        in: part(.item(20)))
    ]
}
