import Dissectors
import PacketCore
import Testing

@Suite("Geneve (RFC 8926)")
struct GeneveTests {
  /// Corpus: tcpdump/geneve-gcp.pcap, frame 1.
  let packet = hex(
    """
    4201c0a864034201c0a864fe0800450000740000400002112e27c0a864fec0a86403f5fe17c1006000000a0008000000
    000001320101800000d1013202040800000dc0a86402000000000000000001320302000000000000123445000028d944
    000040065837c0a86402c0a864010b591f902d5ade4078e9bfda50000200f5470000
    """)

  @Test func readsEachField() throws {
    let header = try Geneve(decoding: packet.span.bytes.slice(from: 42))
    #expect(header.version == 0 && header.optionsLength == 40 && header.headerLength == 48)
    #expect(header.isControl == false && header.hasCriticalOptions == false)
    #expect(header.protocolType == 0x0800 && header.networkIdentifier == 0)
    var options = header.options
    var found: [Geneve.Option] = []
    while let option = options.next() { found.append(option) }
    #expect(found.map(\.optionClass) == [0x0132, 0x0132, 0x0132])
    #expect(found.map(\.type) == [1, 2, 3] && found.map(\.length) == [4, 16, 8])
    #expect(found.map(\.offset) == [8, 16, 36])
  }

  @Test func readsFields() {
    #expect(protocols(packet, .ethernet).hasPrefix("eth:ethertype:ip:udp:geneve:ip:tcp"))
    #expect(field("geneve.option.class", packet, .ethernet) == "0x0132,0x0132,0x0132")
    #expect(field("geneve.proto_type", packet, .ethernet) == "0x0800")
    #expect(field("ip.dst", packet, .ethernet) == "192.168.100.3,192.168.100.1")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(Geneve.self, Array(packet[42...]), headerLength: 48))
  }

  @Test func clipsCutPayload() throws {
    let header = try Geneve(decoding: packet.span.bytes.slice(from: 42, count: 50))
    #expect(header.payload.copied() == [0x45, 0x00])
  }

  @Test("ends at an option that is longer than the options are")
  func endsAtBrokenOptions() throws {
    let header = try Geneve(decoding: hex("02406558 00123400 01018003 01020304 45").span.bytes)
    #expect(header.hasCriticalOptions == true)
    var options = header.options
    let none = options.next()
    #expect(none == nil)
  }
}
