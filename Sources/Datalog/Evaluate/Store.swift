import Relations

/// The given facts (EDB) of each predicate: a relation, and where each row was stated.
struct Store {
  private var given: [PredicateID: Given] = [:]

  private struct Given {
    let relation: Relation
    /// Where each row was stated first, by row number.
    var places = RowPlaces()
    /// Of all rows, where the predicate has a key; of rows taken out, too.
    var index = KeyIndex()

    /// The numbers of the rows that are there, in order of arrival.
    var numbers: [Int] {
      let vacant = relation.numbered.vacant
      return vacant.isEmpty
        ? Array(0..<places.count) : (0..<places.count).filter { !vacant.contains($0) }
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
    return given[predicate]?.places[number]
  }

  /// The rows of a predicate, to be found by their keys.
  func keyedRows(of predicate: PredicateID) -> KeyedRows? {
    given[predicate].map {
      let (columns, vacant) = $0.relation.numbered
      return KeyedRows(columns: columns, vacant: vacant, places: $0.places, index: $0.index)
    }
  }

  /// Every row with the place where it was stated first, in order of arrival.
  func rows(of predicate: PredicateID) -> [(row: [ValueID], at: TextRange)] {
    given[predicate].map { rows(of: predicate, numbered: $0.numbers) } ?? []
  }

  /// Some rows with the places where they were stated first.
  func rows(
    of predicate: PredicateID, numbered numbers: some Sequence<Int>
  ) -> [(row: [ValueID], at: TextRange)] {
    guard let given = given[predicate] else { return [] }
    let columns = given.relation.numbered.columns
    return numbers.map { number in (columns.map { $0[number] }, given.places[number]) }
  }

  /// The rows by column, and where each was stated first, in order of arrival.
  func columns(of predicate: PredicateID) -> (columns: [[ValueID]], places: [TextRange]) {
    guard let given = given[predicate] else { return ([], []) }
    return (given.relation.columns, given.numbers.map { given.places[$0] })
  }

  /// The rows of a range of numbers, all of which are there.
  func batch(of predicate: PredicateID, _ numbers: Range<Int>) -> Batch {
    let columns = given[predicate]?.relation.numbered.columns ?? []
    return Batch(columns: columns.map { Array($0[numbers]) }, count: numbers.count)
  }

  /// Where the rows of a range of numbers, all of which are there, were stated first.
  func places(of predicate: PredicateID, _ numbers: Range<Int>) -> [TextRange] {
    given[predicate].map { given in numbers.map { given.places[$0] } } ?? []
  }

  /// Adds rows; those that are there already keep their first place. Returns the numbers of the rows that
  /// were new.
  ///
  /// - Parameter interruption: where it is requested, the rest is not added.
  mutating func insert(
    _ rows: ProposedRows, of predicate: Predicate, _ interruption: Interruption? = nil
  ) -> Range<Int> {
    var given =
      given.removeValue(forKey: rows.predicate) ?? Given(relation: Relation(width: predicate.arity))
    let before = given.places.count
    for start in stride(from: 0, to: rows.count, by: Batch.capacity) {
      if interruption?.isRequested ?? false { break }
      let range = start..<min(start + Batch.capacity, rows.count)
      let known = given.places.count
      let fresh = given.relation.insert(rows.batch(range))
      if fresh == range.count {
        given.places.append(range, of: rows.places)
      } else if fresh > 0 {
        let columns = given.relation.numbered.columns
        rows.forEachNewRow(of: range, in: columns, known..<known + fresh) { number in
          given.places.append(rows.places[number])
        }
      }
    }
    given.relation.settle()
    given.relation.key = predicate.key.isEmpty ? nil : predicate.key
    given.index.extend(over: given.relation.numbered.columns, key: predicate.key)
    self.given[rows.predicate] = given
    return before..<given.places.count
  }

  /// Takes rows out; those that are not there are passed over. Returns those that were, once each.
  mutating func remove(
    _ rows: Batch, from id: PredicateID, of predicate: Predicate
  ) -> Batch {
    guard let given = given[id] else {
      return Batch(columns: Array(repeating: [], count: predicate.arity), count: 0)
    }
    let removed = rows.filtered(by: given.relation.remove(rows))
    if given.relation.numbered.vacant.count > 64 + given.relation.count {
      replace(id, of: predicate, by: self.rows(of: id))
    }
    return removed
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

  /// Takes out all rows but those with lower numbers. Linear in these.
  mutating func keep(before end: Int, of id: PredicateID, _ predicate: Predicate) {
    let numbers = given[id]?.numbers.prefix { $0 < end } ?? []
    replace(id, of: predicate, by: rows(of: id, numbered: numbers))
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
