import Datalog
import SQLite

/// Values by their numbers in the file, and the other way round, as far as they were met.
final class StoredValues {
  private let connection: SQLiteConnection
  private var values: [Int64: Value] = [:]
  private var numbers: [Value: Int64] = [:]
  /// Behind the value that was read last.
  private var next: Int64 = 1
  private static let block: Int64 = 256

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
      try read(number)
      guard let found = values[number] else { throw .damage("value \(number) is missing") }
      return found
    }
  }

  /// Reads a value, and where they are asked for in their order, those that follow: they are numbered as
  /// they first came, and so rows that are read in order ask for one after the other.
  private func read(_ number: Int64) throws(SQLiteError) {
    let isInOrder = 0..<Self.block ~= number - next
    if values.count >= Self.most { values = [:] }
    let sql = "select id, kind, text from _value where id >= ? and id < ?"
    next = number + (isInOrder ? Self.block : 1)
    try connection.rows(sql, [.integer(number), .integer(next)]) { row throws(SQLiteError) in
      values[try row.integer(0)] = try Self.value(in: row, from: 1)
    }
  }

  /// The value's number in the file; nil where it has none.
  func number(of value: Value) throws(SQLiteError) -> Int64? {
    if let number = numbers[value] { return number }
    let number = try connection.integer(
      "select id from _value where text = ? and kind = ?",
      [.text(value.storedText), .text(value.kind.rawValue)])
    if let number { keep(value, number) }
    return number
  }

  /// The value's number, given to it where it has none.
  func numberGiven(to value: Value) throws(SQLiteError) -> Int64 {
    if let number = try number(of: value) { return number }
    try connection.run(
      "insert into _value (kind, text) values (?, ?)",
      [.text(value.kind.rawValue), .text(value.storedText)])
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
    let kind = try row.withText(column) { ValueKind(named: $0) }
    let text = try row.text(column + 1)
    guard let kind, let value = Value(kind, storedText: text) else {
      throw .damage("'\(text)' is no \(try row.text(column))")
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

/// As the file names it.
enum ValueKind: String, CaseIterable {
  case text, symbol, date, int, decimal

  /// Without making a text of it: opening a store asks this for each value.
  init?(named name: borrowing UTF8Span) {
    let bytes = name.span
    let kind = Self.allCases.first { kind in
      let letters = kind.rawValue.utf8.span
      return letters.count == bytes.count
        && letters.indices.allSatisfy { letters[$0] == bytes[$0] }
    }
    guard let kind else { return nil }
    self = kind
  }
}

extension Value {
  var kind: ValueKind {
    switch self {
    case .int: .int
    case .decimal: .decimal
    case .symbol: .symbol
    case .text: .text
    case .date: .date
    }
  }

  /// The value without the quotes of the language: what the views show.
  var storedText: String { displayText }

  fileprivate init?(_ kind: ValueKind, storedText text: String) {
    switch kind {
    case .symbol: self = .symbol(text)
    case .text: self = .text(text)
    case .int:
      guard let number = Int64(text) else { return nil }
      self = .int(number)
    case .decimal:
      guard let number = Double(text), number.isFinite else { return nil }
      self = .decimal(number)
    case .date:
      guard let date = try? EDTFDate(parsing: text) else { return nil }
      self = .date(date)
    }
  }
}
