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

  /// Called behind the last batch.
  mutating func end() {
    guard let rows = passed.take()?.rows() else { return }
    target.append(rows)
    passed = passing.map(PassedRows.init)
  }
}
