import Dissectors
import PacketCore
import Testing

@Suite("VXLAN (RFC 7348)")
struct VXLANTests {
  /// Corpus: tcpdump/vxlan.pcap, frame 1, its start.
  let echo = hex(
    """
    00163e0871cf36dc851eb340080045000086d2c0400040115152c0a8cb01c0a8ca01b05d12b500720000080000000000
    640000308801000200163e37f604080045000054000040004001234fc0a8cb03c0a8cb050800f6f2050c0001fce29751
    """)

  @Test func readsEachField() throws {
    let header = try VXLAN(decoding: echo.span.bytes.slice(from: 42))
    #expect(header.hasNetworkIdentifier && header.networkIdentifier == 100)
    #expect(!header.hasNextProtocol && header.nextProtocol == .ethernet)
    #expect(header.next == .named(Ethernet.id))
    let policy = try VXLAN(decoding: hex("8848000500123400").span.bytes)
    #expect(policy.groupPolicy == 5 && policy.networkIdentifier == 0x1234)
  }

  @Test func readsFields() {
    #expect(field("vxlan.vni", echo, .ethernet) == "100")
    #expect(field("vxlan.flags", echo, .ethernet) == "0x0800")
    #expect(field("eth.src", echo, .ethernet) == "36:dc:85:1e:b3:40,00:16:3e:37:f6:04")
    let names = "eth:ethertype:ip:udp:vxlan:eth:ethertype:ip"
    #expect(protocols(echo, .ethernet).hasPrefix(names))
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(VXLAN.self, Array(echo[42...]), headerLength: 8))
  }

  @Test func clipsCutPayload() throws {
    let header = try VXLAN(decoding: echo.span.bytes.slice(from: 42, count: 10))
    #expect(header.payload.copied() == [0x00, 0x30])
  }

  @Test("reads the generic protocol extension, unless bits it reserves are set")
  func readsNextProtocol() {
    for (text, next) in [
      ("0c00000100000700", NextLayer.named(IPv4.id)), ("0c00000200000700", .named(IPv6.id)),
      ("0c00000300000700", .named(Ethernet.id)), ("0c00000500000700", .named(MPLS.id)),
      ("0c00000900000700", .data), ("ff01d1f200000b00", .named(Ethernet.id)),
    ] {
      let header = VXLAN(unchecked: hex(text).span.bytes)
      #expect(header.next == next, "\(text)")
    }
  }
}
