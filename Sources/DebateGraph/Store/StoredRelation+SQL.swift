import SQLite

// The tables, indices, triggers and views in which the facts of a predicate lie. Names come from
// predicates, which may be any text: each is quoted.

extension StoredRelation {
  /// What makes them all, in order.
  var creation: [String] {
    [tableSQL, liveIndexSQL, untilIndexSQL, unsettledIndexSQL] + triggers
  }

  private var settledIndex: String { base + "__settled" }

  var viewCreation: [String] { [viewSQL, historySQL] }

  var viewDeletion: [String] { [view, history].map { "drop view \(quoted($0))" } }

  private var tableSQL: String {
    let cells = columns.map { column in
      switch column.storage {
      case .value: "\(quoted(column.label)) integer not null references _value"
      case .integer: "\(quoted(column.label)) integer not null"
      case .decimal: "\(quoted(column.label)) real not null"
      }
    }
    let all =
      ["row integer primary key"] + cells + [
        "_since integer not null references _transaction",
        "_until integer references _transaction check (_until > _since)",
        "_source integer references _source",
        "_settled integer references _transaction check (_settled >= _until)",
      ]
    return "create table \(quoted(table)) (\(all.joined(separator: ", "))) strict"
  }

  var liveIndex: String { base + "__live" }

  /// Sets: of equal rows, or of rows with equal keys, only one lives.
  var liveIndexSQL: String {
    let labels = (key.isEmpty ? Array(columns.indices) : key).map { quoted(columns[$0].label) }
    let what = labels.isEmpty ? "(_until is null)" : labels.joined(separator: ", ")
    return "create unique index \(quoted(liveIndex)) on \(quoted(table)) (\(what)) "
      + "where _until is null"
  }

  private var untilIndexSQL: String {
    "create index \(quoted(base + "__until")) on \(quoted(table)) (_until) "
      + "where _until is not null"
  }

  /// By their cells, the facts that were taken back while their files go on stating them: what asserting
  /// a fact looks for.
  private var unsettledIndexSQL: String {
    let labels = columns.map { quoted($0.label) } + ["_until"]
    return "create index \(quoted(settledIndex)) on \(quoted(table)) "
      + "(\(labels.joined(separator: ", "))) where \(Self.isWithdrawn)"
  }

  /// What makes a relation of version 1 one of version 2, and the other way round.
  var secondVersion: [String] { ["drop index \(quoted(settledIndex))", unsettledIndexSQL] }

  var firstVersion: [String] {
    let settled = "create index \(quoted(settledIndex)) on \(quoted(table)) (_settled) "
    return ["drop index \(quoted(settledIndex))", settled + "where _settled is not null"]
  }

  private var triggers: [String] {
    let fixed = (["row"] + columns.map(\.label) + ["_since", "_source"]).map { label in
      "old.\(quoted(label)) is not new.\(quoted(label))"
    }
    let ends = ["_until", "_settled"].map { end in
      "(old.\(end) is not null and old.\(end) is not new.\(end))"
    }
    let refusal = "begin select raise(abort, 'history is only added to'); end"
    return [
      """
      create trigger \(quoted(base + "__kept")) before delete on \(quoted(table)) \(refusal)
      """,
      """
      create trigger \(quoted(base + "__fixed")) before update on \(quoted(table))
      when \((fixed + ends).joined(separator: " or ")) \(refusal)
      """,
    ]
  }

  /// What holds now, under the predicate's own name.
  private var viewSQL: String {
    "create view \(quoted(view)) (\(labelList)) as select \(shownCells) "
      + "from \(quoted(table)) h \(joins) where h._until is null"
  }

  /// Everything that ever held: who stated it, when and why, and who took it back.
  private var historySQL: String {
    return """
      create view \(quoted(history)) (\(labelList), asserted, asserted_at, asserted_by, asserted_because,
        file, retracted, retracted_at, retracted_by, retracted_because) as
      select \(shownCells), a.id, a.at, a.author, a.note, s.path, r.id, r.at, r.author, r.note
      from \(quoted(table)) h join _transaction a on a.id = h._since
        left join _transaction r on r.id = h._until left join _source s on s.id = h._source \(joins)
      """
  }

  private var labelList: String {
    columns.isEmpty ? "holds" : columns.map { quoted($0.label) }.joined(separator: ", ")
  }

  private var shownCells: String {
    if columns.isEmpty { return "1" }
    return columns.enumerated().map { number, column in
      column.storage == .value ? "v\(number).text" : "h.\(quoted(column.label))"
    }.joined(separator: ", ")
  }

  private var joins: String {
    columns.indices.filter { columns[$0].storage == .value }.map { number in
      "join _value v\(number) on v\(number).id = h.\(quoted(columns[number].label))"
    }.joined(separator: " ")
  }
}

// MARK: - Commands

extension StoredRelation {
  /// Takes the cells, the transaction and the source.
  var insertion: String {
    let labels = columns.map { quoted($0.label) + ", " }.joined()
    let marks = columns.map { _ in "?, " }.joined()
    return "insert into \(quoted(table)) (\(labels)_since, _source) values (\(marks)?, ?)"
  }

  /// Takes the cells; finds the row of a fact, its first transaction and its file.
  func row(where condition: String) -> String {
    let same = columns.map { "\(quoted($0.label)) = ? and " }.joined()
    return "select row, _since, _source from \(quoted(table)) where \(same)\(condition)"
  }

  /// Of a row that ended at the prompt and still stands in its file.
  static let isWithdrawn = "_until is not null and _source is not null and _settled is null"

  /// The cells as columns of a row that is read, each with a comma behind.
  var cellList: String { columns.map { quoted($0.label) + ", " }.joined() }

  private func quoted(_ name: String) -> String { quotedIdentifier(name) }
}
