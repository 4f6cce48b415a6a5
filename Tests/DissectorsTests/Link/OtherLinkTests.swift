import Dissectors
import PacketCore
import Testing

@Suite("FDDI, ARCNET, IP over InfiniBand, IPNET, NFLOG")
struct OtherLinkTests {
  /// Corpus: zeek/Traces/dns-inverse-query.pcap, frame 1, its start.
  let ring = hex(
    """
    50aa00040083a7aa00040082a7aaaa030000000800 4500002ce37600003306e146d4b42a6483f3400361a80035b909d8
    3d000000006002020 0dff20000020405b4
    """)
  /// Corpus: tcpdump/arcnet-rfc1201-arp-icmp-http.pcap, frame 11, its start.
  let numbered = hex("be50b200d400016a4500004aa900400040 11f6030a5083010a5003fe040000350036 24a2")
  /// Corpus: tcpdump/arcnet-rfc1051-arp-icmp-http.pcap, frame 1.
  let plain = hex("be00ed08f1000708000104000 1be0a50830 1000a5083fe")
  /// Corpus: tcpdump/e1000g.pcap, frame 1, its start.
  let observed = hex(
    """
    010200000000005400000002 00000000ffffffff0000000045000054e58e0000f901fcd581926a370a05e975080032e2
    """)
  /// Corpus: tcpdump/ipoib.pcap, frame 6, its start.
  let fabric = hex(
    """
    00000000000000000000000000000000 2fed000c80000550fe80000000000000 0010e000664ab4510806000000200800
    """)
  /// Corpus: tcpdump/nflog.pcap, frame 1, its start without attributes 8 to 17, and IP's first bytes.
  let logged = hex("02000014 0800010008000127 05000a0000000000 0800040000000002 4d000900 45000049")

  @Test func readsRings() throws {
    let frame = try FDDI(decoding: ring.span.bytes)
    #expect(frame.frameControl == 0x50 && frame.carriesLLC)
    #expect(frame.destination == MACAddress(0x55, 0, 0x20, 0, 0xc1, 0xe5))
    #expect(frame.source == MACAddress(0x55, 0, 0x20, 0, 0x41, 0xe5))
    #expect(protocols(ring, .fddi).hasPrefix("fddi:llc:ip"))
    #expect(refusesEveryCut(FDDI.self, ring, headerLength: 13))
  }

  @Test func readsARCNET() throws {
    let frame = try ARCNET(decoding: numbered.span.bytes)
    #expect(frame.source == 0xbe && frame.destination == 0x50 && frame.protocol == 0xd4)
    #expect(frame.splitFlag == 0 && frame.sequenceNumber == 362 && frame.headerLength == 8)
    #expect(protocols(numbered, .arcnetLinux).hasPrefix("arcnet:ip"))
    #expect(protocols(plain, .arcnetLinux) == "arcnet:arp")
    #expect(field("arp.src.hw", plain, .arcnetLinux) == "be")
    #expect(refusesEveryCut(ARCNET.self, numbered, headerLength: 8))
    #expect(refusesEveryCut(ARCNET.self, plain, headerLength: 5))
    let split = try ARCNET(decoding: hex("be50b200d403016a45").span.bytes)
    #expect(split.next == .data)
  }

  @Test func readsFabrics() throws {
    let packet = try IPOverInfiniBand(decoding: fabric.span.bytes)
    #expect(packet.hasRouteHeader == false && packet.queuePair == 0x550)
    #expect(packet.etherType == 0x0806)
    #expect(field("ipoib.dgid", fabric, .ipOverInfiniBand) == "fe80::10:e000:664a:b451")
    #expect(protocols(fabric, .ipOverInfiniBand).hasPrefix("ipoib:arp"))
    #expect(refusesEveryCut(IPOverInfiniBand.self, fabric, headerLength: 44))
  }

  @Test func readsObservedPackets() throws {
    let packet = try SolarisIPNet(decoding: observed.span.bytes)
    #expect(packet.family == 2 && packet.packetLength == 84 && packet.interfaceIndex == 2)
    #expect(protocols(observed, .ipnet).hasPrefix("ipnet:ip"))
    #expect(field("ipnet.zsrc", observed, .ipnet) == "4294967295")
    #expect(refusesEveryCut(SolarisIPNet.self, observed, headerLength: 24))
  }

  @Test func readsLoggedPackets() throws {
    let packet = try NFLOG(decoding: logged.span.bytes)
    #expect(packet.family == 2 && packet.version == 0 && packet.resource == 20)
    #expect(packet.payload.copied() == [0x45, 0, 0, 0x49])
    #expect(packet.next == .named(IPv4.id))
    #expect(field("nflog.protocol", logged, .nflog) == "0x0800")
    #expect(field("nflog.tlv_type", logged, .nflog) == "1,10,4,9")
    #expect(refusesEveryCut(NFLOG.self, logged, headerLength: 4))
    let broken = try NFLOG(decoding: hex("02000014 03000100").span.bytes)
    #expect(broken.payload.byteCount == 0)
  }
}
