import SQLite

/// Facts that the store holds to be true although no file states them, and those that it does not
/// although one does.
public struct PendingFacts: Sendable {
  /// Each with the transaction that asserted it, or took it back; in order of these.
  public var asserted: [(fact: StoredFact, transaction: Int64)] = []
  public var withdrawn: [(fact: StoredFact, transaction: Int64)] = []
  /// `#pred` and `#enum` of the predicates of the asserted facts, by predicate; empty texts where
  /// nothing was declared.
  public var declarations: [String: String] = [:]

  public var isEmpty: Bool { asserted.isEmpty && withdrawn.isEmpty }

  /// As clauses that can be loaded, sorted: facts, then retractions.
  public var text: String {
    let facts = asserted.map(\.fact).sorted().map { "\($0).\n" }
    let gone = withdrawn.map(\.fact).sorted().map { "\($0)~\n" }
    return facts.joined() + (facts.isEmpty || gone.isEmpty ? "" : "\n") + gone.joined()
  }
}

extension GraphStore {
  /// What was asserted and taken back at the prompt and is in no file yet.
  public func pending() throws(StoreError) -> PendingFacts {
    try reading { () throws(SQLiteError) in try allPending() }
  }

  /// The same; the owner is taken to know everything recorded from then on.
  public func takeInPending() throws(StoreError) -> PendingFacts {
    try reading { () throws(SQLiteError) in
      let pending = try allPending()
      position = try lastNumber()
      return pending
    }
  }

  private func allPending() throws(SQLiteError) -> PendingFacts {
    try refreshRelations()
    var pending = PendingFacts()
    for relation in relations {
      try rows(of: relation, where: "\(relation.isTyped) and _until is null and _source is null") {
        pending.asserted.append(($0, $1))
        pending.declarations[relation.name] = relation.declaration
      }
      try rows(
        of: relation, at: "_until", where: "_until is not null and " + StoredRelation.isWithdrawn
      ) { pending.withdrawn.append(($0, $1)) }
    }
    pending.asserted.sort { ($0.transaction, $0.fact) < ($1.transaction, $1.fact) }
    pending.withdrawn.sort { ($0.transaction, $0.fact) < ($1.transaction, $1.fact) }
    return pending
  }

  /// The difference that the transactions after `position` make, which is then the last; and the
  /// transactions.
  public func takeIn() throws(StoreError) -> (changes: FactChanges, by: [TransactionRecord]) {
    try reading { () throws(SQLiteError) in
      try refreshRelations()
      let (old, new) = (position, try lastNumber())
      guard new > old else { return (FactChanges(), []) }
      let changes = try changes(from: old, to: new)
      let records = try records(where: "id > ?", [.integer(old)])
      position = new
      return (changes, records)
    }
  }

  /// How many transactions others have recorded since; nil where somebody holds the file at the
  /// moment: nobody waits only to be told.
  public func countBehind() throws(StoreError) -> Int? {
    connection.setPatience(milliseconds: 0)
    defer { connection.setPatience(milliseconds: Self.patience.slice) }
    do throws(SQLiteError) {
      return Int(try lastNumber() - position)
    } catch {
      if error.kind == .busy { return nil }
      throw StoreError(error, path)
    }
  }

  /// What held after one transaction and not after another, and the other way round.
  public func changes(
    from old: Int64, upTo new: Int64
  ) throws(StoreError) -> FactChanges {
    try reading { () throws(SQLiteError) in
      try refreshRelations()
      return try changes(from: old, to: new)
    }
  }

  private func changes(from old: Int64, to new: Int64) throws(SQLiteError) -> FactChanges {
    var changes = FactChanges()
    let (first, last) = (min(old, new), max(old, new))
    for relation in relations {
      var net: [StoredFact: Int] = [:]
      let since = "row >= \(relation.firstRow(after: first)) and _since <= \(last)"
      try rows(of: relation, where: since) { fact, _ in net[fact, default: 0] += 1 }
      let ended = "_until > \(first) and _until <= \(last)"
      try rows(of: relation, at: "_until", where: ended) { fact, _ in net[fact, default: 0] -= 1 }
      changes.appeared += net.filter { $0.value > 0 }.keys
      changes.vanished += net.filter { $0.value < 0 }.keys
    }
    changes.appeared.sort()
    changes.vanished.sort()
    return old <= new ? changes : changes.reversed
  }

