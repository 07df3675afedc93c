import Datalog
import Testing

/// A debate that breaks every check, so that each is known to find something.
struct BrokenDebateTests {
  private func database() throws -> Database {
    let path = "Tests/DebateGraphTests/BrokenDebate/broken.dl"
    let database = Database()
    let common = try ["graph/schema.dl", "graph/checks.dl", path].map { name in
      InputText(name: name, try ShippedDebate.text(name))
    }
    let loading = database.load(common)
    let errors = loading.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(DiagnosticRenderer(texts: database.texts).render(errors))")
    for fact in loading.retractions { #expect(database.retract(fact)) }
    return database
  }

  @Test func `every check of the shipped debate finds what it is for`() throws {
    let database = try database()
    let broken = Set(try database.violations().map(\.constraint))
    let unbroken = database.constraints.filter { !broken.contains($0) }
    #expect(unbroken.map { $0.message ?? "a check without a message" } == [])
  }

  @Test func `what a broken check says names the fact and its line`() throws {
    let database = try database()
    let headings = try database.violations().map { violation in
      String(
        DiagnosticRenderer(texts: database.texts).render(violation.diagnostic)
          .prefix { $0 != "\n" })
    }
    try expectGolden("Checking/broken.txt", headings.map { $0 + "\n" }.joined())
  }
}
