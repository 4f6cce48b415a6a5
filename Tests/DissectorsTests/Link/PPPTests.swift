import Dissectors
import PacketCore
import Testing

@Suite("PPP and Cisco HDLC (RFC 1661, RFC 1662, RFC 1547)")
struct PPPTests {
  /// Corpus: pcap4j HdlcPppPacketTest.pcap, frame 1, its start.
  let framed = hex("ff03002145750020007b00006f01c6e9c0000201c00002020800e04804d210e100010203")
  /// Corpus: tcpdump/hdlc_slarp.pcapng, frame 1.
  let keepalive = hex("8f008035000000020000000100000000ffff0527c5b90000")
  /// Corpus: suricata-verify hdlc-http_1tx.pcap, frame 1.
  let cisco = hex(
    """
    0f00080045000030155a400080066cd0c0a80207413774b7134a00509c34096c000000007002400011470000020405b4
    01010402
    """)

  @Test func readsEachField() throws {
    let frame = try PPP(decoding: framed.span.bytes)
    #expect(frame.address == 0xff && frame.control == 3)
    #expect(frame.protocol == 0x0021 && frame.headerLength == 4)
    #expect(frame.next == .bound(.pppProtocol(0x21)))
    #expect(field("ppp.protocol", framed, .ppp) == "0x0021")
  }

  @Test("reads frames without address and control, and with a compressed protocol")
  func readsCompressedHeaders() throws {
    for (text, length) in [("0021", 2), ("21", 1), ("ff0321", 3), ("ff030021", 4)] {
      let frame = try PPP(decoding: hex(text).span.bytes)
      #expect(frame.protocol == 0x21 && frame.headerLength == length, "\(text)")
    }
    let sent = [1] + framed
    #expect(protocols(sent, .pppWithDirection).contains("ppp:ip"))
    #expect(field("ppp.direction", sent, .pppWithDirection) == "0")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(PPP.self, framed, headerLength: 4))
    #expect(refusesEveryCut(PPP.self, hex("0021"), headerLength: 2))
    #expect(refusesEveryCut(PPPDirection.self, [0], headerLength: 1))
    #expect(refusesEveryCut(CiscoHDLC.self, cisco, headerLength: 4))
    #expect(refusesEveryCut(SLARP.self, Array(keepalive[4...]), headerLength: 14))
  }

  @Test func clipsCutPayload() throws {
    let frame = try PPP(decoding: framed.span.bytes.extracting(first: 6))
    #expect(frame.payload.copied() == [0x45, 0x75])
  }

  @Test("finds Cisco's HDLC on its own and where PPP is expected")
  func readsCiscoHDLC() throws {
    #expect(protocols(cisco, .ciscoHDLC) == "chdlc:ip:tcp")
    #expect(protocols(cisco, .pppSerial) == "ppp:chdlc:ip:tcp")
    let frame = try CiscoHDLC(decoding: cisco.span.bytes)
    #expect(frame.address == 0x0f && frame.control == 0 && frame.protocol == 0x0800)
    #expect(field("chdlc.protocol", keepalive, .ciscoHDLC) == "0x8035")
    #expect(protocols(keepalive, .ciscoHDLC) == "chdlc:slarp")
    let message = try SLARP(decoding: keepalive.span.bytes.slice(from: 4))
    #expect(message.kind == 2 && message.sentSequenceNumber == 1 && message.address == nil)
    #expect(message.receivedSequenceNumber == 0)
    let answer = try SLARP(decoding: hex("00000001 0a000001 ffffff00 ffff").span.bytes)
    #expect(answer.address == IPv4Address(10, 0, 0, 1))
    #expect(answer.netmask == IPv4Address(255, 255, 255, 0))
  }
}
