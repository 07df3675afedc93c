import Datalog
import Testing

/// What checking makes of programs that are right.
struct CoreFormTests {
  @Test func `everything is rewritten to the core language`() throws {
    try GoldenCase.expectAll(in: "Core") { text in
      let program = checked(text)
      let facts = program.facts.map { fact in
        let values = fact.values.map(\.description).joined(separator: ", ")
        return "\(program.catalog[fact.predicate].name)(\(values))."
      }
      let rules = program.rules.map { "\($0.head) :- \(body($0.body))." }
      let checks = program.constraints.map { ":- \(body($0.body))." }
      let queries = program.queries.map { query in
        "\(body(query.body))?  % answers: (\(query.variables.joined(separator: ", ")))"
      }
      return (facts + rules + checks + queries).map { $0 + "\n" }.joined()
    }
  }

  @Test func `columns of undeclared predicates get the types that facts and rules give them`() {
    let program = checked(
      """
      #enum stance { support, oppose }.
      #pred said(actor: symbol, stance: stance, on: date, value: decimal).
      hawk(A, S, D) :- said(A, S, D, _).
      count(A, N) :- hawk(A, _, _), N = #count{ S : hawk(A, S, _) }.
      sum(N) :- N = #sum{ V, A : said(A, _, _, V) }.
      first(D) :- D = #min{ E : said(_, _, E, _) }.
      mixed(X) :- count(X, _).
      mixed(N) :- count(_, N).
      later(Y) :- years(_, Y, _, _).
      years(D, Y, N / 2, Y / 2) :- first(D), year(D, Y), sum(N).
      empty(X) :- nothing(X).
      """)
    let types = program.catalog.predicates.map { predicate in
      "\(predicate.name): \(predicate.columns.map { "\($0.type)" }.joined(separator: ", "))"
    }
    #expect(
      types == [
        "said: symbol, enumeration(\"stance\"), date, decimal",
        "hawk: symbol, enumeration(\"stance\"), date",
        "count: symbol, int",
        "sum: decimal",
        "first: date",
        "mixed: mixed",
        "later: int",
        "years: date, int, decimal, int",
        "empty: unknown",
        "nothing: unknown",
      ])
  }

  private func body(_ literals: [Literal]) -> String {
    literals.map(\.description).joined(separator: ", ")
  }

  private func checked(_ text: String) -> CheckedProgram {
    let (tree, complaints) = parse(InputText(name: "a.dl", text), as: InputID(0))
    let program = check([tree], in: Catalog())
    let errors = (complaints + program.diagnostics).filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors.map(\.message))")
    return program
  }
}
