public import PacketCore

/// How a live capture is to be opened. Every value has a default that suits most programs.
public struct LiveConfiguration: Hashable, Sendable {
  /// A pcap filter expression (`tcp port 443`) that the kernel applies; nil for all packets.
  public var filter: String?
  /// Whether what is addressed to other machines is captured too.
  public var promiscuous = true
  /// Whether a Wi-Fi interface hands over all radio frames, with radio headers.
  public var monitorMode = false
  /// The most bytes of a packet that are kept.
  public var snapLength = 262_144
  /// Bytes of the kernel's buffer, which holds what the program has not read yet.
  public var bufferSize = 8 << 20
  /// How long the kernel may gather packets before it hands them over. Waking the program costs
  /// more than many packets do.
  public var timeout = Duration.milliseconds(50)
  /// Whether the kernel hands over each packet at once; costs more for each packet.
  public var immediate = false
  /// Which way the packets go that are captured.
  public var direction = Direction.both
  /// Who stamps the time; nil for the interface's own choice.
  public var timestampType: TimestampType?
  /// Whether times are taken to the nanosecond where the system can do so.
  public var nanoseconds = true
  /// The kind of header that packets are to start with; nil for the interface's own choice.
  public var linkType: LinkType?

  /// Which way a packet goes, seen from this machine.
  public enum Direction: UInt8, Hashable, Sendable {
    case both, incoming, outgoing
  }

  public init() {}
}
