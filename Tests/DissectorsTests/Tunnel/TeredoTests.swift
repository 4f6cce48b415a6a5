import Dissectors
import PacketCore
import Testing

@Suite("Teredo (RFC 4380)")
struct TeredoTests {
  /// Corpus: suricata-verify decode-teredo-01, frame 6.
  let solicitation = hex(
    """
    001d5adccff10016cf419c2008004500006987c3000080111081c0a8021041379e500ed50dd80055597900010000cd56
    69400b22df88006000000000183afffe800000000000008000fffffffffffdff02000000000000000000000000000285
    00a91d0000000001020000000000008000f12ab9c82815
    """)
  let ip = hex("6000000000003b40") + [UInt8](repeating: 0, count: 32)

  @Test func readsEachField() throws {
    let header = try Teredo(decoding: solicitation.span.bytes.slice(from: 42))
    #expect(header.authenticationRange == 0..<13 && header.originRange == nil)
    #expect(header.headerLength == 13)
    #expect(header.next == .named(IPv6.id))
    #expect(field("teredo.auth.nonce", solicitation, .ethernet) == "cd5669400b22df88")
    #expect(field("ipv6.src", solicitation, .ethernet) == "fe80::8000:ffff:ffff:fffd")
  }

  @Test func readsOrigins() throws {
    let bytes = hex("0000f8d7 fffefdfc") + ip
    let header = try Teredo(decoding: bytes.span.bytes)
    #expect(header.origin == Endpoint(.v4(IPv4Address(0, 1, 2, 3)), port: 1832))
    #expect(header.payload.byteCount == 40)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(Teredo.self, hex("0000f8d7fffefdfc"), headerLength: 8))
  }

  @Test func clipsCutPayload() throws {
    let header = try Teredo(decoding: ip.span.bytes.extracting(first: 3))
    #expect(header.payload.byteCount == 3 && header.headerLength == 0)
  }

  @Test func leavesOthersAsData() throws {
    let header = try Teredo(decoding: hex("50 00").span.bytes)
    #expect(header.next == .data)
  }
}
