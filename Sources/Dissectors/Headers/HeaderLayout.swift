public import PacketCore

/// Where a packet's outermost network and transport headers stand, found in one pass.
///
/// Three trivial words: with a field for each value, copies went through outlined functions and a
/// loop took half as long again. Lengths have been checked: a header that is named here is wholly
/// captured.
@frozen
public struct HeaderLayout: BitwiseCopyable, Hashable, Sendable {
  /// Network, transport, flags, IP protocol and tag count, a byte each.
  @usableFromInline let kinds: UInt64
  /// Offset of the network header, and of the transport header above it.
  @usableFromInline let headers: UInt64
  /// Offset of the payload, and the end above it.
  @usableFromInline let rest: UInt64

  @frozen
  public enum Network: UInt8, Sendable { case none, ipv4, ipv6, arp }

  @frozen
  public enum Transport: UInt8, Sendable { case none, tcp, udp, icmpv4, icmpv6, sctp, udpLite }

  @frozen
  public struct Flags: OptionSet, BitwiseCopyable, Hashable, Sendable {
    public var rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A fragment other than the first: there is no transport header.
    @inlinable public static var laterFragment: Flags { Flags(rawValue: 1) }
    /// A first fragment: the transport payload goes on in other packets.
    @inlinable public static var firstFragment: Flags { Flags(rawValue: 2) }
    /// IPv6 extension headers stand between network and transport.
    @inlinable public static var extensionHeaders: Flags { Flags(rawValue: 4) }
    /// The network packet came in PPPoE, MPLS, LLC or the like.
    @inlinable public static var encapsulated: Flags { Flags(rawValue: 8) }
    /// The network payload is itself a packet (IP in IP, GRE): see the dissection.
    @inlinable public static var tunnel: Flags { Flags(rawValue: 16) }
    /// The network packet goes on beyond what was captured.
    @inlinable public static var clipped: Flags { Flags(rawValue: 32) }
  }

  /// Finds the headers of a packet of link type `linkType`.
  @inlinable @inline(__always)
  public init(_ bytes: RawSpan, linkType: LinkType) {
    guard linkType == .ethernet else {
      self.init(HeaderFinder.found(in: bytes, linkType))
      return
    }
    var finder = HeaderFinder()
    finder.findEthernet(bytes)
    self.init(finder)
  }

  @inlinable @inline(__always)
  init(_ found: HeaderFinder) {
    kinds = found.kinds
    headers = found.headers
    rest = found.rest
  }

  @inlinable @inline(__always)
  func kind(_ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: kinds >> (8 &* index)) }

  public var network: Network { Network(rawValue: kind(0)) ?? .none }
  public var transport: Transport { Transport(rawValue: kind(1)) ?? .none }
  @inlinable public func has(_ network: Network) -> Bool { kind(0) == network.rawValue }
  @inlinable public func has(_ transport: Transport) -> Bool { kind(1) == transport.rawValue }
  @inlinable public var flags: Flags { Flags(rawValue: kind(2)) }
  /// The IP protocol number after IPv4's header or IPv6's last extension header.
  @inlinable public var ipProtocol: UInt8 { kind(3) }
  /// VLAN tags before the network header.
  @inlinable public var tagCount: Int { Int(kind(4)) }
  // Distances from the start of the packet, in bytes.
  @inlinable public var networkOffset: Int { Int(truncatingIfNeeded: headers & 0xffff_ffff) }
  @inlinable public var transportOffset: Int { Int(truncatingIfNeeded: headers >> 32) }
  @inlinable public var payloadOffset: Int { Int(truncatingIfNeeded: rest & 0xffff_ffff) }
  /// End of the network packet: padding after it is not payload.
  @inlinable public var end: Int { Int(truncatingIfNeeded: rest >> 32) }
}
