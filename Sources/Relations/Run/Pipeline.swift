/// Runs a rule's plan, round after round, or change after change.
public struct Pipeline {
  private var flow: Flow<Proposals>

  public init(_ plan: Plan) {
    flow = Flow(
      plan.steps,
      into: Proposals(plan.head, to: plan.target, isDistinct: plan.isDistinct, isPaid: true))
  }

  /// Proposes every row that the plan derives to its target.
  public mutating func run(
    from seed: Batch = .unit, within budget: Budget
  ) throws(RunError) {
    try flow.run(from: seed, within: budget)
  }
}
