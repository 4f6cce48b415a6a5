import PacketCore
import Testing

@Suite("Prefixes")
struct PrefixTests {
  @Test(
    "Text form and back, with the host's bits dropped",
    arguments: [
      ("10.1.2.3/8", "10.0.0.0/8"), ("0.0.0.0/0", "0.0.0.0/0"), ("1.2.3.4/0", "0.0.0.0/0"),
      ("192.0.2.255/32", "192.0.2.255/32"), ("192.0.2.255/31", "192.0.2.254/31"),
      ("2001:db8::1/32", "2001:db8::/32"), ("::1/128", "::1/128"), ("ffff::/0", "::/0"),
      ("2001:db8:1:2:3:4:5:6/64", "2001:db8:1:2::/64"),
      ("2001:db8:1:2:ffff::/65", "2001:db8:1:2:8000::/65"),
      ("2001:db8:1:3::/63", "2001:db8:1:2::/63"),
    ])
  func roundTrip(read: String, written: String) {
    #expect(IPPrefix(read)?.description == written)
    #expect(IPPrefix(written)?.description == written)
  }

  @Test(
    "Refuses a length that is missing, odd or too large",
    arguments: [
      "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/+8", "/8",
      "::/129", "::/", "::1", "10.0.0.0/255.0.0.0", "10/8", "10.0.0.0/8 ",
      "10.0.0.0/99999999999999999999",
    ])
  func rejects(text: String) {
    #expect(IPPrefix(text) == nil)
  }

  @Test("Lengths outside of the address are nil")
  func lengths() {
    #expect(IPv4Prefix(.loopback, length: 33) == nil)
    #expect(IPv4Prefix(.loopback, length: -1) == nil)
    #expect(IPv6Prefix(.loopback, length: 129) == nil)
    #expect(IPv6Prefix(.loopback, length: .min) == nil)
    #expect(IPPrefix(IPAddress(.loopback as IPv4Address), length: 64) == nil)
  }

  @Test("The ends of a block are in it, their neighbours are not, for every length of IPv4")
  func everyIPv4Length() throws {
    for length in 1...32 {
      let prefix = try #require(IPv4Prefix(IPv4Address(rawValue: 0xaaaa_aaaa), length: length))
      #expect(prefix.contains(prefix.address) && prefix.contains(prefix.lastAddress))
      #expect(prefix.mask.rawValue.leadingZeroBitCount == 0)
      #expect(prefix.mask.rawValue.nonzeroBitCount == length)
      let below = IPv4Address(rawValue: prefix.address.rawValue &- 1)
      let above = IPv4Address(rawValue: prefix.lastAddress.rawValue &+ 1)
      #expect(!prefix.contains(below) && !prefix.contains(above))
    }
  }

  @Test(
    "The ends of a block are in it, one bit changed before its end is not, for every IPv6 length")
  func everyIPv6Length() throws {
    let address = IPv6Address(high: 0xaaaa_aaaa_aaaa_aaaa, low: 0xaaaa_aaaa_aaaa_aaaa)
    for length in 0...128 {
      let prefix = try #require(IPv6Prefix(address, length: length))
      #expect(prefix.contains(address) && prefix.contains(prefix.lastAddress))
      #expect(prefix.mask.high.nonzeroBitCount + prefix.mask.low.nonzeroBitCount == length)
      for bit in 0..<128 {
        var other = address
        if bit < 64 { other.high ^= 1 << (63 - bit) } else { other.low ^= 1 << (127 - bit) }
        #expect(prefix.contains(other) == (bit >= length))
      }
    }
  }

  @Test("A block contains its parts, not the whole")
  func nesting() throws {
    let outer = try #require(IPv4Prefix("10.0.0.0/8"))
    let inner = try #require(IPv4Prefix("10.1.0.0/16"))
    #expect(outer.contains(inner) && !inner.contains(outer) && outer.contains(outer))
  }

  @Test("An address of the other version is in no block")
  func versions() throws {
    let all = try #require(IPPrefix("0.0.0.0/0"))
    #expect(all.contains(IPAddress(IPv4Address(1, 2, 3, 4))))
    #expect(!all.contains(IPAddress(IPv6Address(mapping: IPv4Address(1, 2, 3, 4)))))
  }
}
