import Dissectors
import PacketCore
import Testing

/// Layers are put together, and what follows from others is filled in.
@Suite("Making packets")
struct LayerStackTests {
  let ethernet = Ethernet.Header(
    destination: MACAddress(rawValue: 0x0200_0000_0001),
    source: MACAddress(rawValue: 0x0200_0000_0002))
  let ipv4 = IPv4.Header(
    source: IPv4Address(192, 0, 2, 1), destination: IPv4Address(192, 0, 2, 53))
  let ipv6 = IPv6.Header(
    source: IPv6Address(high: 0x2001_0db8 << 32, low: 1),
    destination: IPv6Address(high: 0x2001_0db8 << 32, low: 2))

  private func read(_ name: String, _ packet: Packet) -> String {
    field(name, packet.bytes.copied(), packet.linkType)
  }

  /// What the outermost transport checksum says.
  private func status(_ packet: Packet) -> ChecksumStatus? {
    if let ip = packet.ipv4 {
      if let udp = packet.udp { return udp.checksumStatus(in: ip) }
      if let lite = packet[UDPLite.self] { return lite.checksumStatus(in: ip) }
      return packet[SCTP.self]?.checksumStatus(in: ip)
    }
    guard let ip = packet.ipv6 else { return nil }
    if let udp = packet.udp { return udp.checksumStatus(in: ip) }
    return packet.tcp?.checksumStatus(in: ip)
  }

