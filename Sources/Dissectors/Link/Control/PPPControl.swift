public import PacketCore

/// A packet of one of PPP's control protocols ([RFC 1661](https://www.rfc-editor.org/rfc/rfc1661) §5),
/// by which both ends agree on a link's options.
///
///     +---------------+---------------+-------------------------------+
///     |     Code      |  Identifier   |            Length             |
///     +---------------+---------------+-------------------------------+
///     | Options: type, length, value; or what the code says           |
public protocol PPPControl: ProtocolView, ~Escapable {}

extension PPPControl where Self: ~Escapable {
  public static var headerLength: Int { 4 }

  public var code: PPPControlCode { PPPControlCode(rawValue: bytes.byte(at: 0)) }
  /// Matches replies to requests.
  public var identifier: UInt8 { bytes.byte(at: 1) }
  /// Size of the packet, in bytes.
  public var length: Int { Int(bytes.bigEndian(UInt16.self, at: 2)) }

  public var wireByteCount: Int? { Swift.max(length, Self.headerLength) }

  /// Views a packet; padding after it is left out.
  ///
  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or tells a length below its own.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    guard bytes.byteCount >= Self.headerLength else {
      throw .truncated(Self.id, needed: Self.headerLength, available: bytes.byteCount)
    }
    let length = Int(bytes.bigEndian(UInt16.self, at: 2))
    guard length >= Self.headerLength else { throw .malformed(Self.id, field: "Length", at: 2) }
    let isFollowed = PPPConfiguration.next(in: bytes, from: length) != nil
    self.init(unchecked: isFollowed ? bytes : bytes.slice(from: 0, count: length))
  }

  /// The next packet of a mobile phone's configuration options.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      let next = PPPConfiguration.next(in: bytes, from: Swift.max(length, Self.headerLength))
      return bytes.slice(from: next?.start ?? bytes.byteCount)
    }
  }

  public var next: NextLayer {
    let next = PPPConfiguration.next(in: bytes, from: Swift.max(length, Self.headerLength))
    return next.map { .bound(.pppProtocol($0.protocol)) } ?? .none
  }
}

/// A mobile phone's protocol configuration options (3GPP TS 24.008 §10.5.6.3): packets of PPP's control
/// protocols and others, each after its protocol and its length in a byte.
enum PPPConfiguration {
  private static func isControl(_ number: UInt16) -> Bool {
    switch number {
    case 0x8021, 0x8057, 0xc021, 0xc023, 0xc223: true
    default: false
    }
  }

  /// Which packet of a control protocol is the first from an offset on, and where it starts.
  static func next(in bytes: RawSpan, from offset: Int) -> (protocol: UInt16, start: Int)? {
    var offset = offset
    while bytes.has(3, at: offset) {
      let number = bytes.bigEndian(UInt16.self, at: offset)
      let length = Int(bytes.byte(at: offset + 2))
      guard number != 0, bytes.has(length, at: offset + 3) else { return nil }
      if isControl(number), length >= 4 { return (number, offset + 3) }
      offset += 3 + length
    }
    return nil
  }
}

/// What a packet of a control protocol does (RFC 1661 §5;
/// [IANA](https://www.iana.org/assignments/ppp-numbers)).
public struct PPPControlCode: RawRepresentable, Hashable, Sendable, Codable {
  public var rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let vendorSpecific = PPPControlCode(rawValue: 0)
  public static let configureRequest = PPPControlCode(rawValue: 1)
  public static let configureAck = PPPControlCode(rawValue: 2)
  public static let configureNak = PPPControlCode(rawValue: 3)
  public static let configureReject = PPPControlCode(rawValue: 4)
  public static let terminateRequest = PPPControlCode(rawValue: 5)
  public static let terminateAck = PPPControlCode(rawValue: 6)
  public static let codeReject = PPPControlCode(rawValue: 7)
  public static let protocolReject = PPPControlCode(rawValue: 8)
  public static let echoRequest = PPPControlCode(rawValue: 9)
  public static let echoReply = PPPControlCode(rawValue: 10)
  public static let discardRequest = PPPControlCode(rawValue: 11)
  public static let identification = PPPControlCode(rawValue: 12)
  public static let timeRemaining = PPPControlCode(rawValue: 13)

  /// Whether options follow.
  public var hasOptions: Bool { (1...4).contains(rawValue) }

  static let names: ValueNames = [
    0: "Vendor Specific", 1: "Configuration Request", 2: "Configuration Ack",
    3: "Configuration Nak", 4: "Configuration Reject", 5: "Termination Request",
    6: "Termination Ack", 7: "Code Reject", 8: "Protocol Reject", 9: "Echo Request",
    10: "Echo Reply", 11: "Discard Request", 12: "Identification", 13: "Time Remaining",
  ]
}

/// The parts of a control packet.
enum PPPControlPart: Hashable {
  case anyOption
  /// An option of a type, with type and length.
  case option(UInt8)
  /// What follows the header of a packet with this code.
  case content(UInt8)
}

extension PartedView where Self: ~Escapable, Part == PPPControlPart, Self: PPPControl {
  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    guard code.hasOptions else {
      body(.content(code.rawValue), 4..<max(4, length))
      return
    }
    var cursor = TLVCursor(
      typeWidth: 1, lengthWidth: 1, countsHeader: true, 4..<max(4, length))
    while let (type, range) = cursor.next(in: bytes) {
      body(.anyOption, range)
      body(.option(UInt8(truncatingIfNeeded: type)), range)
    }
  }

  /// Fields that Wireshark gives the same names in all control protocols.
  static var headerFields: [Field<Self>] {
    [
      Field("ppp.code", "Code", .decimal(8), at: 0, 1) { $0.code.rawValue }
        .named(PPPControlCode.names),
      Field("ppp.identifier", "Identifier", .decimal(8), at: 1, 1) { $0.identifier },
      Field("ppp.length", "Length", .decimal(16), at: 2, 2) { UInt16(clamping: $0.length) },
      Field("ppp.data", "Data", .bytes, at: 0, in: part(.content(5), .content(6))),
    ]
  }

  static func optionFields(_ prefix: String, _ names: ValueNames) -> [Field<Self>] {
    [
      Field("\(prefix).opt.type", "Type", .decimal(8), at: 0, 1, in: part(.anyOption)).named(names),
      Field("\(prefix).opt.length", "Length", .decimal(8), at: 1, 1, in: part(.anyOption)),
    ]
  }
}
