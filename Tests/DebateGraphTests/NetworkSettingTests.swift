import Datalog
import DebateGraph
import Testing

/// The rules of networks on a debate's own statements; imported ones, and all settings at once, are held
/// against a plain computation by `Tests/Oracle`.
struct NetworkSettingTests {
  @Test func `stances are for or against, signs or words`() throws {
    try expect("onemode_edge(A, B, W, 0)?", ["a b 1.0"])
    try expect(
      "onemode_edge(A, B, W, 0)?", setting: ("qualifier", "sign"),
      ["a b 1.0", "b c 1.0"])
    try expect(
      "onemode_edge(A, B, W, 0)?", setting: ("qualifier", "stance"), ["b c 1.0"])
    try expect(
      "onemode_edge(A, B, W, 0)?", setting: ("qualifier", "none"),
      ["a b 2.0", "a c 2.0", "b c 2.0"])
  }

  @Test func `repetitions count once in a stretch of time, which has its year`() throws {
    let said = """
      statement(s1, a, t, support, 2020-03-02, x, 1, self, "").
      statement(s2, a, t, support, 2020-03-08, x, 1, self, "").
      statement(s3, a, t, support, 2020-03-29, x, 1, self, "").
      statement(s4, a, t, support, 2021-03-02, y, 1, self, "").
      statement(s5, a, t, oppose, 2021-03-03, y, 1, self, "").
      statement(s6, a, t, support, 2021-12-31, y, 1, self, "").
      statement(s7, a, t, support, 2022-01-01, y, 1, self, "").
      """
    for (word, kept) in [
      ("include", "s1 s2 s3 s4 s5 s6 s7"), ("document", "s1 s4 s5"),
      // 2021-12-31 and 2022-01-01 are in week 52 of 2021.
      ("week", "s1 s3 s4 s5 s6"), ("month", "s1 s4 s5 s6 s7"), ("year", "s1 s4 s5 s7"),
      ("acrossrange", "s1 s5"),
      // Week 10 of 2020 begins on March 2, that of 2021 on March 8; week 9 has March 2, 2021.
      ("dna_week", "s1 s3 s4 s5 s6"), ("dna_month", "s1 s5 s6 s7"),
      // Sunday, March 8 begins another week; January 1, 2022 is in week 1, as is December 31, 2021.
      ("dna_week_us", "s1 s2 s3 s5 s6"),
    ] {
      try expect(
        "counted(S, _, _, _)?", said, setting: ("duplicates", word),
        kept.split(separator: " ").map(String.init))
    }
  }

  @Test func `where the qualifier is ignored it tells no repetitions apart`() throws {
    let said = """
      statement(s1, a, t, support, 2020-03-02, x, 1, self, "").
      statement(s2, a, t, oppose, 2020-03-03, x, 1, self, "").
      """
    try expect("counted(S, _, _, _)?", said, ["s1", "s2"])
    try expect("counted(S, _, _, _)?", said, setting: ("aggregation", "ignore"), ["s1"])
  }

  @Test func `uncertain dates count for their first day, or where that is open for their last`()
    throws
  {
    let said = """
      statement(s1, a, t, support, date("2020-03~"), x, 1, self, "").
      statement(s2, a, u, support, date("../2020-03"), x, 1, self, "").
      statement(s3, a, v, support, date("2020"), x, 1, self, "").
      """
    try expect("day_of(S, Day)?", said, ["s1 2020-03-01", "s2 2020-03-31", "s3 2020-01-01"])
    try expect(
      "counted(S, _, _, _)?", said + "date_setting(from, 2020-03-01).", ["s1", "s2"])
    try expect(
      "counted(S, _, _, _)?", said + "date_setting(until, 2020-03-01).", ["s1", "s3"])
  }

  @Test func `values are left out and asked for`() throws {
    for (fact, kept) in [
      ("exclude(actor, a).", "s3 s4 s5 s6"), ("only(actor, a). only(actor, b).", "s1 s2 s3 s4"),
      ("exclude(topic, u).", "s1 s3 s5"), ("only(topic, u).", "s2 s4 s6"),
      ("exclude(stance, support).", "s3 s4 s5 s6"), ("only(stance, support).", "s1 s2"),
      ("only(article, x).", "s1 s2 s3 s4 s5 s6"),
      ("exclude(article, x).", ""), ("only(voice, deed).", ""),
      ("only(actor, a). only(topic, u).", "s2"),
      ("only_with(actor, kind, \"state\").", "s1 s2 s3 s4"),
    ] {
      try expect(
        "counted(S, _, _, _)?", debate + fact, setting: ("qualifier", "sign"),
        kept.split(separator: " ").map(String.init))
    }
  }

