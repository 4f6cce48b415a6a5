import PacketCore

extension TimestampScale {
  /// The last unit that begins at or before `time`, as far as nanoseconds tell; nil when it is no
  /// number of 64 bits.
  func count(of time: Timestamp) -> UInt64? {
    // Nearly all times: of nanoseconds, and before the year 2262.
    if resolution == .nanoseconds, offset == 0, 0..<9_223_372_036 ~= time.seconds {
      return UInt64(time.seconds) &* 1_000_000_000 &+ UInt64(time.nanoseconds)
    }
    let seconds = Int128(time.seconds) - Int128(offset)
    let nanoseconds = Int128(time.nanoseconds)
    let units: Int128
    switch resolution {
    case .microseconds: units = seconds * 1_000_000 + nanoseconds / 1000
    case .nanoseconds: units = seconds * 1_000_000_000 + nanoseconds
    case .decimal(let digits):
      guard digits <= 18 else { return nil }
      let second = (0..<digits).reduce(Int128(1)) { power, _ in power * 10 }
      units = seconds * second + nanoseconds * second / 1_000_000_000
    case .binary(let bits):
      guard bits < 63 else { return nil }
      let second = Int128(1) << Int128(bits)
      // Units are no whole nanoseconds, so ``timestamp(_:)`` has rounded down, and this must not again.
      let part =
        second > 1_000_000_000
        ? nanoseconds * second + 999_999_999 : (nanoseconds + 1) * second - 1
      units = seconds * second + part / 1_000_000_000
    }
    return UInt64(exactly: units)
  }
}
