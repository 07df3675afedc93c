import Datalog
import SQLite

/// Where a fact lies in the file.
struct StoredPlace {
  let relation: StoredRelation
  let row: Int64
  let cells: [SQLValue]
  /// The transaction that asserted it.
  let since: Int64
  /// Of the file that states it; nil at the prompt.
  let source: Int64?
}

extension StoredPlace {
  /// - Parameter row: the cells, then the row, its first transaction and its file.
  init(_ row: borrowing SQLRow, of relation: StoredRelation) throws(SQLiteError) {
    let width = relation.columns.count
    self.init(
      relation: relation, row: try row.integer(width), cells: try row.values(upTo: width),
      since: try row.integer(width + 1), source: try Self.source(in: row, of: relation))
  }

  /// Of the file that states the fact.
  static func source(
    in row: borrowing SQLRow, of relation: StoredRelation
  ) throws(SQLiteError) -> Int64? {
    let column = relation.columns.count + 2
    return row.isNull(column) ? nil : try row.integer(column)
  }
}

extension GraphStore {
  /// Where the fact is held to be true; nil where it is not.
  func place(of fact: StoredFact) throws(SQLiteError) -> StoredPlace? {
    try place(of: fact, where: "_until is null")
  }

  /// Where the fact was taken back at the prompt while its file goes on stating it.
  func withdrawnPlace(of fact: StoredFact) throws(SQLiteError) -> StoredPlace? {
    try place(of: fact, where: StoredRelation.isWithdrawn)
  }

  private func place(
    of fact: StoredFact, where condition: String
  ) throws(SQLiteError) -> StoredPlace? {
    for relation in relations.reversed() where relation.name == fact.predicate {
      guard let cells = try values.cells(of: fact.values, in: relation) else { continue }
      var found: StoredPlace?
      try connection.rows(relation.row(where: condition), cells) { row throws(SQLiteError) in
        found = StoredPlace(
          relation: relation, row: try row.integer(0), cells: cells, since: try row.integer(1),
          source: row.isNull(2) ? nil : try row.integer(2))
      }
      if let found { return found }
    }
    return nil
  }

  /// Lends `body` each row of a relation that fulfils a condition, in order: what a place is made of.
  func places(
    in relation: StoredRelation, where condition: String,
    _ body: (borrowing SQLRow) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    try connection.rows(
      "select \(relation.cellList)row, _since, _source from \(quotedIdentifier(relation.table)) "
        + "where \(condition) order by row", [], body)
  }

  /// Whether the relation never had a fact.
  func isEmpty(_ relation: StoredRelation) throws(SQLiteError) -> Bool {
    try connection.integer("select 1 from \(quotedIdentifier(relation.table)) limit 1") == nil
  }

  // MARK: Files

  /// The number of the file with this path.
  func sourceGiven(to path: String) throws(SQLiteError) -> Int64 {
    if let number = try connection.integer("select id from _source where path = ?", [.text(path)]) {
      return number
    }
    try connection.run("insert into _source (path) values (?)", [.text(path)])
    return connection.lastInsertedRow
  }

  func path(ofSource number: Int64) throws(SQLiteError) -> String {
    if let path = paths[number] { return path }
    guard
      case .text(let path) = try connection.value(
        "select path from _source where id = ?", [.integer(number)])
    else { throw .damage("source \(number) is missing") }
    paths[number] = path
    return path
  }
}
