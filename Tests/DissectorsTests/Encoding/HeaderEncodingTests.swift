import Dissectors
import PacketCore
import Testing

/// Decoding what was encoded gives the value, for random values of every header.
@Suite("Headers: decoding what was encoded")
struct HeaderEncodingTests {
  private struct Maker {
    var generator: SeededGenerator

    mutating func number<T: FixedWidthInteger>(_ type: T.Type = T.self) -> T {
      T.random(in: .min ... .max, using: &generator)
    }
    mutating func flag() -> Bool { Bool.random(using: &generator) }
    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in number() } }
    mutating func bytes(upTo limit: Int, multipleOf size: Int) -> [UInt8] {
      bytes(Int.random(in: 0...limit / size, using: &generator) * size)
    }
    mutating func mac() -> MACAddress { MACAddress(rawValue: number(UInt64.self) >> 16) }
    mutating func ipv4() -> IPv4Address { IPv4Address(rawValue: number()) }
    mutating func ipv6() -> IPv6Address { IPv6Address(high: number(), low: number()) }
  }

  /// The header alone, its values as they are.
  private func encoded(_ layer: some PacketLayer) throws -> [UInt8] {
    var writer = ByteWriter()
    try layer.encode(into: &writer)
    return writer.bytes
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func links(seed: UInt64) throws {
    var make = Maker(generator: SeededGenerator(seed: seed))
    let ethernet = Ethernet.Header(
      destination: make.mac(), source: make.mac(), typeOrLength: make.number())
    var bytes = try encoded(ethernet)
    #expect(Ethernet.Header(try Ethernet(decoding: bytes.span.bytes)) == ethernet)
    let tag = VLAN.Header(VLAN.Tag(rawValue: make.number()), typeOrLength: make.number())
    bytes = try encoded(tag)
    #expect(VLAN.Header(try VLAN(decoding: bytes.span.bytes)) == tag)
    let service = ServiceTag.Header(tag.tag, typeOrLength: tag.typeOrLength)
    bytes = try encoded(service)
    #expect(ServiceTag.Header(try ServiceTag(decoding: bytes.span.bytes)) == service)
    let arp = ARP.Message(
      ARP.Operation(rawValue: make.number()), senderMAC: make.mac(), senderIP: make.ipv4(),
      targetMAC: make.mac(), targetIP: make.ipv4())
    bytes = try encoded(arp)
    let message = try ARP(decoding: bytes.span.bytes).message
    #expect(message == arp)
    let entries = (0...seed % 4).map { index in
      MPLS.Entry(
        label: make.number(UInt32.self) >> 12, trafficClass: make.number(UInt8.self) & 7,
        isBottom: index == seed % 4, timeToLive: make.number())
    }
    let labels = MPLS.Header(entries: entries)
    bytes = try encoded(labels)
    #expect(MPLS.Header(try MPLS(decoding: bytes.span.bytes)) == labels)
    var session = PPPoESession.Header(sessionIdentifier: make.number())
    session.payloadLength = make.number()
    bytes = try encoded(session)
    #expect(PPPoESession.Header(try PPPoESession(decoding: bytes.span.bytes)) == session)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func cookedLinks(seed: UInt64) throws {
    var make = Maker(generator: SeededGenerator(seed: seed))
    var cooked = LinuxCooked.Header(source: make.mac())
    cooked.packetType = LinuxCooked.PacketType(rawValue: make.number(UInt16.self) % 5)
    cooked.protocol = make.number(UInt16.self) | 0x0800
    if seed % 2 == 0 { cooked.interfaceIndex = make.number(UInt32.self) >> 16 }
    var bytes = try encoded(cooked)
    #expect(LinuxCooked.Header(try LinuxCooked(decoding: bytes.span.bytes)) == cooked)
    let loopback = Loopback.Header(family: make.number(), isBigEndian: make.flag())
    bytes = try encoded(loopback)
    #expect(Loopback.Header(try Loopback(decoding: bytes.span.bytes)) == loopback)
    let ppp = PPP.Header(
      addressAndControl: make.flag() ? 0xff03 : nil,
      protocol: make.number(UInt16.self) & 0x7efe | 0x0201)
    bytes = try encoded(ppp)
    // A first byte that is odd is a protocol of one byte.
    if ppp.protocol >> 8 & 1 == 0 {
      #expect(PPP.Header(try PPP(decoding: bytes.span.bytes)) == ppp)
    }
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func networks(seed: UInt64) throws {
    var make = Maker(generator: SeededGenerator(seed: seed))
    var ipv4 = IPv4.Header(source: make.ipv4(), destination: make.ipv4(), protocol: make.number())
    ipv4.differentiatedServices = make.number(UInt8.self) >> 2
    ipv4.congestionNotification = make.number(UInt8.self) & 3
    ipv4.options = make.bytes(upTo: 40, multipleOf: 4)
    ipv4.totalLength = 20 + UInt16(ipv4.options.count) + make.number(UInt16.self) % 1000
    (ipv4.identification, ipv4.timeToLive, ipv4.checksum) = (
      make.number(), make.number(), make.number()
    )
    (ipv4.reservedFlag, ipv4.dontFragment, ipv4.moreFragments) = (
      make.flag(), make.flag(), make.flag()
    )
    ipv4.fragmentOffset = Int(make.number(UInt16.self) & 0x1fff) * 8
    var bytes = try encoded(ipv4)
    #expect(IPv4.Header(try IPv4(decoding: bytes.span.bytes)) == ipv4)
    var ipv6 = IPv6.Header(source: make.ipv6(), destination: make.ipv6())
    (ipv6.trafficClass, ipv6.payloadLength) = (make.number(), make.number())
    (ipv6.nextHeader, ipv6.hopLimit) = (make.number(), make.number())
    ipv6.flowLabel = make.number(UInt32.self) >> 12
    bytes = try encoded(ipv6)
    #expect(IPv6.Header(try IPv6(decoding: bytes.span.bytes)) == ipv6)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func extensionHeaders(seed: UInt64) throws {
    var make = Maker(generator: SeededGenerator(seed: seed))
    var hop = IPv6HopByHopOptions.Header(options: make.bytes(6 + Int(seed % 9) * 8))
    hop.nextHeader = make.number()
    var bytes = try encoded(hop)
    #expect(
      IPv6HopByHopOptions.Header(try IPv6HopByHopOptions(decoding: bytes.span.bytes)) == hop)
    var options = IPv6DestinationOptions.Header(options: hop.options)
    options.nextHeader = make.number()
    bytes = try encoded(options)
    #expect(
      IPv6DestinationOptions.Header(try IPv6DestinationOptions(decoding: bytes.span.bytes))
        == options)
    var routing = IPv6Routing.Header(
      kind: IPv6Routing.Kind(rawValue: make.number()), segmentsLeft: make.number(),
      data: make.bytes(4 + Int(seed % 5) * 8))
    routing.nextHeader = make.number()
    bytes = try encoded(routing)
    #expect(IPv6Routing.Header(try IPv6Routing(decoding: bytes.span.bytes)) == routing)
    var fragment = IPv6Fragment.Header(
      fragmentOffset: Int(make.number(UInt16.self) & 0xfff8), moreFragments: make.flag(),
      identification: make.number())
    (fragment.nextHeader, fragment.reserved) = (make.number(), make.number())
    bytes = try encoded(fragment)
    #expect(IPv6Fragment.Header(try IPv6Fragment(decoding: bytes.span.bytes)) == fragment)
    var authentication = AuthenticationHeader.Header(
      securityParametersIndex: make.number(), sequenceNumber: make.number(),
      integrityCheckValue: make.bytes(upTo: 32, multipleOf: 4))
    (authentication.nextHeader, authentication.reserved) = (make.number(), make.number())
    bytes = try encoded(authentication)
    #expect(
      AuthenticationHeader.Header(try AuthenticationHeader(decoding: bytes.span.bytes))
        == authentication)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func controlMessages(seed: UInt64) throws {
    var make = Maker(generator: SeededGenerator(seed: seed))
    var icmp = ICMPv4.Header(
      ICMPv4.Kind(rawValue: make.number()), code: make.number(), parameter: make.number())
    icmp.checksum = make.number()
    var bytes = try encoded(icmp)
    #expect(ICMPv4.Header(try ICMPv4(decoding: bytes.span.bytes)) == icmp)
    var icmpv6 = ICMPv6.Header(
      ICMPv6.Kind(rawValue: make.number()), code: make.number(), parameter: make.number())
    icmpv6.checksum = make.number()
    bytes = try encoded(icmpv6)
    #expect(ICMPv6.Header(try ICMPv6(decoding: bytes.span.bytes)) == icmpv6)
    var igmp = IGMP.Header(
      IGMP.Kind(rawValue: make.number()), maximumResponseCode: make.number(), group: make.ipv4())
    igmp.checksum = make.number()
    bytes = try encoded(igmp)
    #expect(IGMP.Header(try IGMP(decoding: bytes.span.bytes)) == igmp)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func transports(seed: UInt64) throws {
    var make = Maker(generator: SeededGenerator(seed: seed))
    var tcp = TCP.Header(sourcePort: make.number(), destinationPort: make.number())
    (tcp.sequenceNumber, tcp.acknowledgmentNumber) = (make.number(), make.number())
    tcp.flags = TCP.Flags(rawValue: make.number(UInt16.self) & 0x0fff)
    (tcp.window, tcp.checksum, tcp.urgentPointer) = (make.number(), make.number(), make.number())
    tcp.options = make.bytes(upTo: 40, multipleOf: 4)
    var bytes = try encoded(tcp)
    #expect(TCP.Header(try TCP(decoding: bytes.span.bytes)) == tcp)
    var udp = UDP.Header(sourcePort: make.number(), destinationPort: make.number())
    (udp.length, udp.checksum) = (make.number(UInt16.self) | 8, make.number())
    bytes = try encoded(udp)
    #expect(UDP.Header(try UDP(decoding: bytes.span.bytes)) == udp)
    var lite = UDPLite.Header(sourcePort: make.number(), destinationPort: make.number())
    (lite.checksumCoverage, lite.checksum) = (8, make.number())
    bytes = try encoded(lite)
    #expect(UDPLite.Header(try UDPLite(decoding: bytes.span.bytes)) == lite)
    var sctp = SCTP.Header(
      sourcePort: make.number(), destinationPort: make.number(), verificationTag: make.number())
    sctp.checksum = make.number()
    bytes = try encoded(sctp)
    #expect(SCTP.Header(try SCTP(decoding: bytes.span.bytes)) == sctp)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func tunnels(seed: UInt64) throws {
    var make = Maker(generator: SeededGenerator(seed: seed))
    var gre = GRE.Header(protocol: make.number(UInt16.self) | 1)
    if make.flag() { (gre.checksum, gre.offset) = (make.number(), make.number()) }
    if make.flag() { gre.key = make.number() }
    if make.flag() { gre.sequenceNumber = make.number() }
    if make.flag() {
      gre.otherFlags = 1
      if make.flag() { gre.acknowledgmentNumber = make.number() }
    }
    var bytes = try encoded(gre)
    #expect(GRE.Header(try GRE(decoding: bytes.span.bytes)) == gre)
    var vxlan = VXLAN.Header(networkIdentifier: make.number(UInt32.self) >> 8)
    (vxlan.flags, vxlan.groupPolicy, vxlan.reserved) = (make.number(), make.number(), make.number())
    bytes = try encoded(vxlan)
    #expect(VXLAN.Header(try VXLAN(decoding: bytes.span.bytes)) == vxlan)
    var geneve = Geneve.Header(networkIdentifier: make.number(UInt32.self) >> 8)
    geneve.version = make.number(UInt8.self) & 3
    (geneve.flags, geneve.protocolType, geneve.reserved) = (
      make.number(), make.number(), make.number()
    )
    geneve.options = make.bytes(upTo: 252, multipleOf: 4)
    bytes = try encoded(geneve)
    #expect(Geneve.Header(try Geneve(decoding: bytes.span.bytes)) == geneve)
  }
  @Test(arguments: 0..<100 as Range<UInt64>)
  func othersOfLinkAndTunnel(seed: UInt64) throws {
    var make = Maker(generator: SeededGenerator(seed: seed))
    var llc = LLC.Header()
    (llc.organization, llc.protocolID) = (make.number(UInt32.self) >> 8, make.number())
    if make.flag() {
      llc = LLC.Header(destinationSAP: 0x42, sourceSAP: make.number())
      llc.control = make.flag() ? 0x03 : make.number(UInt16.self) & 0xfffe
    }
    var bytes = try encoded(llc)
    #expect(LLC.Header(try LLC(decoding: bytes.span.bytes)) == llc)
    var gtp = GTP.Header(tunnelEndpoint: make.number())
    if make.flag() { (gtp.flags, gtp.options) = (0x32, make.bytes(3) + [0]) }
    gtp.length = UInt16(gtp.options.count)
    bytes = try encoded(gtp)
    #expect(GTP.Header(try GTP(decoding: bytes.span.bytes)) == gtp)
    var etherIP = EtherIP.Header()
    etherIP.rawValue = make.number()
    bytes = try encoded(etherIP)
    #expect(EtherIP.Header(EtherIP(unchecked: bytes.span.bytes)) == etherIP)
    let esp = ESP.Header(securityParametersIndex: make.number(), sequenceNumber: make.number())
    bytes = try encoded(esp)
    #expect(ESP.Header(try ESP(decoding: bytes.span.bytes)) == esp)
  }
}
