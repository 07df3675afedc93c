@unsafe import CSQLite

/// What SQLite refused or could not do.
public struct SQLiteError: Error, Hashable, Sendable {
  public enum Kind: Sendable {
    /// Somebody else holds the file, and did for as long as was waited.
    case busy
    /// The file's content contradicts itself.
    case damaged
    /// The file is something else.
    case foreign
    case diskFull, readOnly, inputOutput, cannotOpen, tooLarge
    /// A key, a reference, a type or a check of the schema.
    case constraint
    case interrupted
    /// A column holds a value of another type than was asked for.
    case unexpectedType
    case other
  }

  /// SQLite's extended result code; its last eight bits are the primary one.
  public let code: Int
  /// SQLite's words.
  public let message: String
  /// The command, where one was at fault.
  public let sql: String?

  public var kind: Kind {
    switch Int32(truncatingIfNeeded: code & 0xFF) {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy
    case SQLITE_CORRUPT: .damaged
    case SQLITE_NOTADB: .foreign
    case SQLITE_FULL: .diskFull
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: .readOnly
    case SQLITE_IOERR: .inputOutput
    case SQLITE_CANTOPEN: .cannotOpen
    case SQLITE_TOOBIG, SQLITE_NOMEM: .tooLarge
    case SQLITE_CONSTRAINT: .constraint
    case SQLITE_INTERRUPT: .interrupted
    case SQLITE_MISMATCH: .unexpectedType
    default: .other
    }
  }
  /// For content that SQLite reads without complaint and that can't be right.
  public static func damage(_ message: String) -> SQLiteError {
    SQLiteError(code: Int(SQLITE_CORRUPT), message: message, sql: nil)
  }
}
