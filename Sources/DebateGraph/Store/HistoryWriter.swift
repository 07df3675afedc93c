import Datalog
import SQLite

extension GraphStore {
  /// Writes all that was ever recorded, as facts that can be asked about, and that `rebuild` reads:
  /// transaction by transaction, holding a few rows at a time.
  ///
  /// - Parameter write: takes a piece of the text; false ends the writing.
  /// - Throws: also where something is missing or new, when all that can be read was written.
  public func writeHistory(
    to write: @escaping (_ piece: String) -> Bool
  ) throws(StoreError) {
    try reading { () throws(SQLiteError) in
      try refreshRelations()
      var writer = HistoryWriter(self, write)
      try writer.writeAll()
    }
  }
}

private struct HistoryWriter {
  private let store: GraphStore
  private let write: (String) -> Bool
  private var pending = ""
  private var goesOn = true
  /// The first relation whose rows are not those that its transactions speak of.
  private var damaged: String?
  /// Rows in which a withdrawal was settled, by relation and transaction: no index finds them.
  private var settledRows: [Int64: [Int64: [Int64]]] = [:]

  private static let pieceLength = 1 << 16

  /// What a transaction changed in one relation.
  private struct Change {
    let relation: StoredRelation
    let first: Int64
    let asserted: Int64
    let retracted: Int64
    let settled: Int64
  }

  init(_ store: GraphStore, _ write: @escaping (String) -> Bool) {
    self.store = store
    self.write = write
  }

  mutating func writeAll() throws(SQLiteError) {
    for relation in store.relations { try look(at: relation) }
    let imports = try store.imports()
    add("% All that was recorded in a store of debate; 'debate store rebuild' reads it.")
    for record in try store.records(where: "true order by id", []) where goesOn {
      pending += "\n"
      add("\(record.fact).")
      for (path, digest) in imports[record.number] ?? [] {
        add(fact("file", record.number, [.text(path), .text(digest ?? "")]))
      }
      for relation in store.relations where relation.since == record.number {
        for line in relation.facts { add(line) }
      }
      try writeChanges(of: record.number)
    }
    flush()
    if goesOn, let damaged { throw .damage("rows of '\(damaged)' are missing or new") }
  }

  /// Compares the numbers of rows, and finds those that were settled.
  private mutating func look(at relation: StoredRelation) throws(SQLiteError) {
    let table = quotedIdentifier(relation.table)
    let found = try threeNumbers("count(*), count(_until), count(_settled) from \(table)")
    let told = try threeNumbers(
      ["asserted", "retracted", "settled"].map { "coalesce(sum(\($0)), 0)" }
        .joined(separator: ", ") + " from _change where relation = \(relation.id)")
    if found != told { damaged = damaged ?? relation.name }
    if found[2] == 0 { return }
    var rows: [Int64: [Int64]] = [:]
    let sql = "select _settled, row from \(table) where _settled is not null order by row"
    try store.connection.rows(sql) { row throws(SQLiteError) in
      rows[try row.integer(0), default: []].append(try row.integer(1))
    }
    settledRows[relation.id] = rows
  }

  private func threeNumbers(_ what: String) throws(SQLiteError) -> [Int64] {
    var numbers: [Int64] = []
    try store.connection.rows("select " + what) { row throws(SQLiteError) in
      for column in 0..<3 { numbers.append(try row.integer(column)) }
    }
    return numbers
  }

  // MARK: One transaction

  /// Retractions, settled withdrawals, assertions, each in order of relations and rows.
  private mutating func writeChanges(of transaction: Int64) throws(SQLiteError) {
    let changes = try changes(of: transaction)
    for change in changes where change.retracted > 0 {
      try writeRows(of: change, "_until = ?", [transaction], change.retracted) {
        relation, told, _ in
        fact("retracted", transaction, [.int(relation), told])
      }
    }
    for change in changes where change.settled > 0 {
      let rows = settledRows[change.relation.id]?[transaction] ?? []
      if rows.count != change.settled { damaged = damaged ?? change.relation.name }
      for row in rows {
        try writeRows(of: change, "row = ?", [row], 1) { relation, told, _ in
          fact("settled", transaction, [.int(relation), told])
        }
      }
    }
    for change in changes where change.asserted > 0 {
      let end = change.first.addingReportingOverflow(change.asserted).partialValue
      let rows = "row >= ? and row < ? and _since = ?"
      try writeRows(of: change, rows, [change.first, end, transaction], change.asserted) {
        relation, told, path in
        fact("asserted", transaction, [.int(relation), .text(path), told])
      }
    }
  }

  private func changes(of transaction: Int64) throws(SQLiteError) -> [Change] {
    var changes: [Change] = []
    let sql = """
      select relation, first, asserted, retracted, settled from _change where "transaction" = ?
      order by relation
      """
    try store.connection.rows(sql, [.integer(transaction)]) { row throws(SQLiteError) in
      let relation = try row.integer(0)
      guard 1...Int64(store.relations.count) ~= relation else {
        throw .damage("relation \(relation) is missing")
      }
      changes.append(
        Change(
          relation: store.relations[Int(relation - 1)], first: try row.integer(1),
          asserted: try row.integer(2), retracted: try row.integer(3), settled: try row.integer(4)))
    }
    return changes
  }

  /// - Parameter line: is given the relation's number, the fact as it is written, and its file.
  private mutating func writeRows(
    of change: Change, _ condition: String, _ given: [Int64], _ expected: Int64,
    _ line: (_ relation: Int64, _ told: Value, _ path: String) -> String
  ) throws(SQLiteError) {
    let relation = change.relation
    let width = relation.columns.count
    var count: Int64 = 0
    let sql =
      "select \(relation.cellList)_source from \(quotedIdentifier(relation.table)) "
      + "where \(condition) order by row"
    try store.connection.rows(sql, given.map(SQLValue.integer)) { row throws(SQLiteError) in
      count += 1
      if !goesOn { return }
      let values = try store.values.values(of: try row.values(upTo: width), in: relation)
      let path = row.isNull(width) ? "" : try store.path(ofSource: try row.integer(width))
      let told = Value.text(StoredFact(relation.name, values).description)
      add(line(relation.id, told, path))
    }
    if count != expected { damaged = damaged ?? relation.name }
  }

  // MARK: Lines

  private mutating func add(_ line: String) {
    pending += line
    pending += "\n"
    if pending.utf8.count > Self.pieceLength { flush() }
  }

  private mutating func flush() {
    if goesOn, !pending.isEmpty { goesOn = write(pending) }
    pending = ""
  }
}

private func fact(_ name: String, _ transaction: Int64, _ values: [Value]) -> String {
  StoredFact(name, [.int(transaction)] + values).description + "."
}

extension TransactionRecord {
  fileprivate var fact: StoredFact {
    StoredFact(
      "transaction",
      [
        .int(number), .text(time), .text(author), .symbol(kind.rawValue), .int(undoes ?? 0),
        .text(note.map { "1\($0)" } ?? ""), .text(digest),
      ])
  }
}

extension StoredRelation {
  fileprivate var facts: [String] {
    let columns = columns.enumerated().map { number, column in
      fact(
        "column", since,
        [
          .int(id), .text(column.name), .text(column.label), .symbol(column.storage.rawValue),
          .int(key.contains(number) ? 1 : 0),
        ])
    }
    return [fact("relation", since, [.int(id), .text(name), .text(declaration)])] + columns
  }
}
