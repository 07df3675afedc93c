import Testing

@testable import Datalog

/// Recursion in last place, asked with constants: it costs what it reaches.
@Suite struct LastCallTests {
  private static let ring = (0..<200).map { "edge(\($0), \(($0 + 1) % 200))." }.joined()

  @Test func `rows for what is reached on the way are not made`() throws {
    let rules = "reach(X, Y) :- edge(X, Y). reach(X, Y) :- edge(X, Z), reach(Z, Y)."
    for question in ["reach(7, Y)?", "reach(7, 8)?", "reach(X, 7)?"] {
      // Of 40,000 pairs.
      let database = Database(limits: Limits(derivedRows: 1_500))
      database.prefersDemand = true
      #expect(database.load([InputText(name: "a.dl", Self.ring + rules)]).succeeded)
      #expect(try database.ask(question).rowCount == (question.contains("8") ? 1 : 200))
    }
  }

  @Test func `a row is proved by what was not made for the answer`() throws {
    let rules = "reach(X, Y) :- edge(X, Y). reach(X, Y) :- edge(X, Z), reach(Z, Y)."
    let database = Database(limits: Limits(derivedRows: 5_000))
    database.prefersDemand = true
    #expect(database.load([InputText(name: "a.dl", Self.ring + rules)]).succeeded)
    let proof = try database.prove("reach(7, 107)?")
    #expect(proof?.root.height == 100)
  }

  @Test(arguments: [
    // What else stands in the rule holds for each step.
    "reach(X, Y) :- edge(X, Y). reach(X, Y) :- edge(X, Z), not shut(Z), reach(Z, Y).",
    "reach(X, Y) :- edge(X, Y). reach(X, Y) :- edge(X, Z), Z < 40, reach(Z, Y).",
    "reach(X, Y) :- edge(X, Y). reach(X, Y) :- edge(X, Z), 1 = #count{ W : edge(Z, W) }, reach(Z, Y).",
    // What is taken over is looked at again, or is another variable.
    "reach(X, Y) :- edge(X, Y). reach(X, Y) :- edge(X, Z), reach(Z, Y), not shut(Y).",
    "reach(X, Y) :- edge(X, Y). reach(X, Y) :- edge(X, Z), reach(Z, Y), X != Y.",
    "reach(X, Y) :- edge(X, Y). reach(X, X) :- edge(X, Z), reach(Z, X).",
    "reach(X, Y) :- edge(X, Y). reach(X, Y) :- edge(X, Z), reach(Z, W), edge(W, Y).",
    // Facts, rules that end otherwise, several ways to go on.
    "reach(3, 77). reach(X, X) :- edge(X, _). reach(X, Y) :- edge(X, Z), reach(Z, Y).",
    "reach(X, Y) :- edge(X, Y). reach(X, Y) :- edge(Z, X), reach(Z, Y). "
      + "reach(X, Y) :- edge(X, Z), edge(Z, W), reach(W, Y).",
    // Asked from elsewhere, too.
    "reach(X, Y) :- edge(X, Y). reach(X, Y) :- edge(X, Z), reach(Z, Y). "
      + "reach(X, Y) :- other(X, Y). other(X, Y) :- shut(X), reach(3, Y).",
    "reach(X, Y) :- edge(X, Y). reach(X, Y) :- reach(X, Z), reach(Z, Y).",
  ])
  func `the answers are those of the whole`(rules: String) throws {
    let facts = (0..<60).map { "edge(\($0), \($0 * 7 % 60)). edge(\($0), \($0 / 2))." }.joined()
    let text = "\(facts) shut(5). shut(14). \(rules)"
    let questions = [
      "reach(3, Y)?", "reach(X, 3)?", "reach(3, 1)?", "reach(3, Y), reach(4, Y)?",
      "shut(X), reach(X, Y)?", "reach(3, X), not reach(4, X)?",
      "N = #count{ Y : reach(3, Y) }, M = #count{ Y : reach(9, Y) }?",
    ]
    for question in questions {
      let rows = try [true, false].map { isDemanding in
        let database = Database()
        database.prefersDemand = isDemanding
        #expect(database.load([InputText(name: "a.dl", text)]).succeeded)
        let answer = try database.ask(question)
        return (0..<answer.rowCount).map(answer.row)
      }
      #expect(rows[0] == rows[1], "\(question)")
    }
  }
}
