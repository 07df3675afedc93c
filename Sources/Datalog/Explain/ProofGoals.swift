import Relations

/// Numbers for the goals of a search: rows of predicates, or (without a predicate) of the query itself.
struct ProofGoals {
  private struct Known {
    var rows: RowNumbers
    /// By number of the row.
    var goals: [Int] = []
  }

  private var known: [PredicateID?: Known] = [:]
  private var places: [(predicate: PredicateID?, row: Int)] = []

  var count: Int { places.count }

  /// Those that goals are rows of.
  var predicates: Set<PredicateID> { Set(known.keys.compactMap(\.self)) }

  /// The goals of each predicate.
  var byPredicate: [[Int]] { known.values.map(\.goals) }

  func predicate(of goal: Int) -> PredicateID? { places[goal].predicate }

  /// For each row of the batch the goal whose row is made of `operands`; new ones get the next numbers.
  mutating func numbers(
    adding operands: [Operand], of batch: borrowing Batch, _ predicate: PredicateID?
  ) -> [Int] {
    var known =
      self.known.removeValue(forKey: predicate) ?? Known(rows: RowNumbers(width: operands.count))
    let rows = known.rows.numbers(adding: operands, of: batch)
    for row in known.goals.count..<known.rows.count {
      known.goals.append(places.count)
      places.append((predicate, row))
    }
    let goals = rows.map { known.goals[$0] }
    self.known[predicate] = known
    return goals
  }

  /// The rows of goals of one predicate.
  func rows(of goals: some Collection<Int>) -> Batch {
    guard let first = goals.first, let known = known[places[first].predicate] else {
      return Batch(columns: [], count: 0)
    }
    let columns = known.rows.columns.map { column in goals.map { column[places[$0].row] } }
    return Batch(columns: columns, count: goals.count)
  }
}
