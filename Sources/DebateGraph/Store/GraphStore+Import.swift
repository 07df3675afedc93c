public import Datalog
import SQLite

/// A file of the graph as it was read.
public struct ImportedFile: Sendable {
  /// As diagnostics name it, which depends on where the program was called.
  public let name: String
  /// From the folder that holds the graph's: what the store calls it.
  public let path: String
  private let bytes: [UInt8]
  var sha256: String { SHA256(of: bytes).hexadecimal }

  public init(path: String, name: String? = nil, bytes: [UInt8]) {
    self.path = path
    self.name = name ?? path
    self.bytes = bytes
  }

  /// All texts that a database has read.
  ///
  /// - Parameter path: what the store calls a text, by its name.
  public static func all(
    in database: Database, path: (String) -> String = { $0 }
  ) -> [ImportedFile] {
    database.texts.all.map { _, text in
      ImportedFile(path: path(text.name), name: text.name, bytes: text.bytes)
    }
  }
}

extension GraphStore {
  /// The files that are not as they were when they were imported last, and those that are gone.
  public func changedFiles(among files: [ImportedFile]) throws(StoreError) -> [String] {
    try reading { () throws(SQLiteError) in try self.unlike(files).map(\.path).sorted() }
  }

  /// Records as one transaction what the files state and the store does not know yet, and what they
  /// state no longer; what was asserted at the prompt and stands in a file now is the file's.
  ///
  /// What was taken back at the prompt stays so while its file goes on stating it.
  ///
  /// - Parameter database: has the files' facts, at places in texts that bear the files' names.
  /// - Returns: nil where nothing has changed.
  public func importFacts(
    of database: Database, in files: [ImportedFile], by attribution: Attribution
  ) throws(StoreError) -> TransactionRecord? {
    try inBulk { () throws(StoreError) in
      try recordChecked { () throws(SQLiteError) in
        let unlike = try self.unlike(files)
        if unlike.isEmpty { return .unchanged }
        var draft = try TransactionDraft(self, .import, attribution)
        for file in unlike { try draft.note(fileRead: file.path, sha256: file.sha256) }
        var work = try ImportWork(self, database, files)
        if let refusal = try work.run(in: &draft) { return .refused(refusal) }
        return .recorded(try draft.finish())
      }
    }
  }

  /// The same, whatever others record meanwhile: what the files state does not depend on it.
  public func importNewest(
    of database: Database, in files: [ImportedFile], by attribution: Attribution
  ) throws(StoreError) -> TransactionRecord? {
    while true {
      _ = try takeIn()
      do throws(StoreError) {
        return try importFacts(of: database, in: files, by: attribution)
      } catch {
        guard error.kind == .overtaken, !isInterrupted() else { throw error }
      }
    }
  }

  /// Files that differ from the last import, with their digests; nil for those that are gone.
  private func unlike(
    _ files: [ImportedFile]
  ) throws(SQLiteError) -> [(path: String, sha256: String?)] {
    var known: [String: String] = [:]
    let sql = """
      select path, sha256 from _import i join _source s on s.id = i.source
      order by "transaction"
      """
    try connection.rows(sql) { row throws(SQLiteError) in
      known[try row.text(0)] = row.isNull(1) ? nil : try row.text(1)
    }
    var unlike: [(path: String, sha256: String?)] = []
    for file in files {
      let digest = file.sha256
      if known.removeValue(forKey: file.path) != digest { unlike.append((file.path, digest)) }
    }
    return unlike + known.keys.sorted().map { ($0, nil) }
  }

  /// Without looking each reference up, which whoever writes them has just made.
  func inBulk<Result>(
    _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try asking { () throws(SQLiteError) in try connection.run("pragma foreign_keys = off") }
    defer { try? connection.run("pragma foreign_keys = on") }
    return try body()
  }
}

/// The comparison of what files state with what a store knows.
private struct ImportWork {
  /// From so many new rows on, an index is faster made anew than kept.
  private static let many = 50_000

  private let store: GraphStore
  private let database: Database
  /// By the texts that a row can stand in: the number of the file.
  private var sources: [InputID: Int64] = [:]
  private var numbers: [ValueNumber: Int64] = [:]

  init(
    _ store: GraphStore, _ database: Database, _ files: [ImportedFile]
  ) throws(SQLiteError) {
    self.store = store
    self.database = database
    try store.values.readAll()
    let paths = Dictionary(files.map { ($0.name, $0.path) }) { first, _ in first }
    for (id, text) in database.texts.all {
      if let path = paths[text.name] { sources[id] = try store.sourceGiven(to: path) }
    }
  }

  private var catalog: Catalog { database.catalog }

