import SQLite

/// What a check of a store has found.
public struct StoreCheck: Sendable {
  /// What is wrong, in words; none where the file can be trusted.
  public var problems: [String] = []
  public var transactions = 0
  /// Rows that were asserted, those that ended among them.
  public var rows = 0
}

extension GraphStore {
  /// Reads the whole file: whether SQLite finds it sound, and whether every fact is as its transaction's
  /// digest says. Linear in the file.
  ///
  /// - Throws: where the file can't be read to its end.
  public func check() throws(StoreError) -> StoreCheck {
    try reading { () throws(SQLiteError) in
      relations = []
      values.forget()
      paths = [:]
      var check = StoreCheck()
      try self.check(structureInto: &check)
      if !check.problems.isEmpty { return check }
      try refreshRelations()
      try values.readAll()
      try self.check(schemaInto: &check)
      try self.check(chainInto: &check)
      return check
    }
  }

  private func check(structureInto check: inout StoreCheck) throws(SQLiteError) {
    var problems: [String] = []
    try connection.rows("pragma integrity_check(20)") { row throws(SQLiteError) in
      let told = try row.text(0)
      if told != "ok" { problems.append(told) }
    }
    try connection.rows("pragma foreign_key_check") { row throws(SQLiteError) in
      let table = try row.text(0)
      if problems.count < 20 {
        problems.append("a row of '\(table)' refers to one that is missing")
      }
    }
    check.problems += problems
  }

  /// Whether every table, index, trigger and view is as it was made.
  private func check(schemaInto check: inout StoreCheck) throws(SQLiteError) {
    let likeNew = try SQLiteConnection()
    try likeNew.createStore()
    for relation in relations {
      for command in relation.creation + relation.viewCreation { try likeNew.run(command) }
      if version == 1 { for command in relation.firstVersion { try likeNew.run(command) } }
    }
    let (found, expected) = (try connection.schema(), try likeNew.schema())
    for (name, sql) in expected.sorted(by: { $0.key < $1.key }) where found[name] != sql {
      check.problems.append("\(name) is \(found[name] == nil ? "missing" : "not as it was made")")
    }
    // Tables and views of one's own do no harm.
    for name in found.keys.sorted() where name.hasPrefix("trigger ") && expected[name] == nil {
      check.problems.append("\(name) is none of a store's")
    }
  }

  /// Whether the digests of all transactions follow from each other and from the facts.
  private func check(chainInto check: inout StoreCheck) throws(SQLiteError) {
    let records = try self.records(where: "true order by id", [])
    var digests: [Int64: [(relation: String, digest: String)]] = [:]
    for relation in relations {
      for (transaction, digest) in try changeDigests(of: relation, into: &check) {
        digests[transaction, default: []].append((relation.name, digest))
      }
    }
    let imports = try self.imports()
    var previous = ""
    for (place, record) in records.enumerated() {
      if record.number != place + 1 {
        check.problems.append("transaction \(place + 1) is missing")
        return
      }
      let digest = record.digest(
        after: previous, imports: imports[record.number] ?? [],
        declared: relations.filter { $0.since == record.number }.map(\.layoutDigest),
        changes: digests[record.number] ?? [])
      if digest != record.digest {
        check.problems.append("transaction \(record.number) is not what its digest says")
      }
      previous = record.digest
    }
    check.transactions = records.count
  }

  func imports() throws(SQLiteError) -> [Int64: [(path: String, sha256: String?)]] {
    var imports: [Int64: [(path: String, sha256: String?)]] = [:]
    let sql = """
      select "transaction", path, sha256 from _import i join _source s on s.id = i.source
      order by path
      """
    try connection.rows(sql) { row throws(SQLiteError) in
      let digest = row.isNull(2) ? nil : try row.text(2)
      imports[try row.integer(0), default: []].append((try row.text(1), digest))
    }
    return imports
  }
}

// MARK: - Facts

extension GraphStore {
  /// The digests of what each transaction changed in the relation, made from its rows.
  private func changeDigests(
    of relation: StoredRelation, into check: inout StoreCheck
  ) throws(SQLiteError) -> [(transaction: Int64, digest: String)] {
    let asserted = try digests(of: relation, by: "_since", withSource: true)
    let retracted = try digests(of: relation, by: "_until")
    let settled = try digests(of: relation, by: "_settled")
    check.rows += asserted.values.reduce(0) { $0 + $1.count }
    let transactions = Set(asserted.keys).union(retracted.keys).union(settled.keys)
    var known: Set<Int64> = []
    var problems: [String] = []
    let sql = """
      select "transaction", asserted, retracted, settled, digest from _change where relation = ?
      """
    try connection.rows(sql, [.integer(relation.id)]) { row throws(SQLiteError) in
      let number = try row.integer(0)
      known.insert(number)
      let counts = [asserted[number], retracted[number], settled[number]].map { $0?.count ?? 0 }
      let expected = [try row.integer(1), try row.integer(2), try row.integer(3)].map(Int.init)
      if counts != expected {
        problems.append("rows of '\(relation.name)' from transaction \(number) are missing or new")
      }
    }
    if known != transactions {
      problems.append("rows of '\(relation.name)' belong to no known change")
    }
    check.problems += problems
    let none = ChangeDigest(of: relation, values).hexadecimal()
    return transactions.sorted().map { number in
      let parts = [asserted, retracted, settled].map { $0[number]?.digest ?? none }
      return (number, digest(of: parts))
    }
  }

  /// For each transaction in a column, how many rows it has there, and their digest in order of rows.
  private func digests(
    of relation: StoredRelation, by column: String, withSource: Bool = false
  ) throws(SQLiteError) -> [Int64: (count: Int, digest: String)] {
    var digests: [Int64: (count: Int, digest: String)] = [:]
    var (current, count): (Int64, Int) = (0, 0)
    var digest = ChangeDigest(of: relation, values)
    let width = relation.columns.count
    // Rows are asserted in the order of transactions; the other columns have an index.
    let order = column == "_since" ? "row" : "\(column), row"
    let sql =
      "select \(relation.cellList)\(column), _source from \(quotedIdentifier(relation.table)) "
      + "where \(column) is not null order by \(order)"
    try connection.rows(sql) { row throws(SQLiteError) in
      let transaction = try row.integer(width)
      if transaction != current {
        if count > 0 { digests[current] = (count, digest.hexadecimal()) }
        if transaction < current { throw .damage("rows of '\(relation.name)' are out of order") }
        (current, count) = (transaction, 0)
        digest = ChangeDigest(of: relation, values)
      }
      try digest.add(try row.values(upTo: width))
      if withSource {
        digest.add(
          source: row.isNull(width + 1) ? "" : try path(ofSource: try row.integer(width + 1)))
      }
      count += 1
    }
    if count > 0 { digests[current] = (count, digest.hexadecimal()) }
    return digests
  }
}

extension SQLiteConnection {
  /// What made each table, index, trigger and view.
  fileprivate func schema() throws(SQLiteError) -> [String: String] {
    var commands: [String: String] = [:]
    let sql = "select type, name, sql from sqlite_schema where sql is not null"
    try rows(sql) { row throws(SQLiteError) in
      commands["\(try row.text(0)) '\(try row.text(1))'"] = try row.text(2)
    }
    return commands
  }
}
