import PacketCore
import Testing

@Suite("Timestamps")
struct TimestampTests {
  @Test("More nanoseconds than a second has are carried over, and held at the end")
  func carry() {
    let time = Timestamp(seconds: 1, nanoseconds: 2_500_000_000)
    #expect(time.seconds == 3 && time.nanoseconds == 500_000_000)
    #expect(Timestamp(seconds: .max, nanoseconds: .max) == .latest)
    #expect(Timestamp(seconds: -1, nanoseconds: 1_000_000_000) == .epoch)
  }

  @Test("Sorts by seconds, then by nanoseconds")
  func order() {
    #expect(Timestamp(seconds: -1, nanoseconds: 999_999_999) < .epoch)
    #expect(Timestamp(seconds: 0, nanoseconds: 1) > .epoch)
    #expect(Timestamp.earliest < .epoch && .epoch < Timestamp.latest)
  }

  @Test(
    "Nanoseconds since 1970 and back",
    arguments: [
      0, 1, -1, 999_999_999, -999_999_999, 1_000_000_000, -1_000_000_000, -1_000_000_001,
      Int128(Int64.min), Int128(Int64.max),
    ] as [Int128])
  func nanoseconds(count: Int128) {
    let time = Timestamp(nanosecondsSinceEpoch: count)
    #expect(time.nanosecondsSinceEpoch == count)
    #expect(time.nanoseconds < 1_000_000_000)
  }

  @Test("Nanoseconds out of range are held at the ends")
  func outOfRange() {
    #expect(Timestamp(nanosecondsSinceEpoch: .max) == .latest)
    #expect(Timestamp(nanosecondsSinceEpoch: .min) == .earliest)
    for end in [Timestamp.earliest, .latest] {
      #expect(Timestamp(nanosecondsSinceEpoch: end.nanosecondsSinceEpoch) == end)
    }
  }

  @Test("A difference is exact, even of the earliest and the latest moment")
  func difference() {
    let longest = Timestamp.latest - .earliest
    #expect(Timestamp.earliest + longest == .latest)
    #expect(Timestamp.latest - longest == .earliest)
    #expect(Timestamp.earliest - .latest == .zero - longest)
    let early = Timestamp(seconds: 1, nanoseconds: 999_999_999)
    #expect(Timestamp(seconds: 2) - early == .nanoseconds(1))
    #expect(early - Timestamp(seconds: 2) == .nanoseconds(-1))
  }

  @Test(
    "A sum is held at the ends of the range",
    arguments: [
      Duration(attoseconds: .max), Duration(attoseconds: .min), .seconds(Int64.max),
      .seconds(Int64.min), .nanoseconds(1), .nanoseconds(-1), .zero,
    ])
  func extremes(step: Duration) {
    let isBack = step < .zero
    #expect(isBack || Timestamp.latest + step == .latest)
    #expect(isBack || Timestamp.earliest - step == .earliest)
    #expect(!isBack || Timestamp.earliest + step == .earliest)
    #expect(!isBack || Timestamp.latest - step == .latest)
    for start in [Timestamp.earliest, .epoch, .latest] {
      #expect(isBack ? start + step <= start : start + step >= start)
      #expect(isBack ? start - step >= start : start - step <= start)
    }
  }

  @Test("Part of a nanosecond is dropped towards the past")
  func rounding() {
    let half = Duration(attoseconds: 500_000_000)
    #expect(Timestamp.epoch + half == .epoch)
    #expect(Timestamp.epoch - half == Timestamp(nanosecondsSinceEpoch: -1))
    #expect(Timestamp.epoch + (.zero - half) == Timestamp(nanosecondsSinceEpoch: -1))
  }

  @Test("Steps in place")
  func inPlace() {
    var time = Timestamp(seconds: 10)
    time += .milliseconds(1500)
    #expect(time == Timestamp(seconds: 11, nanoseconds: 500_000_000))
    time -= .seconds(12)
    #expect(time == Timestamp(seconds: -1, nanoseconds: 500_000_000))
  }

  @Test("The clock runs forward and is past 2024")
  func now() {
    let first = Timestamp.now
    #expect(first.seconds > 1_700_000_000)
    #expect(Timestamp.now >= first)
  }
}
