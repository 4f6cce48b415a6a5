public import PacketCore

/// An Internet Control Message Protocol message
/// ([RFC 792](https://www.rfc-editor.org/rfc/rfc792)).
///
///      0               1               2               3
///     +---------------+---------------+-------------------------------+
///     |     Type      |     Code      |           Checksum            |
///     |                     Rest, by type and code                    |
///     |    A quoted packet, data, or more fields of the message       |
public struct ICMPv4: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "icmp"
  public static var title: String { "Internet Control Message Protocol" }
  public static var bindings: [Binding] { [.ipProtocol(1)] }

  /// Size of the part that all messages have, in bytes.
  public static var headerLength: Int { 8 }

  /// The message as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var kind: Kind { Kind(rawValue: bytes.byte(at: 0)) }

  /// The case of a type; its meaning is the type's.
  public var code: UInt8 { bytes.byte(at: 1) }
  public var checksum: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

  /// The quoted packet of an error, the data of an echo; empty for messages of a fixed form.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      if kind.isError {
        let range = quotedRange
        return bytes.slice(from: range.lowerBound, count: range.count)
      }
      return bytes.slice(from: kind.isEcho ? Self.headerLength : bytes.byteCount)
    }
  }

  public var quotesPacket: Bool { kind.isError }

  public var next: NextLayer {
    if kind.isError { return .named(IPv4.id) }
    return kind.isEcho ? .data : .none
  }

  /// A message's type ([IANA](https://www.iana.org/assignments/icmp-parameters)).
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let echoReply = Kind(rawValue: 0)
    public static let destinationUnreachable = Kind(rawValue: 3)
    public static let sourceQuench = Kind(rawValue: 4)
    public static let redirect = Kind(rawValue: 5)
    public static let echo = Kind(rawValue: 8)
    public static let routerAdvertisement = Kind(rawValue: 9)
    public static let routerSolicitation = Kind(rawValue: 10)
    public static let timeExceeded = Kind(rawValue: 11)
    public static let parameterProblem = Kind(rawValue: 12)
    public static let timestamp = Kind(rawValue: 13)
    public static let timestampReply = Kind(rawValue: 14)
    public static let informationRequest = Kind(rawValue: 15)
    public static let informationReply = Kind(rawValue: 16)
    public static let addressMaskRequest = Kind(rawValue: 17)
    public static let addressMaskReply = Kind(rawValue: 18)
    public static let traceroute = Kind(rawValue: 30)
    public static let extendedEchoRequest = Kind(rawValue: 42)
    public static let extendedEchoReply = Kind(rawValue: 43)

    /// Whether the message quotes the packet that it is about.
    public var isError: Bool {
      switch rawValue {
      case 3, 4, 5, 11, 12: true
      default: false
      }
    }

    /// Whether it is an echo request or reply.
    public var isEcho: Bool { self == .echo || self == .echoReply }

    /// Whether identifier and sequence number match a reply to its request.
    public var hasIdentifier: Bool {
      isEcho || (13...18).contains(rawValue) || rawValue == 42 || rawValue == 43
    }
  }
}

extension ICMPv4 {
  /// Matches replies to requests; of the messages that have it, else nil.
  public var identifier: UInt16? {
    kind.hasIdentifier ? bytes.bigEndian(UInt16.self, at: 4) : nil
  }

  /// Matches replies to requests; eight bits in extended echoes (RFC 8335 §2).
  public var sequenceNumber: UInt16? {
    guard kind.hasIdentifier else { return nil }
    return kind.rawValue >= 42
      ? UInt16(bytes.byte(at: 6)) : bytes.bigEndian(UInt16.self, at: 6)
  }

  /// The router to use instead, of a redirect.
  public var gateway: IPv4Address? { kind == .redirect ? IPv4Address(bytes, at: 4) : nil }

  /// The largest packet that the next hop takes, in bytes, of "fragmentation needed" (RFC 1191 §4).
  public var nextHopMTU: UInt16? {
    kind == .destinationUnreachable && code == 4 ? bytes.bigEndian(UInt16.self, at: 6) : nil
  }

  /// The byte of the quoted packet that is at fault, of a parameter problem.
  public var pointer: UInt8? { kind == .parameterProblem ? bytes.byte(at: 4) : nil }

  /// What a router adds to an error; nil when it adds nothing.
  public var extensions: ICMPExtensions? {
    @_lifetime(copy self)
    get {
      guard let range = extensionRange else { return nil }
      return ICMPExtensions(bytes.slice(from: range.lowerBound, count: range.count))
    }
  }
}

extension ICMPv4: ICMPError {
  var isExtendedRequest: Bool { kind == .extendedEchoRequest }

  var mayHaveExtensions: Bool { kind.rawValue == 3 || kind.rawValue == 11 || kind.rawValue == 12 }

  /// In words of four bytes (RFC 4884 §5).
  var quotedLength: Int? {
    let length = bytes.byte(at: 5)
    return mayHaveExtensions && length > 0 ? Int(length) * 4 : nil
  }
}
