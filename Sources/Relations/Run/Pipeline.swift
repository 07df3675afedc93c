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

  /// Proposes every row that the plan derives to its target.
  public mutating func run(
    from seed: Batch = .unit, within budget: Budget
  ) throws(RunError) {
    try flow.run(from: seed, within: budget)
    flow.sink.end()
    if let key { target.key = key }
  }
}
