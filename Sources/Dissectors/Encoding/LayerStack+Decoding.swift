public import PacketCore

extension LayerStack {
  /// The layers of a captured packet, to be changed and made anew.
  ///
  /// From the first layer on that has no value to keep, or one that would not come out again byte for byte
  /// (reserved bits that are set, names compressed otherwise), the rest is there as bytes. What follows
  /// the outermost IP packet becomes the ``trailer``.
  public init(_ packet: Packet) {
    let dissection = packet.dissection
    self.init(dissection)
  }

  /// The layers of a packet that has been dissected.
  public init(_ dissection: borrowing Dissection) {
    self.init([])
    let bytes = dissection.bytes
    var offset = 0
    var end = bytes.byteCount
    var mayTrail = true
    for layer in dissection.path {
      let layerEnd = layer.offset + layer.length
      let isBroken = !layer.flags.isDisjoint(with: [.truncated, .malformed])
      guard layer.offset == offset, !isBroken, layerEnd == end || mayTrail else { break }
      let id = dissection.table.entries[layer.protocolIndex].id
      let content = bytes.slice(from: offset, count: layer.length)
      guard let value = Self.value(id, content),
        let count = Self.countIfEqual(value, content)
      else { break }
      end = layerEnd
      layers.append(value)
      offset += count
      if type(of: value).isNetwork || id == PPPoESession.id { mayTrail = false }
    }
    if offset < end { layers.append(bytes.slice(from: offset, count: end - offset).copied()) }
    trailer = bytes.slice(from: end).copied()
  }

  /// How many bytes a layer is encoded in, when these are the first of `bytes`.
  private static func countIfEqual(_ layer: any PacketLayer, _ bytes: RawSpan) -> Int? {
    var writer = ByteWriter()
    guard (try? layer.encode(into: &writer)) != nil else { return nil }
    let count = writer.count
    return writer.withBytes { $0.equals(bytes.slice(from: 0, count: count)) } ? count : nil
  }

  /// The value of a layer of one of our protocols.
  private static func value(_ id: ProtocolID, _ bytes: RawSpan) -> (any PacketLayer)? {
    linkValue(id, bytes) ?? networkValue(id, bytes) ?? messageValue(id, bytes)
  }

  private static func linkValue(_ id: ProtocolID, _ bytes: RawSpan) -> (any PacketLayer)? {
    switch id {
    case Ethernet.id: Ethernet.Header(Ethernet(unchecked: bytes))
    case VLAN.id: VLAN.Header(VLAN(unchecked: bytes))
    case ServiceTag.id: ServiceTag.Header(ServiceTag(unchecked: bytes))
    case ARP.id: ARP(unchecked: bytes).message
    case LLC.id: LLC.Header(LLC(unchecked: bytes))
    case MPLS.id: MPLS.Header(MPLS(unchecked: bytes))
    case PPPoESession.id: PPPoESession.Header(PPPoESession(unchecked: bytes))
    case PPP.id: PPP.Header(PPP(unchecked: bytes))
    case LinuxCooked.id: LinuxCooked.Header(LinuxCooked(unchecked: bytes))
    case Loopback.id: Loopback.Header(Loopback(unchecked: bytes))
    case GRE.id: GRE.Header(GRE(unchecked: bytes))
    case VXLAN.id: VXLAN.Header(VXLAN(unchecked: bytes))
    case Geneve.id: Geneve.Header(Geneve(unchecked: bytes))
    case GTP.id: GTP.Header(GTP(unchecked: bytes))
    case EtherIP.id: EtherIP.Header(EtherIP(unchecked: bytes))
    default: nil
    }
  }

  private static func networkValue(_ id: ProtocolID, _ bytes: RawSpan) -> (any PacketLayer)? {
    switch id {
    case IPv4.id: IPv4.Header(IPv4(unchecked: bytes))
    case IPv6.id: IPv6.Header(IPv6(unchecked: bytes))
    case IPv6HopByHopOptions.id:
      IPv6HopByHopOptions.Header(IPv6HopByHopOptions(unchecked: bytes))
    case IPv6DestinationOptions.id:
      IPv6DestinationOptions.Header(IPv6DestinationOptions(unchecked: bytes))
    case IPv6Routing.id: IPv6Routing.Header(IPv6Routing(unchecked: bytes))
    case IPv6Fragment.id: IPv6Fragment.Header(IPv6Fragment(unchecked: bytes))
    case AuthenticationHeader.id:
      AuthenticationHeader.Header(AuthenticationHeader(unchecked: bytes))
    case ESP.id: ESP.Header(ESP(unchecked: bytes))
    case ICMPv4.id: ICMPv4.Header(ICMPv4(unchecked: bytes))
    case ICMPv6.id: ICMPv6.Header(ICMPv6(unchecked: bytes))
    case IGMP.id: IGMP.Header(IGMP(unchecked: bytes))
    case TCP.id: TCP.Header(TCP(unchecked: bytes))
    case UDP.id: UDP.Header(UDP(unchecked: bytes))
    case UDPLite.id: UDPLite.Header(UDPLite(unchecked: bytes))
    case SCTP.id: SCTP.Header(SCTP(unchecked: bytes))
    default: nil
    }
  }

  private static func messageValue(_ id: ProtocolID, _ bytes: RawSpan) -> (any PacketLayer)? {
    switch id {
    case DNS.id, MDNS.id, LLMNR.id: try? DNS.Message(decoding: bytes)
    case DHCPv4.id: DHCPv4.Message(DHCPv4(unchecked: bytes))
    case NTP.id: NTP.Packet(NTP(unchecked: bytes))
    case RADIUS.id: RADIUS.Packet(RADIUS(unchecked: bytes))
    case SNMP.id: try? SNMP.Message(SNMP(unchecked: bytes))
    default: nil
    }
  }
}
