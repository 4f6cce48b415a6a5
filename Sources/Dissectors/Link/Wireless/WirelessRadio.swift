public import PacketCore

/// How an 802.11 frame came through the air, in terms of 802.11 and not of a capturing radio's
/// header: a layer of no bytes of its own, as Wireshark shows it between that header and the frame.
public struct WirelessRadio: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "wlan_radio"
  public static var title: String { "802.11 radio information" }
  public static var bindings: [Binding] { [] }

  /// The frame.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes }
  }

  public var next: NextLayer { .named(WLAN.id) }

  /// The number of the channel at a frequency in MHz (IEEE Std 802.11-2020 §17.3.8.4.2, §19.3.15.2);
  /// nil for frequencies that are none's centre.
  public static func channel(atFrequency frequency: Int) -> Int? {
    switch frequency {
    case 2484: 14
    case 2412...2472 where (frequency - 2407) % 5 == 0: (frequency - 2407) / 5
    case 5000..<5925 where frequency % 5 == 0: (frequency - 5000) / 5
    case 5925: nil
    case 5955...7115 where frequency % 5 == 0: (frequency - 5950) / 5
    default: nil
    }
  }

  /// A kind of physical layer, by Wireshark's numbers.
  enum Physical: UInt64 {
    case directSequence = 4, a = 5, g = 6, n = 7, ac = 8, ax = 11
  }

  /// A value that the capturing radio's header tells.
  private static func told(
    _ name: String, _ label: String, _ type: FieldType,
    _ value: @escaping @Sendable (borrowing Radiotap) -> FieldValue?
  ) -> Field<WirelessRadio> {
    Field(
      "wlan_radio.\(name)", label, type,
      inContext: { _, context, emit in
        let outer = context.enclosing
        let bytes = context.packet.slice(from: outer.offset, count: outer.length)
        guard outer.offset < context.layer.offset, bytes.byteCount > 8 else { return }
        let radio = Radiotap(unchecked: bytes)
        guard radio.version == 0, radio.length == outer.headerLength else { return }
        // A PPI header is shaped alike: in place of the present word it has 802.11's link type.
        guard bytes.littleEndian(UInt32.self, at: 4) != UInt32(LinkType.ieee802_11.rawValue) else {
          return
        }
        if let value = value(radio) { emit(value, 0..<0) }
      })
  }

  private static func number(_ item: Radiotap.Item, _ count: Int = 1)
    -> @Sendable (borrowing Radiotap) -> FieldValue?
  {
    { radio in
      radio.range(of: item).map { .unsigned(radio.bytes.littleBits(in: $0.prefix(count))) }
    }
  }

  private static func signedByte(_ item: Radiotap.Item)
    -> @Sendable (borrowing Radiotap) -> FieldValue?
  {
    { radio in
      radio.range(of: item).map {
        .signed(Int64(Int8(bitPattern: radio.bytes.byte(at: $0.lowerBound))))
      }
    }
  }

  public static let fields: [Field<WirelessRadio>] = [
    told("phy", "PHY type", .decimal(32)) { $0.physical.map { .unsigned($0.rawValue) } }
      .named([
        4: "802.11b (HR/DSSS)", 5: "802.11a (OFDM)", 6: "802.11g (ERP)", 7: "802.11n (HT)",
        8: "802.11ac (VHT)", 11: "802.11ax (HE)",
      ]),
    told("11g.mode", "Proprietary mode", .decimal(32)) { $0.physical == .g ? .unsigned(0) : nil },
    told("11a.turbo_type", "Turbo type", .decimal(32)) { $0.physical == .a ? .unsigned(0) : nil },
    told("11n.mcs_index", "MCS index", .decimal(32)) { $0.highThroughput(0x02, 2, 0xff) },
    told("11n.bandwidth", "Bandwidth", .decimal(32)) { $0.highThroughput(0x01, 1, 0x03) },
    told("11n.short_gi", "Short GI", .boolean) { $0.highThroughput(0x04, 1, 0x04, isFlag: true) },
    told("11n.greenfield", "Greenfield", .boolean) {
      $0.highThroughput(0x08, 1, 0x08, isFlag: true)
    },
    told("11n.fec", "FEC", .decimal(32)) { $0.highThroughput(0x10, 1, 0x10) },
    told("11n.stbc_streams", "STBC streams", .decimal(32)) { $0.highThroughput(0x20, 1, 0x60) },
    told("short_preamble", "Short preamble", .boolean) { radio in
      guard let flags = radio.flags, radio.physical == .directSequence else { return nil }
      return .boolean(flags & 2 != 0)
    },
    told("data_rate", "Data rate", .double) { radio in
      guard radio.physical != .ac, radio.physical != .ax else { return nil }
      if let rate = radio.highThroughputRate { return .double(rate) }
      guard let rate = radio.rate, rate > 0, rate < 128 else { return nil }
      return .double(Double(rate) / 2)
    },
    told("channel", "Channel", .decimal(8)) { radio in
      guard let frequency = radio.frequency else { return nil }
      return channel(atFrequency: Int(frequency)).map { .unsigned(UInt64($0)) }
    },
    told("frequency", "Frequency", .decimal(16), number(.channel, 2)),
    told("signal_dbm", "Signal strength (dBm)", .signed(bits: 8), signedByte(.antennaSignal)),
    told("signal_db", "Signal strength (dB)", .decimal(8), number(.antennaSignalDecibels)),
    told("noise_dbm", "Noise level (dBm)", .signed(bits: 8), signedByte(.antennaNoise)),
    told("snr", "Signal/noise ratio (dB)", .signed(bits: 8)) { radio in
      guard let signal = radio.antennaSignal, let noise = radio.range(of: .antennaNoise) else {
        return nil
      }
      return .signed(
        Int64(signal) - Int64(Int8(bitPattern: radio.bytes.byte(at: noise.lowerBound))))
    },
    told("timestamp", "TSF timestamp", .decimal(64), number(.timer, 8)),
  ]
}

