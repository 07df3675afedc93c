public import Datalog
import SQLite

/// One stretch in which the store held a fact to be true.
public struct FactHistory: Hashable, Sendable {
  public let fact: StoredFact
  public let asserted: TransactionRecord
  /// The path of the file that stated it; nil at the prompt.
  public let file: String?
  /// Nil where it is held to be true still.
  public let retracted: TransactionRecord?
}

extension GraphStore {
  /// Every stretch in which a fact of this form was held to be true, in order of time.
  ///
  /// - Parameter values: one for each column; nil where any will do.
  public func history(
    of predicate: String, _ values: [Value?]
  ) throws(StoreError) -> [FactHistory] {
    try reading { () throws(SQLiteError) in
      try refreshRelations()
      var stretches: [FactHistory] = []
      for relation in relations where relation.name == predicate {
        stretches += try history(of: relation, values)
      }
      return stretches.sorted { ($0.asserted.number, $0.fact) < ($1.asserted.number, $1.fact) }
    }
  }

  private func history(
    of relation: StoredRelation, _ pattern: [Value?]
  ) throws(SQLiteError) -> [FactHistory] {
    guard let (condition, cells) = try condition(on: relation, pattern) else { return [] }
    var rows: [(cells: [SQLValue], since: Int64, until: Int64?, source: Int64?)] = []
    let width = relation.columns.count
    let sql =
      "select \(relation.cellList)_since, _until, _source from \(quotedIdentifier(relation.table)) "
      + "where \(condition) order by row"
    try connection.rows(sql, cells) { row throws(SQLiteError) in
      let cells = try row.values(upTo: width)
      rows.append(
        (
          cells, try row.integer(width), row.isNull(width + 1) ? nil : try row.integer(width + 1),
          row.isNull(width + 2) ? nil : try row.integer(width + 2)
        ))
    }
    var stretches: [FactHistory] = []
    for row in rows {
      stretches.append(
        FactHistory(
          fact: StoredFact(relation.name, try values.values(of: row.cells, in: relation)),
          asserted: try record(row.since), file: try row.source.map(path(ofSource:)),
          retracted: try row.until.map(record)))
    }
    return stretches
  }

  /// A condition for the values that are given, and their cells; nil where no row can fulfil it.
  private func condition(
    on relation: StoredRelation, _ pattern: [Value?]
  ) throws(SQLiteError) -> (String, [SQLValue])? {
    guard pattern.count == relation.columns.count else { return nil }
    var (conditions, cells): ([String], [SQLValue]) = (["true"], [])
    for (value, column) in zip(pattern, relation.columns) {
      guard let value else { continue }
      guard let cell = try values.cell(of: value, in: column) else { return nil }
      conditions.append("\(quotedIdentifier(column.label)) = ?")
      cells.append(cell)
    }
    return (conditions.joined(separator: " and "), cells)
  }

  /// Of one transaction; counts are left out.
  private func record(_ number: Int64) throws(SQLiteError) -> TransactionRecord {
    var record: TransactionRecord?
    let sql = "select \(TransactionRecord.columns) from _transaction where id = ?"
    try connection.rows(sql, [.integer(number)]) { row throws(SQLiteError) in
      record = try TransactionRecord(row)
    }
    guard let record else { throw .damage("transaction \(number) is missing") }
    return record
  }
}

// MARK: - Undo

extension GraphStore {
  /// The last transaction of an author that can be undone; nil where all are undone.
  public func undoable(of author: String) throws(StoreError) -> Int64? {
    try undoStacks(of: author).done.last
  }

  /// The transaction that the author has undone last, where nothing else was asserted since.
  public func redoable(of author: String) throws(StoreError) -> Int64? {
    try undoStacks(of: author).undone.last
  }

  private func undoStacks(
    of author: String
  ) throws(StoreError) -> (done: [Int64], undone: [Int64]) {
    var (done, undone): ([Int64], [Int64]) = ([], [])
    for record in try log().reversed() where record.author == author {
      switch record.kind {
      case .import: break
      case .prompt:
        done.append(record.number)
        undone = []
      case .undo:
        done.removeAll { $0 == record.undoes }
        undone += record.undoes.map { [$0] } ?? []
      case .redo:
        undone.removeAll { $0 == record.undoes }
        done += record.undoes.map { [$0] } ?? []
      }
    }
    return (done, undone)
  }

  /// `#pred` and `#enum` of predicates, as they were declared last.
  public func declarations(of predicates: Set<String>) throws(StoreError) -> [String] {
    try asking { () throws(SQLiteError) in try refreshRelations() }
    var newest: [String: String] = [:]
    for relation in relations where predicates.contains(relation.name) {
      newest[relation.name] = relation.declaration
    }
    return newest.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isEmpty }
  }
}
