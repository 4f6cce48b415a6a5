import Dissectors
import PacketCore
import Testing

@Suite("MPLS and pseudowires (RFC 3032, RFC 4448)")
struct MPLSTests {
  /// Corpus: pcapplusplus MplsPackets.pcap, frame 2, its start.
  let pseudowire = hex(
    """
    cc0404dc0010cc0304dc00108847000120fe000101ff00000000cc070d080000cc000a64000081000001080045000064
    00070000ff01383ec0a80102c0a801010000bb2a0001000200000000
    """)
  let ip = hex("4500001c000100004001f97d7f0000017f000001 0800f7ff00000000")

  @Test func readsEachField() throws {
    let stack = try MPLS(decoding: pseudowire.span.bytes.slice(from: 14))
    #expect(stack.headerLength == 8)
    #expect(stack.top.label == 18 && stack.top.timeToLive == 254 && !stack.top.isBottom)
    #expect(stack.bottom.label == 16 && stack.bottom.isBottom)
    var entries = stack.entries
    var labels: [UInt32] = []
    while let entry = entries.next() { labels.append(entry.label) }
    #expect(labels == [18, 16])
    let entry = MPLS.Entry(rawValue: 0x12345_d40)
    #expect(entry.label == 0x12345 && entry.trafficClass == 6 && entry.isBottom)
  }

  @Test func readsFields() {
    #expect(field("mpls.label", pseudowire, .ethernet) == "18,16")
    #expect(field("mpls.bottom", pseudowire, .ethernet) == "0,1")
    #expect(field("mpls.ttl", pseudowire, .ethernet) == "254,255")
    #expect(field("pweth.cw.sequence_number", pseudowire, .ethernet) == "0")
    #expect(
      protocols(pseudowire, .ethernet).hasPrefix(
        "eth:ethertype:mpls:pwethheuristic:pwethcw:eth:ethertype:vlan:ethertype:ip"))
  }

  @Test("is cut short where its bottom is not captured")
  func rejectsCutHeader() {
    #expect(refusesEveryCut(MPLS.self, Array(pseudowire[14...]), headerLength: 8))
    #expect(refusesEveryCut(PseudowireControlWord.self, [0, 0, 0, 1], headerLength: 4))
    #expect(refusesEveryCut(PseudowireChannel.self, [0x10, 0, 0, 0x21], headerLength: 4))
  }

  @Test func clipsCutPayload() throws {
    let stack = try MPLS(decoding: pseudowire.span.bytes.slice(from: 14, count: 10))
    #expect(stack.payload.copied() == [0, 0])
  }

  @Test("tells IP, pseudowire and channel by the first four bits (RFC 4928)")
  func tellsPayloads() {
    let head = hex("020000000001 020000000002 8847 00010140")
    let mpls = "eth:ethertype:mpls"
    #expect(protocols(head + ip, .ethernet).hasPrefix(mpls + ":ip"))
    let six = hex("6000000000003b40") + [UInt8](repeating: 0, count: 32)
    #expect(protocols(head + six, .ethernet) == mpls + ":ipv6")
    #expect(protocols(head + hex("10000021") + ip, .ethernet).hasPrefix(mpls + ":pwach:ip"))
    #expect(protocols(head + hex("10001234 00"), .ethernet) == mpls + ":pwach:data")
    #expect(protocols(head + hex("f0001234"), .ethernet) == mpls + ":data")
    let frame = hex("00163e0871cf 00163e37f604 0800") + ip
    let without = mpls + ":pwethheuristic:pwethnocw:eth:ethertype:ip"
    #expect(protocols(head + frame, .ethernet).hasPrefix(without))
    let with = mpls + ":pwethheuristic:pwethcw:eth:ethertype:ip"
    #expect(protocols(head + hex("00000007") + frame, .ethernet).hasPrefix(with))
  }
}
