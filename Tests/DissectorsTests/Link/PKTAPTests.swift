import Dissectors
import PacketCore
import Testing

@Suite("PKTAP")
struct PKTAPTests {
  /// Corpus: tcpdump LINKTYPE_PKTAP, frame 1, with the first bytes of its Ethernet frame.
  let packet =
    hex("6c000000 01000000 01000000 656e3000") + [UInt8](repeating: 0, count: 20)
    + hex("02000000 02000000 0e000000 00000000 00020000") + [UInt8](repeating: 0, count: 28)
    + hex("ffffffff") + [UInt8](repeating: 0, count: 20)
    + hex(
      "001e491ff2c4 7073cb0b262a 0800 4500003c 2e030000 ff111144 0a20041b 0a20640f f832003500284814"
    )

  @Test func readsEachField() throws {
    let view = try PKTAP(decoding: packet.span.bytes)
    #expect(view.headerLength == 108 && view.recordType == 1 && view.linkType == 1)
    #expect(view.interfaceName == "en0" && view.commandName == "")
    #expect(view.flags == 2 && view.family == 2 && view.processID == 512)
    #expect(field("pktap.llhdrlen", packet, .pktap) == "14")
    #expect(field("pktap.epid", packet, .pktap) == "4294967295")
    #expect(protocols(packet, .pktap) == "pktap:eth:ethertype:ip:udp")
  }

  @Test func rejectsCutHeader() {
    for count in 0..<108 {
      let needed = count < 4 ? 4 : 108
      #expect(
        refusal(PKTAP.self, Array(packet.prefix(count)))
          == .truncated(PKTAP.id, needed: needed, available: count))
    }
  }

  @Test func clipsCutPayload() throws {
    let cut = Array(packet.prefix(118))
    #expect(try PKTAP(decoding: cut.span.bytes).payload.byteCount == 10)
    #expect(protocols(cut, .pktap) == "pktap:eth")
    #expect(field("eth.dst", cut, .pktap) == "00:1e:49:1f:f2:c4")
  }

  /// A header that tells less than its own size, and one that is longer than the packet.
  @Test func rejectsLyingLengths() {
    var bytes = packet
    bytes[0] = 107
    #expect(refusal(PKTAP.self, bytes) == .malformed(PKTAP.id, field: "Header length", at: 0))
    (bytes[0], bytes[3]) = (108, 0xff)
    #expect(
      refusal(PKTAP.self, bytes)
        == .truncated(PKTAP.id, needed: 0xff00_006c, available: packet.count))
  }

  /// A text that fills its place ends there; what is no packet is data.
  @Test func readsOddRecords() {
    var bytes = packet
    for offset in 12..<36 { bytes[offset] = 0x61 }
    #expect(field("pktap.ifname", bytes, .pktap) == String(repeating: "a", count: 24))
    bytes[4] = 0
    #expect(protocols(bytes, .pktap) == "pktap:data")
  }
}