  @Test func `rare nodes are left out, and isolates are kept`() throws {
    let lone = #"statement(s9, d, w, informational, 2020-01-02, x, 1, self, "")."#
    // Who takes no side has no level of 'agreement', and so no statement that counts.
    try expect("onemode_node(A, 0)?", debate + lone, ["a", "b"])
    try expect("onemode_node(A, 0)?", debate + lone + "number_setting(minimum, 2).", ["a"])
    try expect("counted(S, _, _, _)?", debate + "number_setting(minimum_two, 2).", ["s1", "s3"])
    let early = "date_setting(from, 2020-01-03)."
    try expect(
      "onemode_node(A, 0)?", debate + lone + early, setting: ("isolates", "in_range"), [])
    try expect(
      "onemode_node(A, 0)?", debate + lone, setting: ("isolates", "in_range"),
      ["a", "b", "c", "d"])
    try expect(
      "onemode_node(A, 0)?", debate + lone + early, setting: ("isolates", "all"),
      ["a", "b", "c", "d"])
  }

  @Test func `a window has the width it says, and kernels fall to both sides`() throws {
    let said = (1...9).map {
      #"statement(s\#($0), a, t\#($0), support, 2020-01-0\#($0), x, 1, self, "")."#
    }.joined(separator: "\n")
    let days = said + "number_setting(window_size, 3). setting(window, days)."
    try expect("slice(1, A, B)?", days, ["2020-01-01 2020-01-03"])
    try expect("weighs(1, S, W)?", days, ["s1 1.0", "s2 1.0", "s3 1.0"])
    try expect(
      "weighs(4, S, W)?", days, setting: ("kernel", "uniform"), ["s4 0.5", "s5 0.5", "s6 0.5"])
    // The middle of January 4 to 6 is the noon of the 5th; statements are of the beginning of days.
    try expect(
      "weighs(4, S, W), text_of(W, Text), starts_with(Text, \"0.6666\")?", days,
      setting: ("kernel", "triangular"),
      [
        "s5 0.6666666666666667 0.6666666666666667",
        "s6 0.6666666666666667 0.6666666666666667",
      ])
    try expect(
      "weighs(4, s5, W), W > 0.66, W < 0.67?", days, setting: ("kernel", "epanechnikov"),
      ["0.6666666666666666"])
    try expect(
      "N = #count{ S : weighs(4, S, _) }?", days, setting: ("kernel", "gaussian"), ["9"])
  }

  @Test func `windows of events hold so many statements, in the order of time`() throws {
    let said = """
      statement(s2, a, t1, support, 2020-01-03, x, 1, self, "").
      statement(s1, a, t2, support, 2020-01-03, x, 1, self, "").
      statement(s9, b, t3, support, 2020-01-01, x, 1, self, "").
      statement(s5, b, t4, support, 2021-05-05, x, 1, self, "").
      setting(window, events). number_setting(window_size, 2).

      """
    try expect("ordinal(S, N)?", said, ["s1 2", "s2 3", "s5 4", "s9 1"])
    try expect(
      "weighs(N, S, _)?", said, ["1 s1", "1 s9", "2 s1", "2 s2", "3 s2", "3 s5"])
    try expect(
      "slice_time(N, First, Last)?", said,
      [
        "1 2020-01-01T00:00:00 2020-01-03T00:00:00", "2 2020-01-03T00:00:00 2020-01-03T00:00:00",
        "3 2020-01-03T00:00:00 2021-05-05T00:00:00",
      ])
    // One in the middle, one on each side; and then all of the first and the last second.
    try expect(
      "weighs(2, S, _)?", said, setting: ("width", "dna"), ["s1", "s2", "s5"])
    try expect(
      "weighs(1, S, _)?", said, setting: ("width", "dna_ties"), ["s1", "s2", "s9"])
  }

  @Test func `a month that is added to a shorter one stays short with DNA`() throws {
    let said = """
      statement(s1, a, t1, support, 2020-01-31, x, 1, self, "").
      statement(s2, a, t2, support, 2020-05-31, x, 1, self, "").
      setting(window, months). number_setting(window_size, 1).

      """
    try expect("point(2, At)?", said, ["1585612800"])
    try expect("slice(3, First, _)?", said, ["2020-03-31"])
    try expect("slice(3, First, _)?", said, setting: ("width", "dna"), ["2020-03-29"])
  }

  @Test(arguments: [
    ("setting(kernel, gaussian).", "'kernel=gaussian' makes no sense with 'window=no'"),
    ("setting(window, days).", "'window=days' needs a size"),
    (
      "setting(window, days). number_setting(window_size, 0).", "a window can't be 0 wide"
    ),
    (
      "setting(window, seconds). number_setting(window_size, 1).",
      "there would be 252460801 windows"
    ),
  ])
  func `what makes no sense together is refused`(settings: String, message: String) throws {
    let said = """
      statement(s1, a, t1, support, 2020-01-31, x, 1, self, "").
      statement(s2, a, t2, support, 2028-01-31, x, 1, self, "").

      """
    let database = try ShippedDebate.networks(over: known + said + settings)
    let error = #expect(throws: EvaluationError.self) { try database.network("onemode") }
    #expect(error?.diagnostics.map(\.message) == [message])
  }

