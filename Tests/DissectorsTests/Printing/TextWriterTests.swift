import PacketCore
import Testing

@testable import Dissectors

@Suite struct TextWriterTests {
  private func text(room: Int = 1000, _ body: (inout TextWriter) -> Void) -> String {
    var bytes: [UInt8] = []
    bytes.append(room: room, body)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func textIsMadeAgainWhereTheRoomWasTooSmall() {
    var rounds = 0
    let made = text(room: 1) { output in
      rounds += 1
      for number in 0..<1000 as Range<UInt64> { output.append(decimal: number) }
    }
    #expect(made == (0..<1000).map(String.init).joined())
    #expect(rounds > 1)
  }

  @Test func whatStandsThereStays() {
    var bytes = Array("before".utf8)
    bytes.append(room: 0) { output in for _ in 0..<500 { output.append("x") } }
    #expect(String(decoding: bytes, as: UTF8.self) == "before" + String(repeating: "x", count: 500))
  }

  @Test(arguments: [0, 9, 10, 99, 100, 65535, 1_000_000_007, UInt64.max - 1, UInt64.max])
  func numbersAreThoseOfString(_ number: UInt64) {
    #expect(text { $0.append(decimal: number) } == String(number))
    #expect(text { $0.append(hex: number) } == String(number, radix: 16))
  }

  @Test func numbersAreFilledUpWithZeros() {
    #expect(text { $0.append(decimal: 42 as UInt64, width: 9) } == "000000042")
    #expect(text { $0.append(decimal: 1234 as UInt64, width: 2) } == "1234")
    #expect(text { $0.append(hex: 0xab, width: 4) } == "00ab")
    #expect(text { $0.append(decimal: Int64.min) } == String(Int64.min))
  }

  @Test func aPartOfATextIsCopiedWherePiecesFitAndWhereTheyDoNot() {
    let source = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
    for start in source.indices {
      for end in start...source.count {
        let made = text { $0.append(start..<end, of: source.span) }
        #expect(made == String(decoding: source[start..<end], as: UTF8.self))
      }
    }
  }

  @Test func bytesHaveTwoDigitsEach() {
    let bytes: [UInt8] = [0x00, 0x0f, 0xa5, 0xff]
    #expect(text { $0.append(hex: bytes.span.bytes, separator: 58) } == "00:0f:a5:ff")
    #expect(text { $0.append(hex: RawSpan(), separator: 58) } == "")
  }

  @Test(arguments: ["::", "::1", "fe80::1:0:0:1", "2001:db8::ffff", "::ffff:192.0.2.1", "1::"])
  func addressesAreThoseOfTheirDescriptions(_ name: String) throws {
    let address = try #require(IPv6Address(name))
    #expect(text { $0.append(address) } == address.description)
  }

  @Test func shortAddresses() {
    #expect(text { $0.append(IPv4Address(192, 0, 2, 100)) } == "192.0.2.100")
    #expect(
      text { $0.append(MACAddress(rawValue: 0x0000_5e00_53af)) } == "00:00:5e:00:53:af")
  }

  @Test func specialBytesAreEscapedWhereverTheyStand() {
    for special in 0..<32 as Range<UInt8> where special > 0 {
      for place in 0..<20 {
        var bytes = [UInt8](repeating: 97, count: 20)
        bytes[place] = special
        let name =
          [8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"][special]
          ?? "\\u00" + (special < 16 ? "0" : "") + String(special, radix: 16)
        let expected =
          String(repeating: "a", count: place) + name + String(repeating: "a", count: 19 - place)
        #expect(text { $0.append(jsonEscaping: bytes.span.bytes) } == expected)
      }
    }
    #expect(text { $0.append(jsonEscaping: "a\"b\\c\u{1}é") } == "a\\\"b\\\\c\\u0001é")
  }

  @Test func textEndsAtItsFirstZeroAndIsRepaired() {
    let zero = Array("abcdefgh\u{0}rest".utf8)
    #expect(text { $0.append(jsonEscaping: zero.span.bytes) } == "abcdefgh")
    let broken: [UInt8] = [97, 0xff, 98, 0xc3, 0xa9, 34, 0, 99]
    #expect(text { $0.append(jsonEscaping: broken.span.bytes) } == "a\u{fffd}bé\\\"")
  }

  @Test func timesHaveNineDigitsOfFraction() {
    let before = Timestamp(seconds: -2, nanoseconds: 500_000_000)
    #expect(text { $0.append(seconds: before) } == "-1.500000000")
    #expect(text { $0.append(seconds: Timestamp(seconds: 7, nanoseconds: 1)) } == "7.000000001")
    #expect(text { $0.append(Duration.milliseconds(-1500)) } == "-1.500000000")
  }
}
