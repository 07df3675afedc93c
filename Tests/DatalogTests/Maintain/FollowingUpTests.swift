import Testing

@testable import Datalog

/// What happens to finished relations when facts change.
@Suite struct FollowingUpTests {
  @Test func `a stated fact is followed up in the relation that is there`() throws {
    let database = try closure(ofChain: 50)
    let before = database.finishedPath
    #expect(database.load([InputText(name: "more", "edge(50, 51).")]).succeeded)
    #expect(try database.ask("path(0, 51)?").holds)
    #expect(database.finishedPath === before)
    #expect(try database.rowCount(of: database.path) == 51 * 52 / 2)
  }

  @Test func `a fact taken back takes along what followed from it alone`() throws {
    let database = try closure(ofChain: 50)
    #expect(database.load([InputText(name: "more", "edge(24, 26).")]).succeeded)
    let before = database.finishedPath
    try database.takeBack("edge(24, 25)")
    #expect(try database.ask("path(0, 50)?").holds)
    #expect(try !database.ask("path(24, 25)?").holds)
    try database.takeBack("edge(24, 26)")
    #expect(try !database.ask("path(0, 50)?").holds)
    #expect(database.finishedPath === before)
  }

  @Test func `what a question does not reach waits, and costs nothing where it is undone`() throws {
    let database = try closure(ofChain: 20)
    try database.takeBack("edge(3, 4)")
    #expect(try database.ask("edge(0, X)?").rowCount == 1)
    #expect(database.unfollowed == ["edge": 1])
    #expect(database.load([InputText(name: "again", "edge(3, 4).")]).succeeded)
    #expect(database.unfollowed == [:])
    #expect(try database.rowCount(of: database.path) == 20 * 21 / 2)
  }

  @Test func `an interruption amid following up leaves a database that answers`() throws {
    let interruption = Interruption()
    let database = try closure(ofChain: 50, interruption)
    try database.takeBack("edge(24, 25)")
    interruption.request()
    #expect(throws: EvaluationError.self) { try database.ask("path(0, X)?") }
    interruption.clear()
    #expect(try database.ask("path(0, X)?").rowCount == 24)
    #expect(try database.ask("path(25, X)?").rowCount == 25)
  }

  @Test func `a change of much is not followed up`() throws {
    let database = try closure(ofChain: 50)
    let before = database.finishedPath
    let many = (100..<2000).map { "edge(\($0), \($0 + 2000))." }.joined(separator: "\n")
    #expect(database.load([InputText(name: "many", many)]).succeeded)
    #expect(database.finishedPath == nil)
    #expect(try database.rowCount(of: database.path) == 50 * 51 / 2 + 1900)
    #expect(database.finishedPath !== before)
  }

  @Test func `the second best takes the place of a best row taken back`() throws {
    let database = try loaded(
      """
      #pred edge(from: int, to: int, length: int).
      #pred distance(node: int, length: int min).
      edge(1, 2, 5). edge(1, 3, 1). edge(3, 2, 1). edge(2, 4, 1).
      distance(1, 0).
      distance(Y, D + L) :- distance(X, D), edge(X, Y, L).
      """)
    #expect(try database.lengths == ["1 0", "2 2", "3 1", "4 3"])
    try database.takeBack("edge(3, 2, 1)")
    #expect(try database.lengths == ["1 0", "2 5", "3 1", "4 6"])
    #expect(database.load([InputText(name: "more", "edge(1, 4, 2).")]).succeeded)
    #expect(try database.lengths == ["1 0", "2 5", "3 1", "4 2"])
    try database.takeBack("distance(1, 0)")
    #expect(try database.lengths == [])
  }

  @Test func `two aggregates of one rule are followed up together`() throws {
    let database = try loaded(
      """
      vote(ann, yes). vote(ben, no). member(ann). member(ben).
      score(A, Yes, No) :- member(A), Yes = #count{ T : vote(A, T), T = yes },
        No = #count{ T : vote(A, T), T = no }.
      """)
    #expect(try database.ask("score(ann, 1, 0)?").holds)
    #expect(database.load([InputText(name: "more", "vote(ann, no).")]).succeeded)
    try database.takeBack("vote(ann, yes)")
    let answer = try database.ask("score(ann, Y, N)?")
    #expect((0..<answer.rowCount).map(answer.row) == [[.int(0), .int(1)]])
  }

  @Test func `plans are kept from change to change, and made anew for other relations`() throws {
    let database = try closure(ofChain: 50)
    try database.takeBack("edge(24, 25)")
    #expect(try database.rowCount(of: database.path) == 25 * 24 / 2 + 25 * 26 / 2)
    let upkeep = database.evaluator.upkeeps[database.path]
    #expect(upkeep != nil)
    #expect(database.load([InputText(name: "more", "edge(24, 25).")]).succeeded)
    #expect(try database.rowCount(of: database.path) == 50 * 51 / 2)
    #expect(database.evaluator.upkeeps[database.path] === upkeep)
    // So many rows go that those left are put into another relation.
    for node in 25..<50 { try database.takeBack("edge(\(node), \(node + 1))") }
    for node in 100..<200 {
      #expect(database.load([InputText(name: "more", "edge(\(node), \(node)).")]).succeeded)
      try database.takeBack("edge(\(node), \(node))")
    }
    #expect(try database.rowCount(of: database.path) == 25 * 26 / 2)
  }

  @Test func `an account made anew leaves what waits to be followed up`() throws {
    let database = try closure(ofChain: 20)
    #expect(database.load([InputText(name: "more", "edge(20, 21).")]).succeeded)
    let query = database.load([InputText(name: "query", "path(0, X)?")]).queries[0]
    let answer = try database.askAndAccount(for: query, anew: true) { .zero }.answer
    #expect(answer.rowCount == 21)
    #expect(try database.rowCount(of: database.path) == 21 * 22 / 2)
  }

  // MARK: Databases

  private func loaded(
    _ text: String, _ interruption: Interruption = Interruption()
  ) throws -> Database {
    let database = Database(interruption: interruption)
    let loading = database.load([InputText(name: "program", text)])
    try #require(loading.succeeded, "\(loading.diagnostics)")
    return database
  }

  /// Everything derived, over `edge(0, 1)`, …, `edge(length - 1, length)`.
  private func closure(
    ofChain length: Int, _ interruption: Interruption = Interruption()
  ) throws -> Database {
    let edges = (0..<length).map { "edge(\($0), \($0 + 1))." }.joined(separator: "\n")
    let database = try loaded(
      "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), edge(Y, Z).\n" + edges, interruption)
    #expect(try database.rowCount(of: database.path) == length * (length + 1) / 2)
    return database
  }
}

extension Database {
  fileprivate var path: PredicateID { catalog.predicate(named: "path")! }
  fileprivate var finishedPath: AnyObject? { evaluator.finished[path] }

  /// How many rows of what wait to be followed up.
  fileprivate var unfollowed: [String: Int] {
    let inputs = evaluator.upkeeps.values.flatMap(\.inputs).filter { !$0.change.isEmpty }
    return Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0.change.count) })
  }

  fileprivate var lengths: [String] {
    get throws {
      let answer = try ask("distance(X, D)?")
      return (0..<answer.rowCount).map { "\(answer[$0, 0]) \(answer[$0, 1])" }
    }
  }

  fileprivate func takeBack(_ fact: String) throws {
    let loading = load([InputText(name: "retraction", fact + "~")])
    let retraction = try #require(loading.retractions.first, "\(loading.diagnostics)")
    #expect(retract(retraction))
  }
}
