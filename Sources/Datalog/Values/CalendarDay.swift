/// A day of the proleptic Gregorian calendar.
public struct CalendarDay: Hashable, Sendable {
  public let year: Int
  /// From 1.
  public let month: Int
  /// From 1.
  public let day: Int

  /// - Precondition: there is such a day.
  public init(year: Int, month: Int, day: Int) {
    precondition(1...12 ~= month, "a month is 1 through 12")
    precondition(1...Self.days(inMonth: month, of: year) ~= day, "no such day in that month")
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day `number` days after 1970-01-01.
  ///
  /// Years are counted from March, so that the leap day comes last, in eras of 400 years.
  public init(number: Int32) {
    let days = Int(number) + daysFromEraToEpoch
    let era = (days >= 0 ? days : days - daysInEra + 1) / daysInEra
    let dayOfEra = days - era * daysInEra
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / (daysInEra - 1)) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01, negative before it.
  public var number: Int32 {
    let yearFromMarch = month <= 2 ? year - 1 : year
    let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
    let yearOfEra = yearFromMarch - era * 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * daysInEra + dayOfEra - daysFromEraToEpoch)
  }

  /// The year and number of its ISO 8601 week: weeks begin on Monday, and belong to the year that
  /// has their Thursday.
  public var week: (year: Int, week: Int) {
    let weekday = (Int(number) + 3) % 7  // 1970-01-01 was a Thursday; Monday is 0
    let monday = Int(number) - (weekday < 0 ? weekday + 7 : weekday)
    let thursday = CalendarDay(number: Int32(monday + 3))
    let newYear = CalendarDay(year: thursday.year, month: 1, day: 1)
    return (thursday.year, Int(thursday.number - newYear.number) / 7 + 1)
  }

  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }
}

extension CalendarDay: CustomStringConvertible {
  /// `2024-03-28`
  public var description: String {
    "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  private func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

private let daysInEra = 146_097
/// From 0000-03-01 to 1970-01-01.
private let daysFromEraToEpoch = 719_468
