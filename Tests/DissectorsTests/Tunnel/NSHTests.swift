import Dissectors
import PacketCore
import Testing

@Suite("NSH (RFC 8300) and LISP (RFC 9300)")
struct NSHTests {
  /// Corpus: tcpdump/nsh-over-vxlan-gpe.pcap, frame 1, its start.
  let chained = hex(
    """
    00000000000000000000000008004500005c402340004011fc6b7f0000017f00000112b612b6004849f70c000004ffff
    ff0030060201ffffffff0001020112345678000203011234567845000020d4310000ff116647c0a80001c0a800022710
    """)
  let ip = hex("4500001c000100004001f97d7f0000017f000001 0800f7ff00000000")

  @Test func readsEachField() throws {
    let header = try NSH(
      decoding: hex("0fc6 0101 000001 02 00000001000000020000000300000004").span.bytes)
    #expect(header.version == 0 && header.timeToLive == 63 && header.headerLength == 24)
    #expect(header.metadataType == 1 && header.nextProtocol == 1 && header.isOperational == false)
    #expect(header.servicePath == 1 && header.serviceIndex == 2)
    #expect(header.next == .named(IPv4.id))
  }

  @Test func findsPacket() {
    #expect(field("nsh.spi", chained, .ethernet) == "16777215")
    #expect(field("ip.src", chained, .ethernet) == "127.0.0.1,192.168.0.1")
    let direct =
      hex("020000000001 020000000002 894f 0006 0101 00000102") + [UInt8](repeating: 0, count: 16)
    #expect(protocols(direct + ip, .ethernet).hasPrefix("eth:ethertype:nsh:ip"))
  }

  @Test func rejectsBrokenHeaders() {
    #expect(refusesEveryCut(NSH.self, Array(chained[50...]), headerLength: 24))
    let short = hex("0001010100000102")
    #expect(refusal(NSH.self, short) == .malformed(NSH.id, field: "Length", at: 0))
  }

  @Test func clipsCutPayload() throws {
    let header = try NSH(decoding: chained.span.bytes.slice(from: 50, count: 25))
    #expect(header.payload.copied() == [0x45])
  }

  @Test func readsLocators() throws {
    let bytes = hex("88000007 00000900") + ip
    let header = try LISP(decoding: bytes.span.bytes)
    #expect(header.nonce == 7 && header.instanceIdentifier == 9)
    #expect(header.next == .named(IPv4.id))
    #expect(refusesEveryCut(LISP.self, bytes, headerLength: 8))
    let empty = try LISP(decoding: hex("0000000000000000 60").span.bytes)
    #expect(empty.nonce == nil && empty.instanceIdentifier == nil && empty.next == .named(IPv6.id))
  }
}
