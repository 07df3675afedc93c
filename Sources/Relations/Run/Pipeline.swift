/// Runs a rule's plan, round after round.
public struct Pipeline {
  private var flow: Flow<Proposals>

  public init(_ plan: Plan, budget: Budget) {
    flow = Flow(
      plan.steps, budget: budget,
      into: Proposals(plan.head, to: plan.target, isDistinct: plan.isDistinct, isPaid: true))
  }

  /// Proposes every row that the plan derives to its target.
  public mutating func run(from seed: Batch = .unit) throws(RunError) {
    try flow.run(from: seed)
  }
}
