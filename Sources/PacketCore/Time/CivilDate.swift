/// A date of the Gregorian calendar, extended without end to both sides; year 0 is 1 BC.
///
/// The arithmetic counts years from March on, so that the leap day is a year's last, and in eras of
/// 400 years, which all have 146,097 days.
struct CivilDate: Equatable {
  var year: Int64
  var month: Int
  var day: Int

  private static var daysOfEra: Int64 { 146_097 }
  /// Days from 0000-03-01 to 1970-01-01.
  private static var epoch: Int64 { 719_468 }

  /// The date if it exists and its year has at most twelve digits.
  init?(year: Int64, month: Int, day: Int) {
    guard -999_999_999_999...999_999_999_999 ~= year, 1...12 ~= month, day >= 1,
      day <= Self.days(ofMonth: month, in: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// - Parameter days: Any number that comes of dividing 64-bit seconds.
  init(daysSinceEpoch days: Int64) {
    let shifted = days + Self.epoch
    let era = Timestamp.floorDivide(shifted, Self.daysOfEra)
    let dayOfEra = shifted - era * Self.daysOfEra
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * month + 2) / 5 + 1)
    self.month = Int(month < 10 ? month + 3 : month - 9)
    year = era * 400 + yearOfEra + (self.month <= 2 ? 1 : 0)
  }

  var daysSinceEpoch: Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = Timestamp.floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * Self.daysOfEra + dayOfEra - Self.epoch
  }

  static func days(ofMonth month: Int, in year: Int64) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
