import Datalog
import SQLite

/// Values by their numbers in the file, and the other way round, as far as they were met.
final class StoredValues {
  private let connection: SQLiteConnection
  private var values: [Int64: Value] = [:]
  private var numbers: [Value: Int64] = [:]

  init(_ connection: SQLiteConnection) { self.connection = connection }

  /// Forgets all, since what was given a number may have been rolled back.
  func forget() {
    values = [:]
    numbers = [:]
  }

  /// Reads all at once: for work with many facts.
  func readAll() throws(SQLiteError) {
    try connection.rows("select id, kind, text from _value") { row throws(SQLiteError) in
      values[try row.integer(0)] = try Self.value(in: row, from: 1)
    }
  }

  subscript(number: Int64) -> Value {
    get throws(SQLiteError) {
      if let value = values[number] { return value }
      var found: Value?
      let sql = "select kind, text from _value where id = ?"
      try connection.rows(sql, [.integer(number)]) { row throws(SQLiteError) in
        found = try Self.value(in: row, from: 0)
      }
      guard let found else { throw .damage("value \(number) is missing") }
      keep(found, number)
      return found
    }
  }

  /// The value's number in the file; nil where it has none.
  func number(of value: Value) throws(SQLiteError) -> Int64? {
    if let number = numbers[value] { return number }
    let number = try connection.integer(
      "select id from _value where text = ? and kind = ?",
      [.text(value.storedText), .text(value.kind)])
    if let number { keep(value, number) }
    return number
  }

  /// The value's number, given to it where it has none.
  func numberGiven(to value: Value) throws(SQLiteError) -> Int64 {
    if let number = try number(of: value) { return number }
    try connection.run(
      "insert into _value (kind, text) values (?, ?)", [.text(value.kind), .text(value.storedText)])
    let number = connection.lastInsertedRow
    keep(value, number)
    return number
  }

  /// So many at the most are remembered, where not all were read at once.
  private static let most = 200_000

  private func keep(_ value: Value, _ number: Int64) {
    if numbers.count >= Self.most { forget() }
    values[number] = value
    numbers[value] = number
  }

  /// - Parameter column: that of the kind, before that of the text.
  static func value(in row: borrowing SQLRow, from column: Int) throws(SQLiteError) -> Value {
    let (kind, text) = (try row.text(column), try row.text(column + 1))
    guard let value = Value(kind: kind, storedText: text) else {
      throw .damage("'\(text)' is no \(kind)")
    }
    return value
  }
}

// MARK: - Cells

extension StoredValues {
  /// A row's cells as values.
  func values(
    of cells: [SQLValue], in relation: StoredRelation
  ) throws(SQLiteError) -> [Value] {
    var values: [Value] = []
    for (cell, column) in zip(cells, relation.columns) {
      values.append(try value(of: cell, in: column, of: relation))
    }
    return values
  }

  func value(
    of cell: SQLValue, in column: StoredRelation.Column, of relation: StoredRelation
  ) throws(SQLiteError) -> Value {
    switch (cell, column.storage) {
    case (.integer(let number), .value): return try self[number]
    case (.integer(let number), .integer): return .int(number)
    case (.real(let number), .decimal) where number.isFinite: return .decimal(number)
    default: throw .damage("a cell of '\(relation.name)' holds something else than it may")
    }
  }

  /// Values as a row's cells; nil where the relation has no such row.
  func cells(
    of values: [Value], in relation: StoredRelation
  ) throws(SQLiteError) -> [SQLValue]? {
    guard values.count == relation.columns.count else { return nil }
    var cells: [SQLValue] = []
    for (value, column) in zip(values, relation.columns) {
      guard let cell = try cell(of: value, in: column) else { return nil }
      cells.append(cell)
    }
    return cells
  }

  func cell(
    of value: Value, in column: StoredRelation.Column
  ) throws(SQLiteError) -> SQLValue? {
    switch (value, column.storage) {
    case (_, .value): return try number(of: value).map(SQLValue.integer)
    case (.int(let number), .integer): return .integer(number)
    case (.decimal(let number), .decimal): return .real(number)
    default: return nil
    }
  }

  /// Values as a row's cells, new values given numbers.
  ///
  /// - Precondition: the values are of the types that the relation's columns were made for.
  func cellsGiven(
    to values: [Value], in relation: StoredRelation
  ) throws(SQLiteError) -> [SQLValue] {
    for (value, column) in zip(values, relation.columns) where column.storage == .value {
      _ = try numberGiven(to: value)
    }
    guard let cells = try cells(of: values, in: relation) else {
      preconditionFailure("\(values) do not fit the columns of '\(relation.name)'")
    }
    return cells
  }
}

extension Value {
  var kind: String {
    switch self {
    case .int: "int"
    case .decimal: "decimal"
    case .symbol: "symbol"
    case .text: "text"
    case .date: "date"
    }
  }

  /// The value without the quotes of the language: what the views show.
  var storedText: String { displayText }

  fileprivate init?(kind: String, storedText text: String) {
    switch kind {
    case "symbol": self = .symbol(text)
    case "text": self = .text(text)
    case "int":
      guard let number = Int64(text) else { return nil }
      self = .int(number)
    case "decimal":
      guard let number = Double(text), number.isFinite else { return nil }
      self = .decimal(number)
    case "date":
      guard let date = try? EDTFDate(parsing: text) else { return nil }
      self = .date(date)
    default: return nil
    }
  }
}
