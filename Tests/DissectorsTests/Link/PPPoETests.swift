import Dissectors
import PacketCore
import Testing

@Suite("PPP over Ethernet (RFC 2516)")
struct PPPoETests {
  /// Corpus: tcpdump/pppoe.pcap, frame 1.
  let initiation = hex(
    "ffffffffffff000c29903a8b8863110900000012010100000120000205dc0103000416372c16")
  /// Corpus: dpkt/examples/data/nb6-http.pcap, frame 1, its start.
  let session = hex(
    "001733610000e0a1d718c273886411003b1a004b002145000049643f40004011d56e5f88f2636d00420a")

  @Test func readsEachField() throws {
    let packet = try PPPoEDiscovery(decoding: initiation.span.bytes.slice(from: 14))
    #expect(packet.version == 1 && packet.type == 1 && packet.code == .initiation)
    #expect(packet.sessionIdentifier == 0 && packet.payloadLength == 18)
    var tags = packet.tags
    var found: [PPPoEDiscovery.TagType] = []
    while let tag = tags.next() { found.append(tag.type) }
    #expect(found == [.serviceName, .maximumPayload, .hostUnique])
    let unique = packet.value(of: .hostUnique)?.copied()
    #expect(unique == [0x16, 0x37, 0x2c, 0x16])
    #expect(field("pppoed.tags.host_uniq", initiation, .ethernet) == "16372c16")
    #expect(field("pppoed.tags.max_payload", initiation, .ethernet) == "05dc")
  }

  @Test func readsSessions() throws {
    let packet = try PPPoESession(decoding: session.span.bytes.slice(from: 14))
    #expect(packet.sessionIdentifier == 0x3b1a && packet.code == .session)
    #expect(protocols(session, .ethernet).hasPrefix("eth:ethertype:pppoes:ppp:ip"))
    #expect(field("pppoe.session_id", session, .ethernet) == "0x3b1a")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(PPPoESession.self, Array(session[14...]), headerLength: 6))
    #expect(refusesEveryCut(PPPoEDiscovery.self, Array(initiation[14...]), headerLength: 6))
  }

  @Test func clipsPayload() throws {
    let padded = hex("1100 0005 0002 0021 4500")
    let packet = try PPPoESession(decoding: padded.span.bytes)
    #expect(packet.payload.copied() == [0x00, 0x21])
    let cut = try PPPoESession(decoding: padded.span.bytes.extracting(first: 7))
    #expect(cut.payload.copied() == [0x00])
  }

  @Test("ends at a tag that is cut short, and at the end of the list")
  func endsAtBrokenTags() throws {
    for text in [
      "1109 0000 0008 0101 0000 0103 0009", "1109 0000 000c 0101 0000 0000 0000 0103 0000",
    ] {
      let packet = try PPPoEDiscovery(decoding: hex(text).span.bytes)
      var tags = packet.tags
      var count = 0
      while tags.next() != nil { count += 1 }
      #expect(count == 1)
    }
  }
}
