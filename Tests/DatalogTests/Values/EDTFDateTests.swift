import Datalog
import Testing

/// First and last day, flags, year, month, day of a date; `…` for an open end, `-` for nil.
private func summary(_ text: String) -> String {
  do throws(EDTFError) {
    let date = try EDTFDate(parsing: text)
    let first = date.first == EDTFDate.openStart ? "…" : "\(CalendarDay(number: date.first))"
    let last = date.last == EDTFDate.openEnd ? "…" : "\(CalendarDay(number: date.last))"
    let flags = [
      date.flags.contains(.uncertain) ? "?" : "", date.flags.contains(.approximate) ? "~" : "",
    ].joined()
    let parts = [date.year, date.month, date.day].map { $0.map(String.init) ?? "-" }
    return "\(first) \(last) \(flags.isEmpty ? "." : flags) \(parts.joined(separator: " "))"
  } catch {
    return "\(error.reason) | \(error.example)"
  }
}

struct EDTFDateTests {
  @Test(arguments: [
    // level 0
    ("1985-04-12", "1985-04-12 1985-04-12 . 1985 4 12"),
    ("1985-04", "1985-04-01 1985-04-30 . 1985 4 -"),
    ("1985", "1985-01-01 1985-12-31 . 1985 - -"),
    ("0000", "0000-01-01 0000-12-31 . 0 - -"),
    ("9999-12-31", "9999-12-31 9999-12-31 . 9999 12 31"),
    ("1964/2008", "1964-01-01 2008-12-31 . - - -"),
    ("2004-06/2006-08", "2004-06-01 2006-08-31 . - - -"),
    ("2004-02-01/2005", "2004-02-01 2005-12-31 . - - -"),
    ("2022-10-12/2022-10-13", "2022-10-12 2022-10-13 . 2022 10 -"),
    // leap days
    ("2024-02", "2024-02-01 2024-02-29 . 2024 2 -"),
    ("1900-02", "1900-02-01 1900-02-28 . 1900 2 -"),
    ("2000-02-29", "2000-02-29 2000-02-29 . 2000 2 29"),
    ("0000-02-29", "0000-02-29 0000-02-29 . 0 2 29"),
    // level 1: flags
    ("1984?", "1984-01-01 1984-12-31 ? 1984 - -"),
    ("2004-06~", "2004-06-01 2004-06-30 ~ 2004 6 -"),
    ("2004-06-11%", "2004-06-11 2004-06-11 ?~ 2004 6 11"),
    ("1984?/2004-06~", "1984-01-01 2004-06-30 ?~ - - -"),
    // level 1: digits left open
    ("201X", "2010-01-01 2019-12-31 . - - -"),
    ("20XX", "2000-01-01 2099-12-31 . - - -"),
    ("00XX", "0000-01-01 0099-12-31 . - - -"),
    ("2004-XX", "2004-01-01 2004-12-31 . 2004 - -"),
    ("1985-04-XX", "1985-04-01 1985-04-30 . 1985 4 -"),
    ("1985-XX-XX", "1985-01-01 1985-12-31 . 1985 - -"),
    ("202X~", "2020-01-01 2029-12-31 ~ - - -"),
    // level 1: seasons
    ("2022-21", "2022-03-01 2022-05-31 . 2022 - -"),
    ("2022-22", "2022-06-01 2022-08-31 . 2022 - -"),
    ("2022-23?", "2022-09-01 2022-11-30 ? 2022 - -"),
    ("2023-24", "2023-12-01 2024-02-29 . - - -"),
    ("9999-24", "9999-12-01 10000-02-29 . - - -"),
    // level 1: open and unknown ends
    ("1985-04-12/..", "1985-04-12 … . - - -"),
    ("../2024-10", "… 2024-10-31 . - - -"),
    ("1985-04-12/", "1985-04-12 … . - - -"),
    ("/1985-04-12?", "… 1985-04-12 ? - - -"),
    // refused
    ("", "an empty text is no date | 2024-03-28"),
    ("2024-3", "a month has two digits | 2024-05"),
    ("2024-03-1", "a day has two digits | 2024-03-28"),
    ("2024-13", "there is no month 13 | 2024-05"),
    ("2024-00", "there is no month 00 | 2024-05"),
    ("2024-02-30", "2024-02 has 29 days | 2024-02-29"),
    ("2023-02-29", "2023-02 has 28 days | 2023-02-28"),
    ("2024-04-00", "2024-04 has 30 days | 2024-04-30"),
    ("2024-21-05", "there is no month 21 | 2024-05-31"),
    ("2024-25", "seasons are 21 (spring) to 24 (winter) | 2022-21"),
    ("224", "a year has four digits | 2024-03-28"),
    ("12024", "a year has four digits, up to 9999 | 2024-03-28"),
    ("99999999999999999999", "a year has four digits, up to 9999 | 2024-03-28"),
    ("-0044", "years before 0 are not kept | 0044-03-15"),
    ("Y170000002", "years after 9999 are not kept | 2024"),
    ("2024-03-28T10:00:00Z", "times of day are not kept | 2024-03-28"),
    ("2024-03-28-01", "a date has a year, a month and a day | 2024-03-28"),
    ("2024-", "a part of the date is missing | 2024-03-28"),
    ("2024--01", "a part of the date is missing | 2024-03-28"),
    ("March 2024", "a date has no blanks | 2022-10-12/2022-10-13"),
    ("march", "'march' is not a number | 2024-03-28"),
    ("2024\u{600}?", "'2024\u{600}' is not a number | 2024-03-28"),
    ("２０２４", "'２０２４' is not a number | 2024-03-28"),
    ("2024?-03", "a flag stands at the end of a date | 2024-05~"),
    ("?2024", "a flag stands at the end of a date | 2024-05~"),
    ("2024?~", "one flag is enough: '%' means '?' and '~' | 2024-05%"),
    ("2XXX", "at most the last two digits of a year are left open | 202X"),
    ("20X4", "digits are left open from the right: first the day | 2024-XX"),
    ("201X-05", "digits are left open from the right: first the day | 2024-XX"),
    ("2024-1X", "a month is left open as a whole | 2024-XX"),
    ("2024-01-1X", "a day is left open as a whole | 2024-XX"),
    ("2024-XX-01", "a day whose month is left open is left open too | 2024-XX-XX"),
    ("2024-xx", "open digits are a capital X | 2024-XX"),
    ("2024-10..", "an interval is written with '/' | 2024-10/.."),
    ("..", "an interval is written with '/' | 2024-10/.."),
    ("/", "an interval needs a date at one end | 2024-10/.."),
    ("../..", "an interval needs a date at one end | 2024-10/.."),
    ("2024/2025/2026", "an interval has two ends | 2022-10-12/2022-10-13"),
    ("2024-06/2024-05", "the interval ends before it begins | 2024-05/2024-06"),
    ("[2024,2025]", "sets of dates are not kept: state each | 2024-03-28"),
  ])
  func `a text is a date or refused with the reason`(text: String, expected: String) {
    #expect(summary(text) == expected)
  }

