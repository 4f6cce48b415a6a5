/// A moment, as whole nanoseconds since 1970-01-01T00:00:00Z (leap seconds not counted).
///
/// Seconds and nanoseconds are kept apart, so every time that a capture file can hold fits: pcapng's
/// 64-bit counters reach some 580,000 years at microsecond resolution.
@frozen
public struct Timestamp: Hashable, Sendable {
  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64
  /// Nanoseconds after ``seconds``, 0 to 999,999,999.
  public var nanoseconds: UInt32

  /// A moment `nanoseconds` after `seconds`; what exceeds a second is carried over, and held at
  /// the end of the range.
  @inlinable
  public init(seconds: Int64, nanoseconds: UInt32 = 0) {
    if nanoseconds < 1_000_000_000 {
      self.seconds = seconds
      self.nanoseconds = nanoseconds
    } else {
      let (sum, overflow) = seconds.addingReportingOverflow(Int64(nanoseconds / 1_000_000_000))
      self.seconds = overflow ? .max : sum
      self.nanoseconds = overflow ? 999_999_999 : nanoseconds % 1_000_000_000
    }
  }

  /// 1970-01-01T00:00:00Z.
  public static var epoch: Timestamp { Timestamp(seconds: 0) }
}

extension Timestamp: Comparable {
  @inlinable
  public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
    lhs.seconds != rhs.seconds ? lhs.seconds < rhs.seconds : lhs.nanoseconds < rhs.nanoseconds
  }
}

extension Timestamp {
  /// The time from `rhs` to `lhs`, exact.
  public static func - (lhs: Timestamp, rhs: Timestamp) -> Duration {
    Duration(attoseconds: (lhs.nanosecondsSinceEpoch - rhs.nanosecondsSinceEpoch) * 1_000_000_000)
  }

  /// The moment `rhs` later, rounded down to the nanosecond; held at the ends of the range.
  public static func + (lhs: Timestamp, rhs: Duration) -> Timestamp {
    let (whole, rest) = rhs.attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return Timestamp(
      nanosecondsSinceEpoch: lhs.nanosecondsSinceEpoch + whole - (rest < 0 ? 1 : 0))
  }

  /// The moment `rhs` earlier, rounded down to the nanosecond; held at the ends of the range.
  public static func - (lhs: Timestamp, rhs: Duration) -> Timestamp {
    let (whole, rest) = rhs.attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return Timestamp(
      nanosecondsSinceEpoch: lhs.nanosecondsSinceEpoch - whole - (rest > 0 ? 1 : 0))
  }

  public static func += (lhs: inout Timestamp, rhs: Duration) { lhs = lhs + rhs }
  public static func -= (lhs: inout Timestamp, rhs: Duration) { lhs = lhs - rhs }

  package static func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    let quotient = dividend / divisor
    return dividend % divisor < 0 ? quotient - 1 : quotient
  }
}
