/// Why a text is no date: a phrase in lower case that says what is wrong, and a date to go by.
public struct EDTFError: Error, Hashable, Sendable {
  public let reason: String
  public let example: String
}

extension EDTFDate {
  /// Reads a date, or an interval of two dates.
  public init(parsing text: String) throws(EDTFError) {
    try Self.refuseForeignForms(text)
    let ends = text.split(separator: "/", omittingEmptySubsequences: false)
    switch ends.count {
    case 1: self = try Self.single(text[...])
    case 2: self = try Self.interval(from: ends[0], to: ends[1])
    default: throw EDTFError("an interval has two ends", example: "2022-10-12/2022-10-13")
    }
  }

  private static func interval(
    from start: Substring, to end: Substring
  ) throws(EDTFError) -> EDTFDate {
    let first = try bound(start)
    let last = try bound(end)
    guard first != nil || last != nil else {
      throw EDTFError("an interval needs a date at one end", example: "2024-10/..")
    }
    let interval = EDTFDate(
      text: "\(start)/\(end)", first: first?.first ?? openStart, last: last?.last ?? openEnd,
      flags: (first?.flags ?? []).union(last?.flags ?? []))
    guard interval.first <= interval.last else {
      throw EDTFError(
        "the interval ends before it begins", example: "\(end)/\(start)")
    }
    return interval
  }

  /// Nil for an end that is open (`..`) or unknown (empty).
  private static func bound(_ text: Substring) throws(EDTFError) -> EDTFDate? {
    text.isEmpty || text == ".." ? nil : try single(text)
  }

  private static func single(_ text: Substring) throws(EDTFError) -> EDTFDate {
    var body = text
    var flags: Flags = []
    if let flag = flagsBySign[body.utf8.last ?? 0] {
      flags = flag
      body = Substring(body.unicodeScalars.dropLast())
    }
    try refuseFlags(in: body)
    let days = try days(body.split(separator: "-", omittingEmptySubsequences: false))
    return EDTFDate(
      text: String(text), first: days.lowerBound, last: days.upperBound, flags: flags)
  }

  private static func days(_ parts: [Substring]) throws(EDTFError) -> ClosedRange<Int32> {
    switch parts.count {
    case 1: return try years(parts[0])
    case 2: return try month(parts[1], of: try year(parts[0]))
    case 3: return try day(parts[2], month: parts[1], of: try year(parts[0]))
    default: throw EDTFError("a date has a year, a month and a day", example: "2024-03-28")
    }
  }
}

// MARK: Parts of a date

extension EDTFDate {
  /// `2024`, `202X` or `20XX`
  private static func years(_ text: Substring) throws(EDTFError) -> ClosedRange<Int32> {
    let unspecified = text.utf8.reversed().prefix { $0 == UInt8(ascii: "X") }.count
    guard unspecified > 0, text.utf8.count == 4 else {
      let year = try year(text)
      return whole(year)
    }
    guard unspecified <= 2, let known = number(text.dropLast(unspecified)) else {
      throw EDTFError("at most the last two digits of a year are left open", example: "202X")
    }
    let span = unspecified == 1 ? 10 : 100
    return days(from: known * span, 1, through: known * span + span - 1, 12)
  }

  private static func year(_ text: Substring) throws(EDTFError) -> Int {
    if text.utf8.contains(UInt8(ascii: "X")), text.utf8.count == 4 {
      throw EDTFError("digits are left open from the right: first the day", example: "2024-XX")
    }
    guard let year = number(text) else { throw EDTFError(notADate: text) }
    switch text.utf8.count {
    case 4: return year
    case ..<4: throw EDTFError("a year has four digits", example: "2024-03-28")
    default: throw EDTFError("a year has four digits, up to 9999", example: "2024-03-28")
    }
  }

  /// `05`, `XX`, or a season
  private static func month(
    _ text: Substring, of year: Int
  ) throws(EDTFError) -> ClosedRange<Int32> {
    if text == "XX" { return whole(year) }
    let month = try twoDigits(text, "month", example: "2024-05")
    switch month {
    case 1...12:
      return days(from: year, month, through: year, month)
    case 21...23:
      let start = (month - 20) * 3
      return days(from: year, start, through: year, start + 2)
    case 24:
      return days(from: year, 12, through: year + 1, 2)
    case 25...41:
      throw EDTFError("seasons are 21 (spring) to 24 (winter)", example: "2022-21")
    default:
      throw EDTFError("there is no month \(text)", example: "2024-05")
    }
  }

