import Dissectors
import PacketCore
import Testing

@Suite("Headers of other links")
struct HeadersLinkTests {
  let ip = hex("4500001c000100004001f97d7f0000017f000001 0800f7ff00000000")
  let addresses = hex("020000000001 020000000002")

  private func layout(_ bytes: [UInt8], _ linkType: LinkType = .ethernet) -> HeaderLayout {
    HeaderLayout(bytes.span.bytes, linkType: linkType)
  }

  @Test("are not called encapsulated behind up to three tags")
  func plainTags() {
    for count in 0...3 {
      let tags = [[UInt8]](repeating: hex("81000064"), count: count).flatMap { $0 }
      let found = layout(addresses + tags + hex("0800") + ip)
      #expect(found.network == .ipv4 && found.transport == .icmpv4 && found.tagCount == count)
      #expect(found.networkOffset == 14 + 4 * count)
      #expect(!found.flags.contains(.encapsulated))
    }
  }

  @Test("are called encapsulated behind more tags, LLC, PPPoE and MPLS")
  func encapsulated() {
    let tags = [[UInt8]](repeating: hex("81000064"), count: 4).flatMap { $0 }
    for (bytes, offset) in [
      (tags + hex("0800"), 30), (hex("0024aaaa030000000800"), 22), (hex("001f060603"), 17),
      (hex("8864 1100 0001 001e 0021"), 22), (hex("8847 00010140"), 18),
      (hex("88e7 00000001 020000000003 020000000004 0800"), 32), (hex("92000064 0800"), 18),
    ] {
      let found = layout(addresses + bytes + ip)
      #expect(found.network == .ipv4 && found.networkOffset == offset, "\(bytes)")
      #expect(found.transport == .icmpv4 && found.flags == .encapsulated, "\(bytes)")
      #expect(found.end == offset + 28)
    }
  }

  @Test("are found on links that are not Ethernet")
  func otherLinks() {
    let six = hex("6000000000083a40") + [UInt8](repeating: 0, count: 32) + hex("8000000000000000")
    for (bytes, linkType, offset) in [
      ([], .rawIP, 0), (hex("02000000"), .null, 4), (hex("00000002"), .loop, 4),
      (hex("0000 0001 0006 020000000001 0000 0800"), .linuxSLL, 16),
      (hex("0800 0000 00000001 0001 00 06 020000000001 0000"), .linuxSLL2, 20),
      (hex("ff030021"), .ppp, 4), (hex("0f000800"), .ciscoHDLC, 4), ([], .ipv4, 0),
    ] as [([UInt8], LinkType, Int)] {
      let found = layout(bytes + ip, linkType)
      #expect(found.network == .ipv4 && found.networkOffset == offset, "\(linkType)")
      #expect(found.transport == .icmpv4 && found.flags == [], "\(linkType)")
    }
    #expect(layout(six, .rawIP).transport == .icmpv6)
    #expect(layout(six, .ipv6).network == .ipv6)
    #expect(layout(six, .ipv4).network == .none)
    #expect(layout(hex("1c000000") + six, .null).networkOffset == 4)
  }

  @Test("tell of ARP, and of tunnels")
  func others() {
    let request = hex("00010800060400010242ac11000aac11000a000000000000ac112a01")
    let frame = addresses + hex("0806") + request + [0, 0]
    let packet = Packet(bytes: frame, linkType: .ethernet, timestamp: Timestamp(seconds: 0))
    let operation = packet.arp?.operation
    #expect(operation == .request)
    #expect(packet.headers.layout.end == 42)
    for number in [4, 41, 47] as [UInt8] {
      var tunnel = ip
      tunnel[9] = number
      #expect(layout(tunnel, .rawIP).flags == .tunnel)
    }
  }
}
