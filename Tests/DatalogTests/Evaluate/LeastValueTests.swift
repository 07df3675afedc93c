import Testing

@testable import Datalog

/// The answers to the one query of a program, a row a line.
private func answers(to program: String) throws -> String {
  let database = Database()
  let loading = database.load([InputText(name: "test.dl", program)])
  try #require(loading.succeeded, "\(loading.diagnostics)")
  let answer = try database.ask(try #require(loading.queries.first))
  for row in 0..<answer.rowCount { _ = try database.prove(answer, row: row) }
  return (0..<answer.rowCount)
    .map { answer.row($0).map(\.displayText).joined(separator: " ") }
    .joined(separator: "\n")
}

private func expectRefusal(_ rules: String, _ message: String) {
  let database = Database()
  let program = "#pred dist(x: symbol, y: symbol, steps: int min).\n" + rules
  let loading = database.load([InputText(name: "test.dl", program)])
  #expect(loading.diagnostics.filter { $0.severity == .error }.map(\.message) == [message])
}

@Suite struct LeastValueTests {
  @Test func `shortest chains are two rules`() throws {
    let found = try answers(
      to: """
        #pred dist(x: symbol, y: symbol, steps: int min).
        edge(a, b). edge(b, c). edge(c, a). edge(c, d). edge(a, d).
        dist(X, Y, 1) :- edge(X, Y).
        dist(X, Z, N + 1) :- dist(X, Y, N), edge(Y, Z).
        dist(X, Y, N)?
        """)
    #expect(
      found == """
        a a 3
        a b 1
        a c 2
        a d 1
        b a 2
        b b 3
        b c 1
        b d 2
        c a 1
        c b 2
        c c 3
        c d 1
        """)
  }

  @Test func `costs that improve late are passed on`() throws {
    let found = try answers(
      to: """
        #pred cost(x: int, c: int min).
        road(1, 2, 10). road(1, 3, 1). road(3, 4, 1). road(4, 2, 1). road(2, 5, 1).
        cost(1, 0).
        cost(Y, C + W) :- cost(X, C), road(X, Y, W).
        cost(X, C)?
        """)
    #expect(found == "1 0\n2 3\n3 1\n4 2\n5 4")
  }

  @Test func `the greatest value stays, of facts alone too`() throws {
    let found = try answers(
      to: """
        #pred seen(who: symbol, on: date max).
        seen(ann, 2024-03-01). seen(ann, 2024-05-02). seen(bob, 2023-01-01).
        seen(W, D)?
        """)
    #expect(found == "ann 2024-05-02\nbob 2023-01-01")
  }

  @Test func `an upper bound may be used within the recursion`() throws {
    let found = try answers(
      to: """
        #pred dist(x: int, steps: int min).
        dist(0, 0).
        dist(X + 1, N + 1) :- dist(X, N), N < 3.
        dist(X, N)?
        """)
    #expect(found == "0 0\n1 1\n2 2\n3 3")
  }

  @Test func `uses that a better value could undo are refused`() {
    let message =
      "'N' may still get smaller while 'dist' is computed, so it can't be used like this here"
    expectRefusal("dist(X, Z, N + 1) :- dist(X, Y, N), e(Y, Z), N > 2. e(a, b).", message)
    expectRefusal("dist(X, Z, 1 - N) :- dist(X, Y, N), e(Y, Z). e(a, b).", message)
    expectRefusal("dist(X, Z, N) :- dist(X, Y, N), e(N, Z). e(1, b).", message)
    expectRefusal("dist(X, Z, N * K) :- dist(X, Z, N), e(K). e(2).", message)
    expectRefusal(
      "dist(X, Z, 1) :- dist(X, Z, 2).",
      "'dist' can't be asked for one value of its least-value column while it is computed")
  }
}
