import Datalog
import SQLite

// Which relations a store has.

extension GraphStore {
  /// Reads the relations that others have added.
  func refreshRelations() throws(SQLiteError) {
    let count = try connection.integer("select count(*) from _relation") ?? 0
    if count == Int64(relations.count) { return }
    var found: [StoredRelation] = []
    let sql = "select id, name, base, \"view\", declaration, since from _relation order by id"
    try connection.rows(sql) { row throws(SQLiteError) in
      let id = try row.integer(0)
      if id != found.count + 1 { throw .damage("relation \(found.count + 1) is missing") }
      let (columns, key) = try columns(of: id)
      found.append(
        StoredRelation(
          id: id, name: try row.text(1), columns: columns, key: key,
          declaration: try row.text(4), since: try row.integer(5), base: try row.text(2),
          view: try row.text(3)))
    }
    relations = found
  }

  private func columns(
    of relation: Int64
  ) throws(SQLiteError) -> ([StoredRelation.Column], key: [Int]) {
    var columns: [StoredRelation.Column] = []
    var key: [Int] = []
    let sql = "select name, label, storage, key from _column where relation = ? order by position"
    try connection.rows(sql, [.integer(relation)]) { row throws(SQLiteError) in
      guard let storage = StoredRelation.Storage(rawValue: try row.text(2)) else {
        throw .damage("a column of no known storage")
      }
      if try row.integer(3) == 1 { key.append(columns.count) }
      columns.append(.init(name: try row.text(0), label: try row.text(1), storage: storage))
    }
    return (columns, key)
  }

  /// Where facts of the predicate are kept now; made where there is no such place.
  ///
  /// - Precondition: a transaction of SQLite is open, `transaction` is recorded, and `relations` are
  ///   all there are.
  func relationGiven(
    to predicate: Predicate, in catalog: Catalog, since transaction: Int64
  ) throws(SQLiteError) -> StoredRelation {
    let newest = relations.last { $0.name == predicate.name }
    if let newest, newest.holds(predicate, in: catalog) { return newest }
    let columns = StoredRelation.columns(of: predicate, in: catalog)
    try add(
      relationNamed: predicate.name, predicate.declaration(in: catalog), columns,
      key: predicate.isDeclared ? predicate.key : [], since: transaction)
    return relations[relations.count - 1]
  }

  /// A new relation, which is shown under its predicate's name from now on.
  func add(
    relationNamed name: String, _ declaration: String, _ columns: [StoredRelation.Column],
    key: [Int], since transaction: Int64
  ) throws(SQLiteError) {
    let older = relations.last { $0.name == name }
    var names = SQLNames(try namesInFile())
    let endings = [
      "", "__rows", "__history", "__live", "__until", "__settled", "__kept", "__fixed",
    ]
    let base = names.unused(name, endings: endings)
    let relation = StoredRelation(
      id: Int64(relations.count + 1), name: name, columns: columns, key: key,
      declaration: declaration, since: transaction, base: base, view: base)
    try add(relation)
    if let older { try exchangeViews(of: older, and: relation) }
  }

  private func add(_ relation: StoredRelation) throws(SQLiteError) {
    try connection.run(
      "insert into _relation values (?, ?, ?, ?, ?, ?)",
      [
        .integer(relation.id), .text(relation.name), .text(relation.base), .text(relation.view),
        .text(relation.declaration), .integer(relation.since),
      ])
    for (position, column) in relation.columns.enumerated() {
      try connection.run(
        "insert into _column values (?, ?, ?, ?, ?, ?)",
        [
          .integer(relation.id), SQLValue(position), .text(column.name), .text(column.label),
          .text(column.storage.rawValue), relation.key.contains(position) ? 1 : 0,
        ])
    }
    for command in relation.creation + relation.viewCreation { try connection.run(command) }
    relations.append(relation)
  }

  /// The newest relation of a predicate is shown under the predicate's own name.
  private func exchangeViews(
    of old: StoredRelation, and new: StoredRelation
  ) throws(SQLiteError) {
    var (older, newer) = (old, new)
    for command in old.viewDeletion + new.viewDeletion { try connection.run(command) }
    (older.view, newer.view) = (new.view, old.view)
    // Both names are given up before they are taken.
    for (relation, view) in [(old, "_"), (newer, newer.view), (older, older.view)] {
      try connection.run(
        "update _relation set \"view\" = ? where id = ?", [.text(view), .integer(relation.id)])
    }
    for command in older.viewCreation + newer.viewCreation { try connection.run(command) }
    relations[Int(old.id - 1)] = older
    relations[Int(new.id - 1)] = newer
  }

  private func namesInFile() throws(SQLiteError) -> [String] {
    var names: [String] = []
    try connection.rows("select name from sqlite_schema") { row throws(SQLiteError) in
      names.append(try row.text(0))
    }
    return names
  }
}
