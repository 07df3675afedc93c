@preconcurrency @unsafe import CSQLite

/// A compiled command. It can't be copied and is only lent, so nobody has it when it is finalized.
@safe public struct PreparedSQL: ~Copyable {
  private let connection: SQLiteConnection
  private let handle: OpaquePointer
  private let sql: String

  /// - Parameter sql: one command, with `?` for the values to come.
  init(_ sql: String, _ connection: SQLiteConnection) throws(SQLiteError) {
    if let idle = unsafe connection.takeIdleCommand(sql) {
      unsafe handle = unsafe idle
    } else {
      unsafe handle = unsafe try Self.compile(sql, connection)
    }
    self.connection = connection
    self.sql = sql
  }

  deinit { unsafe connection.giveBack(handle, sql) }

  private static func compile(
    _ sql: String, _ connection: SQLiteConnection
  ) throws(SQLiteError) -> OpaquePointer {
    var command: OpaquePointer?
    let code = unsafe sqlite3_prepare_v2(connection.handle, sql, -1, &command, nil)
    guard code == SQLITE_OK else { throw connection.failure(code, in: sql) }
    guard let command = unsafe command else { preconditionFailure("no command in '\(sql)'") }
    return unsafe command
  }

  public func run(_ values: [SQLValue] = []) throws(SQLiteError) {
    try rows(values) { _ in }
  }

  /// Lends each row to `body`, in order; throws where the rows could not be read to their end.
  public func rows(
    _ values: [SQLValue] = [], _ body: (borrowing SQLRow) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    expect(values.count)
    for (index, value) in values.enumerated() { try bind(value, at: index) }
    try rowsOfBound(body)
  }

  /// Gives the `?` at a place, counted from 0, its value: for `runBound`, without an array for each of
  /// millions of rows.
  public func bind(_ number: Int64, at index: Int) throws(SQLiteError) {
    try check(unsafe sqlite3_bind_int64(handle, Int32(index + 1), number))
  }

  public func bind(_ number: Double, at index: Int) throws(SQLiteError) {
    try check(unsafe sqlite3_bind_double(handle, Int32(index + 1), number))
  }

  public func bind(_ text: String, at index: Int) throws(SQLiteError) {
    var text = text
    // SAFETY: SQLite copies the bytes before it returns.
    let code = text.withUTF8 { bytes in
      unsafe sqlite3_shim_bind_text(
        handle, Int32(index + 1), bytes.baseAddress, UInt64(bytes.count))
    }
    try check(code)
  }

  /// Runs with what was bound one by one; a place that was not bound anew keeps its value.
  public func runBound() throws(SQLiteError) { try rowsOfBound { _ in } }

  /// A `?` without a value would keep the one of the run before.
  private func expect(_ count: Int) {
    let wanted = unsafe sqlite3_bind_parameter_count(handle)
    precondition(count == wanted, "\(count) values for \(wanted) '?' in '\(sql)'")
  }

  private func rowsOfBound(
    _ body: (borrowing SQLRow) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    // The commands of others wait for this one until it is reset, also after a failure.
    defer { unsafe sqlite3_reset(handle) }
    while true {
      let code = unsafe sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw connection.failure(code, in: sql) }
      try body(unsafe SQLRow(handle))
    }
  }

  private func bind(_ value: SQLValue, at index: Int) throws(SQLiteError) {
    switch value {
    case .null: try check(unsafe sqlite3_bind_null(handle, Int32(index + 1)))
    case .integer(let number): try bind(number, at: index)
    case .real(let number): try bind(number, at: index)
    case .text(let text): try bind(text, at: index)
    case .bytes(let bytes):
      // SAFETY: SQLite copies the bytes before it returns.
      let code = unsafe bytes.withUnsafeBytes { bytes in
        unsafe sqlite3_shim_bind_bytes(
          handle, Int32(index + 1), bytes.baseAddress, UInt64(bytes.count))
      }
      try check(code)
    }
  }

  private func check(_ code: Int32) throws(SQLiteError) {
    if code != SQLITE_OK { throw connection.failure(code, in: sql) }
  }
}
