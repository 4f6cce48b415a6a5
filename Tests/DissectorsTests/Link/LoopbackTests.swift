import Dissectors
import PacketCore
import Testing

@Suite("Packets of loopback devices and of no link layer (NULL, LOOP, RAW, IPV4, IPV6)")
struct LoopbackTests {
  /// Corpus: pcap4j BsdLoopbackPacketTest.pcap, frame 1.
  let echo = hex("0200000045000020006400006401d275c0000201c00002020800e04804d210e100010203")

  @Test("reads the family in either byte order, and an EtherType in its place")
  func readsEachField() throws {
    for (word, family) in [
      ("02000000", 2), ("00000002", 2), ("1e000000", 30), ("0000001e", 30), ("18000000", 24),
      ("00020000", 2), ("00050000", 5),
    ] as [(String, UInt32)] {
      let header = try Loopback(decoding: hex(word).span.bytes)
      #expect(header.family == family, "\(word)")
      #expect(header.etherType == nil)
    }
    let header = try Loopback(decoding: hex("000086dd").span.bytes)
    #expect(header.etherType == 0x86dd && header.family == nil)
  }

  @Test func finds() {
    #expect(protocols(echo, .null).hasPrefix("null:ip"))
    #expect(field("null.family", echo, .null) == "2")
    #expect(protocols(Array(echo[4...]), .rawIP).hasPrefix("raw:ip"))
    #expect(protocols(Array(echo[4...]), .ipv4).hasPrefix("ip"))
    let six = hex("6000000000003b40") + [UInt8](repeating: 0, count: 32)
    #expect(protocols(six, .rawIP) == "raw:ipv6")
    #expect(protocols(six, .ipv6) == "ipv6")
    #expect(protocols(hex("1c000000") + six, .null) == "null:ipv6")
    #expect(protocols(hex("ff030057") + six, .null) == "null:ppp:ipv6")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(Loopback.self, echo, headerLength: 4))
    #expect(refusesEveryCut(RawIP.self, Array(echo[4...]), headerLength: 1))
  }

  @Test func clipsCutPayload() throws {
    let header = try Loopback(decoding: echo.span.bytes.extracting(first: 6))
    #expect(header.payload.copied() == [0x45, 0x00])
  }

  @Test("leaves what is no IP as data")
  func leavesOthersAsData() {
    #expect(protocols([0x50, 0, 0, 0], .rawIP) == "raw:data")
    #expect(protocols(hex("10000000 45"), .null) == "null:data")
  }
}
