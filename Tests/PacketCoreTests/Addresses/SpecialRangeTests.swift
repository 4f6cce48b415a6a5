import PacketCore
import Testing

/// First and last address of each range, and the addresses beside it.
@Suite("Special-purpose addresses (RFC 6890)")
struct SpecialRangeTests {
  struct Range: CustomTestStringConvertible, Sendable {
    let name: String
    let inside: [String]
    let outside: [String]
    let isIn: @Sendable (IPAddress) -> Bool
    var testDescription: String { name }
  }

  static let v4: [Range] = [
    Range(
      name: "loopback", inside: ["127.0.0.0", "127.255.255.255"],
      outside: ["126.255.255.255", "128.0.0.0"]
    ) { $0.isLoopback },
    Range(
      name: "private",
      inside: [
        "10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0",
        "192.168.255.255",
      ],
      outside: [
        "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
        "192.169.0.0",
      ]
    ) { $0.isPrivate },
    Range(
      name: "link-local", inside: ["169.254.0.0", "169.254.255.255"],
      outside: ["169.253.255.255", "169.255.0.0"]
    ) { $0.isLinkLocal },
    Range(
      name: "multicast", inside: ["224.0.0.0", "239.255.255.255"],
      outside: ["223.255.255.255", "240.0.0.0"]
    ) { $0.isMulticast },
    Range(
      name: "documentation", inside: ["192.0.2.0", "198.51.100.255", "203.0.113.7"],
      outside: ["192.0.1.255", "192.0.3.0", "198.51.101.0", "203.0.112.255"]
    ) { $0.isDocumentation },
    Range(
      name: "shared", inside: ["100.64.0.0", "100.127.255.255"],
      outside: ["100.63.255.255", "100.128.0.0"]
    ) { $0.v4?.isShared ?? false },
    Range(
      name: "benchmarking", inside: ["198.18.0.0", "198.19.255.255"],
      outside: ["198.17.255.255", "198.20.0.0"]
    ) { $0.v4?.isBenchmarking ?? false },
    Range(
      name: "reserved", inside: ["240.0.0.0", "255.255.255.254"],
      outside: ["239.255.255.255", "255.255.255.255"]
    ) { $0.v4?.isReserved ?? false },
    Range(
      name: "global",
      inside: [
        "1.0.0.0", "8.8.8.8", "192.0.0.9", "192.0.0.10", "192.31.196.1", "192.52.193.1",
        "192.88.99.1", "192.175.48.1",
      ],
      outside: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.1.1", "192.0.0.8",
        "192.0.0.11", "192.0.0.170", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255",
      ]
    ) { $0.isGlobal },
  ]

  static let v6: [Range] = [
    Range(name: "loopback", inside: ["::1"], outside: ["::", "::2"]) { $0.isLoopback },
    Range(name: "unspecified", inside: ["::", "0.0.0.0"], outside: ["::1", "0.0.0.1"]) {
      $0.isUnspecified
    },
    Range(
      name: "unique local", inside: ["fc00::", "fdff:ffff::"], outside: ["fbff::", "fe00::"]
    ) { $0.isPrivate },
    Range(
      name: "link-local", inside: ["fe80::", "febf:ffff::1"], outside: ["fe7f::", "fec0::"]
    ) { $0.isLinkLocal },
    Range(name: "multicast", inside: ["ff00::", "ffff::1"], outside: ["feff::"]) { $0.isMulticast },
    Range(
      name: "documentation", inside: ["2001:db8::", "2001:db8:ffff::", "3fff::", "3fff:fff::"],
      outside: ["2001:db7:ffff::", "2001:db9::", "3ffe::", "3fff:1000::"]
    ) { $0.isDocumentation },
    Range(
      name: "benchmarking", inside: ["2001:2::", "2001:2:0:ffff::"], outside: ["2001:2:1::"]
    ) { $0.v6?.isBenchmarking ?? false },
    Range(
      name: "global",
      inside: [
        "2000::", "2606:4700::1111", "64:ff9b::1", "2001::1", "2001:1::1", "2001:1::3",
        "2001:3::1", "2001:4:112::1", "2001:20::", "2001:2f:ffff::", "2001:30::", "2001:3f::",
        "2002::1", "2001:200::", "2620:4f:8000::1",
      ],
      outside: [
        "::", "::1", "::ffff:8.8.8.8", "64:ff9b:1::1", "100::1", "100:0:0:1::1", "2001:1::4",
        "2001:1::", "2001:2::1", "2001:4:113::1", "2001:10::", "2001:40::", "2001:1ff::",
        "2001:db8::1", "3fff::1", "5f00::1", "fc00::1", "fe80::1", "ff02::1",
      ]
    ) { $0.isGlobal },
  ]

  @Test("The range holds its ends, not what stands beside it", arguments: v4 + v6)
  func ends(range: Range) throws {
    for text in range.inside {
      #expect(range.isIn(try #require(IPAddress(text))), "\(text) is \(range.name)")
    }
    for text in range.outside {
      #expect(!range.isIn(try #require(IPAddress(text))), "\(text) is not \(range.name)")
    }
  }

  @Test("IPv4 addresses inside of IPv6 addresses are found")
  func embedded() throws {
    let v4 = IPv4Address(192, 0, 2, 1)
    #expect(IPv6Address(mapping: v4).description == "::ffff:192.0.2.1")
    #expect(IPv6Address(mapping: v4).mappedIPv4 == v4)
    #expect(IPv6Address("::192.0.2.1")?.mappedIPv4 == nil)
    #expect(IPv6Address("2002:c000:201::1")?.sixToFourIPv4 == v4)
    #expect(IPv6Address("2003:c000:201::1")?.sixToFourIPv4 == nil)
    #expect(IPv6Address("64:ff9b::c000:201")?.translatedIPv4 == v4)
    #expect(IPv6Address("64:ff9b:1::c000:201")?.translatedIPv4 == nil)
  }

  @Test("A Teredo address tells server, port and client (RFC 4380 §4)")
  func teredo() throws {
    let address = try #require(IPv6Address("2001:0:4136:e378:8000:63bf:3fff:fdd2"))
    let teredo = try #require(address.teredo)
    #expect(teredo.server == IPv4Address(65, 54, 227, 120))
    #expect(teredo.flags == 0x8000)
    #expect(teredo.client == Endpoint("192.0.2.45:40000"))
    #expect(IPv6Address("2001:db8::")?.teredo == nil)
  }
}
