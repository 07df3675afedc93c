import Datalog
import Foundation
import Judges
import Testing

/// Each built-in predicate, asked as a user asks.
struct BuiltinTests {
  @Test func `dates are compared by the days they mean`() {
    expect("before(2024-01-01, 2024-01-02)?", "yes")
    expect("before(date(\"2024-05\"), date(\"2024-06\"))?", "yes")
    expect("before(date(\"2024-05\"), 2024-05-31)?", "no")
    expect("maybe_before(date(\"2024-05\"), 2024-05-31)?", "yes")
    expect("maybe_before(2024-05-31, date(\"2024-05\"))?", "no")
    expect("during(2024-05-31, date(\"2024\"))?", "yes")
    expect("during(date(\"2024\"), \"2024-05\")?", "no")
    expect("overlaps(date(\"2024-05-20/2024-06-10\"), \"2024-06\")?", "yes")
    expect("overlaps(date(\"2024-05\"), \"2024-06\")?", "no")
  }

  @Test func `dates have parts where all their days agree`() {
    expect("year(date(\"2024-05~\"), X)?", "2024")
    expect("year(date(\"2024-05/2025-05\"), X)?", "no")
    expect("month(date(\"2024-05\"), X)?", "5")
    expect("day(2024-02-29, X)?", "29")
    expect("day(date(\"2024-02\"), X)?", "no")
    expect("iso_week(2024-12-30, Y, W)?", "2025, 1")
    expect("iso_week(2021-01-03, Y, W)?", "2020, 53")
    expect("earliest(date(\"2024-02\"), X)?", "2024-02-01")
    expect("latest(date(\"2024-02\"), X)?", "2024-02-29")
    expect("latest(date(\"2024-02/..\"), X)?", "no")
  }

  @Test func `days are counted`() {
    expect("days_between(2024-02-28, 2024-03-01, X)?", "2")
    expect("days_between(2024-03-01, 2024-02-28, X)?", "-2")
    expect("days_between(date(\"2024-02\"), 2024-03-01, X)?", "no")
    expect("add_days(2024-02-28, 2, X)?", "2024-03-01")
    expect("add_days(2024-02-28, -59, X)?", "2023-12-31")
    expect("add_days(9999-12-31, 1, X)?", "no")
    expect("add_months(2024-01-31, 1, X)?", "2024-02-29")
    expect("add_months(2024-01-31, -2, X)?", "2023-11-30")
    expect("add_months(2024-03-15, 12, X)?", "2025-03-15")
    expect("add_months(9999-12-31, 1, X)?", "no")
    expect("add_months(0000-01-31, -1, X)?", "no")
    expect("add_months(date(\"2024-05\"), 1, X)?", "no")
    expect("add_months(2024-02-28, 9223372036854775807, X)?", "no")
    expect("add_months(2024-02-28, -9223372036854775807 - 1, X)?", "no")
    expect("add_days(2024-02-28, 9223372036854775807, X)?", "no")
  }

  @Test func `texts are searched`() {
    expect("contains(\"air policing\", \"pol\")?", "yes")
    expect("contains(\"air policing\", \"Pol\")?", "no")
    expect("starts_with(\"Žilina\", \"Ž\")?", "yes")
    expect("ends_with(\"Žilina\", \"lin\")?", "no")
    expect("matches(\"2024-05\", \"^[0-9]{4}-\")?", "yes")
    expect("matches(\"May 2024\", \"^[0-9]{4}\")?", "no")
  }

  @Test func `texts are changed and measured`() {
    expect("lower(\"ŽILINA\", X)?", "\"žilina\"")
    expect("upper(\"straße\", X)?", "\"STRASSE\"")
    expect("length(\"e\u{301}te\", X)?", "3")
    expect("concat(\"no-fly \", \"zone\", X)?", "\"no-fly zone\"")
    expect("substring(\"Zelenskyy\", 2, 3, X)?", "\"ele\"")
    expect("substring(\"Zelenskyy\", 8, 30, X)?", "\"yy\"")
    expect("substring(\"Zelenskyy\", 0, 3, X)?", "no")
    expect("substring(\"a\", 9223372036854775807, 9223372036854775807, X)?", "\"\"")
    expect("split(\"a, b,\", \",\", N, X)?", "1, \"a\"", "2, \" b\"", "3, \"\"")
    expect("split(\"a, b\", \", \", 2, X)?", "\"b\"")
  }

