import Relations

/// The given facts (EDB) of each predicate: a relation, and where each row was stated.
struct Store {
  private var given: [PredicateID: Given] = [:]

  private struct Given {
    let relation: Relation
    /// Where each row was stated first.
    var places = RowPlaces()
    /// Of all rows, where the predicate has a key.
    var index = KeyIndex()
  }

  /// The rows of a predicate, all of them stable.
  func relation(of predicate: PredicateID) -> Relation? { given[predicate]?.relation }

  func contains(_ row: [ValueID], in predicate: PredicateID) -> Bool {
    given[predicate]?.relation.contains(row) ?? false
  }

  /// Where a row was stated first.
  func origin(of row: [ValueID], in predicate: PredicateID) -> TextRange? {
    guard let number = given[predicate]?.relation.rowNumber(of: row) else { return nil }
    return given[predicate]?.places[number]
  }

  /// The rows of a predicate, to be found by their keys.
  func keyedRows(of predicate: PredicateID) -> KeyedRows? {
    given[predicate].map {
      KeyedRows(columns: $0.relation.columns, places: $0.places, index: $0.index)
    }
  }

  /// Every row with the place where it was stated first, in order of arrival.
  func rows(of predicate: PredicateID) -> [(row: [ValueID], at: TextRange)] {
    guard let given = given[predicate] else { return [] }
    let columns = given.relation.columns
    return (0..<given.places.count).map { number in
      (columns.map { $0[number] }, given.places[number])
    }
  }

  /// The rows by column, and where each was stated first, in order of arrival.
  func columns(of predicate: PredicateID) -> (columns: [[ValueID]], places: [TextRange]) {
    guard let given = given[predicate] else { return ([], []) }
    return (given.relation.columns, (0..<given.places.count).map { given.places[$0] })
  }

  /// Adds rows; those that are there already keep their first place. Returns how many were new.
  ///
  /// - Parameter interruption: where it is requested, the rest is not added.
  mutating func insert(
    _ rows: ProposedRows, of predicate: Predicate, _ interruption: Interruption? = nil
  ) -> Int {
    var given =
      given.removeValue(forKey: rows.predicate) ?? Given(relation: Relation(width: predicate.arity))
    let before = given.relation.count
    for start in stride(from: 0, to: rows.count, by: Batch.capacity) {
      if interruption?.isRequested ?? false { break }
      let range = start..<min(start + Batch.capacity, rows.count)
      let known = given.relation.count
      let fresh = given.relation.insert(rows.batch(range))
      if fresh == range.count {
        given.places.append(range, of: rows.places)
      } else if fresh > 0 {
        let columns = given.relation.columns
        rows.forEachNewRow(of: range, in: columns, known..<known + fresh) { number in
          given.places.append(rows.places[number])
        }
      }
    }
    given.relation.settle()
    given.index.extend(over: given.relation.columns, key: predicate.key)
    self.given[rows.predicate] = given
    return given.relation.count - before
  }

  /// Takes a row out; false where it is not there. Linear in the predicate's rows.
  mutating func remove(
    _ row: [ValueID], from id: PredicateID, of predicate: Predicate
  ) -> Bool {
    guard let number = given[id]?.relation.rowNumber(of: row) else { return false }
    var others = rows(of: id)
    others.remove(at: number)
    replace(id, of: predicate, by: others)
    return true
  }

  /// Takes out the rows for which `isLate`, and returns them. The relation they were in stays as it is
  /// for stores that share it. Linear in the predicate's rows.
  mutating func takeOut(
    of id: PredicateID, _ predicate: Predicate, where isLate: ([ValueID]) -> Bool
  ) -> [[ValueID]] {
    let rows = rows(of: id)
    let isTaken = rows.map { isLate($0.row) }
    guard isTaken.contains(true) else { return [] }
    replace(id, of: predicate, by: zip(rows, isTaken).filter { !$1 }.map(\.0))
    return zip(rows, isTaken).filter(\.1).map(\.0.row)
  }

  /// Takes out all rows but the first ones. Linear in these.
  mutating func keep(first count: Int, of id: PredicateID, _ predicate: Predicate) {
    replace(id, of: predicate, by: count > 0 ? Array(rows(of: id).prefix(count)) : [])
  }

  /// Takes many rows out; those that are not there are passed over. Linear in the predicate's rows.
  mutating func remove(
    _ rows: Set<[ValueID]>, from id: PredicateID, of predicate: Predicate
  ) {
    replace(id, of: predicate, by: self.rows(of: id).filter { !rows.contains($0.row) })
  }

  /// Adds a row, unless it is there.
  mutating func insert(
    _ row: [ValueID], at place: TextRange, into id: PredicateID, of predicate: Predicate
  ) {
    var rows = ProposedRows(of: id, arity: predicate.arity)
    rows.append(row, at: place)
    _ = insert(rows, of: predicate)
  }

  /// Gives a predicate other rows, in a relation of their own.
  private mutating func replace(
    _ id: PredicateID, of predicate: Predicate, by rows: [(row: [ValueID], at: TextRange)]
  ) {
    given[id] = nil
    if rows.isEmpty { return }
    var proposed = ProposedRows(of: id, arity: predicate.arity)
    for (row, place) in rows { proposed.append(row, at: place) }
    _ = insert(proposed, of: predicate)
  }

  /// Drops what is given of the predicates numbered from `count` on.
  mutating func forgetPredicates(from count: Int) {
    given = given.filter { $0.key.number < count }
  }
}
