import Relations

/// Computes the derived predicates that a question reaches, stratum by stratum, and keeps each
/// finished stratum until something below it changes.
struct Evaluator {
  private(set) var stratification = Stratification()
  private var rulesByPredicate: [PredicateID: [CheckedRule]] = [:]
  /// Relations of finished strata.
  private var finished: [PredicateID: Relation] = [:]

  /// Takes new rules in; every stratum that depends on a changed predicate is forgotten.
  mutating func setRules(_ rules: [CheckedRule], _ stratification: Stratification) {
    self.stratification = stratification
    rulesByPredicate = Dictionary(grouping: rules, by: \.predicate)
    finished = [:]
  }

  func rules(for predicate: PredicateID) -> [CheckedRule] { rulesByPredicate[predicate] ?? [] }
  func isDerived(_ predicate: PredicateID) -> Bool { rulesByPredicate[predicate] != nil }

  /// Forgets the finished strata that use any of these predicates, directly or not.
  mutating func invalidate(_ changed: Set<PredicateID>) {
    var changed = changed
    for stratum in stratification.strata {
      let uses = stratum.predicates.contains { predicate in
        changed.contains(predicate)
          || rules(for: predicate).contains { rule in
            !stratification.dependencies(of: rule).isDisjoint(with: changed)
          }
      }
      guard uses else { continue }
      changed.formUnion(stratum.predicates)
      for predicate in stratum.predicates { finished[predicate] = nil }
    }
  }

  /// The finished relation of a predicate: its facts, or where it has rules, all its rows.
  func relation(of predicate: PredicateID, in store: Store) -> Relation? {
    isDerived(predicate) ? finished[predicate] : store.relation(of: predicate)
  }

  /// Finishes every stratum that the given predicates depend on.
  mutating func finish(
    _ wanted: Set<PredicateID>, with context: EvaluationContext
  ) throws(RuleFailure) {
    for stratum in strata(reachedFrom: wanted) where !isFinished(stratum) {
      try run(stratum, with: context)
    }
  }

  private func isFinished(_ stratum: Stratum) -> Bool {
    stratum.predicates.allSatisfy { !isDerived($0) || finished[$0] != nil }
  }

  /// In the order of evaluation.
  private func strata(reachedFrom wanted: Set<PredicateID>) -> [Stratum] {
    var reached = wanted
    var strata: [Stratum] = []
    for stratum in stratification.strata.reversed()
    where !reached.isDisjoint(with: stratum.predicates) {
      strata.append(stratum)
      for rule in stratum.predicates.flatMap(rules(for:)) {
        reached.formUnion(stratification.dependencies(of: rule))
      }
    }
    return strata.reversed()
  }

  private mutating func run(
    _ stratum: Stratum, with context: EvaluationContext
  ) throws(RuleFailure) {
    var targets: [String: Relation] = [:]
    for predicate in stratum.predicates where isDerived(predicate) {
      let relation = Relation(width: context.catalog[predicate].arity)
      if let facts = context.store.relation(of: predicate) { relation.insertAll(of: facts) }
      targets[context.catalog[predicate].name] = relation
    }
    let planner = context.planner { name in targets[name] ?? self.relation(named: name, context) }
    let fixpoint = Fixpoint(
      rules: stratum.predicates.flatMap(rules(for:)), targets: targets, planner: planner,
      budget: context.budget, limits: context.limits)
    try fixpoint.run()
    for predicate in stratum.predicates where isDerived(predicate) {
      finished[predicate] = targets[context.catalog[predicate].name]
    }
  }

  /// The rows of a predicate that is not built in; none where it has neither facts nor rules.
  func relation(named name: String, _ context: EvaluationContext) -> Relation? {
    guard let predicate = context.catalog.predicate(named: name) else { return nil }
    if let relation = relation(of: predicate, in: context.store) { return relation }
    let empty = Relation(width: context.catalog[predicate].arity)
    empty.settle()
    return empty
  }
}

/// What an evaluation reads, and what it may use.
struct EvaluationContext {
  let catalog: Catalog
  let store: Store
  let interner: Interner
  let limits: Limits
  let budget: Budget

  func planner(_ relation: @escaping (String) -> Relation?) -> Planner {
    Planner(interner: interner, relation: relation)
  }
}

extension Relation {
  /// Proposes every row of another relation of the same width.
  func insertAll(of other: Relation) {
    for start in stride(from: 0, to: other.count, by: Batch.capacity) {
      let end = min(start + Batch.capacity, other.count)
      insert(Batch(columns: other.columns.map { Array($0[start..<end]) }, count: end - start))
    }
  }
}
