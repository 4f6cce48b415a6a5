import Dissectors
import PacketCore
import Testing

@Suite("RTP (RFC 3550)")
struct RTPTests {
  /// Two contributing sources, an extension of one word, three bytes of media, two of padding.
  let packet = hex(
    "b2e0 1234 00000140 a2ff620f 00000001 00000002 bede0001 10aa0000 010203 0002")

  private func value(_ name: String) -> String { values(name, of: RTP.self, packet) }

  @Test func readsEachField() throws {
    let view = try RTP(decoding: packet.span.bytes)
    #expect(view.version == 2)
    #expect(view.payloadType == 96)
    #expect(view.sequenceNumber == 0x1234)
    #expect(view.timestamp == 320)
    #expect(view.synchronizationSource == 0xa2ff_620f)
    #expect(view.contributingSource(1) == 2)
    #expect(view.contributingSource(2) == 0)
    #expect(view.media.copied() == [1, 2, 3])
  }

  @Test func printsAsTshark() {
    #expect(value("rtp.marker") == "1")
    #expect(value("rtp.csrc.item") == "0x00000001,0x00000002")
    #expect(value("rtp.ext.profile") == "0xbede")
    #expect(value("rtp.payload") == "010203")
    #expect(value("rtp.padding.count") == "2")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(RTP.self, packet, headerLength: 28))
    survivesHostileBytes(RTP.self, packet)
  }

  /// RFC 5761 §4.
  @Test func leavesReportsOnTheSamePort() {
    #expect(verdict(RTP.self, packet) == .possible)
    #expect(verdict(RTP.self, hex("80c80007 00000001")) == .refused)
  }

  @Test func rejectsOtherVersions() {
    #expect(
      refusal(RTP.self, [0x40] + packet.dropFirst()) == .malformed(RTP.id, field: "Version", at: 0))
  }
}

@Suite("RTCP (RFC 3550)")
struct RTCPTests {
  /// A sender report with one block, and a description.
  let compound = hex(
    """
    81c8000c 00000001 e02b0000 80000000 00000140 00000005 00000190
    00000002 10fffffe 00010010 00000007 00000000 00000000
    81ca0003 00000001 01046162 63640000
    """)
  let goodbye = hex("81cb0001 00000001")

  private func value(_ name: String) -> String { values(name, of: RTCP.self, compound) }

  @Test func readsAReport() {
    #expect(value("rtcp.pt") == "200,202")
    #expect(value("rtcp.rc") == "1")
    #expect(value("rtcp.timestamp.rtp") == "320")
    #expect(value("rtcp.sender.octetcount") == "400")
    #expect(value("rtcp.ssrc.fraction") == "16")
    #expect(value("rtcp.ssrc.cum_nr") == "-2")
    #expect(value("rtcp.ssrc.high_cycles") == "1")
    #expect(value("rtcp.ssrc.high_seq") == "16")
  }

  @Test func readsADescription() {
    #expect(value("rtcp.sdes.type") == "1,0")
    #expect(value("rtcp.sdes.text") == "abcd")
    #expect(value("rtcp.ssrc.identifier") == "0x00000002,0x00000001")
  }

  /// The index and the tag of SRTCP follow the first packet.
  private let secure = hex("80c90001 00000001 aabbccdd 80000001 00112233 44556677 8899aabb")

  @Test func isKnownByItsStart() {
    #expect(verdict(RTCP.self, compound) == .certain)
    #expect(verdict(RTCP.self, goodbye) == .certain)
    #expect(verdict(RTCP.self, secure) == .certain)
    #expect(verdict(RTCP.self, compound + [0]) == .possible, "no whole words")
    #expect(verdict(RTCP.self, hex("80ca0001 00000001")) == .possible, "no report is first")
    #expect(verdict(RTCP.self, hex("80600001 00000001")) == .refused)
    #expect(protocols(datagram(compound, from: 9, to: 12345), .rawIP) == "raw:ip:udp:rtcp")
  }

  @Test func checksTheLength() {
    #expect(value("rtcp.length_check") == "1")
    #expect(values("rtcp.length_check", of: RTCP.self, secure) == "1")
    #expect(values("rtcp.length_check", of: RTCP.self, hex("80c90002 00000001")) == "")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(RTCP.self, compound, headerLength: 4))
    survivesHostileBytes(RTCP.self, compound)
  }
}
