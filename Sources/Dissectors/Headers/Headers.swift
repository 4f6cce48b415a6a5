public import PacketCore

/// The outermost network and transport headers of a packet, over its bytes.
///
/// Finding them costs some ten nanoseconds; in a loop that reads several, take `let headers =
/// packet.headers` once. Tunnels, every tag and extension header, and the application's protocol are
/// in the packet's ``PacketCore/Dissection``.
@frozen
public struct Headers: ~Escapable {
  /// The whole packet.
  public let bytes: RawSpan
  public let layout: HeaderLayout

  @inlinable @inline(__always) @_lifetime(copy bytes)
  public init(_ bytes: RawSpan, linkType: LinkType) {
    self.bytes = bytes
    layout = HeaderLayout(bytes, linkType: linkType)
  }

  /// The layout's offsets lie within the packet: the pass that found them checked each.
  @inlinable @inline(__always) @_lifetime(copy self)
  func part(from start: Int) -> RawSpan {
    unsafe bytes.extracting(unchecked: start..<layout.end)
  }

  @inlinable public var ipv4: IPv4? {
    @_lifetime(copy self) @inline(__always)
    get { layout.has(.ipv4) ? IPv4(unchecked: part(from: layout.networkOffset)) : nil }
  }

  @inlinable public var ipv6: IPv6? {
    @_lifetime(copy self) @inline(__always)
    get { layout.has(.ipv6) ? IPv6(unchecked: part(from: layout.networkOffset)) : nil }
  }

  public var arp: ARP? {
    @_lifetime(copy self)
    get { layout.has(.arp) ? ARP(unchecked: part(from: layout.networkOffset)) : nil }
  }

  @inlinable public var tcp: TCP? {
    @_lifetime(copy self) @inline(__always)
    get { layout.has(.tcp) ? TCP(unchecked: part(from: layout.transportOffset)) : nil }
  }

  @inlinable public var udp: UDP? {
    @_lifetime(copy self) @inline(__always)
    get { layout.has(.udp) ? UDP(unchecked: part(from: layout.transportOffset)) : nil }
  }

  public var udpLite: UDPLite? {
    @_lifetime(copy self)
    get { layout.has(.udpLite) ? UDPLite(unchecked: part(from: layout.transportOffset)) : nil }
  }

  /// An ICMP message over IPv4.
  public var icmp: ICMPv4? {
    @_lifetime(copy self)
    get {
      let end = layout.end - layout.transportOffset
      guard layout.has(.icmpv4), end >= ICMPv4.headerLength else { return nil }
      return ICMPv4(unchecked: part(from: layout.transportOffset))
    }
  }

  /// An ICMP message over IPv6.
  public var icmpv6: ICMPv6? {
    @_lifetime(copy self)
    get {
      let end = layout.end - layout.transportOffset
      guard layout.has(.icmpv6), end >= ICMPv6.headerLength else { return nil }
      return ICMPv6(unchecked: part(from: layout.transportOffset))
    }
  }

  public var sctp: SCTP? {
    @_lifetime(copy self)
    get { layout.has(.sctp) ? SCTP(unchecked: part(from: layout.transportOffset)) : nil }
  }

  /// What IPv4 and IPv6 have in common.
  @inlinable public var ip: IPHeader? {
    if let ipv4 {
      return IPHeader(
        source: .v4(ipv4.source), destination: .v4(ipv4.destination),
        ipProtocol: layout.ipProtocol, timeToLive: ipv4.timeToLive)
    }
    guard let ipv6 else { return nil }
    return IPHeader(
      source: .v6(ipv6.source), destination: .v6(ipv6.destination),
      ipProtocol: layout.ipProtocol, timeToLive: ipv6.hopLimit)
  }

  /// What the transport header's checksum says; nil when there is no transport header.
  public var transportChecksum: ChecksumStatus? {
    let number: UInt8
    switch layout.transport {
    case .none: return nil
    case .tcp: number = 6
    case .udp: number = 17
    case .icmpv4: number = 1
    case .icmpv6: number = 58
    case .sctp: number = 132
    case .udpLite: number = 136
    }
    return ChecksumStatus(
      part(from: layout.networkOffset),
      transportOffset: layout.transportOffset - layout.networkOffset,
      isCut: layout.flags.contains(.clipped), protocol: number)
  }

  /// What follows the transport header, or the network header where there is none that is known;
  /// clipped to what was captured, padding left out.
  @inlinable public var payload: RawSpan {
    @_lifetime(copy self) @inline(__always)
    get { part(from: layout.payloadOffset) }
  }
}