  @Test func `dates are ordered by first day, last day, flags and text`() throws {
    let ordered = [
      "../2024-10", "/2024-10", "2023", "2023~", "2024-01-01", "2024-01-01?", "2024-01-01~",
      "2024-01-01%", "2024-01", "2024", "2024-01-01/2024-12-31", "2024/..", "2024-01-02",
    ]
    let dates = try ordered.map { try EDTFDate(parsing: $0) }
    #expect(dates.shuffled().sorted().map(\.text) == ordered)
  }

  @Test(arguments: [
    ("2024-03", "2024-05", "before maybe"),
    ("2024-03", "2024-03-15", "maybe overlaps"),
    ("2024-03-15", "2024-03", "maybe during overlaps"),
    ("2024-03-15", "2024-03-15", "during overlaps"),
    ("2024-03-15", "2024-03-14", ""),
    ("2024-03-14", "2024-03-15", "before maybe"),
    ("2024", "2024/..", "maybe during overlaps"),
    ("2024/..", "2025", "maybe overlaps"),
    ("../2024", "2024", "maybe overlaps"),
    ("2023", "../2024", "maybe during overlaps"),
  ])
  func `what is certain and what is possible follows from the days`(
    a: String, b: String, expected: String
  ) throws {
    let (a, b) = (try EDTFDate(parsing: a), try EDTFDate(parsing: b))
    let claims = [
      a.isCertainlyBefore(b) ? "before" : nil, a.maybeBefore(b) ? "maybe" : nil,
      a.isDuring(b) ? "during" : nil, a.overlaps(b) ? "overlaps" : nil,
    ]
    #expect(claims.compactMap { $0 }.joined(separator: " ") == expected)
  }

