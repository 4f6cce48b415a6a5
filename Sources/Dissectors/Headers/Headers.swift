public import PacketCore

/// The outermost network and transport headers of a packet, borrowed from it.
@frozen
public struct Headers: ~Escapable {
  public let bytes: RawSpan
  public let layout: HeaderLayout
  @inlinable @inline(__always) @_lifetime(copy bytes)
  public init(_ bytes: RawSpan, linkType: LinkType) {
    self.bytes = bytes
    layout = HeaderLayout(bytes, linkType: linkType)
  }
  @inlinable @inline(__always) @_lifetime(copy self)
  func part(_ start: Int, _ end: Int) -> RawSpan {
    unsafe bytes.extracting(unchecked: start..<end)
  }
  @inlinable public var ipv4: IPv4? {
    @_lifetime(copy self) @inline(__always) get {
      layout.has(.ipv4) ? IPv4(checked: part(layout.networkOffset, layout.end)) : nil
    }
  }
  @inlinable public var ipv6: IPv6? {
    @_lifetime(copy self) @inline(__always) get {
      layout.has(.ipv6) ? IPv6(checked: part(layout.networkOffset, layout.end)) : nil
    }
  }
  @inlinable public var tcp: TCP? {
    @_lifetime(copy self) @inline(__always) get {
      layout.has(.tcp) ? TCP(checked: part(layout.transportOffset, layout.end)) : nil
    }
  }
  @inlinable public var udp: UDP? {
    @_lifetime(copy self) @inline(__always) get {
      layout.has(.udp) ? UDP(checked: part(layout.transportOffset, layout.end)) : nil
    }
  }
  /// What follows the transport header
  @inlinable public var payload: RawSpan {
    @_lifetime(copy self) @inline(__always) get {
      part(layout.payloadOffset, layout.end)
    }
  }
  @inlinable public var transport: RawSpan {
    @_lifetime(copy self) @inline(__always) get {
      part(layout.transportOffset, layout.end)
    }
  }
}
extension Packet {
  @inlinable public var headers: Headers {
    @_lifetime(borrow self) @inline(__always) get {
      Headers(bytes, linkType: linkType)
    }
  }
}
extension PacketView {
  @inlinable public var headers: Headers {
    @_lifetime(copy self) @inline(__always) get {
      Headers(bytes, linkType: linkType)
    }
  }
}
