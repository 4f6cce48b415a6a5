import PacketCore

/// How an interface's 64-bit times count: units of a second, and seconds to add
/// (pcapng's `if_tsresol` and `if_tsoffset`).
struct TimestampScale: Hashable, Sendable {
  /// Units of a second.
  enum Resolution: Hashable, Sendable {
    case microseconds
    case nanoseconds
    /// 10 to the power of this many.
    case decimal(digits: UInt8)
    /// 2 to the power of this many.
    case binary(bits: UInt8)
  }

  var resolution = Resolution.microseconds
  /// Seconds to add to each time.
  var offset: Int64 = 0

  init() {}

  /// - Parameter code: The byte of `if_tsresol`: a power of 2 when its highest bit is set, else of 10.
  init(code: UInt8, offset: Int64) {
    self.offset = offset
    switch code {
    case 6: resolution = .microseconds
    case 9: resolution = .nanoseconds
    case 0x80...: resolution = .binary(bits: code & 0x7f)
    default: resolution = .decimal(digits: code)
    }
  }

  /// Digits of a second that tell all of a unit, at most the nine of a nanosecond.
  var decimalDigits: Int {
    switch resolution {
    case .microseconds: 6
    case .nanoseconds: 9
    case .decimal(let digits): min(Int(digits), 9)
    case .binary(let bits): min((Int(bits) * 30103 + 99999) / 100_000, 9)
    }
  }

  /// The moment that `count` units are, exact to the nanosecond; held at the ends of the range.
  func timestamp(_ count: UInt64) -> (seconds: Int64, nanoseconds: UInt32) {
    let seconds: UInt64
    let nanoseconds: UInt64
    switch resolution {
    case .microseconds:
      seconds = count / 1_000_000
      nanoseconds = (count % 1_000_000) * 1000
    case .nanoseconds:
      seconds = count / 1_000_000_000
      nanoseconds = count % 1_000_000_000
    case .decimal(let digits):
      (seconds, nanoseconds) = Self.decimal(count, digits: Int(digits))
    case .binary(let bits):
      (seconds, nanoseconds) = Self.binary(count, bits: Int(bits))
    }
    let sum = Int128(seconds) + Int128(offset)
    return (Int64(clamping: sum), UInt32(truncatingIfNeeded: nanoseconds))
  }

  private static func decimal(_ count: UInt64, digits: Int) -> (UInt64, UInt64) {
    // 10^20 exceeds any count, so there are no whole seconds from there on.
    let seconds = digits > 19 ? 0 : count / powersOfTen(digits)
    let rest = digits > 19 ? count : count % powersOfTen(digits)
    if digits <= 9 { return (seconds, rest * powersOfTen(9 - digits)) }
    return (seconds, digits > 28 ? 0 : rest / powersOfTen(digits - 9))
  }

  private static func binary(_ count: UInt64, bits: Int) -> (UInt64, UInt64) {
    let seconds = bits > 63 ? 0 : count >> UInt64(bits)
    let rest = bits > 63 ? count : count & (1 << UInt64(bits) - 1)
    return (seconds, UInt64(truncatingIfNeeded: (UInt128(rest) * 1_000_000_000) >> UInt128(bits)))
  }

  /// 10 to the power of `exponent`, 0 to 19.
  private static func powersOfTen(_ exponent: Int) -> UInt64 {
    (0..<min(max(exponent, 0), 19)).reduce(1) { power, _ in power * 10 }
  }
}
