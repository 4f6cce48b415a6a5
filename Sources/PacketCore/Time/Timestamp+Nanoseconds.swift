#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Timestamp {
  /// The moment `nanoseconds` after 1970, or before it; held at the ends of the range.
  public init(nanosecondsSinceEpoch nanoseconds: Int128) {
    let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let seconds = remainder < 0 ? quotient - 1 : quotient
    guard let whole = Int64(exactly: seconds) else {
      self = nanoseconds < 0 ? .earliest : .latest
      return
    }
    self.init(seconds: whole, nanoseconds: UInt32(nanoseconds - seconds * 1_000_000_000))
  }

  /// Nanoseconds from 1970 to this moment, exact.
  public var nanosecondsSinceEpoch: Int128 {
    Int128(seconds) * 1_000_000_000 + Int128(nanoseconds)
  }

  /// The earliest moment there is, some 292 thousand million years ago.
  public static var earliest: Timestamp { Timestamp(seconds: .min) }
  /// The latest moment there is.
  public static var latest: Timestamp { Timestamp(seconds: .max, nanoseconds: 999_999_999) }

  /// The moment that the system's clock shows.
  public static var now: Timestamp {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return .epoch }
    return Timestamp(
      seconds: Int64(time.tv_sec), nanoseconds: UInt32(truncatingIfNeeded: time.tv_nsec))
  }
}
