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

  /// What follows the transport header, or the network header where there is none that is known;
  /// clipped to what was captured, padding left out.
  @inlinable public var payload: RawSpan {
    @_lifetime(copy self) @inline(__always)
    get { part(from: layout.payloadOffset) }
  }
}
