public import PacketCore

/// An 802.11 frame (IEEE Std 802.11-2020 §9.2).
///
///     +---------------+-------------+-----------+------------------+-----------+
///     | Frame control | Duration, 2 | Address 1 | Addresses 2 to 4 | Sequence  |
///     +---------------+-------------+-----------+------------------+-----------+
///     | QoS control, 2 | HT control, 4 | Body: elements, data, ciphertext        |
///
/// All numbers have their least significant byte first. Which parts are there follows from the first
/// two bytes.
public struct WLAN: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "wlan"
  public static var title: String { "IEEE 802.11" }
  public static var bindings: [Binding] { [.linkType(.ieee802_11)] }

  /// Size of the shortest frame, in bytes.
  public static var headerLength: Int { 10 }

  /// The frame without its check sequence.
  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let view = WLAN(unchecked: bytes)
    let needed = bytes.byteCount < Self.headerLength ? Self.headerLength : view.headerLength
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 0, or 1 for the short frames of 802.11ah.
  public var version: UInt8 { bytes.byte(at: 0) & 3 }
  public var kind: Kind { Kind(rawValue: bytes.byte(at: 0) >> 2 & 3) }
  public var subtype: UInt8 { bytes.byte(at: 0) >> 4 }
  public var flags: Flags { Flags(rawValue: bytes.byte(at: 1)) }
  /// Microseconds for which the medium is taken; of a power save poll, the station's number.
  public var duration: UInt16 { bytes.littleEndian(UInt16.self, at: 2) }

  /// What a frame is for.
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let management = Kind(rawValue: 0)
    public static let control = Kind(rawValue: 1)
    public static let data = Kind(rawValue: 2)
    public static let `extension` = Kind(rawValue: 3)
  }

  /// The second byte of frame control (§9.2.4.1).
  public struct Flags: OptionSet, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let toDistributionSystem = Flags(rawValue: 0x01)
    public static let fromDistributionSystem = Flags(rawValue: 0x02)
    public static let moreFragments = Flags(rawValue: 0x04)
    public static let retry = Flags(rawValue: 0x08)
    public static let powerManagement = Flags(rawValue: 0x10)
    public static let moreData = Flags(rawValue: 0x20)
    public static let protected = Flags(rawValue: 0x40)
    public static let order = Flags(rawValue: 0x80)
  }

  /// The address of who receives the frame next; of all frames.
  public var receiver: MACAddress { MACAddress(bytes, at: 4) }

  /// The address of who sent the frame last; nil in frames without it.
  public var transmitter: MACAddress? { addressCount > 1 ? MACAddress(bytes, at: 10) : nil }

  /// The address of the basic service set; nil in control frames and between access points.
  public var serviceSet: MACAddress? {
    guard let offset = roleOffsets.serviceSet else { return nil }
    return MACAddress(bytes, at: offset)
  }

  /// Numbers the frames of a sender; nil in control frames.
  public var sequenceNumber: UInt16? {
    hasSequence ? bytes.littleEndian(UInt16.self, at: 22) >> 4 : nil
  }

  /// The network's name, of the management frames that carry it; empty when it is hidden.
  public var networkName: RawSpan? {
    @_lifetime(copy self)
    get {
      var found: Range<Int>?
      forEachPart { part, range in
        if part == .element(0), found == nil, range.upperBound <= bytes.byteCount { found = range }
      }
      guard let found else { return nil }
      return bytes.slice(from: found.lowerBound + 2, count: found.count - 2)
    }
  }
}

// MARK: - Layout

extension WLAN {
  var isQoS: Bool { kind == .data && subtype & 8 != 0 }
  var hasFourAddresses: Bool {
    kind == .data && flags.contains([.toDistributionSystem, .fromDistributionSystem])
  }
  var hasSequence: Bool { kind == .management || kind == .data }

  /// How many addresses stand in the frame.
  var addressCount: Int {
    switch kind {
    case .management: 3
    case .data: hasFourAddresses ? 4 : 3
    case .control:
      switch subtype {
      // Clear to send, acknowledgement, wrapper.
      case 7, 12, 13: 1
      default: 2
      }
    default: 0
    }
  }

  /// Where the QoS control field stands.
  var qosOffset: Int? { isQoS ? (hasFourAddresses ? 30 : 24) : nil }

  /// Where the HT control field stands: of management and QoS data frames whose order flag is set.
  var controlOffset: Int? {
    guard flags.contains(.order) else { return nil }
    if kind == .management { return 24 }
    return qosOffset.map { $0 + 2 }
  }

  /// Size of the header, in bytes.
  public var headerLength: Int {
    if let controlOffset { return controlOffset + 4 }
    if let qosOffset { return qosOffset + 2 }
    switch kind {
    case .management: return 24
    case .data: return hasFourAddresses ? 30 : 24
    case .control: return addressCount == 1 ? 10 : 16
    default: return 10
    }
  }

  /// Where the addresses stand that play a role by the frame's kind and direction (table 9-30).
  var roleOffsets: (destination: Int?, source: Int?, serviceSet: Int?, station: Int?) {
    if kind == .management { return (4, 10, 16, nil) }
    if kind == .control {
      // Power save poll, contention free end.
      return subtype == 10 || subtype == 14 || subtype == 15
        ? (nil, nil, subtype == 10 ? 4 : 10, nil) : (nil, nil, nil, nil)
    }
    guard kind == .data else { return (nil, nil, nil, nil) }
    switch flags.rawValue & 3 {
    case 0: return (4, 10, 16, 10)
    case 1: return (16, 10, 4, 10)
    case 2: return (4, 16, 10, 4)
    default: return (16, 24, nil, nil)
    }
  }

  /// How many bytes before and after the body belong to its protection.
  var protectionLength: (before: Int, after: Int) {
    guard flags.contains(.protected), kind == .data else { return (0, 0) }
    // With an extended initialization vector: TKIP or CCMP; else WEP.
    let isExtended = bytes.byte(at: headerLength + 3) & 0x20 != 0
    return isExtended ? (8, 8) : (4, 4)
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      guard kind == .data, subtype & 4 == 0 else { return bytes.slice(from: bytes.byteCount) }
      let protection = protectionLength
      let start = headerLength + protection.before
      return bytes.slice(from: start, count: bytes.byteCount - start - protection.after)
    }
  }

  public var next: NextLayer {
    guard kind == .data, subtype & 4 == 0 else { return .none }
    let isFragment = bytes.byte(at: 22) & 15 != 0 || flags.contains(.moreFragments)
    let isAggregate = qosOffset.map { bytes.byte(at: $0) & 0x80 != 0 } ?? false
    if flags.contains(.protected) || isFragment || isAggregate { return .data }
    return .named(LLC.id)
  }
}
