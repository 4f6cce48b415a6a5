import PacketCore

/// Times.
extension TextWriter {
  /// Seconds since 1970 with nine digits of fraction.
  mutating func append(seconds time: Timestamp) {
    if time.seconds < 0, time.nanoseconds > 0 {
      append(UInt8(ascii: "-"))
      append(decimal: (time.seconds + 1).magnitude)
      append(fraction: UInt64(1_000_000_000 - time.nanoseconds))
    } else {
      append(decimal: time.seconds)
      append(fraction: UInt64(time.nanoseconds))
    }
  }

  /// Seconds with nine digits of fraction.
  mutating func append(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    if seconds < 0 || attoseconds < 0 { append(UInt8(ascii: "-")) }
    append(decimal: seconds.magnitude)
    append(fraction: attoseconds.magnitude / 1_000_000_000)
  }

  /// A point and nine digits.
  mutating func append(fraction nanoseconds: UInt64) {
    append(UInt8(ascii: "."))
    append(decimal: nanoseconds, width: 9)
  }

  /// `08:00:00`.
  mutating func append(clock second: Int) {
    append(decimal: UInt64(clamping: second / 3600), width: 2)
    append(UInt8(ascii: ":"))
    append(decimal: UInt64(clamping: second / 60 % 60), width: 2)
    append(UInt8(ascii: ":"))
    append(decimal: UInt64(clamping: second % 60), width: 2)
  }
}

extension TextWriter {
  /// The form of RFC 5952 and of ``IPv6Address/description``.
  mutating func append(_ address: IPv6Address) {
    let run = Self.longestZeroRun(of: address)
    var index = 0
    while index < 8 {
      if index == run.lowerBound, !run.isEmpty {
        append("::")
        index = run.upperBound
        continue
      }
      if index > 0, index != run.upperBound { append(UInt8(ascii: ":")) }
      if index == 6, run == 0..<6 || run == 0..<5 && Self.group(5, of: address) == 0xffff {
        append(IPv4Address(rawValue: UInt32(truncatingIfNeeded: address.low)))
        return
      }
      append(hex: UInt64(Self.group(index, of: address)))
      index += 1
    }
  }

  private static func group(_ index: Int, of address: IPv6Address) -> UInt16 {
    let half = index < 4 ? address.high : address.low
    return UInt16(truncatingIfNeeded: half >> UInt64(48 - 16 * (index & 3)))
  }

  /// The first of the longest runs of two zeros or more; empty when there is none.
  private static func longestZeroRun(of address: IPv6Address) -> Range<Int> {
    var best = 0..<0
    var start = 0
    for index in 0...8 where index == 8 || group(index, of: address) != 0 {
      if index - start > Swift.max(best.count, 1) { best = start..<index }
      start = index + 1
    }
    return best
  }
}
