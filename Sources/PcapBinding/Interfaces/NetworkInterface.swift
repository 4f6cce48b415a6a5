public import PacketCore

/// A device that packets can be captured on: a network interface of the machine, or what libpcap
/// offers beside them (`any`, `usbmon0`, `nflog`, …).
public struct NetworkInterface: Hashable, Sendable {
  /// What ``PacketCore/Capture`` opens it by (`eth0`).
  public let name: String
  /// What it is, in words, where the system says so.
  public let description: String?
  public let flags: Flags
  public let connection: Connection
  /// Its IP addresses.
  public let addresses: [Address]
  /// Its link-layer address, where it has one of 6 bytes.
  public let macAddress: MACAddress?

  public struct Flags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    /// What is sent comes back to the machine itself.
    public static let loopback = Flags(rawValue: 1)
    /// The administrator has brought it up.
    public static let up = Flags(rawValue: 2)
    /// It can pass packets: it is up and its link is there.
    public static let running = Flags(rawValue: 4)
    /// It is a radio; not necessarily Wi-Fi.
    public static let wireless = Flags(rawValue: 8)
  }

  /// Whether the interface is attached to a network.
  public enum Connection: UInt8, Hashable, Sendable {
    case unknown, connected, disconnected
    /// The question makes no sense for it, as for a loopback interface.
    case notApplicable
  }

  /// An IP address of an interface.
  public struct Address: Hashable, Sendable {
    public let address: IPAddress
    /// The bits that all addresses of its network share.
    public let netmask: IPAddress?
    /// The address that reaches all of its network.
    public let broadcast: IPAddress?
    /// The other end of a point-to-point link.
    public let destination: IPAddress?

    /// How many bits ``netmask`` has set.
    public var prefixLength: Int? { netmask?.octets.reduce(0) { $0 + $1.nonzeroBitCount } }
  }

  public var isLoopback: Bool { flags.contains(.loopback) }
  public var isUp: Bool { flags.contains(.up) }
  public var isRunning: Bool { flags.contains(.running) }
  public var isWireless: Bool { flags.contains(.wireless) }
}
