/// A moment as the calendar and the clock of some place show it.
package struct CalendarTime {
  package let year: Int64
  package let month: Int
  package let day: Int
  /// Counted from 1.
  package let dayOfYear: Int
  package let secondOfDay: Int

  /// - Parameter ahead: Seconds that the place's clock is ahead of UTC.
  package init(_ time: Timestamp, secondsFromUTC ahead: Int) {
    let local = time.seconds.addingReportingOverflow(Int64(ahead))
    let seconds = local.overflow ? time.seconds : local.partialValue
    let days = Timestamp.floorDivide(seconds, 86400)
    let date = CivilDate(daysSinceEpoch: days)
    year = date.year
    month = date.month
    day = date.day
    let newYear = CivilDate(year: date.year, month: 1, day: 1)?.daysSinceEpoch ?? days
    dayOfYear = Int(days - newYear) + 1
    secondOfDay = Int((seconds % 86400 + 86400) % 86400)
  }
}

extension Timestamp {
  /// Days from 1970-01-01 to a date of the Gregorian calendar; nil when there is no such date.
  package static func days(year: Int, month: Int, day: Int) -> Int64? {
    CivilDate(year: Int64(year), month: month, day: day)?.daysSinceEpoch
  }
}
