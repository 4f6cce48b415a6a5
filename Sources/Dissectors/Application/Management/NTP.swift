public import PacketCore

/// A message of the Network Time Protocol, versions 1 to 4
/// ([RFC 5905](https://www.rfc-editor.org/rfc/rfc5905) §7.3), its control messages
/// ([RFC 9327](https://www.rfc-editor.org/rfc/rfc9327)) and its private ones (mode 7).
///
///     +--+-----+-----+---------------+---------------+---------------+
///     |LI| VN  |Mode |    Stratum    |     Poll      |   Precision   |
///     |                          Root Delay                          |
///     |                       Root Dispersion                        |
///     |                         Reference ID                         |
///     | Reference, Origin, Receive, Transmit Timestamp: 8 bytes each |
///     | extension fields, key identifier and digest                  |
public struct NTP: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "ntp"
  public static var title: String { "Network Time Protocol" }
  public static var bindings: [Binding] { [.udpPort(123), .tcpPort(123)] }
  public static var probe: ContentProbe? {
    ContentProbe { payload in
      let version = payload.byte(at: 0) >> 3 & 7
      return 1...4 ~= version ? .possible : .refused
    }
  }

  /// Size of the header of modes 1 to 5, in bytes.
  public static var headerLength: Int { 48 }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header of the message's mode is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let needed = bytes.byteCount > 0 ? NTP(unchecked: bytes).modeHeaderLength : 1
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  private var modeHeaderLength: Int {
    switch mode {
    case .control: 12
    case .privateUse: 8
    default: Self.headerLength
    }
  }

  /// Whether the last minute of the day has 61 (1) or 59 seconds (2); 3 when the clock is not set.
  public var leapIndicator: UInt8 {
    mode == .privateUse ? 0 : bytes.byte(at: 0) >> 6
  }
  public var version: UInt8 { bytes.byte(at: 0) >> 3 & 7 }
  public var mode: Mode { Mode(rawValue: bytes.byte(at: 0) & 7) }
  /// Distance from a reference clock; 0 in a kiss-o'-death (RFC 5905 §7.4).
  public var stratum: UInt8 { bytes.byte(at: 1) }
  /// Binary logarithm of the seconds between messages.
  public var poll: Int8 { Int8(bitPattern: bytes.byte(at: 2)) }
  /// Binary logarithm of the clock's precision in seconds.
  public var precision: Int8 { Int8(bitPattern: bytes.byte(at: 3)) }
  public var rootDelay: Interval { Interval(rawValue: bytes.bigEndian(UInt32.self, at: 4)) }
  public var rootDispersion: Interval { Interval(rawValue: bytes.bigEndian(UInt32.self, at: 8)) }
  /// Four characters of a reference clock, or a hash or address of the server above.
  public var referenceIdentifier: UInt32 { bytes.bigEndian(UInt32.self, at: 12) }
  public var referenceTime: Time { Time(rawValue: bytes.bigEndian(UInt64.self, at: 16)) }
  public var originTime: Time { Time(rawValue: bytes.bigEndian(UInt64.self, at: 24)) }
  public var receiveTime: Time { Time(rawValue: bytes.bigEndian(UInt64.self, at: 32)) }
  public var transmitTime: Time { Time(rawValue: bytes.bigEndian(UInt64.self, at: 40)) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: bytes.byteCount) }
  }

  public var next: NextLayer { .none }

  /// Where the authenticator starts: after the header and its extension fields (RFC 7822 §3).
  var authenticatorOffset: Int {
    var end = Self.headerLength
    forEachExtension { end = $0.upperBound }
    return end
  }

  /// Calls `body` with the place of each extension field: type, length and value.
  func forEachExtension(_ body: (Range<Int>) -> Void) {
    var offset = Self.headerLength
    // What is no longer than this is a key identifier and a digest.
    while bytes.byteCount - offset > 24 {
      let length = Int(bytes.bigEndian(UInt16.self, at: offset + 2))
      guard length >= 8, length % 4 == 0, bytes.has(length, at: offset) else { return }
      body(offset..<offset + length)
      offset += length
    }
  }
}

