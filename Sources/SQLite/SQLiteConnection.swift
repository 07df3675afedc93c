@preconcurrency @unsafe import CSQLite

/// An open SQLite file, in which commands are run and whose rows are lent, one by one, to closures.
///
/// Written by others or not, a file is not trusted: its own functions, views and triggers can call
/// nothing that has effects, its page structure can't be changed by commands, a misspelt column is
/// an error and no constant, and no text in it may exceed 16 MB. For one thread.
@safe public final class SQLiteConnection {
  public enum Access: Sendable {
    /// Reads, and waits for those who write.
    case reading
    /// Reads a file of somebody else, and makes no lock, journal or other file beside it.
    ///
    /// Nobody may change the file meanwhile. Refused where another program left changes beside it.
    case immutable
    case writing
    /// Writes, and makes the file, for its owner alone, where there is none.
    case creating
  }

  /// The file's path; nil for a database in memory.
  public let path: String?

  /// The connection itself. It is closed by `deinit` and handed to nobody.
  let handle: OpaquePointer

  /// Compiled commands that nobody uses at the moment, by their text.
  private var idleCommands = IdleCommands()

  public init(_ path: String, _ access: Access) throws(SQLiteError) {
    if access == .immutable { try refuseUnfinishedChanges(beside: path) }
    try refuseWhatIsNoFile(path)
    if access == .creating { try createPrivately(path) }
    if access == .creating || access == .writing { try makePrivateWhereEmpty(path) }
    unsafe handle = try Self.open(access.name(of: path), access.flags)
    self.path = path
    try secure()
  }

  /// A database that ends with its connection.
  public init() throws(SQLiteError) {
    unsafe handle = try Self.open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    path = nil
    try secure()
  }

  deinit {
    idleCommands.finalize()
    unsafe sqlite3_close_v2(handle)
  }

  /// Waits so long for others who hold the file, then fails as `.busy`.
  public func setPatience(milliseconds: Int) {
    unsafe sqlite3_busy_timeout(handle, Int32(clamping: milliseconds))
  }

  /// Whether a transaction has been begun.
  public var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// The rows that the last `insert`, `update` or `delete` changed.
  public var changedRows: Int { unsafe Int(sqlite3_changes64(handle)) }

  /// The number of the row that was inserted last.
  public var lastInsertedRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

  /// A command that was compiled before, which is the caller's until it is given back.
  func takeIdleCommand(_ sql: String) -> OpaquePointer? { unsafe idleCommands.take(sql) }

  func giveBack(_ command: OpaquePointer, _ sql: String) {
    unsafe idleCommands.giveBack(command, sql)
  }

  /// What went wrong last.
  func failure(_ code: Int32, in sql: String? = nil) -> SQLiteError {
    let message = unsafe String(cString: sqlite3_errmsg(handle))
    return SQLiteError(code: Int(code), message: message, sql: sql)
  }

  private static func open(_ name: String, _ flags: Int32) throws(SQLiteError) -> OpaquePointer {
    var handle: OpaquePointer?
    let code = unsafe sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
    if code == SQLITE_OK, let handle = unsafe handle { return unsafe handle }
    defer { unsafe sqlite3_close_v2(handle) }
    let message = unsafe String(cString: sqlite3_errstr(code))
    throw SQLiteError(code: Int(code), message: message, sql: nil)
  }

  private func secure() throws(SQLiteError) {
    unsafe sqlite3_extended_result_codes(handle, 1)
    unsafe sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 1 << 24)
    let settings = [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
      (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
      (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
    ]
    for (setting, isOn) in settings {
      let code = unsafe sqlite3_shim_set(handle, Int32(setting), Int32(isOn))
      if code != SQLITE_OK { throw failure(code) }
    }
    try run("pragma cell_size_check = on")
    try run("pragma mmap_size = 0")
  }
}

/// SAFETY: a command is either in use, by the one `PreparedSQL` that holds it, or here.
@safe private struct IdleCommands {
  private var commands: [String: OpaquePointer] = unsafe [:]
  private static let most = 100

  mutating func take(_ sql: String) -> OpaquePointer? { unsafe commands.removeValue(forKey: sql) }

  mutating func giveBack(_ command: OpaquePointer, _ sql: String) {
    if unsafe commands.count < Self.most, unsafe commands[sql] == nil {
      unsafe sqlite3_clear_bindings(command)
      unsafe commands[sql] = unsafe command
    } else {
      unsafe sqlite3_finalize(command)
    }
  }

  func finalize() {
    _ = unsafe commands.values.map { command in unsafe sqlite3_finalize(command) }
  }
}

extension SQLiteConnection.Access {
  fileprivate var flags: Int32 {
    switch self {
    case .reading: SQLITE_OPEN_READONLY
    case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
    case .writing, .creating: SQLITE_OPEN_READWRITE
    }
  }

  /// As SQLite wants it named, to which `:memory:` and the empty name mean something else.
  fileprivate func name(of path: String) -> String {
    if self == .immutable {
      let escaped = path.utf8.map(percentEncoded).joined()
      return (path.utf8.first == slash ? "file://" : "file:./") + escaped + "?mode=ro&immutable=1"
    }
    return path.utf8.first == slash ? path : "./" + path
  }
}

private let slash = UInt8(ascii: "/")

private func percentEncoded(_ byte: UInt8) -> String {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), slash, UInt8(ascii: "."), UInt8(ascii: "-"),
    UInt8(ascii: "_"):
    return String(UnicodeScalar(byte))
  default:
    return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