  @Test func fillsInADatagram() throws {
    var query = DNS.Message(id: 7, flags: DNS.Flags(rawValue: 0x0100))
    query.questions = [DNS.Question(name: "www.example.com", type: .a)]
    let packet = try
      (ethernet / VLAN.Header(identifier: 42, priority: 3) / ipv4
      / UDP.Header(sourcePort: 4242, destinationPort: 53) / query).packet()
    #expect(packet.linkType == .ethernet)
    #expect(
      protocols(packet.bytes.copied(), .ethernet)
        == "eth:ethertype:vlan:ethertype:ip:udp:dns")
    #expect(read("ip.len", packet) == "61" && read("udp.length", packet) == "41")
    #expect(read("vlan.id", packet) == "42" && read("ip.proto", packet) == "17")
    #expect(read("dns.qry.name", packet) == "www.example.com")
    let isValid = packet.ipv4?.isChecksumValid
    let checksum = packet.udp?.checksum
    #expect(isValid == true && checksum != 0)
    let status = self.status(packet)
    #expect(status == .correct)
  }

  @Test func fillsInExtensionHeaders() throws {
    let stack =
      ipv6 / IPv6HopByHopOptions.Header(options: [5, 2, 0, 0])
      / IPv6DestinationOptions.Header(options: []) / TCP.Header(sourcePort: 1, destinationPort: 2)
      / Array("hello".utf8)
    let packet = try stack.packet()
    #expect(packet.linkType == .rawIP)
    #expect(
      protocols(packet.bytes.copied(), .rawIP) == "raw:ipv6:ipv6.hopopts:ipv6.dstopts:tcp:data")
    #expect(read("ipv6.plen", packet) == "41")
    let status = self.status(packet)
    #expect(status == .correct)
  }

  /// A routing header's last address is the one that the checksum covers (RFC 8200 §8.1).
  @Test func coversTheLastDestination() throws {
    var data: [UInt8] = [0, 0, 0, 0]
    data += [0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [9]
    let stack =
      ipv6 / IPv6Routing.Header(kind: .sourceRoute, segmentsLeft: 1, data: data)
      / UDP.Header(sourcePort: 1, destinationPort: 2) / [1, 2, 3]
    let packet = try stack.packet()
    let status = self.status(packet)
    #expect(status == .correct)
  }

  @Test func fillsInTunnels() throws {
    let inner = ethernet / ipv4 / ICMPv4.Header.echo(identifier: 1, sequenceNumber: 2) / [1, 2, 3]
    let vxlan =
      ethernet / ipv6 / UDP.Header(sourcePort: 5000, destinationPort: 4789)
      / VXLAN.Header(networkIdentifier: 77) / inner
    var packet = try vxlan.packet()
    #expect(
      protocols(packet.bytes.copied(), .ethernet)
        == "eth:ethertype:ipv6:udp:vxlan:eth:ethertype:ip:icmp:data")
    #expect(read("icmp.checksum.status", packet) == "1")
    let geneve =
      ipv4 / UDP.Header(sourcePort: 5000, destinationPort: 6081)
      / Geneve.Header(networkIdentifier: 77) / inner
    packet = try geneve.packet()
    #expect(
      protocols(packet.bytes.copied(), .rawIP) == "raw:ip:udp:geneve:eth:ethertype:ip:icmp:data")
    var gre = GRE.Header(key: 5)
    gre.checksum = 0
    packet = try (ipv4 / gre / ipv6 / ICMPv6.Header.echo(identifier: 1, sequenceNumber: 1)).packet()
    #expect(protocols(packet.bytes.copied(), .rawIP) == "raw:ip:gre:ipv6:icmpv6")
    #expect(read("icmpv6.checksum.status", packet) == "1")
    let labels = MPLS.Header(entries: [
      MPLS.Entry(label: 100), MPLS.Entry(label: 200, isBottom: true), MPLS.Entry(label: 300),
    ])
    packet = try (ethernet / labels / ipv4 / IGMP.Header(.leaveGroup, group: ipv4.source)).packet()
    #expect(protocols(packet.bytes.copied(), .ethernet) == "eth:ethertype:mpls:ip:igmp:igmp")
    #expect(read("mpls.bottom", packet) == "0,0,1")
  }

  @Test func fillsInLinks() throws {
    let udp = UDP.Header(sourcePort: 1, destinationPort: 2)
    var packet = try
      (ethernet / PPPoESession.Header(sessionIdentifier: 9) / PPP.Header() / ipv4 / udp)
      .packet()
    #expect(
      protocols(packet.bytes.copied(), .ethernet) == "eth:ethertype:pppoes:ppp:ip:udp")
    #expect(read("pppoe.payload_length", packet) == "30")
    packet = try (LinuxCooked.Header(source: ethernet.source) / ipv6 / udp).packet()
    #expect(packet.linkType == .linuxSLL)
    #expect(protocols(packet.bytes.copied(), .linuxSLL) == "sll:ethertype:ipv6:udp")
    packet = try (Loopback.Header(family: 2) / ipv4 / udp).packet()
    #expect(protocols(packet.bytes.copied(), .null) == "null:ip:udp")
    packet = try
      (ethernet / ServiceTag.Header(VLAN.Tag(rawValue: 7))
      / ARP.Message(
        .request, senderMAC: ethernet.source, senderIP: ipv4.source, targetIP: ipv4.destination))
      .packet()
    #expect(protocols(packet.bytes.copied(), .ethernet) == "eth:ethertype:ieee8021ad:ethertype:arp")
  }

  @Test func fillsInOtherTransports() throws {
    var packet = try (ipv4 / UDPLite.Header(sourcePort: 1, destinationPort: 2) / [1, 2, 3]).packet()
    let lite = status(packet)
    #expect(lite == .correct)
    let header = SCTP.Header(sourcePort: 1, destinationPort: 2, verificationTag: 3)
    packet = try (ipv4 / header / [14, 0, 0, 4]).packet()
    let sctp = status(packet)
    #expect(sctp == .correct)
  }

  @Test func leavesWhatIsGiven() throws {
    var udp = UDP.Header(sourcePort: 1, destinationPort: 2)
    (udp.length, udp.checksum) = (99, 0xbeef)
    let lying = try (ipv4 / udp.asGiven / [1, 2, 3]).packet()
    #expect(read("udp.length", lying) == "99" && read("udp.checksum", lying) == "0xbeef")
    #expect(read("ip.len", lying) == "31")
    let bare = try (ipv4 / udp).encoded(filling: [])
    #expect(bare[2...3] == [0, 0] && bare[9] == 0 && bare[10...11] == [0, 0])
    let lengths = try (ipv4 / udp).encoded(filling: .lengths)
    #expect(lengths[2...3] == [0, 28] && lengths[9] == 0 && lengths[10...11] == [0, 0])
    var numbered = ipv4
    numbered.protocol = 99
    #expect(try (numbered / udp).encoded()[9] == 99)
  }

  /// No transport checksum over a part: it is of the whole datagram.
  @Test func leavesTheChecksumsOfFragments() throws {
    var first = ipv4
    first.moreFragments = true
    var udp = UDP.Header(sourcePort: 1, destinationPort: 2)
    udp.checksum = 0x1234
    let bytes = try (first / udp / [UInt8](repeating: 1, count: 16)).encoded()
    #expect(bytes[26...27] == [0x12, 0x34])
  }

  @Test func refusesWhatDoesNotFit() {
    #expect(throws: EncodeError(protocolID: IPv4.id, field: "Total Length")) {
      _ = try (ipv4 / [UInt8](repeating: 0, count: 65_516)).encoded()
    }
    var tcp = TCP.Header(sourcePort: 1, destinationPort: 2)
    tcp.options = [UInt8](repeating: 1, count: 41)
    #expect(throws: EncodeError(protocolID: TCP.id, field: "Options")) {
      _ = try (ipv4 / tcp).encoded()
    }
    var odd = ipv4
    odd.fragmentOffset = 7
    #expect(throws: EncodeError(protocolID: IPv4.id, field: "Fragment Offset")) {
      _ = try (odd / tcp).encoded()
    }
  }

  @Test func changesACapturedPacket() throws {
    let original = Packet(
      bytes: try (ethernet / ipv4 / UDP.Header(sourcePort: 1, destinationPort: 2) / [9]).encoded()
        + [0, 0, 0])
    var stack = LayerStack(original)
    #expect(stack.layers.count == 4 && stack.trailer == [0, 0, 0])
    #expect(try stack.encoded(filling: []) == original.bytes.copied())
    var network = try #require(stack.layers[1] as? IPv4.Header)
    network.timeToLive = 1
    stack.layers[1] = network
    let changed = try stack.packet()
    let isValid = changed.ipv4?.isChecksumValid
    #expect(isValid == true && read("ip.ttl", changed) == "1")
  }
}
