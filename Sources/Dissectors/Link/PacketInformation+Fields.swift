public import PacketCore

extension PacketInformation {
  public static let fields: [Field<PacketInformation>] =
    [
      Field("ppi.version", "Version", .decimal(8), at: 0, 1) { $0.version },
      Field("ppi.flags", "Flags", .hex(8), at: 1, 1) { $0.flags },
      Field("ppi.flags.alignment", "Alignment", at: 1, 1, bit: 1),
      Field("ppi.flags.reserved", "Reserved", .hex(8), at: 1, 1) { $0.flags >> 1 },
      Field(little: "ppi.length", "Header length", .decimal(16), at: 2, 2),
      Field(little: "ppi.dlt", "DLT", .decimal(32), at: 4, 4),
      Field(little: "ppi.field_type", "Field type", .decimal(16), at: 0, 2, in: information()),
      Field(little: "ppi.field_len", "Field length", .decimal(16), at: 2, 2, in: information()),
    ] + checkFields + commonRadioFields + extendedRadioFields + otherFields

  private static let checkFields: [Field<PacketInformation>] = [
    Field(little: "wlan.fcs", "Frame check sequence", .hex(32), at: 0, 4) { view, part in
      if let range = view.checkSequence { part(range) }
    },
    // 2: not verified, as is Wireshark's default.
    Field("wlan.fcs.status", "FCS Status", .decimal(8)) { view, emit in
      if let range = view.checkSequence { emit(.unsigned(2), range) }
    },
  ]

  private static func information(_ types: UInt16...) -> Field<PacketInformation>.Parts {
    { view, part in
      var information = view.information
      while let (type, range) = information.next() {
        if types.isEmpty || types.contains(type) { part(range) }
      }
    }
  }

  private static let commonRadioFields: [Field<PacketInformation>] = {
    let common = information(2)
    let flags = "ppi.80211-common.flags"
    return [
      Field(little: "ppi.80211-common.tsft", "TSFT", .decimal(64), at: 4, 8, in: common),
      Field(little: flags, "Flags", .hex(16), at: 12, 2, in: common),
      Field(little: flags + ".fcs", "FCS present flag", at: 12, 2, bit: 1, in: common),
      Field(little: flags + ".tsft", "TSFT flag", at: 12, 2, bit: 2, in: common),
      Field(little: flags + ".fcs-invalid", "FCS validity", at: 12, 2, bit: 4, in: common),
      Field(little: flags + ".phy-err", "PHY error flag", at: 12, 2, bit: 8, in: common),
      Field("ppi.80211-common.rate", "Data rate", .decimal(16)) { view, emit in
        common(view) { range in
          let start = range.lowerBound + 14
          // In units of 500 kbit/s.
          let rate = UInt64(view.bytes.littleEndian(UInt16.self, at: start)) * 500
          if start + 2 <= range.upperBound { emit(.unsigned(rate), start..<start + 2) }
        }
      },
      Field(
        little: "ppi.80211-common.chan.freq", "Channel frequency", .decimal(16), at: 16, 2,
        in: common),
    ] + channelFields("ppi.80211-common.chan.flags", at: 18, in: common) + [
      Field(little: "ppi.80211-common.fhss.hopset", "FHSS hopset", .hex(8), at: 20, 1, in: common),
      Field(
        little: "ppi.80211-common.fhss.pattern", "FHSS pattern", .hex(8), at: 21, 1,
        in: common),
      Field(
        little: "ppi.80211-common.dbm.antsignal", "dBm antenna signal", .signed(bits: 8), at: 22, 1,
        in: common),
      Field(
        little: "ppi.80211-common.dbm.antnoise", "dBm antenna noise", .signed(bits: 8), at: 23, 1,
        in: common),
    ]
  }()

  private static func channelFields(
    _ name: String, at offset: Int, in parts: @escaping Field<PacketInformation>.Parts
  ) -> [Field<PacketInformation>] {
    let flags: [(String, String, UInt64)] = [
      ("turbo", "Turbo", 0x0010), ("cck", "Complementary Code Keying (CCK)", 0x0020),
      ("ofdm", "Orthogonal Frequency-Division Multiplexing (OFDM)", 0x0040),
      ("2ghz", "2 GHz spectrum", 0x0080), ("5ghz", "5 GHz spectrum", 0x0100),
      ("passive", "Passive", 0x0200), ("dynamic", "Dynamic CCK-OFDM", 0x0400),
      ("gfsk", "Gaussian Frequency Shift Keying (GFSK)", 0x0800),
    ]
    return [Field(little: name, "Channel flags", .hex(16), at: offset, 2, in: parts)]
      + flags.map {
        Field(little: name + "." + $0.0, $0.1, at: offset, 2, bit: $0.2, in: parts)
      }
  }

