public import PacketCore

/// A message of DHCP for IPv6 ([RFC 8415](https://www.rfc-editor.org/rfc/rfc8415) §8, §9): a client's
/// or server's, or one that a relay agent put around it.
///
///     +---------------+-----------------------------------------------+
///     |   msg-type    |               transaction-id                  |
///     |                            options                            |
///
///     +---------------+---------------+
///     | msg-type 12,13|   hop-count   | link address, peer address, options
public struct DHCPv6: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "dhcpv6"
  public static var title: String { "DHCPv6" }
  public static var bindings: [Binding] { [.udpPort(546), .udpPort(547)] }
  public static var probe: ContentProbe? {
    ContentProbe { payload in 1...36 ~= payload.byte(at: 0) ? .possible : .refused }
  }

  public let bytes: RawSpan

  /// - Throws: ``PacketCore/DecodeError`` if the header is cut short, or the type is zero.
  @_lifetime(copy bytes)
  public init(decoding bytes: RawSpan) throws(DecodeError) {
    let type = MessageType(rawValue: bytes.byte(at: 0))
    if bytes.byteCount > 0, type.rawValue == 0 {
      throw .malformed(Self.id, field: "msg-type", at: 0)
    }
    let needed = type.isRelay ? 34 : 4
    guard bytes.byteCount >= needed else {
      throw .truncated(Self.id, needed: needed, available: bytes.byteCount)
    }
    self.bytes = bytes
  }

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var messageType: MessageType { MessageType(rawValue: bytes.byte(at: 0)) }
  /// 24 bits; nil for a relay agent's message.
  public var transactionIdentifier: UInt32? {
    messageType.isRelay ? nil : bytes.bigEndian(UInt32.self, at: 0) & 0xff_ffff
  }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: bytes.byteCount) }
  }

  public var next: NextLayer { .none }

  /// What a message is ([IANA](https://www.iana.org/assignments/dhcpv6-parameters)).
  public struct MessageType: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var solicit: MessageType { MessageType(rawValue: 1) }
    public static var advertise: MessageType { MessageType(rawValue: 2) }
    public static var request: MessageType { MessageType(rawValue: 3) }
    public static var confirm: MessageType { MessageType(rawValue: 4) }
    public static var renew: MessageType { MessageType(rawValue: 5) }
    public static var rebind: MessageType { MessageType(rawValue: 6) }
    public static var reply: MessageType { MessageType(rawValue: 7) }
    public static var release: MessageType { MessageType(rawValue: 8) }
    public static var decline: MessageType { MessageType(rawValue: 9) }
    public static var reconfigure: MessageType { MessageType(rawValue: 10) }
    public static var informationRequest: MessageType { MessageType(rawValue: 11) }
    public static var relayForward: MessageType { MessageType(rawValue: 12) }
    public static var relayReply: MessageType { MessageType(rawValue: 13) }
    public var isRelay: Bool { self == .relayForward || self == .relayReply }
  }

  public struct OptionCode: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    init(_ rawValue: UInt16) { self.rawValue = rawValue }
    public static let clientIdentifier = OptionCode(1)
    public static let serverIdentifier = OptionCode(2)
    /// Identity association for non-temporary addresses.
    public static let addresses = OptionCode(3)
    /// Identity association for temporary addresses.
    public static let temporaryAddresses = OptionCode(4)
    public static let address = OptionCode(5)
    public static let optionRequest = OptionCode(6)
    public static let preference = OptionCode(7)
    public static let elapsedTime = OptionCode(8)
    public static let relayMessage = OptionCode(9)
    public static let statusCode = OptionCode(13)
    public static let rapidCommit = OptionCode(14)
    public static let vendorClass = OptionCode(16)
    public static let interfaceIdentifier = OptionCode(18)
    public static let domainNameServers = OptionCode(23)
    public static let domainSearch = OptionCode(24)
    /// Identity association for prefixes.
    public static let prefixes = OptionCode(25)
    public static let prefix = OptionCode(26)
    public static let clientName = OptionCode(39)

    /// How many bytes of the value stand before the options in it; nil when none are in it.
    var suboptionOffset: Int? {
      switch self {
      case .addresses, .prefixes: 12
      case .temporaryAddresses: 4
      case .address: 24
      case .prefix: 25
      default: nil
      }
    }
  }
}
