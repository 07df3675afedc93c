// What a date claims about the world. An end that is open or unknown lies beyond every day.

extension EDTFDate {
  /// Whether every day of it comes before every day of `other`.
  public func isCertainlyBefore(_ other: EDTFDate) -> Bool { last < other.first }

  /// Whether some day of it comes before some day of `other`.
  public func maybeBefore(_ other: EDTFDate) -> Bool { first < other.last }

  /// Whether all its days are days of `period`.
  public func isDuring(_ period: EDTFDate) -> Bool {
    period.first <= first && last <= period.last
  }

  public func overlaps(_ other: EDTFDate) -> Bool { first <= other.last && other.first <= last }

  /// The one day it means, nil for a longer time.
  public var singleDay: CalendarDay? { first == last ? CalendarDay(number: first) : nil }

  /// The year all its days are in.
  public var year: Int? {
    bounds.flatMap { $0.first.year == $0.last.year ? $0.first.year : nil }
  }

  /// The month, from 1, all its days are in.
  public var month: Int? {
    guard let bounds, year != nil else { return nil }
    return bounds.first.month == bounds.last.month ? bounds.first.month : nil
  }

  /// The day of the month, from 1, of a single day.
  public var day: Int? { singleDay?.day }

  /// The ISO 8601 week, with the year it belongs to, that all its days are in.
  public var isoWeek: (year: Int, week: Int)? {
    bounds.flatMap { $0.first.week == $0.last.week ? $0.first.week : nil }
  }

  /// Days from this date to `other`, negative where `other` is earlier; nil unless each is one day.
  public func days(to other: EDTFDate) -> Int? {
    guard first == last, other.first == other.last else { return nil }
    return Int(other.first) - Int(first)
  }

  /// The date moved by `count` days; of a longer time both ends are moved. Nil where that leaves the
  /// years a date may name.
  public func addingDays(_ count: Int) -> EDTFDate? {
    if count == 0 { return self }
    guard let start = moved(first, by: count), let end = moved(last, by: count) else { return nil }
    if first == last, let day = start.day { return EDTFDate(day, flags: flags) }
    return EDTFDate(
      text: "\(start.text(flags))/\(end.text(flags))", first: start.number, last: end.number,
      flags: flags)
  }

  /// The single day of `count` months later, or the last day of that month where it is shorter; nil for
  /// a longer time, and where that leaves the years a date may name.
  public func addingMonths(_ count: Int) -> EDTFDate? {
    guard let day = singleDay, count.magnitude <= 12 * Self.years.count else { return nil }
    let months = day.year * 12 + day.month - 1 + count
    let year = months >= 0 ? months / 12 : -1
    guard Self.years ~= year else { return nil }
    let month = months % 12 + 1
    let last = CalendarDay.days(inMonth: month, of: year)
    return EDTFDate(
      CalendarDay(year: year, month: month, day: min(day.day, last)), flags: flags)
  }

  private var bounds: (first: CalendarDay, last: CalendarDay)? {
    guard first != Self.openStart, last != Self.openEnd else { return nil }
    return (CalendarDay(number: first), CalendarDay(number: last))
  }

  private func moved(_ end: Int32, by count: Int) -> IntervalEnd? {
    if end == Self.openStart || end == Self.openEnd { return IntervalEnd(number: end, day: nil) }
    let (sum, overflows) = Int(end).addingReportingOverflow(count)
    guard !overflows, let number = Int32(exactly: sum) else { return nil }
    let day = CalendarDay(number: number)
    return Self.years ~= day.year ? IntervalEnd(number: number, day: day) : nil
  }
}

private struct IntervalEnd {
  let number: Int32
  /// Nil where the interval is open.
  let day: CalendarDay?

  func text(_ flags: EDTFDate.Flags) -> String { day.map { $0.description + flags.sign } ?? ".." }
}
