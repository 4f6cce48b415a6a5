import PacketCore
import Testing

@Suite("IPv4 addresses")
struct IPv4AddressTests {
  @Test("The number reads as the bytes are sent")
  func rawValue() {
    let address = IPv4Address(10, 0, 0, 1)
    #expect(address.rawValue == 0x0a00_0001)
    #expect(address.octets == [10, 0, 0, 1])
    let bytes: [UInt8] = [0xff, 10, 0, 0, 1]
    #expect(IPv4Address(bytes.span.bytes, at: 1) == address)
    #expect(IPv4Address(bytes.span.bytes, at: 2).rawValue == 0)
  }

  @Test(
    "Text form and back", arguments: ["0.0.0.0", "255.255.255.255", "192.0.2.10", "1.20.255.0"])
  func roundTrip(text: String) {
    #expect(IPv4Address(text)?.description == text)
  }

  @Test(
    "Only four decimal numbers without leading zeros (RFC 6943 §3.1.1, strict form)",
    arguments: [
      "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "1.1.1.256",
      "01.2.3.4", "1.2.3.04", "00.0.0.0", "0x7f.0.0.1", "1.2.3.4 ", " 1.2.3.4", "+1.2.3.4",
      "-1.2.3.4", "1.2.3.99999999999999999999999", "١.2.3.4", "1.2.3.4/8",
    ])
  func rejects(text: String) {
    #expect(IPv4Address(text) == nil)
  }

  @Test("Sorts as a number")
  func order() {
    #expect(IPv4Address(9, 255, 255, 255) < IPv4Address(10, 0, 0, 0))
    #expect(!(IPv4Address(10, 0, 0, 0) < IPv4Address(10, 0, 0, 0)))
    #expect(IPv4Address(127, 0, 0, 1) < IPv4Address(128, 0, 0, 1))
  }
}