  /// 802.11n: MAC (type 3), and MAC with physical layer (type 4), which begin alike.
  private static let extendedRadioFields: [Field<PacketInformation>] = {
    let mac = information(3, 4)
    let radio = information(4)
    let flags: [(String, String, UInt64)] = [
      ("greenfield", "Greenfield flag", 1), ("ht20_40", "HT20/HT40 flag", 2),
      ("rx.short_guard_interval", "RX Short Guard Interval (SGI) flag", 4),
      ("rx.duplicate", "Duplicate RX flag", 8), ("agg", "Aggregate flag", 16),
      ("more_agg", "More aggregates flag", 32),
      ("delim_crc_error_after", "A-MPDU Delimiter CRC error after this frame flag", 64),
    ]
    let bytes: [(String, String, Int)] = [
      ("mcs", "MCS", 13), ("num_streams", "Number of spatial streams", 14),
      ("rssi.combined", "RSSI combined", 15),
      ("rssi.ant0ctl", "Antenna 0 control RSSI", 16),
      ("rssi.ant1ctl", "Antenna 1 control RSSI", 17),
      ("rssi.ant2ctl", "Antenna 2 control RSSI", 18),
      ("rssi.ant3ctl", "Antenna 3 control RSSI", 19),
      ("rssi.ant0ext", "Antenna 0 extension RSSI", 20),
      ("rssi.ant1ext", "Antenna 1 extension RSSI", 21),
      ("rssi.ant2ext", "Antenna 2 extension RSSI", 22),
      ("rssi.ant3ext", "Antenna 3 extension RSSI", 23),
    ]
    let name = "ppi.80211n-mac.flags"
    var fields = [Field(little: name, "MAC flags", .hex(32), at: 4, 4, in: mac)]
    fields += flags.map {
      Field(little: name + "." + $0.0, $0.1, at: 4, 4, bit: $0.2, in: mac)
    }
    fields += [
      Field(little: "ppi.80211n-mac.ampdu_id", "AMPDU-ID", .hex(32), at: 8, 4, in: mac),
      Field(
        little: "ppi.80211n-mac.num_delimiters", "Num-Delimiters", .decimal(8), at: 12, 1,
        in: mac),
      Field(little: "ppi.80211n-mac.reserved", "Reserved", .hex(24), at: 13, 3, in: information(3)),
    ]
    fields += bytes.map {
      Field(little: "ppi.80211n-mac-phy." + $0.0, $0.1, .decimal(8), at: $0.2, 1, in: radio)
    }
    fields.append(
      Field(
        little: "ppi.80211-mac-phy.ext-chan.freq", "Extended channel frequency", .decimal(16),
        at: 24, 2, in: radio))
    fields += channelFields("ppi.80211-mac-phy.ext-chan.flags", at: 26, in: radio)
    for antenna in 0..<4 {
      let name = "ppi.80211n-mac-phy.dbmant\(antenna)."
      fields += [
        Field(
          little: name + "signal", "dBm antenna \(antenna) signal", .signed(bits: 8),
          at: 28 + 2 * antenna, 1, in: radio),
        Field(
          little: name + "noise", "dBm antenna \(antenna) noise", .signed(bits: 8),
          at: 29 + 2 * antenna, 1, in: radio),
      ]
    }
    fields += (0..<4).map {
      Field(
        little: "ppi.80211n-mac-phy.evm\($0)", "EVM-\($0)", .decimal(32), at: 36 + 4 * $0, 4,
        in: radio)
    }
    return fields
  }()

  private static let otherFields: [Field<PacketInformation>] = [
    Field(
      "ppi.spectrum-map", "Radio spectrum map", .bytes, at: 4, in: information(5)),
    Field("ppi.proc-info", "Process information", .bytes, at: 4, in: information(6)),
    Field("ppi.cap-info", "Capture information", .bytes, at: 4, in: information(7)),
    Field(
      little: "ppi.aggregation_extension.interface_id", "Interface ID", .decimal(32), at: 4, 4,
      in: information(8)),
    Field(little: "ppi.8023_extension.flags", "Flags", .hex(32), at: 4, 4, in: information(9)),
    Field(
      little: "ppi.8023_extension.flags.fcs_present", "FCS Present Flag", at: 4, 4, bit: 1,
      in: information(9)),
    Field(little: "ppi.8023_extension.errors", "Errors", .hex(32), at: 8, 4, in: information(9)),
    Field(
      little: "ppi.8023_extension.errors.fcs", "FCS Error", at: 8, 4, bit: 1,
      in: information(9)),
    Field(
      little: "ppi.8023_extension.errors.sequence", "Sequence Error", at: 8, 4, bit: 2,
      in: information(9)),
    Field(
      little: "ppi.8023_extension.errors.symbol", "Symbol Error", at: 8, 4, bit: 4,
      in: information(9)),
    Field(
      little: "ppi.8023_extension.errors.data", "Data Error", at: 8, 4, bit: 8,
      in: information(9)),
  ]
}
