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
      let loading = try StoreLoading(self, database)
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
  /// Of the database: those of the file's values, which are numbered from 1 on.
  private var numbers: [ValueNumber] = []
  /// So many values are given numbers at a time.
  private static let batch = 1_024

  init(_ store: GraphStore, _ database: Database) throws(SQLiteError) {
    self.store = store
    self.database = database
    place = database.beginning(of: InputText(name: store.path, ""))
    let count = Int(try store.connection.integer("select max(id) from _value") ?? 0)
    // A damaged file may claim any number.
    let likely = min(count, 1 << 24)
    database.reserve(values: likely)
    numbers.reserveCapacity(likely)
    var values: [Value] = []
    try store.connection.rows("select id, kind, text from _value order by id") {
      row throws(SQLiteError) in
      let number = numbers.count + values.count + 1
      if try row.integer(0) != number { throw .damage("value \(number) is missing") }
      values.append(try StoredValues.value(in: row, from: 1))
      if values.count == Self.batch {
        numbers += database.numbers(of: values)
        values.removeAll(keepingCapacity: true)
      }
    }
    numbers += database.numbers(of: values)
  }

  func take(_ relation: StoredRelation) throws(SQLiteError) -> Int {
    guard let predicate = try predicate(of: relation) else { return 0 }
    let columns = relation.columns.map(\.storage)
    let expected =
      try store.connection.integer(
        "select coalesce(sum(asserted - retracted), 0) from _change where relation = ?",
        [.integer(relation.id)]) ?? 0
    var cells: [ValueNumber] = []
    cells.reserveCapacity(max(0, min(Int(expected), 1 << 24)) * columns.count)
    var count = 0
    let sql = "select \(relation.cellList)0 from \(quotedIdentifier(relation.table)) "
    try store.connection.rows(sql + "where _until is null order by row") {
      row throws(SQLiteError) in
      for place in columns.indices { cells.append(try number(of: row, place, columns[place])) }
      count += 1
    }
    if expected != Int64(count) {
      throw .damage("'\(relation.name)' has \(count) facts instead of \(expected)")
    }
    database.add(cells, count: count, to: predicate, at: place)
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

  private func number(
    of row: borrowing SQLRow, _ place: Int, _ storage: StoredRelation.Storage
  ) throws(SQLiteError) -> ValueNumber {
    switch storage {
    case .integer: return database.number(of: .int(try row.integer(place)))
    case .decimal: return database.number(of: .decimal(try row.real(place)))
    case .value:
      let stored = try row.integer(place)
      guard stored > 0, stored <= numbers.count else {
        throw .damage("value \(stored) is missing")
      }
      return numbers[Int(stored - 1)]
    }
  }
}
