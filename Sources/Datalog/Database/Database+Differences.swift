import Relations

/// What a change made of the rows of one predicate.
public struct RowDifference {
  public let predicate: PredicateID
  /// Sorted by value, like answers.
  public let appeared: [[Value]]
  public let vanished: [[Value]]
}

extension Database {
  /// Makes a change, whatever happens before or after, and tells the derived rows that appeared and
  /// vanished by it, for each predicate that has any, in the order given.
  ///
  /// What the change touches is brought up to date, and no more than that; before, whatever of the
  /// predicates is not there yet is computed as a whole.
  ///
  /// - Parameters:
  ///   - seconds: what computing one predicate may take, and following the change up.
  /// - Throws: an interruption, and what keeps a predicate from being computed.
  /// - Returns: nil where not every change could be followed.
  public func differences(
    of predicates: [PredicateID], within seconds: Double, after change: () -> Void
  ) throws(EvaluationError) -> [RowDifference]? {
    let before = Result { () throws(EvaluationError) in try finish(predicates, within: seconds) }
    evaluator.observation = Observation()
    defer { evaluator.observation = nil }
    change()
    try before.get()
    try finish(predicates, within: seconds)
    guard let observation = evaluator.observation, observation.isWhole else { return nil }
    var differences: [RowDifference] = []
    for predicate in predicates {
      guard let change = observation.changes[predicate], !change.isEmpty else { continue }
      guard let appeared = try sortedRows(of: change.gained),
        let vanished = try sortedRows(of: change.lost)
      else { return nil }
      differences.append(
        RowDifference(predicate: predicate, appeared: appeared, vanished: vanished))
    }
    return differences
  }

  /// Each that is not there yet within so many seconds, and then the others.
  private func finish(
    _ predicates: [PredicateID], within seconds: Double
  ) throws(EvaluationError) {
    let usual = limits.seconds
    defer { limits.seconds = usual }
    limits.seconds = min(seconds, usual ?? seconds)
    for predicate in predicates where evaluator.finished[predicate] == nil {
      try finish([predicate], with: context())
    }
    try finish(Set(predicates), with: context())
  }

  /// Nil where that takes too long.
  private func sortedRows(of relation: Relation) throws(EvaluationError) -> [[Value]]? {
    if relation.count == 0 { return [] }
    let columns = relation.columns
    do {
      let order = try interner.sortedRows(of: relation, context().budget)
      return order.map { row in columns.map { interner[$0[row]] } }
    } catch {
      if case .interrupted = error { throw .interrupted }
      return nil
    }
  }
}
