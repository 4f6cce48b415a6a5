extension Timestamp: LosslessStringConvertible {
  /// The moment that `text` spells in the form of RFC 3339 §5.6.
  ///
  /// - `2026-11-24T08:00:00.123456789Z`; the fraction may be left out or have any number of digits,
  ///   of which those after the ninth are dropped.
  /// - An offset (`+01:00`) in place of the `Z`; a lower-case `t` or `z`, or a space for the `T`.
  /// - Beyond RFC 3339, a sign and more digits for years after 9999 and before 0
  ///   (`+12026-11-24T…`, `-0043-03-15T…`; year 0 is 1 BC).
  ///
  /// A 60th second counts as the first of the next minute. Dates that do not exist, and moments out
  /// of range, are nil.
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    guard let days = Self.date(&scanner),
      scanner.next(where: { "Tt ".utf8.contains($0) }) != nil,
      let time = Self.timeOfDay(&scanner), let nanoseconds = Self.fraction(&scanner),
      let offset = Self.offset(&scanner), scanner.isAtEnd
    else { return nil }
    guard let seconds = Int64(exactly: Int128(days) * 86400 + Int128(time - offset)) else {
      return nil
    }
    self.init(seconds: seconds, nanoseconds: nanoseconds)
  }

  /// The form of RFC 3339 with nine digits of fraction, in UTC.
  ///
  /// Years of five digits and more have a plus sign, years before 0 a minus sign.
  public var description: String {
    let date = CivilDate(daysSinceEpoch: Self.floorDivide(seconds, 86400))
    let second = Int((seconds % 86400 + 86400) % 86400)
    let year = Self.padded(date.year.magnitude, to: 4)
    let sign = date.year < 0 ? "-" : date.year > 9999 ? "+" : ""
    let month = Self.padded(UInt64(date.month), to: 2)
    let day = Self.padded(UInt64(date.day), to: 2)
    let clock = [second / 3600, second / 60 % 60, second % 60]
      .map { Self.padded(UInt64($0), to: 2) }.joined(separator: ":")
    return "\(sign)\(year)-\(month)-\(day)T\(clock).\(Self.padded(UInt64(nanoseconds), to: 9))Z"
  }

  /// The seconds since 1970 as a decimal number with nine digits of fraction, as tshark prints
  /// `frame.time_epoch`: `1338986423.226395000`, or `-0.500000000` for half a second before 1970
  /// (where tshark 4.0 prints `-1.500000000`).
  public var secondsText: String {
    if seconds < 0, nanoseconds > 0 {
      let whole = (seconds + 1).magnitude
      return "-\(whole).\(Self.padded(UInt64(1_000_000_000 - nanoseconds), to: 9))"
    }
    return "\(seconds).\(Self.padded(UInt64(nanoseconds), to: 9))"
  }

  private static func padded(_ value: UInt64, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(width - digits.utf8.count, 0)) + digits
  }
}

// The parts of a text, from left to right.
extension Timestamp {
  /// Days since 1970-01-01 of a date that exists.
  private static func date(_ scanner: inout TextScanner) -> Int64? {
    guard let year = year(&scanner), scanner.skip("-"), let month = scanner.digits(2),
      scanner.skip("-"), let day = scanner.digits(2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)?.daysSinceEpoch
  }

  /// A year of four digits, or of four to twelve after a sign.
  private static func year(_ scanner: inout TextScanner) -> Int64? {
    let isNegative = scanner.skip("-")
    let isSigned = isNegative || scanner.skip("+")
    guard var year = scanner.digits(4) else { return nil }
    var count = 4
    while isSigned, let digit = scanner.digits(1) {
      count += 1
      guard count <= 12 else { return nil }
      year = year * 10 + digit
    }
    return Int64(isNegative ? -year : year)
  }

  /// Seconds since midnight.
  private static func timeOfDay(_ scanner: inout TextScanner) -> Int? {
    guard let hour = scanner.digits(2), hour < 24, scanner.skip(":"),
      let minute = scanner.digits(2), minute < 60, scanner.skip(":"),
      let second = scanner.digits(2), second <= 60
    else { return nil }
    return (hour * 60 + minute) * 60 + second
  }

  /// Nanoseconds; 0 when there is no fraction.
  private static func fraction(_ scanner: inout TextScanner) -> UInt32? {
    guard scanner.skip(".") else { return 0 }
    var nanoseconds: UInt32 = 0
    var place: UInt32 = 100_000_000
    var isEmpty = true
    while let digit = scanner.digits(1) {
      nanoseconds += UInt32(digit) * place
      place /= 10
      isEmpty = false
    }
    return isEmpty ? nil : nanoseconds
  }

  /// Seconds that the local time is ahead of UTC.
  private static func offset(_ scanner: inout TextScanner) -> Int? {
    if scanner.skip("Z") || scanner.skip("z") { return 0 }
    let isBehind = scanner.skip("-")
    guard isBehind || scanner.skip("+"), let hour = scanner.digits(2), hour < 24,
      scanner.skip(":"), let minute = scanner.digits(2), minute < 60
    else { return nil }
    let ahead = (hour * 60 + minute) * 60
    return isBehind ? -ahead : ahead
  }
}

extension Timestamp: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws { self = try decoder.text(Timestamp.self) }
  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws { try encoder.write(text: self) }
}
