public import PacketCore

/// How a summary is laid out.
public struct SummaryStyle: Sendable {
  public var time = TimeColumn()
  /// Between the columns.
  public var separator = UInt8(ascii: " ")
  public var values = FieldStyle()

  public init() {}
}

/// The form of the time column: tshark's `-t` and `-u`.
public struct TimeColumn: Hashable, Sendable {
  public enum Form: String, CaseIterable, Sendable {
    /// Since the first packet.
    case relative = "r"
    case delta = "d"
    case deltaDisplayed = "dd"
    case epoch = "e"
    case absolute = "a"
    case absoluteWithDate = "ad"
    case absoluteWithDayOfYear = "adoy"
    case utc = "u"
    case utcWithDate = "ud"
    case utcWithDayOfYear = "udoy"
  }

  public var form = Form.relative
  /// Digits after the point; as many as the packet's interface gives when nil.
  public var digits: Int?
  /// Whether durations are written as hours, minutes and seconds.
  public var splitsHours = false

  public init() {}

  /// - Parameter known: Digits of the packet's time.
  func write(
    _ position: FramePosition, known: Int, style: FieldStyle, into output: inout [UInt8]
  ) {
    guard let time = position.timestamp else { return }
    let digits = min(max(digits ?? known, 0), 9)
    switch form {
    case .relative: write(position.sinceFirst ?? .zero, digits, into: &output)
    case .delta, .deltaDisplayed: write(position.sincePrevious ?? .zero, digits, into: &output)
    case .epoch:
      output.append(seconds: time)
      output.removeLast(9 - digits)
    case .absolute, .absoluteWithDate, .absoluteWithDayOfYear:
      write(time, digits, secondsFromUTC: style.localTime(time).secondsFromUTC, into: &output)
    case .utc, .utcWithDate, .utcWithDayOfYear:
      write(time, digits, secondsFromUTC: 0, into: &output)
    }
  }

  private func write(_ duration: Duration, _ digits: Int, into output: inout [UInt8]) {
    guard splitsHours else { return output.append(duration, digits: digits) }
    let (seconds, attoseconds) = duration.components
    if seconds < 0 || attoseconds < 0 { output.append(UInt8(ascii: "-")) }
    let whole = seconds.magnitude
    if whole >= 3600 {
      output.append(decimal: whole / 3600)
      output.append("h ")
    }
    if whole >= 60 {
      output.append(decimal: whole / 60 % 60)
      output.append("m ")
    }
    output.append(decimal: whole % 60)
    output.append(fraction: attoseconds.magnitude / 1_000_000_000, digits: digits)
    output.append(UInt8(ascii: "s"))
  }

  private func write(
    _ time: Timestamp, _ digits: Int, secondsFromUTC ahead: Int, into output: inout [UInt8]
  ) {
    let date = CalendarTime(time, secondsFromUTC: ahead)
    switch form {
    case .absoluteWithDate, .utcWithDate:
      output.append(decimal: date.year, width: 4)
      output.append(UInt8(ascii: "-"))
      output.append(decimal: date.month, width: 2)
      output.append(UInt8(ascii: "-"))
      output.append(decimal: date.day, width: 2)
      output.append(32)
    case .absoluteWithDayOfYear, .utcWithDayOfYear:
      output.append(decimal: date.year, width: 4)
      output.append(UInt8(ascii: "/"))
      output.append(decimal: date.dayOfYear, width: 3)
      output.append(32)
    default: break
    }
    output.append(clock: date.secondOfDay)
    output.append(fraction: UInt64(time.nanoseconds), digits: digits)
  }
}
