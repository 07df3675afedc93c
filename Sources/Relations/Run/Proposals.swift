/// Proposes the rows that a plan derives to its target.
struct Proposals: BatchSink {
  private let head: [Operand]
  private let target: Relation
  private let isDistinct: Bool
  /// Whether rows are kept for good, and so have to be paid for.
  private let isPaid: Bool
  /// What was passed on so far, where columns are passed on.
  private var passed: PassedRows?
  private let passing: Passing?

  /// - Parameters:
  ///   - isDistinct: whether the rows are known to be distinct and not in the target yet.
  ///   - isPaid: no for what an aggregate forgets again, batch by batch.
  init(
    _ head: [Operand], to target: Relation, isDistinct: Bool, isPaid: Bool,
    passing: Passing? = nil
  ) {
    self.passing = passing
    passed = passing.map(PassedRows.init)
    self.head = head
    self.target = target
    self.isDistinct = isDistinct
    self.isPaid = isPaid
  }

  mutating func take(_ batch: borrowing Batch, _ budget: Budget) throws(RunError) {
    if passed != nil {
      passed!.append(head, of: batch)
      return try budget.spend(rows: batch.count, on: target)
    }
    let columns = head.map { operand in
      switch operand {
      case .column(let column): batch.columns[column]
      case .constant(let value): [ValueID](repeating: value, count: batch.count)
      }
    }
    let rows = Batch(columns: columns, count: batch.count)
    var new = rows.count
    if isDistinct { target.append(rows) } else { new = target.insert(rows) }
    if isPaid { try budget.spend(rows: new, on: target) }
  }

  mutating func take(
    setsFoundBy join: Join, kept: [Int], beside batch: borrowing Batch, _ budget: Budget
  ) throws(RunError) -> Int? {
    guard let first = first(besideSetsOf: join, kept), let pairs = target.rows as? PairRows else {
      return nil
    }
    var derived = 0
    for start in stride(from: 0, to: batch.count, by: Proposals.setsAtATime) {
      let rows = start..<min(start + Proposals.setsAtATime, batch.count)
      let taken = pairs.unite(rows, of: batch, first, with: join)
      derived += taken.derived
      if taken.new > 0 { target.key = nil }
      if isPaid { try budget.spend(rows: taken.new, on: target) }
      if taken.derived > Batch.capacity { try budget.poll() }
    }
    return derived
  }

  /// How many sets may be gone through before somebody is heeded who wants to stop.
  private static let setsAtATime = 64

  /// Where a batch has the first value of the pairs whose second one a join finds; nil where the join makes
  /// other rows, or lends no sets.
  private func first(besideSetsOf join: Join, _ kept: [Int]) -> Operand? {
    guard head.count == 2, join.equalColumns.isEmpty,
      join.outputs == join.key.map({ 1 - $0 }), head[1] == .column(kept.count),
      join.relation.rows.lendsSets(by: join.key, in: join.view)
    else { return nil }
    switch head[0] {
    case .column(let column): return column < kept.count ? .column(kept[column]) : nil
    case .constant: return head[0]
    }
  }

  /// Called behind the last batch.
  mutating func end() {
    guard let rows = passed.take()?.rows() else { return }
    target.append(rows)
    passed = passing.map(PassedRows.init)
  }
}
