import Datalog
import Foundation
import Testing

@testable import DebateGraph

/// A folder with a store in it that goes when the test does, and a graph that is read from texts.
final class ScratchStore {
  let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
  var path: String { folder.appending(path: "debate.db").path }
  private var clock: Int64 = 1_700_000_000_000

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func open(_ access: GraphStore.Access = .creating) throws -> GraphStore {
    let store = try GraphStore(path, access)
    _ = try store.takeInPending()
    return store
  }

  /// A second later than the last.
  func by(_ author: String = "ann", _ note: String? = nil) -> Attribution {
    clock += 1000
    return Attribution(author: author, time: StoreTime(milliseconds: clock), note: note)
  }

  /// The facts of texts, and the texts as files.
  static func graph(_ texts: KeyValuePairs<String, String>) -> (Database, [ImportedFile]) {
    let database = Database()
    let inputs = texts.map { InputText(name: $0, $1) }
    let loading = database.load(inputs)
    #expect(
      loading.succeeded, "\(DiagnosticRenderer(texts: database.texts).render(loading.diagnostics))")
    return (database, inputs.map { ImportedFile(path: $0.name, bytes: $0.bytes) })
  }

  @discardableResult
  func importing(
    _ texts: KeyValuePairs<String, String>, into store: GraphStore
  ) throws -> TransactionRecord? {
    let (database, files) = Self.graph(texts)
    return try store.importFacts(of: database, in: files, by: by("git"))
  }
}

/// A fact as text, such as `p(a, "b", 3)`; symbols, texts, integers and dates.
func fact(_ text: String) -> StoredFact {
  let database = Database()
  let loading = database.load([InputText(name: "", text + ".")])
  let fact = database.added(by: loading)[0]
  return StoredFact(database.catalog[fact.predicate].name, fact.values)
}

extension GraphStore {
  @discardableResult
  func record(
    _ asserted: [String], retracting retracted: [String] = [], in database: Database,
    by attribution: Attribution
  ) throws -> TransactionRecord {
    var recording = Recording()
    recording.asserted = asserted.map(fact)
    recording.retracted = retracted.map(fact)
    return try record(recording, declaredIn: database.catalog, by: attribution)
  }

  /// All that is held to be true after a transaction.
  func facts(after transaction: Int64) throws -> [String] {
    try changes(from: 0, upTo: transaction).appeared.map(\.description)
  }
}

func expectSound(_ store: GraphStore, _ location: SourceLocation = #_sourceLocation) throws {
  let check = try store.check()
  #expect(check.problems.isEmpty, sourceLocation: location)
}
