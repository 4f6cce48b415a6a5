import PacketCore
import Testing

@Suite("Field values as tshark -T fields prints them")
struct FieldTextTests {
  private func text(
    _ type: FieldType, _ value: FieldValue, _ bytes: [UInt8] = [], style: FieldStyle = FieldStyle()
  ) -> String {
    var output: [UInt8] = []
    type.write(value, bytes: bytes.span.bytes, style: style, into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test(
    "numbers have the base and the digits of their field",
    arguments: [
      (FieldType.decimal(16), UInt64(53), "53"), (.decimal(64), .max, "18446744073709551615"),
      (.hex(8), 5, "0x05"), (.hex(16), 0x0800, "0x0800"), (.hex(24), 0x12, "0x000012"),
      (.hex(4), 5, "0x05"), (.hex(16), 0x12345, "0x12345"), (.hex(64), .max, "0xffffffffffffffff"),
      (.unsigned(bits: 8, base: .octal), 8, "010"), (.unsigned(bits: 8, base: .octal), 0, "0"),
    ])
  func numbers(type: FieldType, value: UInt64, expected: String) {
    #expect(text(type, .unsigned(value)) == expected)
  }

  @Test(arguments: [(Int64(-5), "-5"), (0, "0"), (.min, "-9223372036854775808")])
  func signedNumbers(value: Int64, expected: String) {
    #expect(text(.signed(bits: 32), .signed(value)) == expected)
  }

  @Test func flagsAreOneAndZero() {
    #expect(text(.boolean, .boolean(true)) == "1")
    #expect(text(.boolean, .boolean(false)) == "0")
    #expect(text(.heading, .present) == "1")
  }

  @Test(
    arguments: [
      "::", "::1", "2001:db8::1", "2001:db8:0:1:1:1:1:1", "1:0:0:2::3", "::ffff:192.0.2.1",
      "::192.0.2.1", "fe80::", "ff02::1:ff00:2",
    ])
  func addressesAreWrittenAsTheyDescribeThemselves(text expected: String) throws {
    let address = try #require(IPv6Address(expected))
    #expect(text(.ipv6Address, .ipv6(address)) == expected)
    #expect(address.description == expected)
  }

  @Test func shorterAddresses() {
    #expect(text(.ipv4Address, .ipv4(IPv4Address(192, 0, 2, 10))) == "192.0.2.10")
    #expect(text(.macAddress, .mac(MACAddress(0, 0, 0x5e, 0, 0x53, 0xaf))) == "00:00:5e:00:53:af")
  }

  @Test func bytesAndTextStandInThePacket() {
    #expect(text(.bytes, .bytes, [0x00, 0xab, 0x7f]) == "00ab7f")
    #expect(text(.text, .text, Array("a\tb\nc\r".utf8)) == "a\\tb\\nc\\r")
    #expect(text(.text, .string("é\u{8}\u{c}")) == "é\\b\\f")
  }

  @Test(
    arguments: [
      (Timestamp(seconds: 1_479_719_879, nanoseconds: 541_734_000), "1479719879.541734000"),
      (Timestamp(seconds: -1, nanoseconds: 500_000_000), "-0.500000000"),
      (.epoch, "0.000000000"),
    ])
  func times(time: Timestamp, expected: String) {
    #expect(text(.relativeTime, .time(time)) == expected)
  }

  @Test func durationsHaveASign() {
    #expect(text(.relativeTime, .duration(.milliseconds(1500))) == "1.500000000")
    #expect(text(.relativeTime, .duration(.milliseconds(-1))) == "-0.001000000")
  }

  @Test func datesAreLocal() {
    let time = Timestamp(seconds: 1_479_719_879, nanoseconds: 541_734_000)
    #expect(
      text(.absoluteTime, .time(time)) == "Nov 21, 2016 09:17:59.541734000 UTC")
    let style = FieldStyle { _ in (10 * 86400 - 32400, "XST") }
    #expect(
      text(.absoluteTime, .time(time), style: style) == "Dec  1, 2016 00:17:59.541734000 XST")
  }

  @Test func noTimeIsOutOfRange() {
    for seconds in [Int64.min, .max] {
      let time = Timestamp(seconds: seconds, nanoseconds: 999_999_999)
      #expect(!text(.absoluteTime, .time(time)).isEmpty)
      #expect(!text(.relativeTime, .time(time)).isEmpty)
    }
  }
}

@Suite("What somebody meant to type")
struct SpellingTests {
  @Test(
    arguments: [
      ("ip.scr", "ip.src"), ("ip.srcc", "ip.src"), ("tcp.sport", "tcp.port"), ("IP.SRC", "ip.src"),
      ("udp.port", "udp.port"),
    ])
  func findsTheNearest(typed: String, expected: String) {
    let names = ["ip.src", "ip.dst", "tcp.port", "udp.port"]
    #expect(Spelling.nearest(to: typed, among: names) == expected)
  }

  @Test(arguments: ["", "x", "completely.different"])
  func findsNothingNear(typed: String) {
    #expect(Spelling.nearest(to: typed, among: ["ip.src", "ip.dst"]) == nil)
  }
}
