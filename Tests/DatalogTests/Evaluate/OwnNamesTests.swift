import Testing

@testable import Datalog

/// Rewriting makes relations of the engine's own beside those of the program.
@Suite struct OwnNamesTests {
  @Test(arguments: ["#1", "=reach", "?reach/0", "!reach/0", "edge lost", "reach doubted"])
  func `a predicate may be called like a relation of the engine's own`(name: String) throws {
    let database = Database()
    database.prefersDemand = true
    let loading = database.load([
      InputText(
        name: "test.dl",
        """
        edge(a, b). edge(b, c). edge(c, a). reach(c, d). '\(name)'(z, z).
        reach(X, Y) :- edge(X, Y).
        reach(X, W) :- reach(X, Y), reach(Y, Z), edge(Z, W).
        """)
    ])
    try #require(loading.succeeded, "\(loading.diagnostics)")
    #expect(try rows("reach(a, Y)?", of: database) == ["a", "b", "c"])
    #expect(try rows("reach(X, d)?", of: database) == ["c"])
    #expect(try rows("'\(name)'(X, z)?", of: database) == ["z"])
    _ = database.load([InputText(name: "more.dl", "edge(d, e).")])
    #expect(try rows("reach(X, e)?", of: database) == ["a", "b", "c", "d"])
  }

  private func rows(_ question: String, of database: Database) throws -> [String] {
    let answer = try database.ask(question)
    return (0..<answer.rowCount).map { answer.row($0)[0].displayText }
  }
}
