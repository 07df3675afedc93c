import Testing

@testable import Datalog

/// Something greater or less is there: of each group the greatest or least tells.
@Suite struct ExtremeTests {
  /// Few groups of many rows, integers and others.
  private static let facts =
    (0..<400).map { "said(\($0 % 3), \($0 * 37 % 400))." }.joined()
    + (0..<60).map { "said(7, \($0 % 2 == 0 ? "s\($0)" : "\"t\($0)\""))." }.joined()
    + "said(8, 5). said(9, 2024-01-02). said(9, 2024-03-01). one(3). one(399). one(400)."

  @Test func `rows that are less than another one are not joined with all of those`() throws {
    let rules = "later(A, D) :- said(A, D), said(A, E), D < E."
    let database = Database()
    #expect(database.load([InputText(name: "a.dl", Self.facts + rules)]).succeeded)
    let query = try #require(
      database.load([InputText(name: "b.dl", "later(A, D)?")]).queries.first)
    let account = try database.askAndAccount(for: query, anew: true) { .zero }.account
    let steps = account.parts.flatMap(\.rules).flatMap(\.plans).flatMap(\.steps)
    #expect(
      steps.contains { $0.how == "only the best one of each group" && $0.rows == 463 },
      "\(steps.map { ($0.text, $0.how, $0.rows) })")
  }

  @Test(arguments: [
    "later(A, D) :- said(A, D), said(A, E), D < E.",
    "later(A, D) :- said(A, D), said(A, E), E >= D, E != D.",
    "later(A, D) :- said(A, D), said(A, E), E > D.",
    "later(A, D) :- said(A, D), said(A, E), D <= E.",
    "earlier(A, D) :- said(A, D), said(A, E), E < D.",
    "earlier(A, D) :- said(A, D), said(A, E), D >= E.",
    "above(D) :- said(_, D), one(E), E < D.",
    "above(D) :- said(_, D), said(_, E), E < D.",
    "both(A) :- said(A, D), said(B, E), A < B, D < E.",
    "both(A, D) :- said(A, D), said(A, E), D < E, one(E).",
    "final(A, D) :- said(A, D), not later(A, D). later(A, D) :- said(A, D), said(A, E), D < E.",
  ])
  func `the rows are those of the join`(rules: String) throws {
    let outcomes = try ["", ", E = E"].map { ending in
      // A second use of the variable asks for every value.
      let written = rules.replacing(" < E.", with: " < E\(ending).")
        .replacing("E > D.", with: "E > D\(ending).").replacing("D <= E.", with: "D <= E\(ending).")
        .replacing("E < D.", with: "E < D\(ending).").replacing("D >= E.", with: "D >= E\(ending).")
      let database = Database()
      let loading = database.load([InputText(name: "a.dl", Self.facts + written)])
      #expect(loading.succeeded, "\(loading.diagnostics)")
      return try database.rules.map(\.predicate).map { predicate in
        let answer = try database.rows(of: predicate)
        return (0..<answer.rowCount).map(answer.row)
      }
    }
    #expect(outcomes[0] == outcomes[1])
    #expect(!outcomes[0][0].isEmpty)
  }
}
