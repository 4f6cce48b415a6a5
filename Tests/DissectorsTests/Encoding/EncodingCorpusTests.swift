import CaptureFiles
import Dissectors
import PacketCore
import Testing

/// Encoding what was decoded gives the bytes, for the packets of the corpus.
@Suite("Making the corpus anew", .enabled(if: CorpusFiles.isThere, CorpusFiles.absence))
struct EncodingCorpusTests {
  /// Packets of each capture that are looked at.
  private static let limit = 150

  /// Layers that are made anew as values, not as bytes, and of how many that are there.
  private struct Tally {
    var made: [String: Int] = [:]
    var found: [String: Int] = [:]
  }

  private static func forEachPacket(_ body: (Packet, String) -> Void) {
    for name in CorpusFiles.paths {
      do throws(CaptureError) {
        var reader = try CaptureFileReader(path: CorpusFiles.root + "/" + name)
        var count = 0
        while count < limit, let packet = try reader.next() {
          count += 1
          body(packet, "\(name), frame \(count)")
        }
      } catch {}
    }
  }

  /// The protocols whose layers a stack has values of, and the type that each has there.
  private static let types: [(id: ProtocolID, type: any PacketLayer.Type)] = [
    (Ethernet.id, Ethernet.Header.self), (VLAN.id, VLAN.Header.self),
    (ServiceTag.id, ServiceTag.Header.self), (ARP.id, ARP.Message.self),
    (MPLS.id, MPLS.Header.self), (PPPoESession.id, PPPoESession.Header.self),
    (PPP.id, PPP.Header.self), (LinuxCooked.id, LinuxCooked.Header.self),
    (Loopback.id, Loopback.Header.self), (IPv4.id, IPv4.Header.self), (IPv6.id, IPv6.Header.self),
    (IPv6HopByHopOptions.id, IPv6HopByHopOptions.Header.self),
    (IPv6DestinationOptions.id, IPv6DestinationOptions.Header.self),
    (IPv6Routing.id, IPv6Routing.Header.self), (IPv6Fragment.id, IPv6Fragment.Header.self),
    (AuthenticationHeader.id, AuthenticationHeader.Header.self),
    (ICMPv4.id, ICMPv4.Header.self), (ICMPv6.id, ICMPv6.Header.self), (IGMP.id, IGMP.Header.self),
    (TCP.id, TCP.Header.self), (UDP.id, UDP.Header.self), (SCTP.id, SCTP.Header.self),
    (GRE.id, GRE.Header.self), (VXLAN.id, VXLAN.Header.self), (Geneve.id, Geneve.Header.self),
    (LLC.id, LLC.Header.self), (GTP.id, GTP.Header.self),
    (ESP.id, ESP.Header.self),
    (DNS.id, DNS.Message.self), (DHCPv4.id, DHCPv4.Message.self), (NTP.id, NTP.Packet.self),
    (RADIUS.id, RADIUS.Packet.self), (SNMP.id, SNMP.Message.self),
  ]

  @Test func asGivenGivesTheBytes() {
    var tally = Tally()
    let names = Dictionary(
      uniqueKeysWithValues: Self.types.map { (ObjectIdentifier($0.type), $0.id.description) })
    let known = Set(names.values)
    Self.forEachPacket { packet, place in
      let stack = LayerStack(packet)
      let bytes = try? stack.encoded(filling: [])
      if bytes != packet.bytes.copied() { Issue.record("\(place) does not come back") }
      for layer in stack.layers {
        if let name = names[ObjectIdentifier(type(of: layer))] { tally.made[name, default: 0] += 1 }
      }
      // Those that stand behind values only, in a packet of which no header is broken.
      let dissection = packet.dissection
      guard dissection.path.error == nil else { return }
      for id in dissection.protocols {
        guard known.contains(id.description) else { break }
        tally.found[id.description, default: 0] += 1
      }
    }
    for name in known.sorted() {
      let (made, found) = (tally.made[name] ?? 0, tally.found[name] ?? 0)
      #expect(made > 0, "\(name): \(made) of \(found) layers are values")
    }
    // What is not a value has bits of its own: addresses of another kind, a reserved bit that is set.
    for name in ["eth", "ip", "ipv6", "tcp", "udp", "arp", "icmp", "vlan"] {
      let (made, found) = (tally.made[name] ?? 0, tally.found[name] ?? 0)
      #expect(made * 10 >= found * 8, "\(name): \(made) of \(found) layers are values")
    }
  }

  /// Whole packets with one IP header, whose own lengths and checksums are right.
  private static func isCanonical(_ packet: Packet) -> Bool {
    let dissection = packet.dissection
    guard packet.capturedLength == packet.originalLength, dissection.path.error == nil,
      dissection.count(of: IPv4.self) + dissection.count(of: IPv6.self) == 1,
      dissection.count(of: UDPLite.self) == 0, dissection.count(of: GRE.self) == 0
    else { return false }
    if let ip = dissection.view(IPv4.self) {
      guard ip.isChecksumValid, ip.totalLength > 0, !ip.isFragment else { return false }
      if let tcp = dissection.view(TCP.self) { return tcp.checksumStatus(in: ip) == .correct }
      if let udp = dissection.view(UDP.self) {
        return udp.checksumStatus(in: ip) == .correct
          && Int(udp.length) == Int(ip.totalLength) - ip.headerLength
      }
      if let icmp = dissection.view(ICMPv4.self) { return icmp.checksumStatus(in: ip) == .correct }
      if let igmp = dissection.view(IGMP.self) { return igmp.checksumStatus(in: ip) == .correct }
      if let sctp = dissection.view(SCTP.self) { return sctp.checksumStatus(in: ip) == .correct }
      return false
    }
    guard let ip = dissection.view(IPv6.self), ip.payloadLength > 0,
      dissection.count(of: IPv6Fragment.self) == 0
    else { return false }
    if let tcp = dissection.view(TCP.self) { return tcp.checksumStatus(in: ip) == .correct }
    if let udp = dissection.view(UDP.self) {
      return udp.checksumStatus(in: ip) == .correct && Int(udp.length) == udp.bytes.byteCount
    }
    if let icmp = dissection.view(ICMPv6.self) { return icmp.checksumStatus(in: ip) == .correct }
    return false
  }

  @Test func fillingInGivesTheBytesOfCanonicalPackets() {
    var counts: [String: Int] = [:]
    var reported = 0
    Self.forEachPacket { packet, place in
      guard Self.isCanonical(packet) else { return }
      let bytes = try? LayerStack(packet).encoded()
      if bytes != packet.bytes.copied(), reported < 20 {
        reported += 1
        Issue.record("\(place): \(packet.dissection.protocols) is filled in otherwise")
      }
      for id in packet.dissection.protocols { counts[id.description, default: 0] += 1 }
    }
    for name in [
      "eth", "vlan", "sll", "ppp", "pppoes", "ip", "ipv6", "ipv6.hopopts", "icmp", "icmpv6",
      "igmp", "tcp", "udp", "sctp", "dns", "dhcp", "ntp", "snmp", "radius",
    ] {
      #expect((counts[name] ?? 0) > 0, "\(name): no canonical packet; \(counts)")
    }
  }
}
