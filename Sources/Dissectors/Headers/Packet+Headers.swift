public import PacketCore

extension Packet {
  /// The outermost network and transport headers.
  @inlinable public var headers: Headers {
    @_lifetime(borrow self) @inline(__always)
    get { Headers(bytes, linkType: linkType) }
  }

  /// All layers, by the standard table.
  public var dissection: Dissection {
    @_lifetime(borrow self)
    get { dissection(by: .standard) }
  }

  /// All layers, by a table with a program's own protocols.
  @_lifetime(borrow self)
  public func dissection(by table: DissectorTable) -> Dissection {
    Dissection(bytes, linkType: linkType, originalLength: originalLength, table: table)
  }

  /// The outermost header of a protocol, wherever it stands.
  public subscript<View: ProtocolView & ~Escapable>(_ type: View.Type) -> View? {
    @_lifetime(borrow self)
    get { dissection.view(type) }
  }

  @inlinable public var ipv4: IPv4? {
    @_lifetime(borrow self)
    get { headers.ipv4 }
  }

  @inlinable public var ipv6: IPv6? {
    @_lifetime(borrow self)
    get { headers.ipv6 }
  }

  public var arp: ARP? {
    @_lifetime(borrow self)
    get { headers.arp }
  }

  /// The VLAN tags, of either kind, from the outermost in.
  public var vlans: [VLAN.Tag] {
    let dissection = dissection
    let kinds = [VLAN.id, ServiceTag.id].map { dissection.table.index(of: $0) }
    return dissection.path.compactMap { layer in
      guard kinds.contains(layer.protocolIndex), !layer.flags.contains(.truncated) else {
        return nil
      }
      return VLAN.Tag(rawValue: dissection.bytes.bigEndian(UInt16.self, at: layer.offset))
    }
  }

  /// What IPv4 and IPv6 have in common.
  @inlinable public var ip: IPHeader? { headers.ip }

  /// An ICMP message over IPv4.
  public var icmp: ICMPv4? {
    @_lifetime(borrow self)
    get { headers.icmp }
  }

  /// An ICMP message over IPv6.
  public var icmpv6: ICMPv6? {
    @_lifetime(borrow self)
    get { headers.icmpv6 }
  }

  public var sctp: SCTP? {
    @_lifetime(borrow self)
    get { headers.sctp }
  }

  public var udpLite: UDPLite? {
    @_lifetime(borrow self)
    get { headers.udpLite }
  }

  @inlinable public var tcp: TCP? {
    @_lifetime(borrow self)
    get { headers.tcp }
  }

  @inlinable public var udp: UDP? {
    @_lifetime(borrow self)
    get { headers.udp }
  }
}

extension PacketView {
  /// The outermost network and transport headers.
  @inlinable public var headers: Headers {
    @_lifetime(copy self) @inline(__always)
    get { Headers(bytes, linkType: linkType) }
  }
}
