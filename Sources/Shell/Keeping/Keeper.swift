import Datalog
public import DebateGraph

/// Keeps what a session asserts and retracts in a store, which is made when there is first something
/// to keep.
public final class Keeper {
  let path: String
  /// Who is held responsible for what is asserted here.
  private(set) lazy var author = askAuthor()
  private let askAuthor: () -> String
  private let now: () -> StoreTime
  private let mayWrite: Bool
  private let isThere: () -> Bool
  private let waiting: GraphStore.Waiting
  /// The debate's own files: what they state is theirs.
  let files: [ImportedFile]
  /// Nil until there is something to keep.
  private(set) var store: GraphStore?
  /// What `.begin` has begun.
  var group: Group?
  /// Where the session looks at the graph as it was recorded.
  var past: Past?
  /// The files of facts that were taken back since they were read.
  private var statingFiles: [StoredFact: String] = [:]
  /// How far behind the session was when it was told so.
  var toldBehind = 0

  /// Changes that are to be kept together.
  struct Group {
    let note: String?
    /// The changes of the session before it.
    let changesBefore: Int
    var asserted: Set<StoredFact> = []
    var retracted: Set<StoredFact> = []
  }

  /// What leads back from a recorded time to now.
  struct Past {
    let name: String
    let appeared: [CheckedFact]
    let vanished: [CheckedFact]
  }

  /// - Parameters:
  ///   - author: asked once, when there is first something to keep.
  ///   - isThere: whether the file is there.
  ///   - mayWrite: whether anything is to be kept, or only read.
  ///   - waiting: what happens while others hold the file.
  public init(
    path: String, isThere: @escaping () -> Bool, mayWrite: Bool, author: @escaping () -> String,
    files: [ImportedFile], now: @escaping () -> StoreTime,
    waiting: GraphStore.Waiting = GraphStore.Waiting()
  ) throws(StoreError) {
    self.path = path
    askAuthor = author
    self.files = files
    self.now = now
    self.mayWrite = mayWrite
    self.isThere = isThere
    self.waiting = waiting
    _ = try openIfMade()
  }

  /// Whether what is asserted is kept.
  var keepsFacts: Bool { mayWrite && readOnlyReason == nil }

  /// Why nothing can be kept; nil where it can.
  public var readOnlyReason: String? { store?.readOnlyReason }

  /// Opens a store that another session has made since.
  ///
  /// - Returns: it; nil where there is none, or it was open.
  func openIfMade() throws(StoreError) -> GraphStore? {
    if store != nil || !isThere() { return nil }
    store = try GraphStore(path, mayWrite ? .writing : .reading, waiting: waiting)
    return store
  }

  func attribution(note: String? = nil) -> Attribution {
    Attribution(author: author, time: now(), note: note)
  }

  /// The store, made where there is none: it begins with what the files state.
  func storeMade(for database: Database, _ say: (Reply) -> Void) throws(StoreError) -> GraphStore {
    if let store { return store }
    let made = try GraphStore(path, .creating, waiting: waiting)
    store = made
    // Another session may have been quicker: then this is refused, and tried again.
    _ = try made.importFacts(
      of: database, in: files, by: attribution(note: "the files as they were found"))
    say(.remark("'\(path.controlsEscaped)' is made: it keeps what is asserted here"))
    return made
  }

  /// Records a change of a session at once, or with the group that is open.
  ///
  /// - Returns: the number of the transaction; nil where there was nothing to record yet.
  func keep(
    _ asserted: [CheckedFact], retracting retracted: [CheckedFact], in database: Database,
    kind: TransactionRecord.Kind = .prompt, undoes: Int64? = nil, _ say: (Reply) -> Void
  ) throws(StoreError) -> Int64? {
    var recording = Recording()
    recording.asserted = asserted.map(database.stored)
    recording.retracted = retracted.map(database.stored)
    recording.kind = kind
    recording.undoes = undoes
    if !keepsFacts || recording.asserted.isEmpty && recording.retracted.isEmpty { return nil }
    for fact in retracted {
      let name = database.texts[fact.range.input].name
      if let file = files.first(where: { $0.name == name }) {
        statingFiles[database.stored(fact)] = file.path
      }
    }
    if group != nil, kind == .prompt {
      try group?.add(recording.asserted, recording.retracted)
      return nil
    }
    return try record(recording, in: database, note: nil, say)
  }

  /// Records what `.begin` has begun.
  func commit(_ group: Group, in database: Database, _ say: (Reply) -> Void) throws(StoreError) {
    var recording = Recording()
    recording.asserted = group.asserted.sorted()
    recording.retracted = group.retracted.sorted()
    _ = try record(recording, in: database, note: group.note, say)
  }

  private func record(
    _ recording: Recording, in database: Database, note: String?, _ say: (Reply) -> Void
  ) throws(StoreError) -> Int64 {
    let store = try storeMade(for: database, say)
    var recording = recording
    recording.fileStating = { self.statingFiles[$0] }
    return try store.record(
      recording, declaredIn: database.catalog, by: attribution(note: note)
    ).number
  }
}

extension Database {
  /// The fact as a store knows it.
  func stored(_ fact: CheckedFact) -> StoredFact {
    StoredFact(catalog[fact.predicate].name, fact.values)
  }

  /// The fact at its place; nil where it isn't stated.
  func checked(_ fact: StoredFact) -> CheckedFact? {
    guard let predicate = catalog.predicate(named: fact.predicate),
      catalog[predicate].arity == fact.values.count,
      let place = place(of: fact.values, in: predicate)
    else { return nil }
    return CheckedFact(predicate, fact.values, at: place)
  }
}

extension Keeper.Group {
  /// - Throws: where a fact would be both asserted and retracted.
  mutating func add(
    _ newlyAsserted: [StoredFact], _ newlyRetracted: [StoredFact]
  ) throws(StoreError) {
    for fact in newlyAsserted where retracted.contains(fact) {
      throw .bothWays(fact, "is retracted")
    }
    for fact in newlyRetracted where asserted.contains(fact) {
      throw .bothWays(fact, "is asserted")
    }
    asserted.formUnion(newlyAsserted)
    retracted.formUnion(newlyRetracted)
  }

  /// Forgets what was taken back by `.undo`.
  mutating func remove(_ undoneAsserted: [StoredFact], _ undoneRetracted: [StoredFact]) {
    asserted.subtract(undoneAsserted)
    retracted.subtract(undoneRetracted)
  }

  var isEmpty: Bool { asserted.isEmpty && retracted.isEmpty }
}

extension StoreError {
  fileprivate static func bothWays(_ fact: StoredFact, _ what: String) -> StoreError {
    StoreError(
      .contradiction, "'\(fact)' \(what) in this transaction already",
      help: "'.undo' takes that back, '.commit' ends the transaction")
  }
}
