// What dates claim about the world. A date is an interval of days, and these predicates speak of the
// days, unlike `<`, which only sorts.

extension Builtin {
  static let dates: [Builtin] = [
    relation("before", "`earlier` certainly lies before `later`: its last day before the first.") {
      $0.isCertainlyBefore($1)
    },
    relation(
      "maybe_before", "`earlier` possibly lies before `later`: some day of it before some day.",
      { $0.maybeBefore($1) }),
    test(
      "during", [.date("date"), .date("period")], cost: 2,
      "All days of `date` are days of `period`."
    ) { (values) throws(BuiltinError) in
      try values[0].asDate().isDuring(try values[1].asDate())
    },
    test(
      "overlaps", [.date("date"), .date("other")], cost: 2,
      "`date` and `other` have a day in common."
    ) { (values) throws(BuiltinError) in
      try values[0].asDate().overlaps(try values[1].asDate())
    },
    part("year", .int("year"), "All days of `date` are in `year`.") { $0.year },
    part("month", .int("month"), "All days of `date` are in one `month`, 1 to 12.") { $0.month },
    part("day", .int("day"), "`date` is a single day, the `day`th of its month.") { $0.day },
    function(
      "iso_week", [.date("date")], [.int("year"), .int("week")], cost: 4,
      "All days of `date` are in ISO week `week` of `year`, which can differ from the day's year."
    ) { (values) throws(BuiltinError) in
      try values[0].asDate().isoWeek.map { [.int(Int64($0.year)), .int(Int64($0.week))] }
    },
    function(
      "days_between", [.date("start"), .date("end")], [.int("days")], cost: 2,
      "From the day `start` to the day `end` are `days` days, fewer than 0 where `end` is earlier."
    ) { (values) throws(BuiltinError) in
      try values[0].asDate().days(to: try values[1].asDate()).map { [.int(Int64($0))] }
    },
    function(
      "add_days", [.date("date"), .int("days")], [.date("result")], cost: 8,
      "`result` is `date`, moved by `days` days."
    ) { (values) throws(BuiltinError) in
      let (date, days) = (try values[0].asDate(), try values[1].asInt())
      return date.addingDays(Int(days)).map { [.date($0)] }
    },
    function(
      "add_months", [.date("date"), .int("months")], [.date("result")], cost: 8,
      "`result` is the day `date`, moved by `months` months; the last of a month that is shorter."
    ) { (values) throws(BuiltinError) in
      let (date, months) = (try values[0].asDate(), try values[1].asInt())
      return date.addingMonths(Int(clamping: months)).map { [.date($0)] }
    },
    bound("earliest", "`day` is the first day that `date` may mean.") { $0.first },
    bound("latest", "`day` is the last day that `date` may mean.") { $0.last },
  ]

  private static func relation(
    _ name: String, _ documentation: String,
    _ holds: @escaping @Sendable (EDTFDate, EDTFDate) -> Bool
  ) -> Builtin {
    test(name, [.date("earlier"), .date("later")], cost: 2, documentation) {
      (values) throws(BuiltinError) in
      holds(try values[0].asDate(), try values[1].asDate())
    }
  }

  private static func part(
    _ name: String, _ column: Column, _ documentation: String,
    _ part: @escaping @Sendable (EDTFDate) -> Int?
  ) -> Builtin {
    function(name, [.date("date")], [column], cost: 4, documentation) {
      (values) throws(BuiltinError) in
      part(try values[0].asDate()).map { [.int(Int64($0))] }
    }
  }

  /// No row where the interval is open at that end.
  private static func bound(
    _ name: String, _ documentation: String, _ end: @escaping @Sendable (EDTFDate) -> Int32
  ) -> Builtin {
    function(name, [.date("date")], [.date("day")], cost: 8, documentation) {
      (values) throws(BuiltinError) in
      let number = end(try values[0].asDate())
      guard number != EDTFDate.openStart, number != EDTFDate.openEnd else { return nil }
      return [.date(EDTFDate(CalendarDay(number: number)))]
    }
  }
}
