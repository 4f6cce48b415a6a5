import Dissectors
import PacketCore
import Testing

@Suite("ICMPv6 (RFC 4443, RFC 4861)")
struct ICMPv6Tests {
  /// Corpus: community-id/pcaps/icmp6.pcap, frame 20.
  let routerAdvertisement = hex(
    """
    6000000000403afffe80000000000000026097fffe0769eaff0200000000000000000000000000018600462540000708
    00007530000003e801010060970769ea05010000000005dc030440c00036ee800036ee80000000003ffe050700000001
    0000000000000000
    """)
  /// Corpus: community-id/pcaps/icmp6.pcap, frame 2.
  let neighborAdvertisement = hex(
    """
    6000000000183afffe80000000000000026097fffe0769eafe80000000000000020086fffe0580da8800afa5c0000000
    fe80000000000000026097fffe0769ea
    """)
  /// Corpus: community-id/pcaps/icmp6.pcap, frame 10.
  let unreachable = hex(
    """
    6000000000443a3d3ffe05010410000002c0dffffe47033e3ffe050700000001020086fffe0580da0104135200000000
    60000000001411013ffe050700000001020086fffe0580da3ffe05010410000002c0dffffe47033ea07582a40014cf47
    0a040000f9c8e7369d250b00
    """)

  @Test func readsEachField() throws {
    let icmp = try ICMPv6(decoding: neighborAdvertisement.span.bytes.slice(from: 40))
    #expect(icmp.kind == .neighborAdvertisement && icmp.code == 0 && icmp.checksum == 0xafa5)
    #expect(icmp.targetAddress == IPv6Address("fe80::260:97ff:fe07:69ea"))
    #expect(icmp.identifier == nil && icmp.mtu == nil && icmp.pointer == nil)
    #expect(icmp.next == .none)
    #expect(field("icmpv6.nd.na.flag.r", neighborAdvertisement, .rawIP) == "1")
    #expect(field("icmpv6.checksum.status", neighborAdvertisement, .rawIP) == "1")
    let echo = try ICMPv6(decoding: hex("8000 0000 0001 0002 abcd").span.bytes)
    #expect(echo.identifier == 1 && echo.sequenceNumber == 2 && echo.payload.byteCount == 2)
    let tooBig = try ICMPv6(decoding: hex("0200 0000 00000500").span.bytes)
    #expect(tooBig.mtu == 1280)
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(ICMPv6.self, Array(unreachable[40...]), headerLength: 8))
  }

  @Test func clipsCutPayload() throws {
    for count in 8...68 {
      let icmp = try ICMPv6(decoding: unreachable.span.bytes.slice(from: 40, count: count))
      #expect(icmp.payload.byteCount == count - 8)
    }
  }

  @Test func quotedPacketIsLayers() {
    #expect(protocols(unreachable, .rawIP).hasPrefix("raw:ipv6:icmpv6:ipv6:udp"))
    #expect(field("ipv6.hlim", unreachable, .rawIP) == "61,1")
    #expect(field("udp.dstport", unreachable, .rawIP) == "33444")
  }

  @Test func walksOptions() throws {
    let icmp = try ICMPv6(decoding: routerAdvertisement.span.bytes.slice(from: 40))
    var options = icmp.options
    var kinds: [ICMPv6.Option.Kind] = []
    var address: MACAddress?
    while let option = options.next() {
      kinds.append(option.kind)
      address = address ?? option.linkLayerAddress
    }
    #expect(kinds == [.sourceLinkLayerAddress, .mtu, .prefixInformation])
    #expect(address == MACAddress(0x00, 0x60, 0x97, 0x07, 0x69, 0xea))
    #expect(field("icmpv6.opt.mtu", routerAdvertisement, .rawIP) == "1500")
    #expect(field("icmpv6.opt.prefix", routerAdvertisement, .rawIP) == "3ffe:507:0:1::")
    #expect(field("icmpv6.nd.ra.router_lifetime", routerAdvertisement, .rawIP) == "1800")
  }

  /// A length of 0 is forbidden (RFC 4861 §4.6): without an end the walk would not end.
  @Test func stopsAtALengthOfZero() throws {
    var bytes = routerAdvertisement
    bytes[57] = 0
    let icmp = try ICMPv6(decoding: bytes.span.bytes.slice(from: 40))
    var options = icmp.options
    let hasOption = options.next() != nil
    #expect(!hasOption)
  }

  @Test func redirectHasTheRedirectedPacket() {
    let addresses = String(repeating: "00", count: 32)
    let quoted = unreachable[48...]
    let message =
      hex("8900 0000 00000000 \(addresses) 0409 0000 00000000") + quoted
      + [UInt8](repeating: 0, count: 72 - 8 - quoted.count)
    let packet = hex("60000000 0070 3aff \(addresses)") + message
    #expect(protocols(packet, .rawIP).hasPrefix("raw:ipv6:icmpv6:ipv6:udp"))
  }

  @Test func readsListenerReport() {
    let group = "ff020000000000000000000000000005"
    let report = hex(
      """
      60000000 002c 3a01 fe800000000000000000000000000001 ff020000000000000000000000000016
      8f00 0000 0000 0001 0400 0001 \(group) 20010db8000000000000000000000009
      """)
    #expect(field("icmpv6.mldr.mar.record_type", report, .rawIP) == "4")
    #expect(field("icmpv6.mldr.mar.multicast_address", report, .rawIP) == "ff02::5")
    #expect(field("icmpv6.mldr.mar.source_address", report, .rawIP) == "2001:db8::9")
  }

  @Test func readsNamesOfAnAdvertisement() {
    var packet = routerAdvertisement
    packet += hex("1f03 0000 00000e10 076578616d706c6503636f6d 00000000")
    packet[5] += 24
    #expect(field("icmpv6.opt.dnssl", packet, .rawIP) == "example.com")
    #expect(field("icmpv6.opt.dnssl.lifetime", packet, .rawIP) == "3600")
  }
}
