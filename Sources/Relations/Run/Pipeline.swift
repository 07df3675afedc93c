/// Runs a rule's plan, round after round, or change after change.
public struct Pipeline {
  private var flow: Flow<Proposals>
  private let target: Relation
  private let key: [Int]?

  public init(_ plan: Plan) {
    flow = Flow(
      plan.steps,
      into: Proposals(
        plan.head, to: plan.target, isDistinct: plan.isDistinct, isPaid: true,
        passing: plan.passing))
    (target, key) = (plan.target, plan.key)
  }

  /// Proposes what the plan derives from rows of one column.
  public mutating func run(
    fromEachOf values: [ValueID], within budget: Budget
  ) throws(RunError) {
    for start in stride(from: 0, to: values.count, by: Batch.capacity) {
      let part = Array(values[start..<min(start + Batch.capacity, values.count)])
      try run(from: Batch(columns: [part], count: part.count), within: budget)
    }
  }

  /// Proposes every row that the plan derives to its target.
  public mutating func run(
    from seed: Batch = .unit, within budget: Budget
  ) throws(RunError) {
    try flow.run(from: seed, within: budget)
    flow.sink.end()
    if let key { target.key = key }
  }
}
