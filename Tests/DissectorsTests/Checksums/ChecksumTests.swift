import Dissectors
import PacketCore
import Testing

@Suite("Checksums (RFC 1071, RFC 9260 appendix A)")
struct ChecksumTests {
  /// RFC 1071 §3: the sum of these is 0xddf2.
  @Test func addsTheExampleOfTheRFC() {
    var sum = InternetChecksum()
    sum.add(hex("0001f203f4f5f6f7").span.bytes)
    #expect(sum.folded == 0xddf2 && sum.value == 0x220d)
  }

  /// Word by word, with the carry added in, for every length: the lanes make no difference.
  @Test func agreesWithTheDefinition() {
    var generator = SeededGenerator(seed: 1)
    let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for count in 0...bytes.count {
      var expected: UInt32 = 0
      for offset in stride(from: 0, to: count, by: 2) {
        let low = offset + 1 < count ? bytes[offset + 1] : 0
        expected += UInt32(bytes[offset]) << 8 | UInt32(low)
        if expected > 0xffff { expected -= 0xffff }
      }
      var sum = InternetChecksum()
      sum.add(bytes.span.bytes.slice(from: 0, count: count))
      #expect(UInt32(sum.folded) % 0xffff == expected % 0xffff, "\(count) bytes")
    }
  }

  /// Corpus: dpkt, dns_icmp.pcap, frame 1, a datagram; and gopacket, test300.pcapng, frame 12, a
  /// segment.
  let datagram = hex(
    """
    45000042d0a600004011d2a9c0a82b09c0a82b01c9dd0035002ef268528e010000010000000000000138013801380138
    07696e2d61646472046172706100000c0001
    """)
  let segment = hex(
    """
    450000340eaf40004006d063ac1047047050f84cb74801bbbb0552186c7576eb801001f55bd800000101050a6c75735a
    6c7576eb
    """)
  /// Corpus: community-id/pcaps/sctp.pcap, frame 1, with the checksum of RFC 9260 in place of the
  /// Adler-32 that its sender used.
  let chunk = hex(
    """
    45100040000040004084 6498 c0a8aa08c0a8aa38 00070007 00000000 00000000 01000020 43232544 0000ffff
    0011 0011 5cfe379f c0000004 000c0006 00050000
    """)

  func status(_ bytes: [UInt8]) -> ChecksumStatus? {
    Headers(bytes.span.bytes, linkType: .rawIP).transportChecksum
  }

  private func headerStatus(_ bytes: [UInt8]) throws -> ChecksumStatus {
    let ip = try IPv4(decoding: bytes.span.bytes)
    #expect(ip.isChecksumValid == (ip.checksumStatus == .correct))
    return ip.checksumStatus
  }

  @Test func verifiesHeader() throws {
    #expect(try headerStatus(datagram) == .correct)
    var bytes = datagram
    bytes[8] -= 1
    #expect(try headerStatus(bytes) == .wrong(expected: 0xd3a9))
    (bytes[10], bytes[11]) = (0, 0)
    #expect(try headerStatus(bytes) == .offloaded)
  }

  @Test func verifiesTransport() throws {
    #expect(status(datagram) == .correct)
    let ip = try IPv4(decoding: datagram.span.bytes)
    let udp = try UDP(decoding: ip.payload)
    #expect(udp.checksumStatus(in: ip) == .correct)
    var bytes = datagram
    bytes[30] ^= 1
    #expect(status(bytes) == .wrong(expected: 0xf368))
  }

