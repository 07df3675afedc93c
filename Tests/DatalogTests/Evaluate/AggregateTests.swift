import Testing

@testable import Datalog

private func answer(_ program: String) throws -> String {
  let database = Database()
  let loading = database.load([InputText(name: "test.dl", program)])
  try #require(loading.succeeded, "\(loading.diagnostics)")
  let answer = try database.ask(try #require(loading.queries.first))
  return (0..<answer.rowCount)
    .map { answer.row($0).map(\.displayText).joined(separator: " ") }
    .joined(separator: "; ")
}

private let holds = """
  holds(poland, skies, skeptical, 2022-03-01). holds(poland, skies, interested, 2024-05-01).
  holds(germany, skies, oppose, 2024-05-02).

  """

@Suite struct AggregateTests {
  @Test func `the mean and the median are decimals, of a set of tuples`() throws {
    let weights = "w(a, 1). w(b, 1). w(c, 4). w(d, 10). "
    #expect(try answer(weights + "M = #avg{ W, X : w(X, W) }?") == "4.0")
    #expect(try answer(weights + "M = #avg{ W : w(_, W) }?") == "5.0")
    #expect(try answer(weights + "M = #median{ W, X : w(X, W) }?") == "2.5")
    #expect(try answer(weights + "M = #median{ W, X : w(X, W), W < 10 }?") == "1.0")
    #expect(try answer(weights + "M = #avg{ W, X : w(X, W), W > 10 }?") == "")
  }

  @Test func `the first and the last give what stands beside the least and the greatest`() throws {
    let stance = "A = #first{ D, S : holds(poland, skies, S, D) }, "
    let latest = "B = #last{ D, S : holds(poland, skies, S, D) }?"
    #expect(try answer(holds + stance + latest) == "skeptical interested")
  }

  @Test func `several aggregates in one body, and their values in arithmetic`() throws {
    let rule = """
      topic(skies).
      share(T, P) :- topic(T), N = #count{ A : holds(A, T, oppose, _) },
        All = #count{ A : holds(A, T, _, _) }, P = 100.0 * N / All.
      share(T, P)?
      """
    #expect(try answer(holds + rule) == "skies 50.0")
  }

  @Test func `what selects needs something to give`() {
    let database = Database()
    let loading = database.load([InputText(name: "t", "p(1). X = #first{ A : p(A) }?")])
    #expect(
      loading.diagnostics.map(\.message) == [
        "'#first' needs two terms: what to order by, and what to give"
      ])
  }
}
