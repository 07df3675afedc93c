import Relations

/// What derived predicates have gained and lost while somebody looks.
struct Observation {
  private(set) var changes: [PredicateID: RowChange] = [:]
  /// Relations that were forgotten, as they were then.
  private var forgotten: [PredicateID: Relation] = [:]
  /// Whether every change was seen.
  var isWhole = true

  mutating func add(_ change: RowChange, of predicate: PredicateID) {
    let known = changes[predicate] ?? RowChange(width: change.gained.width)
    known.add(change)
    changes[predicate] = known
  }

  mutating func forget(_ predicate: PredicateID, _ relation: Relation) {
    forgotten[predicate] = relation
  }

  /// A predicate was computed anew.
  mutating func finish(_ predicate: PredicateID, _ relation: Relation) {
    guard let old = forgotten.removeValue(forKey: predicate) else { return }
    add(RowChange(from: old, to: relation), of: predicate)
  }
}
