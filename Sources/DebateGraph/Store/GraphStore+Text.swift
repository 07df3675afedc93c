import Datalog
import SQLite

// A store as text, and a store from text.

extension GraphStore {
  /// Everything that is held to be true, with its declarations, as a text that can be loaded; sorted.
  public func wholeText() throws(StoreError) -> String {
    try reading { () throws(SQLiteError) in
      try refreshRelations()
      var newest: [String: StoredRelation] = [:]
      for relation in relations { newest[relation.name] = relation }
      var declarations: [String] = []
      for relation in newest.values.sorted(by: { $0.name < $1.name }) {
        for line in relation.declaration.split(separator: "\n").map(String.init)
        where !declarations.contains(line) { declarations.append(line) }
      }
      var facts: [StoredFact] = []
      for relation in relations {
        try rows(of: relation, where: "_until is null") { fact, _ in facts.append(fact) }
      }
      return declarations.map { $0 + "\n" }.joined() + "\n"
        + facts.sorted().map { "\($0).\n" }.joined()
    }
  }

  /// All that was ever recorded, as facts that can be asked about, and that `rebuild` reads.
  public func historyText() throws(StoreError) -> String {
    try reading { () throws(SQLiteError) in
      try refreshRelations()
      let imports = try self.imports()
      let events = try self.events()
      var lines = [
        "% All that was recorded in a store of debate; 'debate store rebuild' reads it.", "",
      ]
      for record in try records(where: "true order by id", []) {
        lines.append("\(record.fact).")
        for (path, digest) in imports[record.number] ?? [] {
          lines.append(fact("file", record.number, .text(path), .text(digest ?? "")))
        }
        for relation in relations where relation.since == record.number {
          lines += relation.facts
        }
        lines += events[record.number] ?? []
        lines.append("")
      }
      return lines.joined(separator: "\n")
    }
  }

  /// What each transaction changed: retractions, settled withdrawals, assertions, in order of rows.
  private func events() throws(SQLiteError) -> [Int64: [String]] {
    var events: [Int64: [String]] = [:]
    for (column, name) in [
      ("_until", "retracted"), ("_settled", "settled"), ("_since", "asserted"),
    ] {
      for relation in relations {
        let width = relation.columns.count
        let sql =
          "select \(relation.cellList)\(column), _source from \(quotedIdentifier(relation.table)) "
          + "where \(column) is not null order by row"
        try connection.rows(sql) { row throws(SQLiteError) in
          let transaction = try row.integer(width)
          let values = try values.values(of: try row.values(upTo: width), in: relation)
          let path = row.isNull(width + 1) ? "" : try path(ofSource: try row.integer(width + 1))
          let told = Value.text(StoredFact(relation.name, values).description)
          let place = column == "_since" ? [Value.text(path)] : []
          events[transaction, default: []].append(
            fact(name, transaction, [.int(relation.id)] + place + [told]))
        }
      }
    }
    return events
  }
}

private func fact(_ name: String, _ transaction: Int64, _ values: Value...) -> String {
  fact(name, transaction, values)
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
        "column", since, .int(id), .text(column.name), .text(column.label),
        .symbol(column.storage.rawValue), .int(key.contains(number) ? 1 : 0))
    }
    return [fact("relation", since, .int(id), .text(name), .text(declaration))] + columns
  }
}
