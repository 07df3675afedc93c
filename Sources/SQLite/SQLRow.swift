@unsafe import CSQLite

/// A row of an answer, lent for as long as the answer stands at it. Columns are counted from 0.
///
/// A value of another type than the one asked for is an error: SQLite would convert it in silence.
@safe public struct SQLRow: ~Copyable {
  private let handle: OpaquePointer

  /// - Parameter handle: a command that has just stepped to a row.
  init(_ handle: OpaquePointer) {
    unsafe self.handle = unsafe handle
    columnCount = unsafe Int(sqlite3_column_count(handle))
  }

  public let columnCount: Int

  public func name(of column: Int) -> String {
    guard let name = unsafe sqlite3_column_name(handle, Int32(column)) else { return "" }
    return unsafe String(cString: name)
  }

  public func isNull(_ column: Int) -> Bool { type(of: column) == SQLITE_NULL }

  public func integer(_ column: Int) throws(SQLiteError) -> Int64 {
    try expect(SQLITE_INTEGER, "a whole number", column)
    return unsafe sqlite3_column_int64(handle, Int32(column))
  }

  public func real(_ column: Int) throws(SQLiteError) -> Double {
    try expect(SQLITE_FLOAT, "a number with a point", column)
    return unsafe sqlite3_column_double(handle, Int32(column))
  }

  /// Text that is not UTF-8 is an error too.
  public func text(_ column: Int) throws(SQLiteError) -> String {
    try withText(column) { String(copying: $0) }
  }

  /// Lends a text without copying it.
  public func withText<Result>(
    _ column: Int, _ body: (borrowing UTF8Span) throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    try expect(SQLITE_TEXT, "text", column)
    let bytes = unsafe lentBytes(column).bindMemory(to: UInt8.self)
    guard let text = try? UTF8Span(validating: unsafe bytes.span) else {
      throw mismatch("text that is not UTF-8", column)
    }
    return try body(text)
  }

  public func bytes(_ column: Int) throws(SQLiteError) -> [UInt8] {
    try expect(SQLITE_BLOB, "bytes", column)
    return unsafe Array(lentBytes(column))
  }

  public func value(_ column: Int) throws(SQLiteError) -> SQLValue {
    switch type(of: column) {
    case SQLITE_INTEGER: .integer(try integer(column))
    case SQLITE_FLOAT: .real(try real(column))
    case SQLITE_TEXT: .text(try text(column))
    case SQLITE_BLOB: .bytes(try bytes(column))
    default: .null
    }
  }

  /// The first columns.
  public func values(upTo count: Int) throws(SQLiteError) -> [SQLValue] {
    var values: [SQLValue] = []
    values.reserveCapacity(count)
    for column in 0..<count { values.append(try value(column)) }
    return values
  }

  private func type(of column: Int) -> Int32 {
    precondition(column >= 0 && column < columnCount, "the row has no column \(column)")
    return unsafe sqlite3_column_type(handle, Int32(column))
  }

  /// The bytes of a text or blob.
  private func lentBytes(_ column: Int) -> UnsafeRawBufferPointer {
    // SAFETY: the pointer is asked for before the count, as SQLite wants it, and both hold until the
    // command steps on, which it can't while this row is lent; callers copy, or lend for a call.
    let start = unsafe sqlite3_column_blob(handle, Int32(column))
    let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
    return unsafe UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
  }

  private func expect(_ wanted: Int32, _ name: String, _ column: Int) throws(SQLiteError) {
    let found = type(of: column)
    if found != wanted { throw mismatch("\(typeName(found)), where \(name) is expected", column) }
  }

  private func mismatch(_ what: String, _ column: Int) -> SQLiteError {
    SQLiteError(
      code: Int(SQLITE_MISMATCH), message: "column '\(name(of: column))' holds \(what)", sql: nil)
  }
}

private func typeName(_ type: Int32) -> String {
  switch type {
  case SQLITE_INTEGER: "a whole number"
  case SQLITE_FLOAT: "a number with a point"
  case SQLITE_TEXT: "text"
  case SQLITE_BLOB: "bytes"
  default: "nothing"
  }
}
