import Dissectors
import PacketCore
import Testing

@Suite("Linux cooked capture (LINUX_SLL, LINUX_SLL2)")
struct LinuxCookedTests {
  /// Corpus: arkime/pcap/gtp-iphone.pcap, frame 1, its start.
  let first = hex("000003040006000000000000000008004500006d0000400040113a1b7f0001017f000164")
  /// Corpus: dnscap/sll2.pcap, frame 1, its start.
  let second = hex(
    """
    080000000000000a000104060000000000000000450000479214000040110c8eee000001ee0000029199003500338aef
    """)

  @Test func readsEachField() throws {
    let header = try LinuxCooked(decoding: first.span.bytes)
    #expect(header.version == 1 && header.headerLength == 16)
    #expect(header.packetType == .toUs && header.hardwareType == 772)
    #expect(header.addressLength == 6 && header.source == MACAddress(rawValue: 0))
    #expect(header.protocol == 0x0800 && header.interfaceIndex == nil)
    #expect(header.next == .bound(.etherType(0x0800)))
  }

  @Test func readsEachFieldOfTheSecondVersion() throws {
    let header = try LinuxCooked(decoding: second.span.bytes)
    #expect(header.version == 2 && header.headerLength == 20)
    #expect(header.packetType == .fromUs && header.hardwareType == 1)
    #expect(header.interfaceIndex == 10 && header.protocol == 0x0800)
    #expect(header.source == MACAddress(rawValue: 0))
    #expect(header.payload.byteCount == second.count - 20)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(LinuxCooked.self, first, headerLength: 16))
    #expect(refusesEveryCut(LinuxCooked.self, second, headerLength: 20))
  }

  @Test func clipsCutPayload() throws {
    let header = try LinuxCooked(decoding: first.span.bytes.extracting(first: 18))
    #expect(header.payload.copied() == [0x45, 0x00])
  }

  @Test("names addresses by their length, and protocols by who numbers them")
  func namesFieldsByKind() {
    #expect(field("sll.src.eth", first, .linuxSLL) == "00:00:00:00:00:00")
    #expect(field("sll.unused", first, .linuxSLL) == "0000")
    #expect(field("sll.etype", first, .linuxSLL) == "0x0800")
    #expect(field("sll.ifindex", second, .linuxSLL2) == "10")
    let tunnel = hex("0000 0300 0004 01020304 00000000 0800 45")
    #expect(field("sll.src.ipv4", tunnel, .linuxSLL) == "1.2.3.4")
    let bridge = hex("0000 0001 0006 020000000001 0000 0004 424203")
    #expect(protocols(bridge, .linuxSLL).hasPrefix("sll:llc"))
    #expect(field("sll.ltype", bridge, .linuxSLL) == "0x0004")
    #expect(field("sll.etype", bridge, .linuxSLL) == "")
  }
}