extension NTP {
  /// What a message is for (RFC 5905 figure 10).
  public struct Mode: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var symmetricActive: Mode { Mode(rawValue: 1) }
    public static var symmetricPassive: Mode { Mode(rawValue: 2) }
    public static var client: Mode { Mode(rawValue: 3) }
    public static var server: Mode { Mode(rawValue: 4) }
    public static var broadcast: Mode { Mode(rawValue: 5) }
    public static var control: Mode { Mode(rawValue: 6) }
    public static var privateUse: Mode { Mode(rawValue: 7) }
  }

  /// A moment: seconds since 1900 in 32 bits, and 32 bits of fraction (RFC 5905 §6).
  public struct Time: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The time as a moment between 1968 and 2104 (RFC 4330 §3); nil for zero, which means none.
    public var timestamp: Timestamp? {
      guard rawValue != 0 else { return nil }
      let seconds = Int64(rawValue >> 32)
      // 2,208,988,800 seconds from 1900 to 1970; 2³² in an era.
      let era: Int64 = seconds & 0x8000_0000 == 0 ? 1 << 32 : 0
      let nanoseconds = ((rawValue & 0xffff_ffff) * 1_000_000_000) >> 32
      return Timestamp(
        seconds: seconds + era - 2_208_988_800, nanoseconds: UInt32(truncatingIfNeeded: nanoseconds)
      )
    }

    /// The time that is `timestamp`, to the nearest fraction below.
    public init(_ timestamp: Timestamp) {
      let seconds = UInt64(truncatingIfNeeded: timestamp.seconds &+ 2_208_988_800) & 0xffff_ffff
      // Rounded up, so that the nanoseconds come out the same again.
      let fraction = ((UInt64(timestamp.nanoseconds) << 32) + 999_999_999) / 1_000_000_000
      rawValue = seconds << 32 | fraction & 0xffff_ffff
    }
  }

  /// A span of time: sixteen bits of seconds and sixteen of fraction (RFC 5905 §6).
  public struct Interval: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public var duration: Duration {
      .nanoseconds(Int64(rawValue) * 1_000_000_000 / 65536)
    }
  }

  /// A message of modes 1 to 5 to keep (RFC 5905 §7.3).
  public struct Packet: Hashable, Codable, Sendable {
    public var leapIndicator: UInt8 = 0
    public var version: UInt8 = 4
    public var mode: Mode
    public var stratum: UInt8 = 0
    public var poll: Int8 = 0
    public var precision: Int8 = 0
    public var rootDelay = Interval(rawValue: 0)
    public var rootDispersion = Interval(rawValue: 0)
    public var referenceIdentifier: UInt32 = 0
    public var referenceTime = Time(rawValue: 0)
    public var originTime = Time(rawValue: 0)
    public var receiveTime = Time(rawValue: 0)
    public var transmitTime = Time(rawValue: 0)
    /// Extension fields and authenticator, as they stand after the header.
    public var trailer: [UInt8] = []

    public init(mode: Mode) { self.mode = mode }

    /// Copies a message; of modes 6 and 7 the fields have no meaning.
    public init(_ view: borrowing NTP) {
      self.init(mode: view.mode)
      leapIndicator = view.leapIndicator
      version = view.version
      stratum = view.stratum
      poll = view.poll
      precision = view.precision
      rootDelay = view.rootDelay
      rootDispersion = view.rootDispersion
      referenceIdentifier = view.referenceIdentifier
      referenceTime = view.referenceTime
      originTime = view.originTime
      receiveTime = view.receiveTime
      transmitTime = view.transmitTime
      trailer = view.bytes.slice(from: NTP.headerLength).copied()
    }
  }
}
