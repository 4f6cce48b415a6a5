import Dissectors
import PacketCore
import Testing

@Suite("IPv6 (RFC 8200)")
struct IPv6Tests {
  /// Corpus: pcapplusplus, ipv6_options.pcap, frame 1, its start: hop-by-hop options, destination
  /// options, routing header, authentication header, OSPF.
  let chain = hex(
    """
    6e0000000068 0001 fe800000000000000000000000000002 ff020000000000000000000000000005
    3c00050200000100 2b000b0109010100 3302000100000000 22000000000002100002000000000004
    5904000000000100 00000020354821 48b2435a23dcdd5536 03010028 0202020200000001f1730000
    """)
  /// Corpus: pcapplusplus, ipv6_options.pcap, frame 3: a routing header of type 4.
  let segments = hex(
    """
    6000000000202b04220000000000024402123ffffeae22f7220000000000024000020000000000041102000100000000
    22000000000002100002000000000004160d160a000827b6
    """)
  /// Corpus: tcpdump/ipv6-srh-ext-header.pcap, frame 1, from the routing header on.
  let segmentList = hex(
    """
    2904040101000000 000a000b000c00030000 0000000000d6 000a000b000c0002000000 0000f10000
    6008 89ad 0040 3a40
    """)

  @Test func readsEachField() throws {
    let ip = try IPv6(decoding: chain.span.bytes)
    #expect(ip.version == 6 && ip.trafficClass == 0xe0 && ip.flowLabel == 0)
    #expect(ip.payloadLength == 104 && ip.nextHeader == 0 && ip.hopLimit == 1)
    #expect(ip.source == IPv6Address("fe80::2"))
    #expect(ip.destination == IPv6Address("ff02::5"))
    #expect(ip.next == .bound(.ipProtocol(0)))
    #expect(ip.wireByteCount == 144)
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(IPv6.self, chain, headerLength: 40))
  }

  @Test func clipsCutPayload() throws {
    for count in 40...chain.count {
      let ip = try IPv6(decoding: chain.span.bytes.slice(from: 0, count: count))
      #expect(ip.payload.byteCount == count - 40)
    }
  }

  @Test func takesAllForAPayloadLengthOfZero() throws {
    var bytes = chain
    bytes[5] = 0
    let ip = try IPv6(decoding: bytes.span.bytes)
    #expect(ip.payload.byteCount == chain.count - 40)
  }

  @Test(arguments: [0x40, 0x50, 0x70])
  func rejectsOtherVersions(first: UInt8) {
    var bytes = chain
    bytes[0] = first
    #expect(refusal(IPv6.self, bytes) == .malformed(IPv6.id, field: "Version", at: 0))
  }

  @Test func eachExtensionHeaderIsALayer() {
    #expect(
      protocols(chain, .rawIP).hasPrefix("raw:ipv6:ipv6.hopopts:ipv6.dstopts:ipv6.routing:ah"))
    #expect(field("ipv6.opt.router_alert", chain, .rawIP) == "0")
    #expect(field("ipv6.routing.segleft", chain, .rawIP) == "1")
    #expect(field("ah.spi", chain, .rawIP) == "0x00000100")
  }

  /// No next header: what follows is data (RFC 8200 §4.7).
  @Test func noNextHeaderIsFollowedByData() {
    var bytes = chain
    bytes[6] = 59
    #expect(protocols(bytes, .rawIP) == "raw:ipv6:data")
  }

  @Test func refusesEveryCutExtensionHeader() {
    #expect(refusesEveryCut(IPv6HopByHopOptions.self, hex("3c00050200000100"), headerLength: 8))
    #expect(refusesEveryCut(IPv6DestinationOptions.self, hex("2b000b0109010100"), headerLength: 8))
    #expect(refusesEveryCut(IPv6Fragment.self, hex("3a0000010000002a"), headerLength: 8))
    #expect(refusesEveryCut(IPv6Routing.self, segmentList, headerLength: 40))
    #expect(refusesEveryCut(Shim6.self, hex("3b00000100000000"), headerLength: 8))
    #expect(refusesEveryCut(MobilityHeader.self, hex("3b00000000000000"), headerLength: 8))
  }

  @Test func walksOptions() throws {
    let header = try IPv6HopByHopOptions(decoding: hex("3a00 0000 0104 01020304 00").span.bytes)
    var options = header.options
    var kinds: [IPv6Option.Kind] = []
    while let option = options.next() { kinds.append(option.kind) }
    #expect(kinds == [.pad1, .pad1], "the third goes beyond the header")
  }

  @Test func readsJumboPayload() {
    let packet = hex("60000000 0000 0040 \(String(repeating: "00", count: 32)) 3b00 c204 00010000")
    #expect(field("ipv6.opt.jumbo", packet, .rawIP) == "65536")
  }

  @Test func readsSegmentList() throws {
    let routing = try IPv6Routing(decoding: segmentList.span.bytes)
    #expect(routing.kind == .segmentRouting && routing.segmentsLeft == 1 && routing.lastEntry == 1)
    #expect(routing.addressCount == 2)
    #expect(routing.address(at: 0) == IPv6Address("a:b:c:3::d6"))
    #expect(routing.address(at: 1) == IPv6Address("a:b:c:2::f1:0"))
    #expect(routing.address(at: 2) == IPv6Address("::"))
    let hasOptions = routing.segmentOptions.bytesLeft
    #expect(!hasOptions)
  }

  @Test func readsFragmentHeader() throws {
    let later = try IPv6Fragment(decoding: hex("1100 05a9 00000007 ffff").span.bytes)
    #expect(later.fragmentOffset == 1448 && later.moreFragments && later.identification == 7)
    #expect(later.next == .data && later.isFragment)
    let atomic = try IPv6Fragment(decoding: hex("1100 0000 00000007").span.bytes)
    let isFragment = atomic.isFragment
    #expect(!isFragment)
    #expect(atomic.next == .bound(.ipProtocol(17)))
  }

  /// Corpus: libpcap/tests/filter/AH-IPcomp-IPv4.pcap, frame 1.
  @Test func readsAuthenticationHeader() throws {
    let bytes = hex("04040000c67ceadf00000001ce9113cb69e210d6dbd24b8a45000038")
    let header = try AuthenticationHeader(decoding: bytes.span.bytes)
    #expect(header.headerLength == 24 && header.securityParametersIndex == 0xc67c_eadf)
    #expect(header.sequenceNumber == 1 && header.integrityCheckValue.byteCount == 12)
    #expect(header.next == .bound(.ipProtocol(4)))
    #expect(refusesEveryCut(AuthenticationHeader.self, bytes, headerLength: 24))
    let short = hex("040000000000000000000000")
    #expect(
      refusal(AuthenticationHeader.self, short)
        == .malformed(AuthenticationHeader.id, field: "Payload Len", at: 1))
  }

  /// Corpus: tcpdump/espudp1.pcap, frame 1.
  @Test func readsEncryptedPayload() throws {
    let bytes = hex("1234567800000001a71a51de1cb92923")
    let esp = try ESP(decoding: bytes.span.bytes)
    #expect(esp.securityParametersIndex == 0x1234_5678 && esp.sequenceNumber == 1)
    #expect(esp.payload.byteCount == 8)
    #expect(refusesEveryCut(ESP.self, bytes, headerLength: 8))
  }

  /// RFC 6275 §6.1.7: a binding update with an alternate care-of address of zeros.
  @Test func readsMobilityHeader() throws {
    let bytes = hex("3b030500 abcd 0007 c000 0064 0100 0310 00000000000000000000000000000000")
    let header = try MobilityHeader(decoding: bytes.span.bytes)
    #expect(header.kind == .bindingUpdate && header.headerLength == 32)
    #expect(header.checksum == 0xabcd)
    let packet =
      hex("60000000 0020 8740 \(String(repeating: "00", count: 32))") + bytes
    #expect(field("mip6.bu.seqnr", packet, .rawIP) == "7")
    #expect(field("mip6.bu.a_flag", packet, .rawIP) == "1")
    #expect(field("mip6.mobility_opt", packet, .rawIP) == "1,3")
    let cut = Array(packet.dropLast())
    #expect(field("mip6.mobility_opt", cut, .rawIP) == "", "options end a message")
    #expect(field("mip6.bu.seqnr", cut, .rawIP) == "7")
  }

  @Test func readsHostIdentityAndShim() throws {
    let hip = hex("3b040111 0000 0001") + [UInt8](repeating: 7, count: 32)
    let packet = try HostIdentity(decoding: hip.span.bytes)
    #expect(packet.packetType == 1 && packet.version == 1 && packet.controls == 1)
    #expect(refusesEveryCut(HostIdentity.self, hip, headerLength: 40))
    let shim = try Shim6(decoding: hex("3a008000 00000009 ff").span.bytes)
    #expect(shim.isPayloadExtension && shim.messageType == nil && shim.payload.byteCount == 1)
    let control = try Shim6(decoding: hex("3b000100 00000009").span.bytes)
    #expect(control.messageType == 1)
  }

  @Test func derivesWhatAnAddressWasMadeFrom() {
    let packet = hex(
      """
      60000000 0000 3b40 fe80000000000000021122fffe334455 2002 0a010203 0005 00000000000000000001
      """)
    #expect(field("ipv6.src_slaac_mac", packet, .rawIP) == "00:11:22:33:44:55")
    #expect(field("ipv6.dst_6to4_gw_ipv4", packet, .rawIP) == "10.1.2.3")
    #expect(field("ipv6.dst_6to4_sla_id", packet, .rawIP) == "5")
  }
}

extension IPv6Options {
  /// Whether another option follows.
  fileprivate var bytesLeft: Bool {
    var copy = self
    return copy.next() != nil
  }
}