  /// The partial sum that a Linux host leaves to its card: the pseudo-header's, not complemented.
  @Test func tellsOffloadedFromWrong() {
    var bytes = segment
    let original = status(bytes)
    #expect(original != nil)
    var pseudo = InternetChecksum()
    pseudo.add(segment.span.bytes.slice(from: 12, count: 8))
    pseudo.add(6)
    pseudo.add(32)
    (bytes[36], bytes[37]) = (UInt8(pseudo.folded >> 8), UInt8(pseudo.folded & 255))
    #expect(status(bytes) == .offloaded)
    (bytes[36], bytes[37]) = (0, 0)
    #expect(status(bytes) == .offloaded)
    (bytes[36], bytes[37]) = (1, 2)
    guard case .wrong(let expected) = status(bytes) else {
      Issue.record("not wrong")
      return
    }
    (bytes[36], bytes[37]) = (UInt8(expected >> 8), UInt8(expected & 255))
    #expect(status(bytes) == .correct)
  }

  @Test func zeroIsAbsentInUDP() {
    var bytes = datagram
    (bytes[26], bytes[27]) = (0, 0)
    #expect(status(bytes) == .absent)
  }

  @Test func cutOrFragmentedIsNotJudged() {
    #expect(status(Array(datagram.dropLast())) == .unverifiable)
    var bytes = datagram
    bytes[6] = 0x20
    #expect(status(bytes) == .unverifiable)
  }

  @Test func ignoresPadding() { #expect(status(datagram + [9, 9, 9]) == .correct) }

  @Test func verifiesCRC() throws {
    #expect(status(chunk) == .offloaded)
    var bytes = chunk
    bytes[28] = 1
    guard case .wrong(let expected) = status(bytes) else {
      Issue.record("not wrong")
      return
    }
    for index in 0..<4 { bytes[28 + index] = UInt8(expected >> UInt32(24 - 8 * index) & 255) }
    #expect(status(bytes) == .correct)
    bytes[40] ^= 0x80
    #expect(status(bytes) == .wrong(expected: expected) || status(bytes) != .correct)
  }

  /// Corpus: community-id/pcaps/icmp6.pcap, frame 2.
  @Test func verifiesICMPv6() throws {
    let packet = hex(
      """
      6000000000183afffe80000000000000026097fffe0769eafe80000000000000020086fffe0580da8800afa5c0000000
      fe80000000000000026097fffe0769ea
      """)
    #expect(status(packet) == .correct)
    let ip = try IPv6(decoding: packet.span.bytes)
    let icmp = try ICMPv6(decoding: ip.payload)
    #expect(icmp.checksumStatus(in: ip) == .correct)
  }

  /// The pseudo-header has the final destination while a routing header has segments left (RFC 8200
  /// §8.1).
  @Test func usesTheFinalDestination() {
    let nodes = ["20010db8000000000000000000000001", "20010db8000000000000000000000002"]
    func packet(destination: String, routing: String, checksum: String) -> [UInt8] {
      hex("60000000 0020 2b40 fe800000000000000000000000000009 \(destination)") + hex(routing)
        + hex("04d2 162e 0008 \(checksum)")
    }
    let routing = "1102 0001 00000000 \(nodes[1])"
    let sent = packet(destination: nodes[0], routing: routing, checksum: "0001")
    guard case .wrong(let expected) = status(sent) else {
      Issue.record("not wrong")
      return
    }
    let arrived =
      hex("60000000 0008 1140 fe800000000000000000000000000009 \(nodes[1])")
      + hex("04d2 162e 0008") + [UInt8(expected >> 8), UInt8(expected & 255)]
    #expect(status(arrived) == .correct)
  }

  @Test func coversAPartInUDPLite() {
    var bytes = hex(
      "4500 0021 0001 0000 4088 0000 0a000001 0a000002 04d2 162e 0008 0001 68656c6c6f")
    guard case .wrong(let expected) = status(bytes) else {
      Issue.record("not wrong")
      return
    }
    (bytes[26], bytes[27]) = (UInt8(expected >> 8), UInt8(expected & 255))
    #expect(status(bytes) == .correct)
    bytes[30] ^= 0xff
    #expect(status(bytes) == .correct, "beyond the coverage")
    bytes[21] ^= 0xff
    #expect(status(bytes) != .correct)
  }
}
