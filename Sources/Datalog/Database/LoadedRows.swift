import Relations

/// Facts that a loading has added, without their places: what it takes to take them back, at four bytes
/// for each value.
public struct LoadedRows: Sendable {
  fileprivate let rows: [(predicate: PredicateID, batch: Batch)]

  public var count: Int { rows.reduce(0) { $0 + $1.batch.count } }
  public var predicates: Set<PredicateID> { Set(rows.map(\.predicate)) }
}

extension Database {
  /// The facts of a loading that were not there before it and stand elsewhere than in `text`.
  ///
  /// - Precondition: nothing was stated or taken back since.
  public func rowsAdded(by loading: Loading, besides text: InputText?) -> LoadedRows {
    let rows = loading.rowsAdded.map { predicate, numbers in
      let batch = store.batch(of: predicate, numbers)
      guard let text else { return (predicate, batch) }
      let places = store.places(of: predicate, numbers)
      return (predicate, batch.filtered(by: places.map { texts[$0.input] !== text }))
    }
    return LoadedRows(rows: rows.filter { $0.1.count > 0 })
  }

  /// The facts of a loading that were not there before it, in order of place.
  ///
  /// - Parameter text: that they stand in; nil for any.
  /// - Precondition: nothing was stated or taken back since.
  public func added(by loading: Loading, in text: InputText? = nil) -> [CheckedFact] {
    let facts = loading.rowsAdded.flatMap { predicate, numbers in
      let places = store.places(of: predicate, numbers)
      let own = zip(numbers, places).filter { text == nil || texts[$1.input] === text }.map(\.0)
      return checked(store.rows(of: predicate, numbered: own), of: predicate)
    }
    return facts.sorted { $0.range.isBefore($1.range) }
  }

  /// Takes back what is still there of it.
  func remove(_ loaded: LoadedRows) {
    for (predicate, batch) in loaded.rows { remove(batch, of: predicate) }
  }
}
