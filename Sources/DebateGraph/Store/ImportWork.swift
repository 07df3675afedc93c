import Datalog
import SQLite

/// The comparison of what files state with what a store knows. Linear in both, with some fifty bytes
/// for each fact that the files state.
struct ImportWork {
  /// From so many new rows on, an index is faster made anew than kept.
  private static let many = 50_000

  private let store: GraphStore
  private let database: Database
  /// The number of the file that is a text of the database, by the text's number; nil for other texts.
  private var sources: [Int64?] = []
  private var numbers: ImportedNumbers

  init(
    _ store: GraphStore, _ database: Database, _ files: [ImportedFile]
  ) throws(SQLiteError) {
    self.store = store
    self.database = database
    numbers = try ImportedNumbers(of: database, in: store.connection)
    let paths = Dictionary(files.map { ($0.name, $0.path) }) { first, _ in first }
    for (_, text) in database.texts.all {
      sources.append(try paths[text.name].map(store.sourceGiven(to:)))
    }
  }

  private var catalog: Catalog { database.catalog }

  mutating func run(in draft: inout TransactionDraft) throws(SQLiteError) -> StoreError? {
    for number in catalog.predicates.indices {
      if let refusal = try take(PredicateID(number), in: &draft) { return refusal }
    }
    // Of predicates that are gone altogether.
    for relation in store.relations where catalog.predicate(named: relation.name) == nil {
      try dropAll(of: relation, in: &draft)
    }
    return nil
  }

  private mutating func take(
    _ id: PredicateID, in draft: inout TransactionDraft
  ) throws(SQLiteError) -> StoreError? {
    let stated = database.stated(of: id)
    let older = store.relations.filter { $0.name == catalog[id].name }
    if older.isEmpty, !stated.places.contains(where: { source(of: $0) != nil }) { return nil }
    let relation = try store.relationGiven(to: catalog[id], in: catalog, since: draft.number)
    let difference = try difference(of: stated, from: relation)
    for place in difference.gone { try draft.drop(place) }
    for place in difference.settled { try draft.settle(place) }
    for old in older where old.id != relation.id { try dropAll(of: old, in: &draft) }
    for (place, source) in difference.moved { try draft.move(place, to: source) }
    return try assert(difference.new, of: stated, in: relation, &draft)
  }

  private func source(of place: TextRange) -> Int64? { sources[Int(place.input.number)] }

  /// What the files state of the relation no longer.
  private func dropAll(
    of relation: StoredRelation, in draft: inout TransactionDraft
  ) throws(SQLiteError) {
    var places: [StoredPlace] = []
    try store.places(in: relation, where: "_until is null and _source is not null") {
      row throws(SQLiteError) in
      places.append(try StoredPlace(row, of: relation))
    }
    for place in places { try draft.drop(place) }
  }
}

// MARK: - What has changed

extension ImportWork {
  /// Of one predicate.
  private struct Difference {
    /// Rows of the database, in order.
    var new: [Int] = []
    /// Facts that another file states now.
    var moved: [(StoredPlace, Int64)] = []
    /// Facts that no file states any more.
    var gone: [StoredPlace] = []
    /// Facts that were taken back at the prompt, and that no file states any more.
    var settled: [StoredPlace] = []
  }

  private func difference(
    of stated: StatedFacts, from relation: StoredRelation
  ) throws(SQLiteError) -> Difference {
    var difference = Difference()
    var isNew = stated.places.map { source(of: $0) != nil }
    if try !store.isEmpty(relation) {
      let index = StatedIndex(of: stated)
      /// The row of the fact that is stored, where a file states it.
      func row(of fact: borrowing SQLRow) throws(SQLiteError) -> Int? {
        guard let values = try numbers.values(of: fact, in: relation, database),
          let row = index.row(of: values), source(of: stated.places[row]) != nil
        else { return nil }
        isNew[row] = false
        return row
      }
      try store.places(in: relation, where: "_until is null") { fact throws(SQLiteError) in
        let old = try StoredPlace.source(in: fact, of: relation)
        if let row = try row(of: fact) {
          let new = source(of: stated.places[row])!
          if old != new { difference.moved.append((try StoredPlace(fact, of: relation), new)) }
        } else if old != nil {
          difference.gone.append(try StoredPlace(fact, of: relation))
        }
      }
      try store.places(in: relation, where: StoredRelation.isWithdrawn) {
        fact throws(SQLiteError) in
        if try row(of: fact) == nil {
          difference.settled.append(try StoredPlace(fact, of: relation))
        }
      }
    }
    difference.new = isNew.indices.filter { isNew[$0] }
    return difference
  }
}

// MARK: - What is new

extension ImportWork {
  private mutating func assert(
    _ rows: [Int], of stated: StatedFacts, in relation: StoredRelation,
    _ draft: inout TransactionDraft
  ) throws(SQLiteError) -> StoreError? {
    if rows.isEmpty { return nil }
    try numbers.give(toValuesOf: rows, of: stated, in: relation, database, store.connection)
    let isMany = rows.count > Self.many
    if isMany { try store.connection.run("drop index \(quotedIdentifier(relation.liveIndex))") }
    var row = 0
    do throws(SQLiteError) {
      try draft.assertAll(in: relation) { (insertion, assertions) throws(SQLiteError) in
        for number in rows {
          row = number
          try write(number, of: stated, relation, insertion, &assertions)
        }
      }
      if isMany { try store.connection.run(relation.liveIndexSQL) }
    } catch {
      guard error.kind == .constraint else { throw error }
      let fact = isMany ? nil : stated.columns.map { database[$0[row]] }
      return .keyTaken(in: relation.name, by: fact)
    }
    return nil
  }

  private func write(
    _ row: Int, of stated: StatedFacts, _ relation: StoredRelation,
    _ insertion: borrowing PreparedSQL, _ assertions: inout TransactionDraft.Assertions
  ) throws(SQLiteError) {
    for place in relation.columns.indices {
      let number = stated.columns[place][row]
      let value = database[number]
      switch (value, relation.columns[place].storage) {
      case (_, .value): try insertion.bind(numbers[number], at: place)
      case (.int(let integer), .integer): try insertion.bind(integer, at: place)
      case (.decimal(let decimal), .decimal): try insertion.bind(decimal, at: place)
      default: preconditionFailure("\(value) does not fit column \(place) of '\(relation.name)'")
      }
      assertions.digest.add(value)
    }
    let source = source(of: stated.places[row])!
    try insertion.bind(source, at: relation.columns.count + 1)
    assertions.digest.add(source: try store.path(ofSource: source))
    try insertion.runBound()
    assertions.count += 1
  }
}

extension StoreError {
  /// - Parameter fact: one of those with the key, where it is known which.
  fileprivate static func keyTaken(in predicate: String, by fact: [Value]?) -> StoreError {
    let told = fact.map { "'\(StoredFact(predicate, $0))'" } ?? "a fact of '\(predicate)'"
    return StoreError(
      .contradiction,
      "a file states \(told), but another fact with its key was asserted at the prompt",
      help: "retract one of the two")
  }
}
