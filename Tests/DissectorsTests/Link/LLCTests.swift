import Dissectors
import PacketCore
import Testing

@Suite("LLC and SNAP (IEEE 802.2, IEEE 802)")
struct LLCTests {
  /// Corpus: tcpdump/802.1w_rapid_STP.pcap, frame 1.
  let spanningTree = hex(
    """
    0180c2000000001906eab88c0027424203000002020e8001001906eab880000000008001001906eab880800c00001400
    02000f000000000000000000
    """)
  /// Corpus: tcpdump/3560_CDP.pcap, frame 1, its start.
  let discovery = hex("01000ccccccc001906eab8850012aaaa0300000c200002b4b0bd0001000a53776974")

  @Test func readsEachField() throws {
    let header = try LLC(decoding: discovery.span.bytes.slice(from: 14))
    #expect(header.destinationSAP == 0xaa && header.sourceSAP == 0xaa)
    #expect(header.kind == .unnumbered && header.control == 3)
    #expect(header.organization == 0x00000c && header.protocolID == 0x2000)
    #expect(header.headerLength == 8)
    #expect(header.next == .bound(Binding(.ciscoProtocol, 0x2000)))
    #expect(field("llc.cisco_pid", discovery, .ethernet) == "0x2000")
    #expect(field("llc.pid", discovery, .ethernet) == "")
  }

  @Test func readsServiceAccessPoints() {
    #expect(protocols(spanningTree, .ethernet).hasPrefix("eth:llc"))
    #expect(field("llc.dsap", spanningTree, .ethernet) == "0x42")
    #expect(field("llc.control", spanningTree, .ethernet) == "0x0003")
    #expect(field("eth.padding", spanningTree, .ethernet) == "00000000000000")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(LLC.self, Array(discovery[14...]), headerLength: 8))
    #expect(refusesEveryCut(LLC.self, Array(spanningTree[14...]), headerLength: 3))
  }

  @Test func clipsCutPayload() throws {
    let header = try LLC(decoding: discovery.span.bytes.slice(from: 14, count: 10))
    #expect(header.payload.copied() == [0x02, 0xb4])
  }

  @Test("finds IP by SNAP's EtherType and by service access point 6")
  func findsIP() {
    let ip = hex("4500001c000100004001f97d7f0000017f000001 0800f7ff00000000")
    let head = hex("0180c2000000 001906eab88c")
    let snap = head + hex("0024 aaaa03 000000 0800") + ip
    #expect(protocols(snap, .ethernet).hasPrefix("eth:llc:ip"))
    #expect(protocols(head + hex("001f 060603") + ip, .ethernet).hasPrefix("eth:llc:ip"))
  }

  @Test("reads numbered control fields, and takes supervisory frames for empty")
  func readsNumberedFrames() throws {
    let information = try LLC(decoding: hex("f0f0 0204 61").span.bytes)
    #expect(information.kind == .information && information.control == 0x0402)
    #expect(information.payload.copied() == [0x61])
    let supervisory = try LLC(decoding: hex("f0f1 0105").span.bytes)
    #expect(supervisory.kind == .supervisory && supervisory.isResponse)
    #expect(supervisory.next == .none)
  }

  @Test("takes all ones for Novell's IPX")
  func leavesRawIPXAlone() {
    let raw = hex("0180c2000000 001906eab88c 0004 ffff0004")
    #expect(!protocols(raw, .ethernet).contains("llc"))
  }
}
