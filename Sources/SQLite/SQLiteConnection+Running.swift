@unsafe import CSQLite

extension SQLiteConnection {
  /// Runs one command to its end.
  public func run(_ sql: String, _ values: [SQLValue] = []) throws(SQLiteError) {
    try prepare(sql) { (command: borrowing PreparedSQL) throws(SQLiteError) in
      try command.run(values)
    }
  }

  /// Runs commands one after the other, as in a schema.
  public func run(all script: String) throws(SQLiteError) {
    let code = unsafe sqlite3_exec(handle, script, nil, nil, nil)
    if code != SQLITE_OK { throw failure(code, in: script) }
  }

  /// Lends each row to `body`, in order; throws where the rows could not be read to their end.
  public func rows(
    _ sql: String, _ values: [SQLValue] = [],
    _ body: (borrowing SQLRow) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    try prepare(sql) { (command: borrowing PreparedSQL) throws(SQLiteError) in
      try command.rows(values, body)
    }
  }

  /// The first row's first column; nil where there is no row.
  public func value(_ sql: String, _ values: [SQLValue] = []) throws(SQLiteError) -> SQLValue? {
    var value: SQLValue?
    try rows(sql, values) { row throws(SQLiteError) in
      if value == nil { value = try row.value(0) }
    }
    return value
  }

  /// A whole number in the first row's first column.
  public func integer(_ sql: String, _ values: [SQLValue] = []) throws(SQLiteError) -> Int64? {
    guard case .integer(let number) = try value(sql, values) else { return nil }
    return number
  }

  /// Lends a compiled command. Commands that are run again and again are compiled once either way;
  /// here, their text isn't looked up either.
  public func prepare<Result>(
    _ sql: String, _ body: (borrowing PreparedSQL) throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    let command = try PreparedSQL(sql, self)
    return try body(command)
  }
}
