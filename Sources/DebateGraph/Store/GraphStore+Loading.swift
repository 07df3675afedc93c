public import Datalog
import SQLite

extension GraphStore {
  /// Adds everything that is held to be true to a database that has no facts: by column, and without
  /// checking again what was checked when it was recorded.
  ///
  /// - Returns: how many facts were added.
  @discardableResult
  public func load(into database: Database) throws(StoreError) -> Int {
    try reading { () throws(SQLiteError) in
      try refreshRelations()
      var loading = StoreLoading(self, database)
      var count = 0
      for relation in relations { count += try loading.take(relation) }
      position = try lastNumber()
      return count
    }
  }
}

private struct StoreLoading {
  private let store: GraphStore
  private let database: Database
  private let place: TextRange
  /// Of the database, by the numbers of the file.
  private var numbers: [ValueNumber?] = []

  init(_ store: GraphStore, _ database: Database) {
    self.store = store
    self.database = database
    place = database.beginning(of: InputText(name: store.path, ""))
  }

  mutating func take(_ relation: StoredRelation) throws(SQLiteError) -> Int {
    guard let predicate = try predicate(of: relation) else { return 0 }
    let width = relation.columns.count
    var columns: [[ValueNumber]] = Array(repeating: [], count: width)
    var count = 0
    let sql = "select \(relation.cellList)0 from \(quotedIdentifier(relation.table)) "
    try store.connection.rows(sql + "where _until is null order by row") {
      row throws(SQLiteError) in
      for (place, column) in relation.columns.enumerated() {
        columns[place].append(try number(of: row, place, column))
      }
      count += 1
    }
    let expected = try store.connection.integer(
      "select coalesce(sum(asserted - retracted), 0) from _change where relation = ?",
      [.integer(relation.id)])
    if expected != Int64(count) {
      throw .damage("'\(relation.name)' has \(count) facts instead of \(expected ?? 0)")
    }
    database.add(columns, count: count, to: predicate, at: place)
    return count
  }

  /// Declared as it was; nil where there is nothing to add.
  private func predicate(of relation: StoredRelation) throws(SQLiteError) -> PredicateID? {
    let sql = "select 1 from \(quotedIdentifier(relation.table)) where _until is null limit 1"
    guard try store.connection.integer(sql) != nil else { return nil }
    if let known = database.catalog.predicate(named: relation.name) { return known }
    if relation.declaration.isEmpty {
      return database.define(relation.name, arity: relation.columns.count)
    }
    _ = database.load([InputText(name: store.path, relation.declaration)])
    return database.catalog.predicate(named: relation.name)
  }

  private mutating func number(
    of row: borrowing SQLRow, _ place: Int, _ column: StoredRelation.Column
  ) throws(SQLiteError) -> ValueNumber {
    switch column.storage {
    case .integer: return database.number(of: .int(try row.integer(place)))
    case .decimal: return database.number(of: .decimal(try row.real(place)))
    case .value:
      let stored = try row.integer(place)
      let index = Int(stored)
      if index < numbers.count, let known = numbers[index] { return known }
      let number = database.number(of: try store.values[stored])
      while numbers.count <= index { numbers.append(nil) }
      numbers[index] = number
      return number
    }
  }
}
