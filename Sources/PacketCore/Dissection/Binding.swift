/// A number that announces a protocol, and the register it belongs to: EtherType 0x0800, UDP port 53.
public struct Binding: Hashable, Sendable {
  public var register: Register
  public var number: UInt32

  public init(_ register: Register, _ number: UInt32) {
    self.register = register
    self.number = number
  }

  /// A space of numbers that announce protocols. A protocol of a user's own may bring its own.
  public struct Register: Hashable, Sendable {
    public let name: ProtocolID
    public init(_ name: ProtocolID) { self.name = name }

    public static let linkType = Register("linktype")
    public static let etherType = Register("ethertype")
    public static let ipProtocol = Register("ip.proto")
    public static let tcpPort = Register("tcp.port")
    public static let udpPort = Register("udp.port")
    public static let pppProtocol = Register("ppp.protocol")
    public static let llcSAP = Register("llc.dsap")
    public static let greProtocol = Register("gre.proto")
    public static let protocolID = Register("name")
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
