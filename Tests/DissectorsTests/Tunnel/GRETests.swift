import Dissectors
import PacketCore
import Testing

@Suite("GRE (RFC 2784, RFC 2890, RFC 2637) and ERSPAN")
struct GRETests {
  /// Corpus: pcapplusplus GrePackets.pcap, frame 1.
  let pointToPoint = hex(
    """
    000ded7b48f400904b1fa4f708004500002c067c0000802fad97c0a80241c0a802fe3081880b00080006000000220000
    0011ff0380fd06040004
    """)
  /// Corpus: tcpdump/erspan-type-ii-3.pcap, frame 1.
  let second = hex(
    """
    001018b38f10881dfcc9dc0308004500006000000000ff2f3679c0a801acc0a801f9100088be0001a1ca100110650000
    abc50180c2000000001969dfdc01002642420300000000008000001969dfdc01000000008000001969dfdc0180150000
    140002000f000000000000000000
    """)
  /// Corpus: tcpdump/erspan-type-i-4.pcap, frame 1.
  let first = hex(
    """
    002389afd259002389afcd0e08004500006200000000fd2f8968140101011e010102000088be002389ce441300505684
    017d08004500003c65ea00008001be700a0101640a0101010800ba59030090026162636465666768696a6b6c6d6e6f70
    71727374757677616263646566676869
    """)

  @Test func readsEachField() throws {
    let header = try GRE(decoding: hex("b0000800 12340000 00000007 00000009 45").span.bytes)
    #expect(header.flags == [.checksum, .key, .sequence] && header.version == 0)
    #expect(header.protocol == 0x0800 && header.headerLength == 16)
    #expect(header.checksum == 0x1234 && header.key == 7 && header.sequenceNumber == 9)
    #expect(header.acknowledgmentNumber == nil && header.callIdentifier == nil)
    #expect(header.payload.copied() == [0x45])
  }

  @Test func readsPointToPointTunnels() throws {
    let header = try GRE(decoding: pointToPoint.span.bytes.slice(from: 34))
    #expect(header.version == 1 && header.payloadLength == 8 && header.callIdentifier == 6)
    #expect(header.sequenceNumber == 34 && header.acknowledgmentNumber == 17 && header.key == nil)
    #expect(field("gre.key.call_id", pointToPoint, .ethernet) == "6")
    #expect(field("gre.flags_and_version", pointToPoint, .ethernet) == "0x3081")
    #expect(field("ppp.protocol", pointToPoint, .ethernet) == "0x80fd")
  }

  @Test("reads source routes to the entry that ends them (RFC 1701)")
  func readsSourceRoutes() throws {
    let routed = hex("40000800 00000000 00020004 01020304 00000000 45")
    let header = try GRE(decoding: routed.span.bytes)
    #expect(header.headerLength == 20 && header.checksum == nil)
    #expect(refusesEveryCut(GRE.self, routed, headerLength: 20))
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(GRE.self, Array(pointToPoint[34...]), headerLength: 16))
    #expect(refusesEveryCut(ERSPAN.self, Array(second[42...]), headerLength: 8))
  }

  @Test func clipsCutPayload() throws {
    let header = try GRE(decoding: pointToPoint.span.bytes.slice(from: 34, count: 18))
    #expect(header.payload.copied() == [0xff, 0x03])
  }

  @Test("finds what the protocol type names: an EtherType, NVGRE's frame, WCCP's packet")
  func findsPayload() {
    let head = hex("4500004000010000402ff9597f0000017f000001")
    let ip = hex("4500001c000100004001f97d7f0000017f000001 0800f7ff00000000")
    #expect(protocols(head + hex("00000800") + ip, .ipv4).hasPrefix("ip:gre:ip"))
    let frame = hex("20006558 00123456 020000000001 020000000002 0800") + ip
    #expect(protocols(head + frame, .ipv4).hasPrefix("ip:gre:eth:ethertype:ip"))
    let subnet = GRE(unchecked: frame.span.bytes).virtualSubnet
    #expect(subnet == 0x1234)
    #expect(protocols(head + hex("0000883e 01020304") + ip, .ipv4).hasPrefix("ip:gre:ip"))
    #expect(field("gre.wccp.service_id", head + hex("0000883e 01020304") + ip, .ipv4) == "2")
    #expect(protocols(head + hex("0000883e") + ip, .ipv4).hasPrefix("ip:gre:ip"))
  }

  @Test("reads mirrored frames of ERSPAN's three types")
  func readsMirroredFrames() throws {
    #expect(protocols(second, .ethernet).hasPrefix("eth:ethertype:ip:gre:erspan:eth:llc"))
    #expect(field("erspan.spanid", second, .ethernet) == "101")
    let header = try ERSPAN(decoding: second.span.bytes.slice(from: 42))
    #expect(header.vlan == 1 && header.index == 0xabc5 && header.timestamp == nil)
    let begin = "eth:ethertype:ip:gre:erspan:eth:ethertype:ip"
    #expect(protocols(first, .ethernet).hasPrefix(begin))
    let third = hex("2064000a 00000007 00010001 0400000000000000 ff")
    let latest = try ERSPAN(decoding: third.span.bytes)
    #expect(latest.timestamp == 7 && latest.session == 10 && latest.headerLength == 20)
    #expect(
      refusal(ERSPAN.self, hex("3064000a00000007")) == .malformed(ERSPAN.id, field: "Ver", at: 0))
  }
}
