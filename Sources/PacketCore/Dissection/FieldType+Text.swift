/// How values are written where tshark leaves a choice.
public struct FieldStyle: Sendable {
  /// The local time of a moment: what its clock is ahead of UTC, in seconds, and the zone's name.
  public var localTime: @Sendable (Timestamp) -> (secondsFromUTC: Int, zone: String)

  /// - Parameter localTime: UTC by default, so that output does not depend on the machine.
  public init(
    localTime: @escaping @Sendable (Timestamp) -> (secondsFromUTC: Int, zone: String) = {
      _ in (0, "UTC")
    }
  ) {
    self.localTime = localTime
  }
}

extension FieldType {
  /// Writes a value as UTF-8 at the end of `output`, as `tshark -T fields` prints it.
  ///
  /// Total: a value that does not fit the type is written in its own way.
  ///
  /// - Parameter bytes: The bytes that the value stands in, for values that are bytes or text.
  public func write(
    _ value: FieldValue, bytes: RawSpan, style: FieldStyle = FieldStyle(),
    into output: inout [UInt8]
  ) {
    switch value {
    case .unsigned(let number): write(number, into: &output)
    case .signed(let number): output.append(decimal: number)
    case .boolean(let flag): output.append(flag ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    case .mac(let address): output.append(address)
    case .ipv4(let address): output.append(address)
    case .ipv6(let address): output.append(address)
    case .double(let number): Self.write(number, into: &output)
    case .time(let time): writeTime(time, style, into: &output)
    case .duration(let duration): output.append(duration)
    case .bytes:
      if bytes.byteCount > 0 { output.append(hex: bytes) } else { output.append("<MISSING>") }
    case .text: output.append(escaping: bytes)
    case .string(let text): output.append(escaping: text.utf8)
    case .present: output.append(UInt8(ascii: "1"))
    }
  }

  private func write(_ number: UInt64, into output: inout [UInt8]) {
    switch self {
    case .unsigned(let bits, .hexadecimal):
      output.append("0x")
      output.append(hex: number, width: (bits + 7) / 8 * 2)
    case .unsigned(_, .octal):
      if number > 0 { output.append(UInt8(ascii: "0")) }
      output.append(String(number, radix: 8))
    default: output.append(decimal: number)
    }
  }

  /// C's `%g`-like shortest form: no fraction where there is none.
  private static func write(_ number: Double, into output: inout [UInt8]) {
    let text = "\(number)"
    output.append(contentsOf: text.hasSuffix(".0") ? text.utf8.dropLast(2) : text.utf8[...])
  }

  private func writeTime(_ time: Timestamp, _ style: FieldStyle, into output: inout [UInt8]) {
    guard self == .absoluteTime else { return output.append(seconds: time) }
    let (ahead, zone) = style.localTime(time)
    output.append(date: time, secondsFromUTC: ahead)
    output.append(32)
    output.append(zone)
  }
}

private enum FieldText {
  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension [UInt8] {
  /// Seconds since 1970 with nine digits of fraction.
  public mutating func append(seconds time: Timestamp) {
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
  public mutating func append(_ duration: Duration, digits: Int = 9) {
    let (seconds, attoseconds) = duration.components
    if seconds < 0 || attoseconds < 0 { append(UInt8(ascii: "-")) }
    append(decimal: seconds.magnitude)
    append(fraction: attoseconds.magnitude / 1_000_000_000, digits: digits)
  }

  /// A point and the first `digits` of nine.
  public mutating func append(fraction nanoseconds: UInt64, digits: Int = 9) {
    append(UInt8(ascii: "."))
    append(decimal: nanoseconds, width: 9)
    removeLast(9 - Swift.min(Swift.max(digits, 0), 9))
  }

  /// `Nov 24, 2026 08:00:00.123456789`.
  mutating func append(date time: Timestamp, secondsFromUTC ahead: Int) {
    let date = CalendarTime(time, secondsFromUTC: ahead)
    append(FieldText.months[date.month - 1])
    append(date.day < 10 ? "  " : " ")
    append(decimal: date.day)
    append(", ")
    append(decimal: date.year)
    append(32)
    append(clock: date.secondOfDay)
    append(fraction: UInt64(time.nanoseconds))
  }

  /// `08:00:00`.
  public mutating func append(clock second: Int) {
    append(decimal: second / 3600, width: 2)
    append(UInt8(ascii: ":"))
    append(decimal: second / 60 % 60, width: 2)
    append(UInt8(ascii: ":"))
    append(decimal: second % 60, width: 2)
  }

  /// Text in which nothing breaks a line or a column.
  mutating func append(escaping text: some Sequence<UInt8>) {
    for byte in text { append(escaping: byte) }
  }

  /// Text up to its first zero; what is not UTF-8 is replaced, as `String` does it.
  mutating func append(escaping bytes: RawSpan) {
    var end = 0
    var isASCII = true
    while end < bytes.byteCount, bytes.byte(at: end) != 0 {
      if bytes.byte(at: end) >= 0x80 { isASCII = false }
      end += 1
    }
    if isASCII {
      for offset in 0..<end { append(escaping: bytes.byte(at: offset)) }
    } else {
      append(
        escaping: String(decoding: bytes.slice(from: 0, count: end).copied(), as: UTF8.self).utf8)
    }
  }

  private mutating func append(escaping byte: UInt8) {
    switch byte {
    case 8: append("\\b")
    case 9: append("\\t")
    case 10: append("\\n")
    case 12: append("\\f")
    case 13: append("\\r")
    default: append(byte)
    }
  }
}
