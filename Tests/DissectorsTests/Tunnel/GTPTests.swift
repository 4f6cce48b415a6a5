import Dissectors
import PacketCore
import Testing

@Suite("GTP version 1 (3GPP TS 29.281)")
struct GTPTests {
  /// Corpus: pcapplusplus gtp.pcap, frame 6, its start.
  let query = hex(
    """
    010203040506a1a2a3a4a5a6080045000214000000004011689805e9823705e98238086804000200efde30ff01f08aba
    40116000000001c811e620010507000000010200860000000002200105070000000102008600000000010035095c01c8
    """)
  /// Corpus: pcap4j GtpV1ExtPduSessionContainerPacketTest.pcap, frame 1, from the GTP header on.
  let extended = hex("37020010499602d21122338502058ff20000000000010203")

  @Test func readsEachField() throws {
    let header = try GTP(decoding: query.span.bytes.slice(from: 42))
    #expect(header.version == 1 && header.messageType == .packet && header.length == 496)
    #expect(header.tunnelEndpoint == 0x8aba_4011)
    #expect(header.sequenceNumber == nil && header.packetNumber == nil)
    #expect(header.wireByteCount == 504 && header.headerLength == 8)
    #expect(header.next == .named(IPv6.id))
    #expect(field("gtp.teid", query, .ethernet) == "0x8aba4011")
    #expect(protocols(query, .ethernet).hasPrefix("eth:ethertype:ip:udp:gtp:ipv6:udp"))
  }

  @Test func readsExtensions() throws {
    let header = try GTP(decoding: extended.span.bytes)
    #expect(header.sequenceNumber == 0x1122 && header.packetNumber == 0x33)
    #expect(header.headerLength == 20 && header.next == .none)
    var ip = hex("45000000000000000011 0000 7f000001 7f000001") + hex("1388 0868 0020 0000")
    ip[3] = UInt8(ip.count + extended.count)
    #expect(field("gtp.ext_hdr.next", ip + extended, .ipv4) == "0x85,0x00")
    #expect(field("gtp.ext_hdr.length", ip + extended, .ipv4) == "2")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(GTP.self, extended, headerLength: 20))
    #expect(refusesEveryCut(GTP.self, Array(query[42...]), headerLength: 8))
  }

  @Test func clipsPayload() throws {
    let cut = try GTP(decoding: query.span.bytes.slice(from: 42, count: 10))
    #expect(cut.payload.copied() == [0x60, 0])
    let padded = try GTP(decoding: hex("30ff0002 00000007 4500 ffff").span.bytes)
    #expect(padded.payload.copied() == [0x45, 0])
  }

  @Test func rejectsExtensionWithoutLength() {
    let broken = hex("34ff0008 00000007 00000085 00000100")
    #expect(
      refusal(GTP.self, broken)
        == .malformed(GTP.id, field: "Extension Header Length", at: 12))
  }

  @Test("leaves version 2 to its own protocol")
  func leavesSecondVersion() throws {
    let header = try GTP(decoding: hex("48010004 00000000 00000100").span.bytes)
    #expect(header.version == 2 && header.next == .named("gtpv2"))
  }
}
