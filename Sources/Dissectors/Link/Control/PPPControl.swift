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
    self.init(unchecked: bytes.slice(from: 0, count: length))
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