  mutating func run(in draft: inout TransactionDraft) throws(SQLiteError) -> StoreError? {
    for number in catalog.predicates.indices {
      if let refusal = try take(PredicateID(number), in: &draft) { return refusal }
    }
    // Of predicates that are gone altogether.
    for relation in store.relations where catalog.predicate(named: relation.name) == nil {
      for (_, place) in try known(of: relation) where place.source != nil {
        try draft.drop(place)
      }
    }
    return nil
  }

  private mutating func take(
    _ id: PredicateID, in draft: inout TransactionDraft
  ) throws(SQLiteError) -> StoreError? {
    let stated = database.stated(of: id)
    let rows = stated.places.indices.filter { sources[stated.places[$0].input] != nil }
    let older = store.relations.filter { $0.name == catalog[id].name }
    if rows.isEmpty, older.isEmpty { return nil }
    let relation = try store.relationGiven(
      to: catalog[id], in: catalog, since: draft.number)
    var known = try self.known(of: relation)
    var withdrawn = try self.withdrawn(of: relation)
    var (new, moved): ([Int], [(StoredPlace, Int64)]) = ([], [])
    if known.isEmpty, withdrawn.isEmpty {
      new = rows
    } else {
      for row in rows {
        let cells = try cells(of: stated, row, in: relation)
        let source = sources[stated.places[row].input]!
        if let place = known.removeValue(forKey: cells) {
          if place.source != source { moved.append((place, source)) }
        } else if withdrawn.removeValue(forKey: cells) == nil {
          new.append(row)
        }
      }
    }
    for place in inOrder(known.values) where place.source != nil { try draft.drop(place) }
    for place in inOrder(withdrawn.values) { try draft.settle(place) }
    for old in older where old.id != relation.id {
      for place in inOrder(try self.known(of: old).values) where place.source != nil {
        try draft.drop(place)
      }
    }
    for (place, source) in moved { try draft.move(place, to: source) }
    return try assert(new, of: stated, in: relation, &draft)
  }

  private mutating func assert(
    _ rows: [Int], of stated: StatedFacts, in relation: StoredRelation,
    _ draft: inout TransactionDraft
  ) throws(SQLiteError) -> StoreError? {
    let isMany = rows.count > Self.many
    if isMany { try store.connection.run("drop index \(quotedIdentifier(relation.liveIndex))") }
    for row in rows {
      let cells = try cells(of: stated, row, in: relation)
      do throws(SQLiteError) {
        try draft.assert(cells, in: relation, source: sources[stated.places[row].input]!)
      } catch {
        guard error.kind == .constraint else { throw error }
        let fact = StoredFact(relation.name, try store.values.values(of: cells, in: relation))
        return .keyTaken(by: fact)
      }
    }
    if isMany { try store.connection.run(relation.liveIndexSQL) }
    return nil
  }

  private func inOrder(_ places: some Sequence<StoredPlace>) -> [StoredPlace] {
    places.sorted { $0.row < $1.row }
  }

  private mutating func cells(
    of stated: StatedFacts, _ row: Int, in relation: StoredRelation
  ) throws(SQLiteError) -> [SQLValue] {
    var cells: [SQLValue] = []
    cells.reserveCapacity(relation.columns.count + 2)
    for (column, kind) in zip(stated.columns, relation.columns) {
      let number = column[row]
      if kind.storage == .value, let known = numbers[number] {
        cells.append(.integer(known))
      } else {
        cells.append(try cell(of: number, in: kind, of: relation))
      }
    }
    return cells
  }

  private mutating func cell(
    of number: ValueNumber, in column: StoredRelation.Column, of relation: StoredRelation
  ) throws(SQLiteError) -> SQLValue {
    let value = database[number]
    if column.storage == .value {
      let stored = try store.values.numberGiven(to: value)
      numbers[number] = stored
      return .integer(stored)
    }
    guard let cell = try store.values.cell(of: value, in: column) else {
      preconditionFailure("\(value) does not fit column '\(column.name)' of '\(relation.name)'")
    }
    return cell
  }

  /// The rows that are held to be true, by their cells.
  private func known(of relation: StoredRelation) throws(SQLiteError) -> [[SQLValue]: StoredPlace] {
    try store.places(in: relation, where: "_until is null")
  }

  private func withdrawn(
    of relation: StoredRelation
  ) throws(SQLiteError) -> [[SQLValue]: StoredPlace] {
    try store.places(in: relation, where: StoredRelation.isWithdrawn)
  }
}

extension StoreError {
  fileprivate static func keyTaken(by fact: StoredFact) -> StoreError {
    StoreError(
      .contradiction,
      "a file states '\(fact)', but another fact with its key was asserted at the prompt",
      help: "retract one of the two")
  }
}
