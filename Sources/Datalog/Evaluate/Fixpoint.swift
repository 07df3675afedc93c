import Relations

/// The least fixpoint of one stratum's rules, semi-naive: after the first round every rule is joined
/// with what the last round found, once for each recursive literal of its body.
///
/// With the delta at one recursive literal, those before it see the stable rows only and those behind
/// it all rows, so that no combination of rows is joined twice.
///
/// - SeeAlso: Abiteboul, Hull and Vianu, *Foundations of Databases*, 13.1.
struct Fixpoint {
  /// The relations this stratum fills, by predicate name.
  private let targets: [String: Relation]
  private let components: [Component]
  private let planner: Planner
  private let budget: Budget
  private let limits: Limits
  private let record: EvaluationRecord.Part?

  /// - Parameter isRewriting: whether rules are rewritten so that fewer rows are found more than once.
  init(
    rules: [Rule], targets: [String: Relation], planner: Planner, budget: Budget,
    limits: Limits, record: EvaluationRecord.Part? = nil, isRewriting: Bool = true
  ) {
    var (rules, targets) = (rules, targets)
    if isRewriting {
      let transitivity = Transitivity(of: rules) { targets[$0]?.isLeastValued ?? true }
      rules = transitivity.rules
      for step in transitivity.steps {
        let relation = Relation(width: targets[step.of]!.width, recursive: true)
        relation.insertAll(of: targets[step.of]!)
        targets[step.name] = relation
      }
    }
    var projection = EarlyProjection(
      recursive: Set(targets.keys), relation: { [targets] in targets[$0] ?? planner.relation($0) })
    if isRewriting { rules = rules.map { projection.apply(to: $0) } }
    for (rule, name) in projection.auxiliaries {
      let width = rule.head.arguments.count
      targets[name] = Relation(width: width, recursive: true)
    }
    rules = projection.auxiliaries.map(\.rule) + rules
    self.targets = targets
    components =
      isRewriting
      ? Fixpoint.components(of: targets, by: rules) : [Component(targets: targets, rules: rules)]
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
    for component in components { try run(component) }
  }

  private func run(_ component: Component) throws(RuleFailure) {
    for rule in component.rules where component.recursiveLiterals(of: rule).isEmpty {
      var variant = RuleVariant(rule, plan(rule, [:]), delta: nil, record)
      try variant.run(within: budget)
    }
    var recursive = recursiveVariants(of: component)
    if recursive.isEmpty {
      for relation in component.targets.values { relation.settle() }
    } else {
      // The facts that the targets began with are in the first delta, next to what the rules without
      // recursion have just found.
      for relation in component.targets.values { _ = relation.beginRounds() }
      try iterate(component, &recursive) {}
    }
  }

  /// Takes up a fixpoint that was reached before, with the rows that are the targets' delta since.
  ///
  /// - Parameters:
  ///   - kept: the rules in the forms that were run when it was taken up the last time; nil the first.
  ///   - roundEnded: called when what a round found is the delta.
  /// - Precondition: the rules are not rewritten.
  func resume(_ kept: inout [RuleVariant]?, _ roundEnded: () -> Void) throws(RuleFailure) {
    precondition(components.count == 1, "a fixpoint of several components is taken up")
    var variants = kept ?? recursiveVariants(of: components[0])
    kept = nil
    try iterate(components[0], &variants, roundEnded)
    kept = variants
  }

  private func iterate(
    _ component: Component, _ variants: inout [RuleVariant], _ roundEnded: () -> Void
  ) throws(RuleFailure) {
    var rounds = 0
    while component.hasDelta {
      rounds += 1
      record?.rounds += 1
      for number in variants.indices where variants[number].hasDelta {
        if rounds > limits.rounds {
          throw RuleFailure(.rounds(limits.rounds), rule: variants[number].rule)
        }
        if variants[number].isOutgrown { replan(&variants[number]) }
        try variants[number].run(within: budget)
      }
      for relation in component.targets.values { relation.advance() }
      roundEnded()
    }
  }

  // MARK: Plans

  private func recursiveVariants(of component: Component) -> [RuleVariant] {
    component.rules.flatMap { rule in
      let literals = component.recursiveLiterals(of: rule)
      return literals.indices.map { variant(of: rule, literals, delta: $0) }
    }
  }

  private func variant(of rule: Rule, _ literals: [Int], delta: Int) -> RuleVariant {
    var views: [Int: Relation.View] = [literals[delta]: .delta]
    for literal in literals[..<delta] { views[literal] = .stable }
    guard case .positive(let atom) = rule.body[literals[delta]].kind,
      let relation = targets[atom.predicate.text]
    else { preconditionFailure("a recursive literal is a positive atom") }
    return RuleVariant(
      rule, plan(rule, views), bySets: planBySets(rule, views), views: views, delta: relation,
      record)
  }

  private func replan(_ variant: inout RuleVariant) {
    variant.replace(
      plan: plan(variant.rule, variant.views), bySets: planBySets(variant.rule, variant.views))
  }

  private func planBySets(_ rule: Rule, _ views: [Int: Relation.View]) -> Plan? {
    let delta = views.first { $0.value == .delta }!.key
    return planner.planBySets(
      of: rule, delta: delta, target: targets[rule.head.predicate.text]!, views: views)
  }

  private func plan(_ rule: Rule, _ views: [Int: Relation.View]) -> Plan {
    guard let target = targets[rule.head.predicate.text] else {
      preconditionFailure("a stratum's rule fills a relation of another stratum")
    }
    return planner.plan(
      head: rule.head.terms, body: rule.body, target: target, views: views,
      readsFinished: views.isEmpty)
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