  /// The transactions, newest first.
  public func log(
    from first: Int64 = 1, limit: Int = .max
  ) throws(StoreError) -> [TransactionRecord] {
    try asking { () throws(SQLiteError) in
      try records(
        where: "id >= ? order by id desc limit ?", [.integer(first), .integer(Int64(limit))])
    }
  }

  /// The last transaction at or before a moment, or with this number.
  public func transaction(named text: String) throws(StoreError) -> Int64 {
    let last = try asking { () throws(SQLiteError) in try lastNumber() }
    if let number = Int64(text) {
      if 0...last ~= number { return number }
      throw StoreError(
        .unknownTime, "there is no transaction \(number)",
        help: last == 0 ? "nothing is recorded yet" : "they are numbered 1 to \(last)")
    }
    guard let time = StoreTime(endOf: text) else {
      throw StoreError(
        .unknownTime, "'\(text)' is neither a transaction nor a time",
        help: "write '12', '2026-11-21' or '2026-11-21 17:05'; times are in UTC")
    }
    return try asking { () throws(SQLiteError) in
      try connection.integer(
        "select max(id) from _transaction where at <= ?", [.text(time.description)]) ?? 0
    }
  }

  func records(
    where condition: String, _ values: [SQLValue]
  ) throws(SQLiteError) -> [TransactionRecord] {
    var records: [TransactionRecord] = []
    let sql = """
      select \(TransactionRecord.columns), \(Self.sum("asserted")), \(Self.sum("retracted"))
      from _transaction where \(condition)
      """
    try connection.rows(sql, values) { row throws(SQLiteError) in
      var record = try TransactionRecord(row)
      record.asserted = Int(try row.integer(7))
      record.retracted = Int(try row.integer(8))
      records.append(record)
    }
    return records
  }

  private static func sum(_ what: String) -> String {
    "coalesce((select sum(\(what) - moved) from _change where \"transaction\" = id), 0)"
  }

  /// The facts of a relation whose rows fulfil a condition, with the transaction of `column`.
  func rows(
    of relation: StoredRelation, at column: String = "_since", where condition: String,
    _ body: (StoredFact, Int64) -> Void
  ) throws(SQLiteError) {
    let width = relation.columns.count
    let sql =
      "select \(relation.cellList)\(column) from \(quotedIdentifier(relation.table)) "
      + "where \(condition) order by row"
    try connection.rows(sql) { row throws(SQLiteError) in
      let cells = try row.values(upTo: width)
      body(
        StoredFact(relation.name, try values.values(of: cells, in: relation)),
        try row.integer(width))
    }
  }
}

// The rows that a transaction asserts in a relation follow each other, and those of later ones: so they
// are found without looking at all.
extension StoredRelation {
  /// The first row of a transaction later than this one; no row's number where there is none.
  fileprivate func firstRow(after transaction: Int64) -> String {
    """
    coalesce((select first from _change where relation = \(id) and "transaction" > \(transaction)
      and asserted > 0 order by "transaction" limit 1), \(Int64.max))
    """
  }

  /// Of rows that no import asserted.
  fileprivate var isTyped: String {
    """
    row in (select h.row from _transaction t join _change c on c."transaction" = t.id
      join \(quotedIdentifier(table)) h on h.row >= c.first and h.row < c.first + c.asserted
      where c.relation = \(id) and t.kind <> 'import')
    """
  }
}

/// Facts that came to hold, and facts that ceased to; sorted.
public struct FactChanges: Sendable {
  public var appeared: [StoredFact] = []
  public var vanished: [StoredFact] = []

  public init(appeared: [StoredFact] = [], vanished: [StoredFact] = []) {
    self.appeared = appeared
    self.vanished = vanished
  }

  public var isEmpty: Bool { appeared.isEmpty && vanished.isEmpty }
  var reversed: FactChanges { FactChanges(appeared: vanished, vanished: appeared) }
}
