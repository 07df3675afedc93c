import Relations

/// The given facts (EDB) of each predicate: a relation, and where each row was stated.
struct Store {
  private var given: [PredicateID: Given] = [:]

  private struct Given {
    let relation: Relation
    /// Where each row was stated first.
    var origins: [TextRange] = []
    /// Row numbers by the values of the key; empty where the predicate has none.
    var byKey: [[ValueID]: Int] = [:]

    /// Enters all rows' keys anew.
    mutating func numberKeys(of predicate: Predicate) {
      let columns = relation.columns
      let keys = predicate.key.map { columns[$0] }
      byKey.reserveCapacity(relation.count)
      for row in 0..<relation.count { byKey[keys.map { $0[row] }] = row }
    }
  }

  /// The rows of a predicate, all of them stable.
  func relation(of predicate: PredicateID) -> Relation? { given[predicate]?.relation }

  func contains(_ row: [ValueID], in predicate: PredicateID) -> Bool {
    given[predicate]?.relation.contains(row) ?? false
  }

  /// Where a row was stated first.
  func origin(of row: [ValueID], in predicate: PredicateID) -> TextRange? {
    guard let number = given[predicate]?.relation.rowNumber(of: row) else { return nil }
    return given[predicate]?.origins[number]
  }

  /// The row with these values of the key, and where it was stated.
  func row(withKey key: [ValueID], in predicate: PredicateID) -> (row: [ValueID], at: TextRange)? {
    guard let given = given[predicate], let number = given.byKey[key] else { return nil }
    return (given.relation.columns.map { $0[number] }, given.origins[number])
  }

  /// Every row with the place where it was stated first, in order of arrival.
  func rows(of predicate: PredicateID) -> [(row: [ValueID], at: TextRange)] {
    guard let given = given[predicate] else { return [] }
    let columns = given.relation.columns
    return given.origins.enumerated().map { number, place in (columns.map { $0[number] }, place) }
  }

  /// The rows by column, and where each was stated first, in order of arrival.
  func columns(of predicate: PredicateID) -> (columns: [[ValueID]], places: [TextRange]) {
    guard let given = given[predicate] else { return ([], []) }
    return (given.relation.columns, given.origins)
  }

  /// The values of the key of every row, in no particular order.
  func keys(of predicate: PredicateID) -> [[ValueID]] {
    given[predicate].map { Array($0.byKey.keys) } ?? []
  }

  /// Adds rows, each with its place; those that are there already keep their first place. Returns how
  /// many were new.
  mutating func insert(
    _ rows: [[ValueID]], at places: [TextRange], into id: PredicateID, of predicate: Predicate
  ) -> Int {
    var given = given.removeValue(forKey: id) ?? Given(relation: Relation(width: predicate.arity))
    let before = given.relation.count
    for (row, place) in zip(rows, places)
    where given.relation.insert(Batch(columns: row.map { [$0] }, count: 1)) > 0 {
      if !predicate.key.isEmpty {
        given.byKey[predicate.key.map { row[$0] }] = given.origins.count
      }
      given.origins.append(place)
    }
    given.relation.settle()
    self.given[id] = given
    return given.relation.count - before
  }

  /// Adds many rows, all at one place, by column.
  mutating func insert(
    _ columns: [[ValueID]], count: Int, at place: TextRange, into id: PredicateID,
    of predicate: Predicate
  ) {
    var given = given.removeValue(forKey: id) ?? Given(relation: Relation(width: predicate.arity))
    for start in stride(from: 0, to: count, by: Batch.capacity) {
      let end = min(start + Batch.capacity, count)
      let batch = Batch(columns: columns.map { Array($0[start..<end]) }, count: end - start)
      let fresh = given.relation.insert(batch)
      given.origins.append(contentsOf: repeatElement(place, count: fresh))
    }
    given.relation.settle()
    if !predicate.key.isEmpty { given.numberKeys(of: predicate) }
    self.given[id] = given
  }

  /// Takes a row out; false where it is not there. Linear in the predicate's rows.
  mutating func remove(
    _ row: [ValueID], from id: PredicateID, of predicate: Predicate
  ) -> Bool {
    guard let old = given[id], let number = old.relation.rowNumber(of: row) else { return false }
    let others = (0..<old.relation.count).filter { $0 != number }
    given[id] = nil
    _ = insert(
      others.map { other in old.relation.columns.map { $0[other] } },
      at: others.map { old.origins[$0] }, into: id, of: predicate)
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
    let kept = zip(rows, isTaken).filter { !$1 }.map(\.0)
    given[id] = nil
    _ = insert(kept.map(\.row), at: kept.map(\.at), into: id, of: predicate)
    return zip(rows, isTaken).filter(\.1).map(\.0.row)
  }

  /// Takes many rows out; those that are not there are passed over. Linear in the predicate's rows.
  mutating func remove(
    _ rows: Set<[ValueID]>, from id: PredicateID, of predicate: Predicate
  ) {
    let kept = self.rows(of: id).filter { !rows.contains($0.row) }
    given[id] = nil
    if kept.isEmpty { return }
    _ = insert(kept.map(\.row), at: kept.map(\.at), into: id, of: predicate)
  }

  /// Drops what is given of the predicates numbered from `count` on.
  mutating func forgetPredicates(from count: Int) {
    given = given.filter { $0.key.number < count }
  }
}
