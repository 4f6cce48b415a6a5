import PacketCore
import Testing

@testable import CaptureFiles

@Suite("if_tsresol and if_tsoffset (draft-ietf-opsawg-pcapng §4.2)")
struct TimestampScaleTests {
  @Test(
    "powers of ten and of two, exact",
    arguments: [
      (6, 1_700_000_000_123_456, 1_700_000_000, 123_456_000),
      (9, 1_700_000_000_123_456_789, 1_700_000_000, 123_456_789),
      (0, .max, .max, 0),
      (3, 1_999, 1, 999_000_000),
      (12, 1_999_999_999_999, 1, 999_999_999),
      (19, .max, 1, 844_674_407),
      (20, .max, 0, 184_467_440),
      (28, .max, 0, 1),
      (29, .max, 0, 0),
      (127, .max, 0, 0),
      (0x80, 5, 5, 0),
      (0x81, 3, 1, 500_000_000),
      (0x94, 1_048_577, 1, 953),
      (0x9e, 1 << 30 | 1 << 29, 1, 500_000_000),
      (0xc0, .max, 0, 999_999_999),
      (0xff, .max, 0, 0),
    ] as [(UInt8, UInt64, Int64, UInt32)])
  func converts(code: UInt8, count: UInt64, seconds: Int64, nanoseconds: UInt32) {
    let time = TimestampScale(code: code, offset: 0).timestamp(count)
    #expect(time.seconds == seconds && time.nanoseconds == nanoseconds)
  }

  @Test("the offset is added, and the sum held at the ends of the range")
  func offset() {
    #expect(TimestampScale(code: 6, offset: -10).timestamp(1_000_001).seconds == -9)
    #expect(TimestampScale(code: 0, offset: .max).timestamp(1).seconds == .max)
    #expect(TimestampScale(code: 0, offset: .min).timestamp(.max).seconds == .max)
    #expect(TimestampScale(code: 0, offset: .min).timestamp(0).seconds == .min)
  }

  @Test("what is written is what was read", arguments: [0, 3, 6, 9, 12, 18, 0x80, 0x8a, 0xa0])
  func inverts(code: UInt8) throws {
    let scale = TimestampScale(code: code, offset: 1000)
    for count in [0, 1, 999_999_999] as [UInt64] {
      let time = scale.timestamp(count)
      let again = try #require(
        scale.count(of: Timestamp(seconds: time.seconds, nanoseconds: time.nanoseconds)))
      let back = scale.timestamp(again)
      // Units finer than a nanosecond cannot all come back, the moment does within one of them.
      let difference =
        (time.seconds - back.seconds) * 1_000_000_000
        + Int64(time.nanoseconds) - Int64(back.nanoseconds)
      #expect(0...1 ~= difference, "\(count)")
    }
    #expect(scale.count(of: Timestamp(seconds: 999)) == nil)
  }
}
