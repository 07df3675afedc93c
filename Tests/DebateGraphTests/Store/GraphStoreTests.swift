import Datalog
import Foundation
import SQLite
import Testing

@testable import DebateGraph

struct GraphStoreTests {
  private let scratch = try! ScratchStore()
  private let declarations = """
    #enum kind { person, state }.
    #pred actor(id: symbol, name: text, kind: kind) key(id).
    #pred said(actor: actor, on: date, weight: decimal, count: int).

    """

  @Test func `what is recorded is there when the file is opened again`() throws {
    let (database, _) = ScratchStore.graph(["graph/schema.dl": declarations + "link(a, 1)."])
    let facts = [
      #"actor(ann, "Ann \"the\" Ö", person)"#, #"actor(ben, "", state)"#,
      #"said(ann, 2024-05-01, 0.5, 9223372036854775807)"#, #"link("a", -1.5)"#,
    ]
    try scratch.open().record(facts, in: database, by: scratch.by())
    let store = try scratch.open(.reading)
    #expect(try Set(store.pending().asserted.map { "\($0.fact)" }) == Set(facts))
    #expect(store.position == 1)
    try expectSound(store)
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func `every time has the facts it had`() throws {
    let (database, _) = ScratchStore.graph(["graph/a.dl": "p(0)."])
    let store = try scratch.open()
    try store.record(["p(1)", "p(2)"], in: database, by: scratch.by())
    try store.record(["p(3)"], retracting: ["p(1)"], in: database, by: scratch.by("ben"))
    try store.record(["p(1)"], in: database, by: scratch.by())
    #expect(try store.facts(after: 0) == [])
    #expect(try store.facts(after: 1) == ["p(1)", "p(2)"])
    #expect(try store.facts(after: 2) == ["p(2)", "p(3)"])
    #expect(try store.facts(after: 3) == ["p(1)", "p(2)", "p(3)"])
    let back = try store.changes(from: 3, upTo: 1)
    #expect(back.appeared.isEmpty && back.vanished == [fact("p(3)")])
    let history = try store.history(of: "p", [.int(1)])
    #expect(history.map(\.asserted.number) == [1, 3])
    #expect(history.map(\.retracted?.author) == ["ben", nil])
    #expect(try store.log().map(\.retracted) == [0, 1, 0])
    try expectSound(store)
  }

  @Test func `contradictions are refused and leave nothing`() throws {
    let (database, _) = ScratchStore.graph(["graph/a.dl": declarations])
    let store = try scratch.open()
    let ann = #"actor(ann, "Ann", person)"#
    try store.record([ann], in: database, by: scratch.by())
    try expectRefusal("one transaction can't assert and retract '\(ann)'") {
      try store.record([ann], retracting: [ann], in: database, by: scratch.by())
    }
    try expectRefusal("'\(ann)' is held to be true already, since transaction 1") {
      try store.record([ann], in: database, by: scratch.by())
    }
    let ben = #"actor(ben, "Ben", person)"#
    try expectRefusal("'\(ben)' is not held to be true, so it can't be retracted") {
      try store.record(
        [#"actor(cy, "", person)"#], retracting: [ben], in: database, by: scratch.by())
    }
    #expect(throws: StoreError.self) {
      try store.record([#"actor(ann, "Other", person)"#], in: database, by: scratch.by())
    }
    #expect(try store.facts(after: 1) == [ann])
    #expect(try store.log().count == 1)
    try expectSound(store)
  }

  @Test func `nothing is recorded without sight of what others have recorded`() throws {
    let (database, _) = ScratchStore.graph(["graph/a.dl": "p(0)."])
    let (ann, ben) = (try scratch.open(), try scratch.open())
    try ann.record(["p(1)"], in: database, by: scratch.by("ann"))
    #expect(try ben.countBehind() == 1)
    let message = "others have recorded 1 transaction in '\(scratch.path)' meanwhile"
    try expectRefusal(message) { try ben.record(["p(2)"], in: database, by: scratch.by("ben")) }
    let (changes, records) = try ben.takeIn()
    #expect(changes.appeared == [fact("p(1)")] && records.map(\.author) == ["ann"])
    try ben.record(["p(2)"], in: database, by: scratch.by("ben"))
    #expect(try ann.takeIn().changes.appeared == [fact("p(2)")])
  }

  @Test func `history can't be changed by any tool`() throws {
    let (database, _) = ScratchStore.graph(["graph/a.dl": "p(0)."])
    let store = try scratch.open()
    try store.record(["p(1)", "p(2)"], in: database, by: scratch.by())
    try store.record([], retracting: ["p(1)"], in: database, by: scratch.by())
    let other = try SQLiteConnection(scratch.path, .writing)
    for command in [
      "delete from p__rows", "update p__rows set c1 = 2", "update p__rows set _until = null",
      "update p__rows set _until = 3 where row = 1", "delete from _transaction",
      "update _transaction set author = 'ben'", "update _value set text = 'x'",
      "insert into p__rows (c1, _since) values (99, 1)",
    ] {
      #expect(throws: SQLiteError.self, "\(command)") {
        try other.run("pragma foreign_keys = on")
        try other.run(command)
      }
    }
    try expectSound(store)
  }

  @Test func `a changed fact is found by its digest`() throws {
    let (database, _) = ScratchStore.graph(["graph/a.dl": declarations])
    let store = try scratch.open()
    try store.record([#"actor(ann, "Ann", person)"#], in: database, by: scratch.by())
    let other = try SQLiteConnection(scratch.path, .writing)
    try other.run("drop trigger _value__fixed")
    try other.run("update _value set text = 'Ben' where text = 'Ann'")
    #expect(
      try store.check().problems == [
        "trigger '_value__fixed' is missing",
        "transaction 1 is not what its digest says",
      ])
  }

  @Test func `predicates of any name have tables and views`() throws {
    let names = [
      "'_value'", "'a\"b'", "'A'", "a", "'sqlite_x'", "select", "'x y'", "'t__rows'", "t",
    ]
    let facts = names.map { "\($0)(1)" } + ["'no columns'"]
    let (database, _) = ScratchStore.graph(["graph/a.dl": facts.map { "\($0).\n" }.joined()])
    let store = try scratch.open()
    try store.record(facts, in: database, by: scratch.by())
    #expect(try Set(store.changes(from: 0, upTo: 1).appeared) == Set(facts.map(fact)))
    #expect(try store.connection.integer("select count(*) from \"no columns\"") == 1)
    try expectSound(store)
  }

  @Test func `a predicate that is declared anew keeps its old facts`() throws {
    let store = try scratch.open()
    let (old, _) = ScratchStore.graph(["graph/a.dl": "#pred p(a: int)."])
    try store.record(["p(1)"], in: old, by: scratch.by())
    let (new, _) = ScratchStore.graph(["graph/a.dl": "#pred p(a: int, b: text)."])
    try store.record([#"p(1, "x")"#], retracting: ["p(1)"], in: new, by: scratch.by())
    #expect(try store.facts(after: 1) == ["p(1)"])
    #expect(try store.facts(after: 2) == [#"p(1, "x")"#])
    #expect(try store.connection.value("select b from p") == "x")
    try expectSound(store)
  }

  @Test func `foreign, newer, damaged and missing files are told apart`() throws {
    try expectKind(.cannotOpen) { try GraphStore(scratch.path, .writing) }
    try SQLiteConnection(scratch.path, .creating).run("create table t(n)")
    try expectKind(.foreign) { try GraphStore(scratch.path, .creating) }
    try SQLiteConnection(scratch.path, .writing).run(
      all: "pragma application_id = \(storeApplicationID); pragma user_version = 99")
    try expectKind(.newer) { try GraphStore(scratch.path, .writing) }
    try Data("no database, but long enough to be looked at".utf8).write(
      to: URL(filePath: scratch.path))
    try expectKind(.foreign) { try GraphStore(scratch.path, .writing) }
  }

  @Test func `a backup is a sound store of its own`() throws {
    let (database, _) = ScratchStore.graph(["graph/a.dl": "p(0)."])
    let store = try scratch.open()
    try store.record(["p(1)"], in: database, by: scratch.by())
    let target = scratch.folder.appending(path: "copy.db").path
    try store.backup(to: target)
    let copy = try GraphStore(target, .reading)
    #expect(try copy.facts(after: 1) == ["p(1)"])
    try expectSound(copy)
    try store.vacuum()
    try expectSound(store)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
    #expect(names.sorted() == ["copy.db", "debate.db", "debate.db-journal"])
  }

  @Test func `a file of an earlier version is backed up and brought up to date`() throws {
    let (database, _) = ScratchStore.graph(["graph/a.dl": "p(0)."])
    let store = try scratch.open()
    try store.record(["p(1)"], in: database, by: scratch.by())
    try store.migrate(from: 2, by: storeMigrations + ["create table more(n integer) strict"])
    try expectKind(.newer) { try GraphStore(scratch.path, .writing) }
    #expect(try store.connection.integer("select count(*) from more") == 0)
    let backup = try GraphStore(scratch.path + ".version-2", .reading)
    #expect(try backup.facts(after: 1) == ["p(1)"])
  }

  @Test func `a history is recorded again, with predicates that were declared anew`() throws {
    let store = try scratch.open()
    try scratch.importing(["graph/a.dl": "#pred p(n: int).\np(0). p(1). q(a)."], into: store)
    let (database, _) = ScratchStore.graph(["graph/a.dl": "#pred p(n: int).\np(0). p(1). q(a)."])
    try store.record(["p(2)"], retracting: ["p(1)"], in: database, by: scratch.by())
    try scratch.importing(
      ["graph/a.dl": "#pred p(n: int, m: text).\np(0, \"x. %\"). q(a)."], into: store)
    let history = try self.history(of: store)
    let other = try ScratchStore()
    let rebuilt = try other.open()
    try rebuilt.rebuild(from: Array(history.utf8))
    #expect(try self.history(of: rebuilt) == history)
    try expectSound(rebuilt)
    #expect(try rebuilt.log().map(\.digest) == store.log().map(\.digest))
    let forged = history.replacing("p(2)", with: "p(3)")
    let third = try ScratchStore()
    let refusing = try third.open()
    try expectKind(.damaged) { try refusing.rebuild(from: Array(forged.utf8)) }
  }

  @Test func `asserting a fact looks for nothing but the fact`() throws {
    let store = try scratch.open()
    try scratch.importing(["graph/a.dl": "#pred p(n: int) key(n).\np(0)."], into: store)
    for condition in ["_until is null", StoredRelation.isWithdrawn] {
      let sql = "explain query plan " + store.relations[0].row(where: condition)
      var plan = ""
      try store.connection.rows(sql, [.integer(1)]) { row throws(SQLiteError) in
        plan += try row.text(3)
      }
      #expect(plan.contains("SEARCH") && plan.contains("(n=?"), "\(plan)")
    }
  }

  @Test func `a history with a row that is missing is written, and told to be damaged`() throws {
    let store = try scratch.open()
    try scratch.importing(["graph/a.dl": "#pred p(n: int).\np(0). p(1)."], into: store)
    let whole = try history(of: store)
    try store.connection.run("drop trigger p__kept")
    try store.connection.run("delete from p__rows where n = 1")
    var text = ""
    try expectKind(.damaged) {
      try store.writeHistory { piece in
        text += piece
        return true
      }
    }
    #expect(text == whole.replacing("asserted(1, 1, \"graph/a.dl\", \"p(1)\").\n", with: ""))
  }

  private func history(of store: GraphStore) throws -> String {
    var text = ""
    try store.writeHistory { piece in
      text += piece
      return true
    }
    return text
  }

  private func expectRefusal(_ message: String, _ body: () throws -> Void) throws {
    let error = #expect(throws: StoreError.self) { try body() }
    #expect(error?.message == message)
  }

  private func expectKind<T>(_ kind: StoreError.Kind, _ body: () throws -> T) throws {
    let error = #expect(throws: StoreError.self) { _ = try body() }
    #expect(error?.kind == kind, "\(error?.message ?? "nothing thrown")")
  }
}
