import Datalog
import SQLite

/// A transaction that is being put together, while one of SQLite's is open.
struct TransactionDraft {
  private let store: GraphStore
  private var record: TransactionRecord
  private let previousDigest: String
  private var changes: [Int64: Change] = [:]
  private var imports: [(path: String, sha256: String?)] = []

  /// The facts it asserts in one relation.
  struct Assertions {
    /// The first one's row.
    fileprivate(set) var first: Int64 = 0
    var count = 0
    var digest: ChangeDigest
  }

  /// What it changes in one relation.
  private struct Change {
    var assertions: Assertions
    /// Facts that are both asserted and retracted, since another file states them now.
    var moved = 0
    /// Cells by row.
    var retracted: [Int64: [SQLValue]] = [:]
    var settled: [Int64: [SQLValue]] = [:]
  }

  private var connection: SQLiteConnection { store.connection }
  var number: Int64 { record.number }

  init(
    _ store: GraphStore, _ kind: TransactionRecord.Kind, _ attribution: Attribution,
    undoes: Int64? = nil
  ) throws(SQLiteError) {
    self.store = store
    let last = try store.lastNumber()
    var previous = (time: "", digest: "")
    let sql = "select at, digest from _transaction where id = ?"
    try store.connection.rows(sql, [.integer(last)]) { row throws(SQLiteError) in
      previous = (try row.text(0), try row.text(1))
    }
    previousDigest = previous.digest
    record = TransactionRecord(
      number: last + 1, time: attribution.time.text(after: previous.time),
      author: attribution.author, kind: kind, note: attribution.note, undoes: undoes, digest: "")
    try store.connection.run(
      "insert into _transaction (\(TransactionRecord.columns)) values (?, ?, ?, ?, ?, ?, '')",
      [
        .integer(record.number), .text(record.time), .text(record.author),
        .text(kind.rawValue), SQLValue(record.note), undoes.map(SQLValue.integer) ?? nil,
      ])
  }

  /// Takes down that a file was read, or, without a digest, that it is gone.
  mutating func note(fileRead path: String, sha256: String?) throws(SQLiteError) {
    imports.append((path, sha256))
    try connection.run(
      "insert into _import values (?, ?, ?)",
      [.integer(number), .integer(try store.sourceGiven(to: path)), SQLValue(sha256)])
  }

  /// Ends the row of a fact that its file states no longer.
  mutating func drop(_ place: StoredPlace) throws(SQLiteError) {
    try retract(place)
    if place.source != nil { try settle(place) }
  }

  /// Ends the row of a fact.
  mutating func retract(_ place: StoredPlace) throws(SQLiteError) {
    try connection.run(
      "update \(quotedIdentifier(place.relation.table)) set _until = ? where row = ?",
      [.integer(number), .integer(place.row)])
    prepare(place.relation)
    changes[place.relation.id]!.retracted[place.row] = place.cells
  }

  /// The withdrawal of a fact that its file states is over.
  mutating func settle(_ place: StoredPlace) throws(SQLiteError) {
    try connection.run(
      "update \(quotedIdentifier(place.relation.table)) set _settled = ? where row = ?",
      [.integer(number), .integer(place.row)])
    prepare(place.relation)
    changes[place.relation.id]!.settled[place.row] = place.cells
  }

  /// Begins a row for a fact, in the relation that its predicate has now.
  mutating func assert(
    _ fact: StoredFact, source: Int64?, declaredIn catalog: Catalog
  ) throws(SQLiteError) {
    guard let predicate = catalog.predicate(named: fact.predicate) else {
      preconditionFailure("'\(fact.predicate)' is in no catalog")
    }
    let relation = try store.relationGiven(to: catalog[predicate], in: catalog, since: number)
    let cells = try store.values.cellsGiven(to: fact.values, in: relation)
    try assert(cells, in: relation, source: source)
  }

  /// Begins a row for a fact.
  ///
  /// - Parameter source: of the file that states it; nil at the prompt.
  mutating func assert(
    _ cells: [SQLValue], in relation: StoredRelation, source: Int64?, isMoved: Bool = false
  ) throws(SQLiteError) {
    let path = try source.map(store.path(ofSource:)) ?? ""
    let all = cells + [.integer(number), source.map(SQLValue.integer) ?? nil]
    try assertAll(in: relation) { (insertion, assertions) throws(SQLiteError) in
      try insertion.run(all)
      try assertions.digest.add(cells)
      assertions.digest.add(source: path)
      assertions.count += 1
    }
    if isMoved { changes[relation.id]!.moved += 1 }
  }

  /// Lends `body` what begins rows for facts, to which it gives the cells and the source of each, one
  /// after the other, and their account.
  mutating func assertAll(
    in relation: StoredRelation,
    _ body: (borrowing PreparedSQL, inout Assertions) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    prepare(relation)
    let known = changes[relation.id]!.assertions.count
    let count = try connection.prepare(relation.insertion) {
      (insertion) throws(SQLiteError) in
      try insertion.bind(number, at: relation.columns.count)
      try body(insertion, &changes[relation.id]!.assertions)
      return changes[relation.id]!.assertions.count
    }
    if known == 0, count > 0 {
      changes[relation.id]!.assertions.first = connection.lastInsertedRow - Int64(count - 1)
    }
  }

  /// Another file, or one after the prompt, states the fact from now on.
  mutating func move(_ place: StoredPlace, to source: Int64) throws(SQLiteError) {
    try drop(place)
    try assert(place.cells, in: place.relation, source: source, isMoved: true)
  }

  /// Seals it. Whether it has changed anything, `asserted` and `retracted` of the record tell.
  mutating func finish() throws(SQLiteError) -> TransactionRecord {
    var digests: [(relation: String, digest: String)] = []
    for (id, change) in changes.sorted(by: { $0.key < $1.key }) {
      let relation = store.relations[Int(id - 1)]
      let digest = DebateGraph.digest(of: [
        change.assertions.digest.hexadecimal(), try digest(of: change.retracted, in: relation),
        try digest(of: change.settled, in: relation),
      ])
      try connection.run(
        "insert into _change values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
          .integer(number), .integer(id), .integer(change.assertions.first),
          SQLValue(change.assertions.count), SQLValue(change.retracted.count),
          SQLValue(change.settled.count), SQLValue(change.moved), .text(digest),
        ])
      digests.append((relation.name, digest))
      record.asserted += change.assertions.count - change.moved
      record.retracted += change.retracted.count - change.moved
    }
    imports.sort { $0.path < $1.path }
    let declared = store.relations.filter { $0.since == number }.map(\.layoutDigest)
    let digest = record.digest(
      after: previousDigest, imports: imports, declared: declared, changes: digests)
    try connection.run(
      "update _transaction set digest = ? where id = ?", [.text(digest), .integer(number)])
    record.digest = digest
    return record
  }

  private func digest(
    of rows: [Int64: [SQLValue]], in relation: StoredRelation
  ) throws(SQLiteError) -> String {
    var digest = ChangeDigest(of: relation, store.values)
    for (_, cells) in rows.sorted(by: { $0.key < $1.key }) { try digest.add(cells) }
    return digest.hexadecimal()
  }

  private mutating func prepare(_ relation: StoredRelation) {
    if changes[relation.id] != nil { return }
    changes[relation.id] = Change(
      assertions: Assertions(digest: ChangeDigest(of: relation, store.values)))
  }
}
