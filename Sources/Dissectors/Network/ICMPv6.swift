public import PacketCore

/// An Internet Control Message Protocol message for IPv6
/// ([RFC 4443](https://www.rfc-editor.org/rfc/rfc4443) §2.1).
///
///      0               1               2               3
///     +---------------+---------------+-------------------------------+
///     |     Type      |     Code      |           Checksum            |
///     |       Rest, by type: a word, addresses, options, a quote      |
public struct ICMPv6: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "icmpv6"
  public static var title: String { "Internet Control Message Protocol v6" }
  public static var bindings: [Binding] { [.ipProtocol(58)] }

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

  /// The quoted packet of an error or redirect, the data of an echo; empty for other messages.
  public var payload: RawSpan {
    @_lifetime(copy self)
    get {
      let range = payloadRange
      return bytes.slice(from: range.lowerBound, count: range.count)
    }
  }

  private var payloadRange: Range<Int> {
    if kind.isError { return quotedRange }
    if kind.isEcho { return Self.headerLength..<bytes.byteCount }
    return redirectedRange ?? bytes.byteCount..<bytes.byteCount
  }

  /// Where the packet stands that a redirect is about: in an option (RFC 4861 §4.6.3).
  private var redirectedRange: Range<Int>? {
    guard kind == .redirect else { return nil }
    var found: Range<Int>?
    Self.option(.redirectedHeader)(self) { found = found ?? $0 }
    return found.map { min($0.lowerBound + 8, $0.upperBound)..<$0.upperBound }
  }

  public var quotesPacket: Bool { kind.isError || kind == .redirect }

  public var next: NextLayer {
    if quotesPacket { return .named(IPv6.id) }
    return kind.isEcho ? .data : .none
  }

  /// A message's type ([IANA](https://www.iana.org/assignments/icmpv6-parameters)).
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let destinationUnreachable = Kind(rawValue: 1)
    public static let packetTooBig = Kind(rawValue: 2)
    public static let timeExceeded = Kind(rawValue: 3)
    public static let parameterProblem = Kind(rawValue: 4)
    public static let echoRequest = Kind(rawValue: 128)
    public static let echoReply = Kind(rawValue: 129)
    public static let listenerQuery = Kind(rawValue: 130)
    public static let listenerReport = Kind(rawValue: 131)
    public static let listenerDone = Kind(rawValue: 132)
    public static let routerSolicitation = Kind(rawValue: 133)
    public static let routerAdvertisement = Kind(rawValue: 134)
    public static let neighborSolicitation = Kind(rawValue: 135)
    public static let neighborAdvertisement = Kind(rawValue: 136)
    public static let redirect = Kind(rawValue: 137)
    public static let routerRenumbering = Kind(rawValue: 138)
    public static let nodeInformationQuery = Kind(rawValue: 139)
    public static let nodeInformationReply = Kind(rawValue: 140)
    public static let inverseNeighborSolicitation = Kind(rawValue: 141)
    public static let inverseNeighborAdvertisement = Kind(rawValue: 142)
    public static let listenerReportV2 = Kind(rawValue: 143)
    public static let homeAgentDiscoveryRequest = Kind(rawValue: 144)
    public static let homeAgentDiscoveryReply = Kind(rawValue: 145)
    public static let mobilePrefixSolicitation = Kind(rawValue: 146)
    public static let mobilePrefixAdvertisement = Kind(rawValue: 147)
    public static let multicastRouterAdvertisement = Kind(rawValue: 151)
    public static let extendedEchoRequest = Kind(rawValue: 160)
    public static let extendedEchoReply = Kind(rawValue: 161)

    /// Whether the message quotes the packet that it is about.
    public var isError: Bool { (1...4).contains(rawValue) }
    /// Whether it is an echo request or reply.
    public var isEcho: Bool { self == .echoRequest || self == .echoReply }
  }
}

extension ICMPv6 {
  /// Matches replies to requests, of an echo, else nil.
  public var identifier: UInt16? {
    kind.isEcho || kind.rawValue == 160 || kind.rawValue == 161
      ? bytes.bigEndian(UInt16.self, at: 4) : nil
  }

  /// Matches replies to requests, of an echo, else nil.
  public var sequenceNumber: UInt16? { kind.isEcho ? bytes.bigEndian(UInt16.self, at: 6) : nil }

  /// The largest packet that the next hop takes, in bytes, of "packet too big".
  public var mtu: UInt32? {
    kind == .packetTooBig ? bytes.bigEndian(UInt32.self, at: 4) : nil
  }

  /// The byte of the quoted packet that is at fault, of a parameter problem.
  public var pointer: UInt32? {
    kind == .parameterProblem ? bytes.bigEndian(UInt32.self, at: 4) : nil
  }

  /// The address that a neighbour message or redirect is about.
  public var targetAddress: IPv6Address? {
    switch kind {
    case .neighborSolicitation, .neighborAdvertisement, .redirect:
      bytes.has(16, at: 8) ? IPv6Address(bytes, at: 8) : nil
    default: nil
    }
  }

  /// What a router adds to an error; nil when it adds nothing.
  public var extensions: ICMPExtensions? {
    @_lifetime(copy self)
    get {
      guard let range = extensionRange else { return nil }
      return ICMPExtensions(bytes.slice(from: range.lowerBound, count: range.count))
    }
  }
}

extension ICMPv6: ICMPError {
  var isExtendedRequest: Bool { kind == .extendedEchoRequest }

  var mayHaveExtensions: Bool { kind == .destinationUnreachable || kind == .timeExceeded }

  /// In units of eight bytes (RFC 4884 §4.4).
  var quotedLength: Int? {
    let length = bytes.byte(at: 4)
    return mayHaveExtensions && length > 0 ? Int(length) * 8 : nil
  }
}