  /// A day or `XX`, with its month or `XX`
  private static func day(
    _ text: Substring, month monthText: Substring, of year: Int
  ) throws(EDTFError) -> ClosedRange<Int32> {
    if monthText == "XX" {
      if text == "XX" { return whole(year) }
      throw EDTFError("a day whose month is left open is left open too", example: "2024-XX-XX")
    }
    let month = try twoDigits(monthText, "month", example: "2024-05-31")
    guard 1...12 ~= month else {
      throw EDTFError("there is no month \(monthText)", example: "2024-05-31")
    }
    if text == "XX" { return days(from: year, month, through: year, month) }
    let day = try twoDigits(text, "day", example: "2024-03-28")
    let count = CalendarDay.days(inMonth: month, of: year)
    guard 1...count ~= day else {
      let name = "\(padded(year))-\(monthText)"
      throw EDTFError("\(name) has \(count) days", example: "\(name)-\(count)")
    }
    let number = CalendarDay(year: year, month: month, day: day).number
    return number...number
  }

  private static func twoDigits(
    _ text: Substring, _ part: String, example: String
  ) throws(EDTFError) -> Int {
    if text.utf8.contains(UInt8(ascii: "X")) {
      throw EDTFError("a \(part) is left open as a whole", example: "2024-XX")
    }
    guard let number = number(text) else { throw EDTFError(notADate: text) }
    guard text.utf8.count == 2 else {
      throw EDTFError("a \(part) has two digits", example: example)
    }
    return number
  }

  /// Digits only, at most nine of them counted.
  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return Int(text.prefix(9))
  }

  private static func padded(_ year: Int) -> String { String("000\(year)".suffix(4)) }

  private static func whole(_ year: Int) -> ClosedRange<Int32> {
    days(from: year, 1, through: year, 12)
  }

  private static func days(
    from year: Int, _ month: Int, through lastYear: Int, _ lastMonth: Int
  ) -> ClosedRange<Int32> {
    let end = CalendarDay.days(inMonth: lastMonth, of: lastYear)
    return CalendarDay(year: year, month: month, day: 1)
      .number...CalendarDay(year: lastYear, month: lastMonth, day: end).number
  }
}

// MARK: What is refused

private let flagsBySign: [UInt8: EDTFDate.Flags] = [
  UInt8(ascii: "?"): .uncertain, UInt8(ascii: "~"): .approximate,
  UInt8(ascii: "%"): [.uncertain, .approximate],
]

extension EDTFError {
  package init(_ reason: String, example: String) {
    self.init(reason: reason, example: example)
  }

  init(notADate text: Substring) {
    let shown = text.count > 20 ? text.prefix(20) + "…" : text
    self.init(
      reason: text.isEmpty ? "a part of the date is missing" : "'\(shown)' is not a number",
      example: "2024-03-28")
  }
}

extension EDTFDate {
  /// Forms of ISO 8601 that aren't kept here, each with its reason.
  private static func refuseForeignForms(_ text: String) throws(EDTFError) {
    guard let first = text.utf8.first else {
      throw EDTFError("an empty text is no date", example: "2024-03-28")
    }
    if text.utf8.contains(where: { $0 <= 0x20 }) {
      throw EDTFError("a date has no blanks", example: "2022-10-12/2022-10-13")
    }
    switch first {
    case UInt8(ascii: "-"):
      throw EDTFError("years before 0 are not kept", example: "0044-03-15")
    case UInt8(ascii: "Y"):
      throw EDTFError("years after 9999 are not kept", example: "2024")
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      throw EDTFError("sets of dates are not kept: state each", example: "2024-03-28")
    default: break
    }
    if text.utf8.contains(UInt8(ascii: "T")) {
      throw EDTFError("times of day are not kept", example: "2024-03-28")
    }
    if first.isDigit, text.utf8.contains(UInt8(ascii: "x")) {
      throw EDTFError("open digits are a capital X", example: "2024-XX")
    }
    let dot = UInt8(ascii: ".")
    let isOpen = zip(text.utf8, text.utf8.dropFirst()).contains { $0 == dot && $1 == dot }
    if isOpen, !text.utf8.contains(UInt8(ascii: "/")) {
      throw EDTFError("an interval is written with '/'", example: "2024-10/..")
    }
  }

  private static func refuseFlags(in body: Substring) throws(EDTFError) {
    guard body.utf8.contains(where: { flagsBySign[$0] != nil }) else { return }
    let isDoubled = flagsBySign[body.utf8.last ?? 0] != nil
    throw isDoubled
      ? EDTFError("one flag is enough: '%' means '?' and '~'", example: "2024-05%")
      : EDTFError("a flag stands at the end of a date", example: "2024-05~")
  }
}