  @Test func `periods are compared`() throws {
    let said = """
      statement(s1, a, t, support, 2020-03-02, x, 1, self, "").
      statement(s2, b, t, support, 2020-03-08, x, 1, self, "").
      statement(s3, a, t, support, 2021-03-02, x, 1, self, "").
      statement(s4, b, t, oppose, 2021-03-08, x, 1, self, "").
      setting(window, periods). period(1, 2020-01-01, 2020-12-31). period(2, 2021-01-01, 2021-12-31).
      setting(duplicates, include).
      """
    try expect(
      "onemode_change(A, B, T, Before, After)?", said, setting: ("aggregation", "subtract"),
      ["a b 2 1.0 -1.0"])
  }

  @Test func `measures count ties, camps and brokers`() throws {
    let said = """
      statement(s1, a, t, support, 2020-03-02, x, 1, self, "").
      statement(s2, b, t, support, 2020-03-02, x, 1, self, "").
      statement(s3, b, u, support, 2020-03-02, x, 1, self, "").
      statement(s4, c, u, support, 2020-03-02, x, 1, self, "").
      statement(s5, a, v, support, 2020-03-02, x, 1, self, "").
      statement(s6, c, v, oppose, 2020-03-02, x, 1, self, "").
      statement(s7, d, w, oppose, 2020-03-02, x, 1, self, "").
      """
    let subtract = ("aggregation", "subtract")
    try expect(
      "onemode_ties(A, 0, Agree, Disagree)?", said, setting: subtract,
      ["a 1 1", "b 2 0", "c 1 1", "d 0 0"])
    try expect("onemode_camp(A, C, 0)?", said, setting: subtract, ["a a", "b a", "c a", "d d"])
    try expect("onemode_broker(B, A, C, 0)?", said, setting: subtract, ["b a c"])
    try expect("onemode_opinions(a, c, 0, S, C)?", said, setting: subtract, ["0.0 1.0"])
    try expect(
      "onemode_distance(A, B, 0, D), D < 1.0?", said,
      ["a b 0.6666666666666667", "b c 0.6666666666666667"])
    try expect("N = #count{ A, B : onemode_distance(A, B, 0, 1.0) }?", said, ["4"])
    try expect(
      "topic_balance(T, 0, For, Against, B)?", said,
      ["t 2.0 0.0 1.0", "u 2.0 0.0 1.0", "v 1.0 1.0 0.0", "w 0.0 1.0 -1.0"])
    try expect(
      "topic_balance(v, 0, For, Against, B)?", said, setting: ("qualifier", "stance"),
      ["1.0 1.0 0.0"])
  }
}

/// Two states and a person on two topics.
private let debate = """
  statement(s1, a, t, support, 2020-01-01, x, 1, self, "").
  statement(s2, a, u, support, 2020-01-01, x, 1, self, "").
  statement(s3, b, t, interested, 2020-01-01, x, 1, self, "").
  statement(s4, b, u, noncommittal, 2020-01-01, x, 1, self, "").
  statement(s5, c, t, noncommittal, 2020-01-01, x, 1, self, "").
  statement(s6, c, u, noncommittal, 2020-01-01, x, 1, self, "").

  """

/// Whom and what statements may speak of.
private let known =
  """
  actor(a, "A", state). actor(b, "B", state). actor(c, "C", person). actor(d, "D", person).
  article(x, "X", "P", 2020-01-01, en, "", 0, ""). article(y, "Y", "P", 2021-01-01, en, "", 0, "").

  """
  + (["t", "u", "v", "w"] + (1...9).map { "t\($0)" }).map { "topic(\($0), \"\", \"\").\n" }.joined()

/// Of the debate above.
private func expect(
  _ question: String, setting: (String, String)? = nil, _ rows: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expect(question, debate, setting: setting, rows, sourceLocation: sourceLocation)
}

/// Expects the rows of an answer, each as its values with blanks between.
private func expect(
  _ question: String, _ facts: String, setting: (String, String)? = nil,
  _ rows: [String], sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let chosen = setting.map { "setting(\($0), \($1)).\n" } ?? ""
  let database = try ShippedDebate.networks(over: known + chosen + facts)
  let answer = try database.ask(question)
  let found = (0..<answer.rowCount).map { row in
    answer.row(row).map(\.displayText).joined(separator: " ")
  }
  #expect(found == rows, "\(setting ?? ("", ""))", sourceLocation: sourceLocation)
}
