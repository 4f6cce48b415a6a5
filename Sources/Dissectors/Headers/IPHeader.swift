public import PacketCore

/// What the headers of IPv4 and IPv6 have in common.
@frozen
public struct IPHeader: Hashable, Sendable {
  public var source: IPAddress
  public var destination: IPAddress

  /// The number of what follows IPv4's header, or IPv6's last extension header.
  public var ipProtocol: UInt8

  /// Routers that the packet may still pass: IPv4's time to live, IPv6's hop limit.
  public var timeToLive: UInt8

  @inlinable
  public init(
    source: IPAddress, destination: IPAddress, ipProtocol: UInt8, timeToLive: UInt8
  ) {
    self.source = source
    self.destination = destination
    self.ipProtocol = ipProtocol
    self.timeToLive = timeToLive
  }
}
