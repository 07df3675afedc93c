import Datalog
import SQLite

/// The file that keeps a graph: every fact that was asserted or retracted, by whom and when.
///
/// Nothing in it is ever changed or deleted, only added: a row says from which transaction to which a
/// fact was held to be true. Each transaction's digest covers the one before and all that it changed.
/// Whoever uses a store knows it up to a `position`; nothing can be recorded from further back, so that
/// nobody's changes are made without sight of the others'. For one thread.
public final class GraphStore {
  public enum Access: Sendable {
    case reading, writing
    /// Writes, and makes the file where there is none.
    case creating
  }

  public let path: String
  /// Why nothing can be recorded; nil where it can.
  public let readOnlyReason: String?
  /// The last transaction whose changes the owner has taken in; 0 before the first.
  public internal(set) var position: Int64 = 0
  /// Of the file: one that is only read stays of the version it has.
  private(set) var version = storeMigrations.count

  /// What happens while others hold the file for longer than a moment.
  public struct Waiting {
    let tell: (String) -> Void
    let isInterrupted: () -> Bool

    /// - Parameters:
    ///   - tell: told once what is waited for.
    ///   - isInterrupted: whether to give up.
    public init(
      tell: @escaping (String) -> Void = { _ in },
      isInterrupted: @escaping () -> Bool = { false }
    ) {
      self.tell = tell
      self.isInterrupted = isInterrupted
    }
  }

  private let waiting: Waiting
  private(set) var connection: SQLiteConnection
  private(set) var values: StoredValues
  /// All of the file, in order of their numbers, as far as they were read.
  var relations: [StoredRelation] = []
  /// Of files, by their numbers.
  var paths: [Int64: String] = [:]

  /// How long others are waited for; in tests.
  static let patience = (slice: 500, slices: 40)

  /// - Throws: where the file is none of a store, of a later version, or can't be opened. A file that
  ///   can only be read is opened for reading.
  public init(
    _ path: String, _ access: Access, waiting: Waiting = Waiting()
  ) throws(StoreError) {
    self.path = path
    self.waiting = waiting
    (connection, readOnlyReason) = try Self.connect(path, access)
    values = StoredValues(connection)
    connection.setPatience(milliseconds: Self.patience.slice)
    try prepare()
  }

  private static func connect(
    _ path: String, _ access: Access
  ) throws(StoreError) -> (SQLiteConnection, String?) {
    do {
      switch access {
      case .reading:
        // What a crash left unfinished has to be taken back before anything can be read.
        let canRecover = SQLiteConnection.reasonAgainstWriting(path) == nil
        let connection = try SQLiteConnection(path, canRecover ? .writing : .reading)
        try connection.run("pragma query_only = on")
        return (connection, "it was opened for reading")
      case .creating: return (try SQLiteConnection(path, .creating), nil)
      case .writing:
        if let reason = SQLiteConnection.reasonAgainstWriting(path) {
          return (try SQLiteConnection(path, .reading), reason)
        }
        return (try SQLiteConnection(path, .writing), nil)
      }
    } catch {
      throw StoreError(error, path)
    }
  }

  /// Sees to it that the file is a store of this version, making it one where it is empty.
  private func prepare() throws(StoreError) {
    try asking { () throws(SQLiteError) in
      try connection.run("pragma foreign_keys = on")
      try connection.run("pragma recursive_triggers = on")
      try connection.run("pragma journal_mode = truncate")
      try connection.run("pragma synchronous = extra")
    }
    let (application, version, tables) = try identity()
    if application == 0, version == 0, tables == 0 {
      guard readOnlyReason == nil else { throw StoreError(.foreign, "'\(path)' is empty") }
      return try create()
    }
    guard application == storeApplicationID else {
      throw StoreError(
        .foreign, "'\(path)' is a file of another program, no store of a debate",
        help: "'--store' names another file")
    }
    if version > storeMigrations.count {
      throw StoreError(
        .newer, "'\(path)' was made by a later version of debate",
        help:
          "open it with that version; this one knows stores up to version \(storeMigrations.count)")
    }
    self.version = version
    if version < storeMigrations.count, readOnlyReason == nil {
      try migrate(from: version, by: storeMigrations)
      self.version = storeMigrations.count
    }
  }

  var isInterrupted: Bool { waiting.isInterrupted() }

  private func identity() throws(StoreError) -> (application: Int64, version: Int, tables: Int64) {
    try asking { () throws(SQLiteError) in
      (
        try connection.integer("pragma application_id") ?? 0,
        Int(try connection.integer("pragma user_version") ?? 0),
        try connection.integer("select count(*) from sqlite_schema") ?? 0
      )
    }
  }

  /// Forgets what was read, since some of it may have been rolled back.
  private func forget() {
    values.forget()
    relations = []
    paths = [:]
  }

  /// Opens the file anew, after it could not be written.
  func reconnect() throws(StoreError) {
    forget()
    (connection, _) = try Self.connect(path, .writing)
    values = StoredValues(connection)
    connection.setPatience(milliseconds: Self.patience.slice)
    try prepare()
  }

  private func create() throws(StoreError) {
    try writing { () throws(SQLiteError) in
      // Another program may have made it meanwhile.
      let tables = try connection.integer("select count(*) from sqlite_schema")
      if tables == 0 { try connection.createStore() }
    }
  }
}

// MARK: - Transactions of SQLite

extension GraphStore {
  /// Runs what only reads, against one state of the file.
  func reading<Result>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(StoreError) -> Result {
    try asking { () throws(SQLiteError) in
      try connection.run("begin")
      defer { try? connection.run("commit") }
      return try body()
    }
  }

  /// Runs what writes, all or nothing.
  func writing<Result>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(StoreError) -> Result {
    if let readOnlyReason { throw .unwritable(path, readOnlyReason) }
    do throws(StoreError) {
      try asking { () throws(SQLiteError) in try connection.run("begin immediate") }
      let result: Result
      do throws(SQLiteError) {
        result = try body()
      } catch {
        throw StoreError(error, path)
      }
      try asking { () throws(SQLiteError) in try connection.run("commit") }
      return result
    } catch {
      if connection.isInTransaction { try? connection.run("rollback") }
      forget()
      throw error
    }
  }

  /// Tries again while others hold the file, for as long as patience lasts.
  func asking<Result>(
    _ body: () throws(SQLiteError) -> Result
  ) throws(StoreError) -> Result {
    var slices = 0
    while true {
      do throws(SQLiteError) {
        return try body()
      } catch {
        guard error.kind == .busy, slices < Self.patience.slices else {
          throw StoreError(error, path)
        }
      }
      if isInterrupted { throw StoreError(.interrupted, "interrupted") }
      if slices == 0 { waiting.tell("waiting for another program that holds '\(path)'") }
      slices += 1
    }
  }
}
