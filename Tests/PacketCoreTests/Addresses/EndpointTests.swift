import Foundation
import PacketCore
import Testing

@Suite("Endpoints and addresses of either version")
struct EndpointTests {
  @Test(
    "Text form and back (RFC 5952 §6 for IPv6)",
    arguments: [
      "10.0.0.1:53", "[::1]:53", "[2001:db8::1]:65535", "0.0.0.0:0", "[::ffff:1.2.3.4]:1",
    ])
  func roundTrip(text: String) {
    #expect(Endpoint(text)?.description == text)
  }

  @Test(
    "Refuses what leaves address or port in doubt",
    arguments: [
      "", ":53", "10.0.0.1", "10.0.0.1:", "10.0.0.1:65536", "10.0.0.1:-1", "10.0.0.1:053",
      "::1:53", "[::1]", "[::1]:", "[::1]53", "[::1:53", "[10.0.0.1]:53", "[fe80::1%eth0]:53",
      "10.0.0.1:53 ",
    ])
  func rejects(text: String) {
    #expect(Endpoint(text) == nil)
  }

  @Test("IPv4 sorts before IPv6, ports break a tie")
  func order() throws {
    let texts = ["10.0.0.1:1", "10.0.0.1:2", "10.0.0.2:0", "[::]:9", "[::1]:0"]
    let endpoints = texts.compactMap { Endpoint($0) }
    #expect(endpoints.reversed().sorted().map(\.description) == texts)
  }

  @Test("An IPv4-mapped address stays an IPv6 address")
  func mapped() {
    #expect(IPAddress("::ffff:1.2.3.4")?.v6 != nil)
    #expect(IPAddress("1.2.3.4")?.v4 == IPv4Address(1, 2, 3, 4))
    #expect(IPAddress("1.2.3.4")?.octets == [1, 2, 3, 4])
    #expect(IPAddress("::1")?.octets.count == 16)
    #expect(IPAddress("example.org") == nil)
  }

  @Test("Everything is encoded as its text form, and wrong text is an error")
  func codable() throws {
    struct All: Codable, Equatable {
      var mac = MACAddress(2, 0, 0, 0, 0, 1)
      var v4 = IPv4Address(192, 0, 2, 1)
      var v6 = IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)
      var ip = IPAddress(IPv4Address(192, 0, 2, 2))
      var endpoint = Endpoint(IPAddress(IPv4Address(192, 0, 2, 3)), port: 80)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try encoder.encode(All())
    #expect(
      String(decoding: json, as: UTF8.self)
        == #"{"endpoint":"192.0.2.3:80","ip":"192.0.2.2","mac":"02:00:00:00:00:01","#
        + #""v4":"192.0.2.1","v6":"2001:db8::1"}"#)
    #expect(try JSONDecoder().decode(All.self, from: json) == All())
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([IPv4Address].self, from: Data(#"["1.2.3"]"#.utf8))
    }
  }
}
