import PacketCore
import Testing

@Suite("IPv6 addresses")
struct IPv6AddressTests {
  @Test("The halves read as the bytes are sent")
  func halves() {
    let bytes: [UInt8] = [0] + (1...16)
    let address = IPv6Address(bytes.span.bytes, at: 1)
    #expect(address.high == 0x0102_0304_0506_0708)
    #expect(address.low == 0x090a_0b0c_0d0e_0f10)
    #expect(address.octets == Array(1...16))
    #expect(address.groups.first == 0x0102 && address.groups.last == 0x0f10)
    #expect(IPv6Address(bytes.span.bytes, at: 2) == IPv6Address(high: 0, low: 0))
    #expect(IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).description == "2001:db8::1")
  }

  /// Left what is read, right what is written; the right side is what tshark 4.4 prints for
  /// `ipv6.src`, and glibc's `inet_ntop`.
  @Test(
    "Prints as RFC 5952 says, and an IPv4 tail as tshark does",
    arguments: [
      ("0:0:0:0:0:0:0:0", "::"),
      ("0:0:0:0:0:0:0:1", "::1"),
      ("2001:0DB8:0000:0000:0000:0000:0000:0001", "2001:db8::1"),
      ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"),
      ("::3:4:5:6:7:8", "::3:4:5:6:7:8"),
      ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
      ("1:2:3:4:5:6::", "1:2:3:4:5:6::"),
      ("0:1:0:0:0:0:0:1", "0:1::1"),
      ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
      ("0:0:0:0:1:0:0:0", "::1:0:0:0"),
      ("fe80::", "fe80::"),
      ("::1.2.3.4", "::1.2.3.4"),
      ("::1:0", "::0.1.0.0"),
      ("::7:8", "::0.7.0.8"),
      ("::0.0.255.255", "::ffff"),
      ("::ffff:1.2.3.4", "::ffff:1.2.3.4"),
      ("::FFFF:102:304", "::ffff:1.2.3.4"),
      ("::ffff:0:0", "::ffff:0.0.0.0"),
      ("::ffff:0:1.2.3.4", "::ffff:0:102:304"),
      ("64:ff9b::1.2.3.4", "64:ff9b::102:304"),
      ("::fffe:1.2.3.4", "::fffe:102:304"),
      ("::5:6:7:8", "::5:6:7:8"),
      ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
      ("1:2:3:4:5::1.2.3.4", "1:2:3:4:5:0:102:304"),
    ])
  func canonicalForm(read: String, written: String) {
    #expect(IPv6Address(read)?.description == written)
    #expect(IPv6Address(written)?.description == written)
  }

  @Test(
    "Refuses what RFC 4291 §2.2 does not allow",
    arguments: [
      "", ":", ":::", "::1::", "1::2::3", "1:", ":1", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:",
      "1:2:3:4:5:6:7:8:", "1:2:3:4:5:6:7:8:9", "1:2:3:4::5:6:7:8", "::1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:7:8::", "12345::", "g::", "1:::2", "fe80::1%eth0", "[::1]", "::1 ", "::1/64",
      "1.2.3.4", "::1.2.3", "::1.2.3.4.5", "::1.2.3.256", "::01.2.3.4", "1:2:3:4:5:6:7:1.2.3.4",
      "1:2:3:4:5:6::1.2.3.4", "::1.2.3.4:5", "::1.2.3.4::", "1.2.3.4::",
    ])
  func rejects(text: String) {
    #expect(IPv6Address(text) == nil)
  }

  @Test("Sorts as a number of 128 bits")
  func order() {
    #expect(IPv6Address(high: 0, low: .max) < IPv6Address(high: 1, low: 0))
    #expect(IPv6Address(high: 1, low: 0) < IPv6Address(high: 1, low: 1))
    #expect(IPv6Address(high: 1 << 62, low: 0) < IPv6Address(high: 1 << 63, low: 0))
  }

  @Test("Every pattern of zero groups is read back as it was written")
  func everyZeroPattern() {
    for pattern in 0..<256 {
      let groups = (0..<8).map { UInt16(pattern >> $0 & 1) * UInt16(0xff00 + $0) }
      let address = IPv6Address(
        groups[0], groups[1], groups[2], groups[3], groups[4], groups[5], groups[6], groups[7])
      #expect(IPv6Address(address.description) == address)
    }
  }
}
