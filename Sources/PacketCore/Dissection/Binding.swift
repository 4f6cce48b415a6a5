/// A number that announces a protocol, and the register it belongs to: EtherType 0x0800, UDP port 53.
@frozen
public struct Binding: Hashable, Sendable {
  public var register: Register
  public var number: UInt32

  public init(_ register: Register, _ number: UInt32) {
    self.register = register
    self.number = number
  }

  /// A space of numbers that announce protocols. A protocol of a user's own may bring its own.
  ///
  /// A number itself, so that a layer says what follows it in a few bytes.
  @frozen
  public struct Register: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline let code: UInt32

    private init(code: UInt32) { self.code = code }

    /// The register called `name`, for a protocol of your own.
    public init(_ name: StaticString) {
      var hash: UInt32 = 0x811c_9dc5
      for byte in name.description.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
      code = hash | 0x8000_0000
    }

    public static var linkType: Register { Register(code: 0) }
    public static var etherType: Register { Register(code: 1) }
    public static var ipProtocol: Register { Register(code: 2) }
    public static var tcpPort: Register { Register(code: 3) }
    public static var udpPort: Register { Register(code: 4) }
    public static var pppProtocol: Register { Register(code: 5) }
    public static var llcSAP: Register { Register(code: 6) }
    public static var greProtocol: Register { Register(code: 7) }

    /// How many registers have a place of their own in a table.
    static var builtInCount: Int { 8 }
  }

  public static func linkType(_ type: LinkType) -> Binding {
    Binding(.linkType, UInt32(type.rawValue))
  }
  /// [IEEE 802 numbers](https://www.iana.org/assignments/ieee-802-numbers).
  public static func etherType(_ number: UInt16) -> Binding { Binding(.etherType, UInt32(number)) }
  /// [IANA protocol numbers](https://www.iana.org/assignments/protocol-numbers).
  public static func ipProtocol(_ number: UInt8) -> Binding { Binding(.ipProtocol, UInt32(number)) }
  public static func tcpPort(_ number: UInt16) -> Binding { Binding(.tcpPort, UInt32(number)) }
  public static func udpPort(_ number: UInt16) -> Binding { Binding(.udpPort, UInt32(number)) }
  /// [IANA PPP numbers](https://www.iana.org/assignments/ppp-numbers).
  public static func pppProtocol(_ number: UInt16) -> Binding {
    Binding(.pppProtocol, UInt32(number))
  }
  /// An LLC service access point (IEEE 802.2).
  public static func llcSAP(_ number: UInt8) -> Binding { Binding(.llcSAP, UInt32(number)) }
  /// GRE's protocol type: an EtherType, or a number of its own.
  public static func greProtocol(_ number: UInt16) -> Binding {
    Binding(.greProtocol, UInt32(number))
  }
}
