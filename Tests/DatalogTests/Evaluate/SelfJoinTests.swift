import Judges
import Relations
import Testing

@testable import Datalog

/// Predicates that are joined with themselves: what is derived, and how often.
@Suite struct SelfJoinTests {
  /// Two rings that touch, with chords.
  private static let edges =
    (0..<24).map { "edge(\($0), \(($0 + 1) % 12 + $0 / 12 * 11))." }
    .joined() + "edge(3, 17). edge(20, 4). edge(5, 5)."

  @Test(arguments: [
    "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), path(Y, Z).",
    "path(X, Y) :- edge(X, Y). path(X, Z) :- path(Y, Z), path(X, Y).",
    // Facts, several rules, rules that are recursive besides.
    "path(90, 0). path(91, 90). path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), path(Y, Z).",
    "path(X, X) :- edge(X, _). path(X, Y) :- edge(X, Y). path(X, Y) :- edge(X, Z), path(Z, Y). "
      + "path(X, Z) :- path(X, Y), path(Y, Z). path(X, W) :- path(X, Y), path(Y, Z), path(Z, W).",
    "path(90, 0). path(X, Z) :- path(X, Y), path(Y, Z). path(X, Z) :- path(X, Y), edge(Y, Z).",
    // Rows turned round.
    "path(X, Y) :- edge(X, Y), X < 9. path(X, Y) :- path(Y, X). "
      + "path(X, Z) :- path(X, Y), path(Y, Z).",
    "path(X, Y) :- edge(X, Y), X < 9. path(X, Y) :- path(Y, X). "
      + "path(X, Z) :- path(X, Y), edge(Y, W), path(W, Z).",
    // Something between the two, or beside them.
    "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), edge(Y, W), path(W, Z).",
    "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), path(W, Z), Y < W, W < 7.",
    "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), not stop(Y), path(Y, Z). stop(4).",
    "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), path(Y, Z), X != Z.",
    "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), path(Y, Z), edge(X, _).",
    "path(X, Y) :- edge(X, Y). path(Z, X) :- path(X, Y), path(Y, Z).",
    "path(X, Y) :- edge(X, Y). path(X, X) :- path(X, Y), path(Y, X).",
    "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), path(Y, Z), path(5, W), W < Y.",
    // Several predicates.
    "path(X, Y) :- edge(X, Y). path(X, Z) :- even(X, Y), path(Y, Z). "
      + "even(X, Z) :- path(X, Y), path(Y, Z).",
    "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), path(Y, Z). "
      + "path(X, Y) :- even(X, Y), X < 5. even(X, Y) :- path(Y, X), edge(_, Y).",
    // Arguments that are shared, and three columns in other roles.
    "in(T, X, Y) :- edge(X, Y), T = X / 6. in(T, X, Z) :- in(T, X, Y), in(T, Y, Z). "
      + "path(X, Y) :- in(_, X, Y).",
    "in(X, T, Y) :- edge(X, Y), T = 0..1. in(X, T, Z) :- in(Y, T, Z), in(X, T, Y). "
      + "path(X, Y) :- in(X, 1, Y).",
    "in(X, Y, X) :- edge(X, Y). in(X, Z, W) :- in(X, Y, W), in(Y, Z, W). "
      + "in(X, Z, W) :- in(X, Z, Y), in(X, Y, W). path(X, Y) :- in(X, _, Y).",
    // Nothing to begin with.
    "in(X, Z) :- in(X, Y), in(Y, Z). path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), in(Y, Z).",
    "in(X, Z) :- in(X, Y), in(Y, Z). in(X, Y) :- in(Y, X). path(X, Y) :- in(X, Y), edge(X, Y).",
    // Sets of new rows.
    "path(X, Y) :- edge(X, Y). path(X, Z) :- edge(X, Y), path(Y, Z).",
    "path(7, Y) :- edge(7, Y). path(3, Z) :- path(7, Z). path(Z, Y) :- edge(Z, W), path(W, Y).",
  ])
  func `every row is derived, however relations are stored`(rules: String) throws {
    let text = InputText(name: "a.dl", Self.edges + rules)
    let program = check([parse(text, as: InputID(0)).program], in: Catalog())
    #expect(program.diagnostics.allSatisfy { $0.severity != .error })
    let expected = try NaiveEvaluator(program).rows["path"] ?? []
    for way in [nil, Relation.Representation.listed, .paired] {
      let database = Database()
      database.forcedRepresentation = way
      #expect(database.load([text]).succeeded)
      let rows = try database.ask("path(X, Y)?")
      #expect(Set((0..<rows.rowCount).map(rows.row)) == expected)
      database.prefersDemand = true
      for question in ["path(3, X)?", "path(X, 3)?", "path(3, 9)?"] {
        let other = Database()
        (other.forcedRepresentation, other.prefersDemand) = (way, true)
        #expect(other.load([text]).succeeded)
        #expect(try other.ask(question).rows == database.ask(question).rows, "\(question)")
      }
    }
  }

  @Test func `a transitive rule costs about as much as a step at a time`() throws {
    let chain = (0..<400).map { "edge(\($0), \($0 + 1))." }.joined()
    let program =
      chain + "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), path(Y, Z). path(X, Y)?"
    let database = Database()
    let loading = database.load([InputText(name: "a.dl", program)])
    let (answer, account) = try database.askAndAccount(for: loading.queries[0], anew: true) {
      .zero
    }
    #expect(answer.rowCount == 80_200)
    let rules = account.parts.flatMap(\.rules)
    let derived = rules.filter { $0.relation == "path" }.map(\.derived)
    // A node at a time it would be 10 million.
    #expect(derived.reduce(0, +) == 80_200)
  }

  @Test func `asked for what one node reaches, a transitive rule goes from node to node`() throws {
    let ring = (0..<200).map { "edge(\($0), \(($0 + 1) % 200))." }.joined()
    let rules = "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), path(Y, Z)."
    for question in ["path(7, X)?", "path(X, 7)?"] {
      // Of 40,000 pairs.
      let database = Database(limits: Limits(derivedRows: 2_500))
      database.prefersDemand = true
      #expect(database.load([InputText(name: "a.dl", ring + rules)]).succeeded)
      #expect(try database.ask(question).rowCount == 200)
    }
  }
}

extension Answer {
  fileprivate var rows: Set<[Value]> { Set((0..<rowCount).map(row)) }
}
