import Relations

/// A rule with the delta at one of its literals, ready to run round after round, or change after change.
struct RuleVariant {
  let rule: Rule
  let views: [Int: Relation.View]
  private let delta: Relation?
  private var plan: PlanInUse
  /// For rounds in which the delta is better taken as sets, where the rule has such a plan.
  private var planBySets: PlanInUse?
  private let record: EvaluationRecord.Part?

  /// - Parameter bySets: a plan to be run from the first values of the delta.
  init(
    _ rule: Rule, _ plan: Plan, bySets: Plan? = nil, views: [Int: Relation.View] = [:],
    delta: Relation?, _ record: EvaluationRecord.Part? = nil
  ) {
    self.rule = rule
    self.views = views
    self.delta = delta
    self.record = record
    let literal = views.first { $0.value == .delta }.map { rule.body[$0.key] }
    self.plan = PlanInUse(plan, record?.adds(rule, plan, delta: literal))
    planBySets = bySets.map { PlanInUse($0, record?.adds(rule, $0, delta: literal)) }
  }

  var hasDelta: Bool { delta.map { $0.deltaCount > 0 } ?? true }

  /// Whether the plan was made for far fewer rows than there are now.
  var isOutgrown: Bool { plan.growth.isGreat }

  mutating func replace(plan: Plan, bySets: Plan?) {
    self = RuleVariant(rule, plan, bySets: bySets, views: views, delta: delta, record)
  }

  mutating func run(within budget: Budget) throws(RuleFailure) {
    do {
      if planBySets != nil, let firsts = delta?.prepareDeltaSets() {
        try planBySets!.run(fromEachOf: firsts, within: budget)
      } else {
        try plan.run(fromEachOf: nil, within: budget)
      }
    } catch {
      throw RuleFailure(.run(error), rule: rule)
    }
  }
}

/// A plan that is run again and again.
private struct PlanInUse {
  private var pipeline: Pipeline
  let growth: Growth
  private let recorded: PlanRun?

  init(_ plan: Plan, _ recorded: PlanRun?) {
    pipeline = Pipeline(plan)
    growth = Growth(of: plan.steps)
    self.recorded = recorded
  }

  /// - Parameter values: what the plan begins with; nil where it begins with nothing.
  mutating func run(fromEachOf values: [ValueID]?, within budget: Budget) throws(RunError) {
    recorded?.begins()
    if let values {
      try pipeline.run(fromEachOf: values, within: budget)
    } else {
      try pipeline.run(within: budget)
    }
    recorded?.ends()
  }
}
