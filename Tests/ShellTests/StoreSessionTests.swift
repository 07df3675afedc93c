import Datalog
import DebateGraph
import Foundation
import Testing

@testable import Shell

/// Sessions whose facts are kept; what each test compares is what a person sees.
struct StoreSessionTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  @Test func `what one session asserts, the next one knows`() throws {
    let first = try session(of: "ann")
    #expect(
      first.answer(to: "ally(x, y).")
        == """
        'debate.db' is made: it keeps what is asserted here
        1 fact added

        """.replacing("'debate.db'", with: "'\(path)'"))
    #expect(first.answer(to: "topic(a)~") == "1 fact taken back\n")
    let second = try session(of: "ben")
    #expect(second.answer(to: "ally(X, Y)?") == first.answer(to: "ally(X, Y)?"))
    #expect(second.answer(to: "topic(T)?").contains("1 row"))
    #expect(second.answer(to: ".pending") == "ally(x, y).\n\ntopic(a)~\n")
    #expect(second.unsaved == nil)
  }

  @Test func `others' changes are told of, and taken in`() throws {
    let (ann, ben) = (try session(of: "ann"), try session(of: "ben"))
    _ = ann.answer(to: "ally(x, y).")
    _ = ben.answer(to: "ally(y, z).")
    #expect(
      ann.answer(to: "ally(y, Z)?").hasPrefix(
        "others have recorded 1 transaction since; '.refresh' takes them in\n"))
    #expect(ann.answer(to: ".refresh") == "taken in: 1 transaction of ben: 1 fact more\n")
    #expect(ann.answer(to: "ally(y, Z)?").contains("z"))
    #expect(ann.answer(to: ".refresh") == "nobody has recorded anything\n")
  }

  @Test func `a key that others have taken meanwhile is refused`() throws {
    let (ann, ben) = (try session(of: "ann"), try session(of: "ben"))
    _ = ann.answer(to: #"actor(x, "X")."#)
    #expect(
      ben.answer(to: #"actor(x, "Other")."#).contains("a second 'actor' with 'x' as its 'id'"))
    #expect(ben.answer(to: "actor(x, N)?").contains("X"))
  }

  @Test func `a check that fails is refused, and holds for groups at their end`() throws {
    let ann = try session(of: "ann")
    #expect(ann.answer(to: "lonely(x).").contains("nothing is recorded"))
    #expect(!ann.answer(to: "lonely(X)?").contains("x\n"))
    for line in [".begin", "lonely(x).", "friend(x)."] { _ = ann.answer(to: line) }
    #expect(
      ann.answer(to: ".commit")
        == "'\(path)' is made: it keeps what is asserted here\nrecorded: 2 facts asserted\n")
    #expect(ann.answer(to: "friend(x)~").contains("nothing is recorded"))
    #expect(ann.answer(to: "friend(X)?").contains("1 row"))
  }

  @Test func `a group that is rolled back leaves nothing`() throws {
    let ann = try session(of: "ann")
    _ = ann.answer(to: "ally(x, y).")
    for line in [".begin", "ally(a, b).", "ally(x, y)~"] { _ = ann.answer(to: line) }
    #expect(ann.answer(to: "ally(a, b)~").contains("is asserted in this transaction already"))
    #expect(ann.answer(to: ".rollback") == "forgotten\n")
    #expect(ann.answer(to: "ally(X, Y)?").contains("1 row"))
    #expect(try session(of: "ben").answer(to: "ally(X, Y)?").contains("1 row"))
  }

  @Test func `undo goes back beyond the session, and redo forward`() throws {
    _ = try session(of: "ann").answer(to: "ally(x, y).")
    _ = try session(of: "ben").answer(to: "ally(y, z).")
    let ann = try session(of: "ann")
    #expect(ann.answer(to: ".undo") == "undone: transaction 2; 1 fact retracted\n")
    #expect(ann.answer(to: ".undo").contains("nothing was changed that could be undone"))
    #expect(ann.answer(to: ".redo") == "done again: transaction 2; 1 fact asserted\n")
    #expect(try session(of: "ben").answer(to: "ally(X, Y)?").contains("2 rows"))
  }

  @Test func `the past can be asked, and not changed`() throws {
    let ann = try session(of: "ann")
    _ = ann.answer(to: "ally(x, y).")
    _ = ann.answer(to: "topic(a)~")
    _ = ann.answer(to: ".recorded 1")
    #expect(ann.answer(to: "ally(X, Y)?").contains("0 rows"))
    #expect(ann.answer(to: "topic(T)?").contains("2 rows"))
    for line in ["ally(a, b).", ".undo", ".redo", ".begin", ".refresh"] {
      #expect(ann.answer(to: line).contains("nothing can be changed"), "\(line)")
    }
    #expect(ann.answer(to: ".recorded 9").contains("there is no transaction 9"))
    #expect(ann.answer(to: "topic(T)?").contains("2 rows"))
    _ = ann.answer(to: ".recorded now")
    #expect(ann.answer(to: "topic(T)?").contains("1 row"))
    #expect(ann.answer(to: ".recorded 1..3") == "+ ally(x, y)\n- topic(a)\n")
    _ = ann.answer(to: ".begin")
    #expect(ann.answer(to: ".recorded 1").contains("a transaction is open"))
  }

  @Test func `a store that can only be read is answered from, and keeps nothing`() throws {
    _ = try session(of: "ann").answer(to: "ally(x, y).")
    let reader = try session(of: "ben", mayWrite: false)
    _ = reader.answer(to: "ally(a, b).")
    #expect(reader.answer(to: "ally(X, Y)?").contains("2 rows"))
    #expect(try session(of: "ann").answer(to: "ally(X, Y)?").contains("1 row"))
  }

  @Test func `what does not fit the files any more is told and left out`() throws {
    _ = try session(of: "ann").answer(to: #"actor(x, "X"). ally(x, y)."#)
    var told = ""
    let ben = try session(of: "ben", graph: graph + #"actor(x, "Ex")."#) { told += $0 }
    #expect(told.contains("a second 'actor' with 'x' as its 'id'"))
    #expect(ben.answer(to: "ally(X, Y)?").contains("1 row"))
    #expect(ben.answer(to: "actor(x, N)?").contains("Ex"))
  }

  // MARK: -

  private var path: String { folder.appending(path: "debate.db").path }

  private let graph = """
    #pred actor(id: symbol, name: text) key(id).
    #pred ally(a: symbol, b: symbol).
    topic(a). topic(b).
    %! {X} is lonely
    :- lonely(X), not friend(X).
    #pred lonely(x: symbol). #pred friend(x: symbol).

    """

  @Test func `a large file that was loaded can be taken back, and what was typed before it`() throws
  {
    let facts = (0..<100_001).map { "row(\($0), \($0 % 7)).\n" }.joined()
    try facts.write(to: folder.appending(path: "large.dl"), atomically: true, encoding: .utf8)
    let session = try session(of: "ann")
    _ = session.answer(to: "row(1, 1).")
    #expect(session.answer(to: ".load large.dl") == "100000 facts added\n")
    #expect(session.answer(to: ".undo").hasPrefix("undone: 100000 facts added\n"))
    #expect(session.answer(to: "row(X, Y)?").contains("1 row"))
    #expect(session.answer(to: ".undo").contains("1 fact retracted"))
    #expect(session.answer(to: "row(X, Y)?").contains("0 rows"))
  }

  private func session(
    of author: String, mayWrite: Bool = true, graph: String? = nil,
    telling: (String) -> Void = { _ in }
  ) throws -> Session {
    let session = Session(Database(), outside: FolderOutside(folder))
    session.isConversation = true
    session.load([InputText(name: "graph/a.dl", graph ?? self.graph)], withWarnings: false) { _ in }
    var time: Int64 = 1_795_251_900_000
    let keeper = try Keeper(
      path: path, isThere: { [path] in FileManager.default.fileExists(atPath: path) },
      mayWrite: mayWrite,
      author: { author }, files: ImportedFile.all(in: session.database),
      now: {
        time += 1000
        return StoreTime(milliseconds: time)
      })
    session.keep(with: keeper) { reply in
      var shown = ""
      ReplyRenderer(Presentation(.table, width: 100, isConversation: true)).write(reply, to: &shown)
      telling(shown)
    }
    return session
  }
}
