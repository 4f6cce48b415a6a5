import Dissectors
import PacketCore
import Testing

@Suite("PPP control protocols (RFC 1661)")
struct PPPControlTests {
  /// Corpus: suricata-verify/tests/pppoe/input.pcap, frame 5.
  let linkRequest = hex(
    """
    ee86e2f970570000cd3813438864110000010010c0210101000e010405d40506d4a58cbe00000000000000000000
    0000000000000000000000000000
    """)
  /// Corpus: suricata-verify/tests/pppoe/input.pcap, frame 35.
  let protocolReject = hex(
    """
    ee86e2f970570000cd3813438864110000020016c0210802001480570101000e010aed1700a21baf229e00000000
    0000000000000000000000000000
    """)
  /// Corpus: suricata-verify/tests/pppoe/input.pcap, frame 25.
  let compression = hex(
    """
    0000cd381343ee86e2f97057886411000002001180fd0101000f1a0478001804780015032f
    """)
  /// Corpus: suricata-verify/tests/pppoe/input.pcap, frame 28.
  let addresses = hex(
    """
    0000cd381343ee86e2f97057886411000002000c80210201000a0306c0a8022d
    """)

  /// What tshark says of it.
  @Test func readsLinkRequest() {
    #expect(protocols(linkRequest, .ethernet) == "eth:ethertype:pppoes:ppp:lcp")
    #expect(field("ppp.protocol", linkRequest, .ethernet) == "0xc021")
    #expect(field("ppp.code", linkRequest, .ethernet) == "1")
    #expect(field("ppp.identifier", linkRequest, .ethernet) == "1")
    #expect(field("ppp.length", linkRequest, .ethernet) == "14")
    #expect(field("lcp.opt.mru", linkRequest, .ethernet) == "1492")
    #expect(field("lcp.opt.magic_number", linkRequest, .ethernet) == "0xd4a58cbe")
  }

  /// What tshark says of it.
  @Test func readsProtocolReject() {
    #expect(protocols(protocolReject, .ethernet) == "eth:ethertype:pppoes:ppp:lcp:ipv6cp")
    #expect(field("lcp.rej_proto", protocolReject, .ethernet) == "0x8057")
    #expect(
      field("ipv6cp.interface_identifier", protocolReject, .ethernet) == "ed:17:00:a2:1b:af:22:9e")
  }

  /// What tshark says of it.
  @Test func readsCompression() {
    #expect(protocols(compression, .ethernet) == "eth:ethertype:pppoes:ppp:ccp")
    #expect(field("ppp.protocol", compression, .ethernet) == "0x80fd")
    #expect(field("ppp.code", compression, .ethernet) == "1")
    #expect(field("ppp.identifier", compression, .ethernet) == "1")
    #expect(field("ppp.length", compression, .ethernet) == "15")
    #expect(field("ccp.opt.window", compression, .ethernet) == "7")
    #expect(field("ccp.opt.method", compression, .ethernet) == "8")
    #expect(field("ccp.opt.mbz", compression, .ethernet) == "0")
    #expect(field("ccp.opt.chk", compression, .ethernet) == "0")
    #expect(field("ccp.opt.fe", compression, .ethernet) == "1")
    #expect(field("ccp.opt.p", compression, .ethernet) == "1")
    #expect(field("ccp.opt.History", compression, .ethernet) == "24")
    #expect(field("ccp.opt.contexts", compression, .ethernet) == "0")
    #expect(field("ccp.opt.vd", compression, .ethernet) == "0x2f")
    #expect(field("ccp.opt.vd.vers", compression, .ethernet) == "1")
    #expect(field("ccp.opt.vd.dict", compression, .ethernet) == "15")
  }

  /// What tshark says of it.
  @Test func readsAddresses() {
    #expect(protocols(addresses, .ethernet) == "eth:ethertype:pppoes:ppp:ipcp")
    #expect(field("ppp.protocol", addresses, .ethernet) == "0x8021")
    #expect(field("ppp.code", addresses, .ethernet) == "2")
    #expect(field("ppp.identifier", addresses, .ethernet) == "1")
    #expect(field("ppp.length", addresses, .ethernet) == "10")
  }

  /// RFC 1994 §4.1: a challenge of 16 bytes by "gw".
  let challenge = hex("ff03 c223 01 07 0017 10 000102030405060708090a0b0c0d0e0f 6777")

  @Test func readsAChallenge() {
    #expect(protocols(challenge, .ppp) == "ppp:chap")
    #expect(field("chap.code", challenge, .ppp) == "1")
    #expect(field("chap.value", challenge, .ppp) == "000102030405060708090a0b0c0d0e0f")
    #expect(field("chap.name", challenge, .ppp) == "gw")
    let success = hex("c223 03 07 0006 4f4b")
    #expect(field("chap.message", success, .ppp) == "OK")
  }

  /// RFC 1334 §2.2.1.
  @Test func readsAPassword() {
    let request = hex("c023 01 00 000e 04 69786961 04 69786961")
    #expect(field("pap.code", request, .ppp) == "1")
    #expect(field("pap.peer_id", request, .ppp) == "ixia")
    #expect(field("pap.password", request, .ppp) == "ixia")
    let answer = hex("c023 02 00 0005 00")
    #expect(field("pap.message.length", answer, .ppp) == "0")
  }

  @Test func rejectsEveryCutHeader() {
    let echo = hex("09 01 0008 00000001")
    #expect(refusesEveryCut(LCP.self, echo, headerLength: 4))
    #expect(refusesEveryCut(IPCP.self, echo, headerLength: 4))
    #expect(refusesEveryCut(IPV6CP.self, echo, headerLength: 4))
    #expect(refusesEveryCut(CCP.self, echo, headerLength: 4))
    #expect(refusesEveryCut(PAP.self, echo, headerLength: 4))
    #expect(refusesEveryCut(CHAP.self, echo, headerLength: 4))
  }

  @Test(arguments: 0..<UInt8(4))
  func rejectsForbiddenLength(length: UInt8) {
    let echo: [UInt8] = [9, 1, 0, length, 0, 0, 0, 1]
    #expect(refusal(LCP.self, echo) == .malformed(LCP.id, field: "Length", at: 2))
    #expect(refusal(CHAP.self, echo) == .malformed(CHAP.id, field: "Length", at: 2))
  }

  @Test func leavesOutPadding() throws {
    let padded = hex("09 01 0008 00000001 0000000000")
    let echo = try LCP(decoding: padded.span.bytes)
    #expect(echo.bytes.byteCount == 8 && echo.wireByteCount == 8)
    #expect(echo.magicNumber == 1 && echo.code == .echoRequest)
  }

  /// An option of no length ends the walk.
  @Test func stopsAtAnOptionOfNoLength() {
    let request = hex("c021 01 01 000c 0100 01020304 0506")
    #expect(field("lcp.opt.type", request, .ppp) == "")
  }
}