extension Radiotap {
  /// What kind of physical layer the frame came by, as far as the header tells.
  var physical: WirelessRadio.Physical? {
    if range(of: .highEfficiency) != nil { return .ax }
    if range(of: .veryHighThroughput) != nil { return .ac }
    if range(of: .modulation) != nil { return .n }
    guard let channel = range(of: .channel) else {
      // 1, 2, 5.5 and 11 Mbit/s are the rates of 802.11b.
      return rate.map { [2, 4, 11, 22].contains($0) } == true ? .directSequence : nil
    }
    let flags = bytes.littleEndian(UInt16.self, at: channel.lowerBound + 2)
    // CCK, dynamic CCK-OFDM, OFDM; 2 GHz, 5 GHz.
    if flags & 0x0020 != 0 { return .directSequence }
    if flags & 0x0400 != 0 { return .g }
    guard flags & 0x0040 != 0 else { return nil }
    return flags & 0x0080 != 0 ? .g : .a
  }

  /// A part of the modulation field that its bit `known` says is told.
  func highThroughput(_ known: UInt8, _ offset: Int, _ mask: UInt64, isFlag: Bool = false)
    -> FieldValue?
  {
    guard let range = range(of: .modulation), physical == .n,
      bytes.byte(at: range.lowerBound) & known != 0
    else { return nil }
    let place = range.lowerBound + offset
    let value = bytes.bits(in: place..<place + 1, mask: mask)
    return isFlag ? .boolean(value != 0) : .unsigned(value)
  }

  /// The rate in Mbit/s of a frame of 802.11n (IEEE Std 802.11-2020 §19.5).
  var highThroughputRate: Double? {
    guard let range = range(of: .modulation), physical == .n else { return nil }
    let known = bytes.byte(at: range.lowerBound)
    let told = bytes.byte(at: range.lowerBound + 1)
    let index = Int(bytes.byte(at: range.lowerBound + 2))
    guard known & 7 == 7, index < 32 else { return nil }
    // Data bits per subcarrier of eight modulations, times the streams.
    let bits = [0.5, 1, 1.5, 2, 3, 4, 4.5, 5][index % 8] * Double(index / 8 + 1)
    let isWide = told & 3 == 1
    let symbols = (isWide ? 108.0 : 52.0) * bits / (told & 4 != 0 ? 3.6 : 4)
    return (symbols * 10).rounded() / 10
  }
}