  @Test(
    arguments: [
      ("2024-02-28", 1, "2024-02-29"), ("2024-02-28", 2, "2024-03-01"),
      ("2024-01-01", -1, "2023-12-31"),
      ("2024-03-28~", 3, "2024-03-31~"), ("2024-03", 1, "2024-03-02/2024-04-01"),
      ("2024-03~", 1, "2024-03-02~/2024-04-01~"), ("2024-03/..", 1, "2024-03-02/.."),
      ("2024-03", 0, "2024-03"), ("9999-12-31", 1, nil), ("0000-01-01", -1, nil),
      ("2024", .max, nil), ("2024", .min, nil), ("9999-24", -400, "9998-10-27/9999-01-25"),
    ] as [(String, Int, String?)])
  func `days are added to both ends`(text: String, days: Int, expected: String?) throws {
    let sum = try EDTFDate(parsing: text).addingDays(days)
    #expect(sum?.text == expected)
    if let sum { #expect(try EDTFDate(parsing: sum.text) == sum) }
  }

  @Test func `days between are known of single days`() throws {
    let day = try EDTFDate(parsing: "2024-02-28")
    #expect(day.days(to: try EDTFDate(parsing: "2024-03-01?")) == 2)
    #expect(day.days(to: try EDTFDate(parsing: "2023-02-28")) == -365)
    #expect(day.days(to: try EDTFDate(parsing: "2024-03")) == nil)
  }

  @Test(arguments: [
    ("2024-12-30", "2025-W1"), ("2021-01-03", "2020-W53"), ("2021-01-04", "2021-W1"),
    ("2026-12-31", "2026-W53"), ("1970-01-01", "1970-W1"), ("0000-01-01", "-1-W52"),
    ("2024-03-25/2024-03-31", "2024-W13"), ("2024-03", "-"), ("2024/..", "-"),
  ])
  func `weeks belong to the year of their Thursday`(text: String, expected: String) throws {
    let week = try EDTFDate(parsing: text).isoWeek
    #expect(week.map { "\($0.year)-W\($0.week)" } ?? "-" == expected)
  }
}

struct CalendarDayTests {
  @Test func `numbers and days correspond over ten thousand years`() {
    var number = CalendarDay(year: 0, month: 1, day: 1).number
    for year in 0...9999 {
      for month in 1...12 {
        let days = CalendarDay.days(inMonth: month, of: year)
        let first = CalendarDay(year: year, month: month, day: 1)
        #expect(first.number == number)
        #expect(CalendarDay(number: number) == first)
        number += Int32(days)
        #expect(CalendarDay(number: number - 1) == CalendarDay(year: year, month: month, day: days))
      }
    }
    #expect(CalendarDay(year: 1970, month: 1, day: 1).number == 0)
    #expect(CalendarDay(year: 2000, month: 3, day: 1).number == 11_017)
  }
}
