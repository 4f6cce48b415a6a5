import Dissectors
import PacketCore
import Testing

@Suite("L2TP (RFC 2661) and EtherIP (RFC 3378)")
struct L2TPTests {
  /// Corpus: dpkt/examples/data/nb6-http.pcap, frame 53, its start.
  let packet = hex(
    """
    001733610000e0a1d718c273886411003b1a00780021450000765b5d000040115ee05f88f2636d06014806a506a50062
    0000000205f7206aff030057600000000028063f2a005e800101212d050407b12572db222606f200000000070badf00d
    d00d000190aa00501496479e
    """)

  @Test func readsEachField() throws {
    let header = try L2TP(decoding: packet.span.bytes.slice(from: 50))
    #expect(header.version == 2 && !header.isControl && header.length == nil)
    #expect(header.tunnelIdentifier == 1527 && header.sessionIdentifier == 8298)
    #expect(header.sentSequenceNumber == nil && header.headerLength == 6)
    #expect(header.next == .named(PPP.id))
    #expect(protocols(packet, .ethernet).hasSuffix("ip:udp:l2tp:ppp:ipv6:tcp"))
    #expect(field("l2tp.session", packet, .ethernet) == "8298")
  }

  @Test func readsOptionalFields() throws {
    let full = hex("4a02 0011 0001 0002 0003 0004 0001 ff 0021 45")
    let header = try L2TP(decoding: full.span.bytes)
    #expect(header.length == 17 && header.headerLength == 15)
    #expect(header.sentSequenceNumber == 3 && header.receivedSequenceNumber == 4)
    #expect(header.payload.copied() == [0x00, 0x21])
    #expect(header.wireByteCount == 17)
    let control = try L2TP(decoding: hex("c802000c 00010000 00000000").span.bytes)
    #expect(control.isControl && control.next == .none)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(L2TP.self, Array(packet[50...]), headerLength: 6))
    #expect(refusesEveryCut(EtherIP.self, [0x30, 0x00], headerLength: 2))
  }

  @Test func clipsCutPayload() throws {
    let header = try L2TP(decoding: packet.span.bytes.slice(from: 50, count: 8))
    #expect(header.payload.copied() == [0xff, 0x03])
  }

  @Test(arguments: [UInt8](0...1) + [4, 15])
  func rejectsOtherVersions(version: UInt8) {
    let bytes: [UInt8] = [0, version, 0, 1, 0, 2, 0, 0]
    #expect(refusal(L2TP.self, bytes) == .malformed(L2TP.id, field: "Ver", at: 0))
  }

  @Test func findsFrameInIP() throws {
    let header = try EtherIP(decoding: hex("3000 02").span.bytes)
    #expect(header.version == 3 && header.next == .named(Ethernet.id))
    #expect(header.payload.copied() == [2])
  }
}
