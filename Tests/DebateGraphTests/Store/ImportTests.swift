import Datalog
import Foundation
import Testing

@testable import DebateGraph

struct ImportTests {
  private let scratch = try! ScratchStore()

  @Test func `an import records what changed in the files, and only that`() throws {
    let store = try scratch.open()
    let first = try scratch.importing(
      ["graph/a.dl": "p(1). p(2).", "graph/b.dl": "p(3). q(x)."], into: store)
    #expect(first?.asserted == 4 && first?.retracted == 0)
    #expect(
      try scratch.importing(
        ["graph/a.dl": "p(1). p(2).", "graph/b.dl": "p(3). q(x)."], into: store) == nil)
    let second = try scratch.importing(["graph/a.dl": "p(1). p(3). p(4)."], into: store)
    #expect(second?.asserted == 1 && second?.retracted == 2)
    #expect(try store.facts(after: 1) == ["p(1)", "p(2)", "p(3)", "q(x)"])
    #expect(try store.facts(after: 2) == ["p(1)", "p(3)", "p(4)"])
    #expect(try store.history(of: "p", [.int(3)]).map(\.file) == ["graph/b.dl", "graph/a.dl"])
    #expect(try store.pending().isEmpty)
    try expectSound(store)
  }

  @Test func `what a file takes over from the prompt is pending no more`() throws {
    let store = try scratch.open()
    let (database, _) = ScratchStore.graph(["graph/a.dl": "p(1)."])
    try scratch.importing(["graph/a.dl": "p(1)."], into: store)
    try store.record(["p(2)", "p(3)"], in: database, by: scratch.by())
    #expect(try store.pending().asserted.map(\.fact) == [fact("p(2)"), fact("p(3)")])
    let record = try scratch.importing(["graph/a.dl": "p(1). p(2)."], into: store)
    #expect(record?.asserted == 0 && record?.retracted == 0)
    #expect(try store.pending().asserted.map(\.fact) == [fact("p(3)")])
    try expectSound(store)
  }

  @Test func `what was taken back stays so while its file goes on stating it`() throws {
    let store = try scratch.open()
    let (database, _) = ScratchStore.graph(["graph/a.dl": "p(1)."])
    try scratch.importing(["graph/a.dl": "p(1). p(2)."], into: store)
    try store.record([], retracting: ["p(1)"], in: database, by: scratch.by())
    #expect(try store.pending().withdrawn.map(\.fact) == [fact("p(1)")])
    try scratch.importing(["graph/a.dl": "p(1). p(2). p(3)."], into: store)
    #expect(try store.facts(after: store.position) == ["p(2)", "p(3)"])
    // The file agrees; if it states the fact again, that is new.
    try scratch.importing(["graph/a.dl": "p(2). p(3)."], into: store)
    #expect(try store.pending().isEmpty)
    try scratch.importing(["graph/a.dl": "p(1). p(2). p(3)."], into: store)
    #expect(try store.facts(after: store.position) == ["p(1)", "p(2)", "p(3)"])
    try expectSound(store)
  }

  @Test func `a withdrawal can be taken back`() throws {
    let store = try scratch.open()
    let (database, _) = ScratchStore.graph(["graph/a.dl": "p(1)."])
    try scratch.importing(["graph/a.dl": "p(1)."], into: store)
    try store.record([], retracting: ["p(1)"], in: database, by: scratch.by())
    try store.record(["p(1)"], in: database, by: scratch.by())
    #expect(try store.pending().isEmpty)
    #expect(try store.history(of: "p", [nil]).map(\.file) == ["graph/a.dl", "graph/a.dl"])
    try expectSound(store)
  }

  @Test func `a fact of a file that was never imported can be taken back`() throws {
    let store = try scratch.open()
    let (database, _) = ScratchStore.graph(["graph/a.dl": "p(1)."])
    var recording = Recording()
    recording.retracted = [fact("p(1)")]
    recording.fileStating = { _ in "graph/a.dl" }
    try store.record(recording, declaredIn: database.catalog, by: scratch.by())
    #expect(try store.log().map(\.kind) == [.prompt, .import])
    #expect(try store.pending().withdrawn.map(\.fact) == [fact("p(1)")])
    try scratch.importing(["graph/a.dl": "p(1). p(2)."], into: store)
    #expect(try store.facts(after: store.position) == ["p(2)"])
    try expectSound(store)
  }

  @Test func `a file can't state what has the key of a fact from the prompt`() throws {
    let store = try scratch.open()
    let schema = "#pred actor(id: symbol, name: text) key(id)."
    let (database, _) = ScratchStore.graph(["graph/a.dl": schema])
    try store.record([#"actor(ann, "Ann")"#], in: database, by: scratch.by())
    let error = #expect(throws: StoreError.self) {
      try scratch.importing(["graph/a.dl": schema + #"actor(ann, "Anna")."#], into: store)
    }
    #expect(error?.kind == .contradiction)
    #expect(try store.facts(after: store.position) == [#"actor(ann, "Ann")"#])
    try expectSound(store)
  }

  @Test func `files in bulk are recorded like small ones`() throws {
    let store = try scratch.open()
    let schema = "#pred row(id: int, name: text, of: symbol, weight: decimal) key(id).\n"
    func text(_ numbers: Range<Int>) -> String {
      numbers.map { "row(\($0), \"name \($0)\", s\($0 % 7), \($0).5).\n" }.joined()
    }
    let first = try scratch.importing(["graph/a.dl": schema + text(0..<60_000)], into: store)
    #expect(first?.asserted == 60_000)
    let second = try scratch.importing(["graph/a.dl": schema + text(1..<60_002)], into: store)
    #expect(second?.asserted == 2 && second?.retracted == 1)
    try expectSound(store)
    let database = Database()
    let reader = try scratch.open(.reading)
    #expect(try reader.load(into: database) == 60_001)
    #expect(try database.ask("row(X, \"name 60001\", S, W)?").rowCount == 1)
  }

  @Test func `files in bulk can't state what has the key of a fact from the prompt`() throws {
    let store = try scratch.open()
    let schema = "#pred row(id: int, name: text) key(id).\n"
    let (database, _) = ScratchStore.graph(["graph/a.dl": schema])
    try store.record([#"row(7, "mine")"#], in: database, by: scratch.by())
    let rows = (0..<60_000).map { "row(\($0), \"name\").\n" }.joined()
    let error = #expect(throws: StoreError.self) {
      try scratch.importing(["graph/a.dl": schema + rows], into: store)
    }
    #expect(
      error?.message
        == "a file states a fact of 'row', but another fact with its key was asserted at the prompt"
    )
    #expect(try store.facts(after: store.position) == [#"row(7, "mine")"#])
    try expectSound(store)
  }

  @Test func `the shipped debate comes back whole`() throws {
    let texts = try ShippedDebate.common() + ShippedDebate.texts(in: "graph/articles")
    let database = try ShippedDebate.database()
    let store = try scratch.open()
    let files = texts.map { ImportedFile(path: $0.name, bytes: $0.bytes) }
    let record = try store.importFacts(of: database, in: files, by: scratch.by())
    let ids = database.catalog.predicates.indices.map(PredicateID.init)
    let stated = ids.map { database.stated(of: $0).count }.reduce(0, +)
    #expect(record?.asserted == stated)
    try expectSound(store)
  }
}
