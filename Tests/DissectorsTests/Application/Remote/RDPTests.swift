import Dissectors
import PacketCore
import Testing

@Suite("TPKT, COTP and RDP (RFC 1006, X.224, MS-RDPBCGR)")
struct RDPTests {
  /// Corpus: ndpi rdp_over_tls, frames 4 and 5: a connection's opening.
  let request = hex(
    """
    0300002f2ae00000000000436f6f6b69653a206d737473686173683d574465706c6f7941640d0a0100080003000000
    """)
  let confirm = hex("030000130ed00000123400021f080002000000")
  /// Corpus: suricata-verify RDP-003, frame 37: input in the short form.
  let input = hex("90161886fb4828856af49f84c21a9374b3ce75025f56")
  /// S7's way of opening: an access point each (X.224 §13.3.4).
  let opening = hex("0300001611e00000000100c0010ac1020100c2020102")

  @Test func readsEachField() throws {
    let tpkt = try TPKT(decoding: request.span.bytes)
    #expect(tpkt.length == 47 && tpkt.version == 3)
    let cotp = try COTP(decoding: request.span.bytes.slice(from: 4))
    #expect(cotp.kind == .connectionRequest && cotp.lengthIndicator == 42)
    let cookie = try RDP(decoding: request.span.bytes.slice(from: 11)).cookie
    #expect(cookie == "Cookie: mstshash=WDeployAd")
    let packet = segment(request, from: 35888, to: 3389)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:tpkt:cotp:rdp")
    #expect(field("rdp.rt_cookie", packet, .rawIP) == "Cookie: mstshash=WDeployAd")
    #expect(field("rdp.negReq.requestedProtocols", packet, .rawIP) == "0x00000003")
    #expect(field("rdp.negReq.requestedProtocols.hybrid", packet, .rawIP) == "1")
    let answer = segment(confirm, from: 3389, to: 35888)
    #expect(field("rdp.negReq.selectedProtocol", answer, .rawIP) == "0x00000002")
    #expect(field("cotp.srcref", answer, .rawIP) == "0x1234")
  }

  @Test func readsAccessPoints() {
    let packet = segment(opening, from: 35888, to: 102)
    #expect(field("cotp.tpdu_size", packet, .rawIP) == "1024")
    #expect(field("cotp.src-tsap", packet, .rawIP) == "0x0100")
    #expect(field("cotp.dst-tsap-bytes", packet, .rawIP) == "0102")
  }

  /// MS-RDPBCGR §2.2.8.1.2.2: a key, and the state of locks.
  @Test func readsInput() {
    let packet = segment(input, from: 13178, to: 3389)
    #expect(protocols(packet, .rawIP) == "raw:ip:tcp:tpkt:rdp")
    #expect(field("rdp.fastpathPDULength", packet, .rawIP) == "22")
    #expect(field("rdp.fastpath.eventheader", packet, .rawIP) == "0x9f,0x1a,0x74,0xb3")
    #expect(field("rdp.fastpath.unicode.code", packet, .rawIP) == "0xc284")
    #expect(field("rdp.fastpath.sync.capslock", packet, .rawIP) == "1")
    #expect(field("rdp.fastpath.numevents", segment(input, from: 3389, to: 1), .rawIP) == "")
  }

  @Test func readsSeveralPackets() {
    let packet = segment(confirm + hex("0300000702f080"), from: 3389, to: 35888)
    #expect(field("tpkt.length", packet, .rawIP) == "19,7")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(TPKT.self, request, headerLength: 4))
    #expect(refusesEveryCut(COTP.self, Array(confirm[4...]), headerLength: 15))
    #expect(refusesEveryCut(RDP.self, input, headerLength: 2))
  }

  @Test func clipsCutPayload() throws {
    for count in 4...19 {
      let tpkt = try TPKT(decoding: confirm.span.bytes.slice(from: 0, count: count))
      #expect(tpkt.payload.byteCount == count - 4)
    }
  }

  @Test func rejectsUnknownUnits() {
    #expect(refusal(COTP.self, hex("0230 80")) == .malformed(COTP.id, field: "PDU Type", at: 1))
    #expect(refusal(COTP.self, hex("00f0 80")) == .malformed(COTP.id, field: "PDU Type", at: 1))
  }

  @Test func seesContinuation() {
    let packet = segment(hex("2b0181623cb3"), from: 13178, to: 3389)
    #expect(field("tpkt.continuation_data", packet, .rawIP) == "2b0181623cb3")
  }

  @Test func survivesLies() {
    for bytes in [request, confirm, input, opening] {
      for offset in bytes.indices {
        var changed = bytes
        changed[offset] = 0xff
        readEveryField(segment(changed, from: 13178, to: 3389))
      }
    }
  }
}
