import Relations

/// The least fixpoint of one stratum's rules, semi-naive: after the first round every rule is joined
/// with what the last round found, once for each recursive literal of its body.
///
/// With the delta at one recursive literal, those before it see the stable rows only and those behind
/// it all rows, so that no combination of rows is joined twice.
///
/// - SeeAlso: Abiteboul, Hull and Vianu, *Foundations of Databases*, 13.1.
struct Fixpoint {
  private let rules: [Rule]
  /// The relations this stratum fills, by predicate name.
  private let targets: [String: Relation]
  private let planner: Planner
  private let budget: Budget
  private let limits: Limits
  private let record: EvaluationRecord.Part?

  /// - Parameter isProjecting: whether rules are rewritten so that duplicates in the middle of a body are
  ///   gone early.
  init(
    rules: [Rule], targets: [String: Relation], planner: Planner, budget: Budget,
    limits: Limits, record: EvaluationRecord.Part? = nil, isProjecting: Bool = true
  ) {
    var projection = EarlyProjection(
      recursive: Set(targets.keys), relation: { targets[$0] ?? planner.relation($0) })
    let projected = isProjecting ? rules.map { projection.apply(to: $0) } : rules
    var targets = targets
    for (rule, name) in projection.auxiliaries {
      let width = rule.head.arguments.count
      targets[name] = Relation(width: width, recursive: true)
    }
    self.rules = projection.auxiliaries.map(\.rule) + projected
    self.targets = targets
    self.planner = Planner(
      interner: planner.interner, relation: { [targets] in targets[$0] ?? planner.relation($0) },
      takesNotes: planner.takesNotes)
    self.budget = budget
    self.limits = limits
    self.record = record
    record?.fills(targets)
  }

  /// Brings the targets, which hold the predicates' facts as pending rows, to the fixpoint.
  func run() throws(RuleFailure) {
    for relation in targets.values { relation.advance() }
    for rule in rules where recursiveLiterals(of: rule).isEmpty {
      var variant = RuleVariant(rule, plan(rule, [:]), delta: nil, record)
      try variant.run(within: budget)
    }
    var recursive = recursiveVariants
    if recursive.isEmpty {
      for relation in targets.values { relation.settle() }
    } else {
      // The facts that the targets began with are in the first delta, next to what the rules without
      // recursion have just found.
      for relation in targets.values { _ = relation.beginRounds() }
      try iterate(&recursive) {}
    }
  }

  /// Takes up a fixpoint that was reached before, with the rows that are the targets' delta since.
  ///
  /// - Parameters:
  ///   - kept: the rules in the forms that were run when it was taken up the last time; nil the first.
  ///   - roundEnded: called when what a round found is the delta.
  func resume(_ kept: inout [RuleVariant]?, _ roundEnded: () -> Void) throws(RuleFailure) {
    var variants = kept ?? recursiveVariants
    kept = nil
    try iterate(&variants, roundEnded)
    kept = variants
  }

  private var hasDelta: Bool { targets.values.contains { $0.deltaCount > 0 } }

  private func iterate(
    _ variants: inout [RuleVariant], _ roundEnded: () -> Void
  ) throws(RuleFailure) {
    var rounds = 0
    while hasDelta {
      rounds += 1
      record?.rounds = rounds
      for number in variants.indices where variants[number].hasDelta {
        if rounds > limits.rounds {
          throw RuleFailure(.rounds(limits.rounds), rule: variants[number].rule)
        }
        if variants[number].isOutgrown { variants[number].replace(plan: replan(variants[number])) }
        try variants[number].run(within: budget)
      }
      for relation in targets.values { relation.advance() }
      roundEnded()
    }
  }

  // MARK: Plans

  private func recursiveLiterals(of rule: Rule) -> [Int] {
    rule.body.indices.filter { number in
      guard case .positive(let atom) = rule.body[number].kind else { return false }
      return targets[atom.predicate.text] != nil
    }
  }

  private var recursiveVariants: [RuleVariant] {
    rules.flatMap { rule in
      let literals = recursiveLiterals(of: rule)
      return literals.indices.map { variant(of: rule, literals, delta: $0) }
    }
  }

  private func variant(of rule: Rule, _ literals: [Int], delta: Int) -> RuleVariant {
    var views: [Int: Relation.View] = [literals[delta]: .delta]
    for literal in literals[..<delta] { views[literal] = .stable }
    guard case .positive(let atom) = rule.body[literals[delta]].kind,
      let relation = targets[atom.predicate.text]
    else { preconditionFailure("a recursive literal is a positive atom") }
    return RuleVariant(rule, plan(rule, views), views: views, delta: relation, record)
  }

  private func replan(_ variant: RuleVariant) -> Plan { plan(variant.rule, variant.views) }

  private func plan(_ rule: Rule, _ views: [Int: Relation.View]) -> Plan {
    guard let target = targets[rule.head.predicate.text] else {
      preconditionFailure("a stratum's rule fills a relation of another stratum")
    }
    return planner.plan(
      head: rule.head.terms, body: rule.body, target: target, views: views,
      readsFinished: views.isEmpty)
  }
}

/// A rule with the delta at one of its literals, ready to run round after round, or change after change.
struct RuleVariant {
  let rule: Rule
  let views: [Int: Relation.View]
  private let delta: Relation?
  private var pipeline: Pipeline
  private var growth: Growth
  private let record: EvaluationRecord.Part?
  private var recorded: PlanRun?

  init(
    _ rule: Rule, _ plan: Plan, views: [Int: Relation.View] = [:], delta: Relation?,
    _ record: EvaluationRecord.Part? = nil
  ) {
    self.rule = rule
    self.views = views
    self.delta = delta
    self.record = record
    pipeline = Pipeline(plan)
    growth = Growth(of: plan.steps)
    recorded = record?.adds(rule, plan, delta: deltaLiteral)
  }

  private var deltaLiteral: Literal? {
    views.first { $0.value == .delta }.map { rule.body[$0.key] }
  }

  var hasDelta: Bool { delta.map { $0.deltaCount > 0 } ?? true }

  /// Whether the plan was made for far fewer rows than there are now.
  var isOutgrown: Bool { growth.isGreat }

  mutating func replace(plan: Plan) {
    pipeline = Pipeline(plan)
    growth = Growth(of: plan.steps)
    recorded = record?.adds(rule, plan, delta: deltaLiteral)
  }

  mutating func run(within budget: Budget) throws(RuleFailure) {
    recorded?.begins()
    do {
      try pipeline.run(within: budget)
    } catch {
      throw RuleFailure(.run(error), rule: rule)
    }
    recorded?.ends()
  }
}

/// Why a rule's evaluation ended before its end.
struct RuleFailure: Error {
  enum Reason {
    case rounds(Int)
    case run(RunError)
  }
  let reason: Reason
  let rule: Rule

  init(_ reason: Reason, rule: Rule) {
    self.reason = reason
    self.rule = rule
  }
}