  @Test func `any value is shown as a table shows it`() {
    expect("text_of(poland, X)?", "\"poland\"")
    expect("text_of('EU-27', X)?", "\"EU-27\"")
    expect("text_of(\"two words\", X)?", "\"two words\"")
    expect("text_of(-14, X)?", "\"-14\"")
    expect("text_of(date(\"2024-05~\"), X)?", "\"2024-05~\"")
  }

  @Test func `what a change makes is in normal form`() {
    expect("concat(\"e\", \"\u{301}\", X), length(X, 1)?", "\"é\"")
  }

  @Test func `numbers are calculated with`() {
    expect("abs(-3, X)?", "3")
    expect("abs(-0.5, X)?", "0.5")
    expect("min(3, 2.5, X)?", "2.5")
    expect("max(3, -4, X)?", "3")
    expect("power(2, 62, X)?", "4611686018427387904")
    expect("power(2, -1, X)?", "0.5")
    expect("power(-8, 0.5, X)?", "no")
    expect("round(2.5, X)?", "3")
    expect("round(-2.5, X)?", "-3")
    expect("floor(-2.5, X)?", "-3")
    expect("ceil(-2.5, X)?", "-2")
    expect("ceil(7, X)?", "7")
    expect("sqrt(9, X)?", "3.0")
    expect("sqrt(-9, X)?", "no")
    expect("log(1, X)?", "0.0")
    expect("log(0, X)?", "no")
  }

  @Test func `an output that is known already is a test`() {
    expect("year(2024-05-01, 2024)?", "yes")
    expect("year(2024-05-01, 2023)?", "no")
    expect("not year(2024-05-01, 2023)?", "yes")
    expect("not year(2024-05-01, _)?", "no")
  }

  @Test func `what has no value is an error`() {
    expect("power(2, 63, X)?", fails: "overflow")
    expect("power(0, -1, X)?", fails: "divisionByZero")
    expect("round(1.0e30, X)?", fails: "overflow")
    expect("abs(-9223372036854775807 - 1, X)?", fails: "overflow")
    expect("p(X), lower(X, Y)?", fails: "the symbol a is no text")
    expect("p(X), year(X, Y)?", fails: "the symbol a is no date")
    expect("p(X), sqrt(X, Y)?", fails: "notANumber")
    expect("q(X), matches(\"a\", X)?", fails: "is no regular expression")
  }

  @Test func `every built-in is described by its columns, and tried here`() throws {
    let tried = try String(contentsOfFile: #filePath, encoding: .utf8)
    for builtin in Builtin.all {
      #expect(tried.contains("\(builtin.name)("), "\(builtin.name)")
      for column in builtin.columns {
        #expect(builtin.documentation.contains("`\(column.name)`"), "\(builtin.name)")
      }
      #expect(builtin.documentation.hasSuffix("."))
    }
  }

  // MARK: parts

  /// Rows in order, or "yes" or "no" where there are no variables or no rows.
  private func expect(_ query: String, _ rows: String...) {
    let answer = Result { try answers(to: query) }
    if case .failure(let error) = answer { Issue.record("\(query): \(error)") }
    let found = (try? answer.get()) ?? []
    let shown = found.isEmpty ? ["no"] : found.map { $0.isEmpty ? "yes" : $0 }
    #expect(shown == rows, "\(query)")
  }

  private func expect(_ query: String, fails message: String) {
    let answer = Result { try answers(to: query) }
    guard case .failure(let error) = answer else {
      Issue.record("\(query) has an answer")
      return
    }
    #expect("\(error)".contains(message), "\(query)")
  }

  private func answers(to query: String) throws -> [String] {
    let text = InputText(name: "query", "p(a). q(\"[\"). " + query)
    let (tree, complaints) = parse(text, as: InputID(0))
    let program = check([tree], in: Catalog())
    let errors = (complaints + program.diagnostics).filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(query): \(errors.map(\.message))")
    let rows = try NaiveEvaluator(program).answers(to: program.queries[0])
    return rows.sorted { $0.lexicographicallyPrecedes($1) }.map { row in
      row.map(\.description).joined(separator: ", ")
    }
  }
}
