import Relations

// Finished strata are kept up to date with the facts: what was stated or taken back is noted, and
// followed up stratum by stratum before the next question.

extension Evaluator {
  /// Facts that were stated or taken back since finished strata were last brought up to date.
  typealias FactChanges = [PredicateID: RowChange]

  /// Whether finished strata use the facts of a predicate.
  func isFollowed(_ predicate: PredicateID) -> Bool {
    finished[predicate] != nil
      || strata.contains { stratum in
        isFinished(stratum) && stratum.predicates.contains { uses[$0]?.contains(predicate) ?? false }
      }
  }

  /// Notes rows that were stated or taken back. Where they are many, strata that use them are forgotten.
  ///
  /// - Parameter facts: of the predicate, as they are now; nil where it has none, and had none.
  mutating func note(
    gained: Batch? = nil, lost: Batch? = nil, of predicate: PredicateID, facts: Relation?
  ) {
    let count = (gained?.count ?? 0) + (lost?.count ?? 0)
    guard count > 0, let facts, isFollowed(predicate) else { return }
    let change = unfollowed[predicate] ?? RowChange(width: facts.width)
    if areMany(change.count + count, of: facts) { return invalidate([predicate]) }
    if let lost { change.lose(lost) }
    if let gained { change.gain(gained) }
    unfollowed[predicate] = change
  }

  private func areMany(_ changes: Int, of relation: Relation?) -> Bool {
    changes > fewRows + (relation?.count ?? 0) / 4
  }

  /// Predicates numbered from `count` on are there no more, nor are rules that use them.
  mutating func forgetPredicates(from count: Int) {
    unfollowed = unfollowed.filter { $0.key.number < count }
    invalidate(Set(finished.keys.filter { $0.number >= count }))
  }

  /// Brings every finished stratum up to date. One for which that fails is forgotten, together with those
  /// that use it: it is computed anew when it is wanted.
  ///
  /// - Parameter wanted: predicates that would be computed right now if they were not there.
  mutating func followUp(
    _ wanted: Set<PredicateID>, with context: EvaluationContext
  ) throws(RuleFailure) {
    let facts = unfollowed.filter { !$0.value.isEmpty }
    unfollowed = [:]
    if facts.isEmpty { return }
    var changes: [String: RowChange] = [:]
    for (predicate, change) in facts {
      let name = context.catalog[predicate].name
      changes[isDerived(predicate) ? Evaluator.statedName(name) : name] = change
    }
    for stratum in strataOfBest + strata where isFinished(stratum) {
      do {
        try update(stratum, &changes, wanted, with: context)
      } catch {
        observation?.isWhole = false
        if case .run(.interrupted) = error.reason {
          invalidate(Set(facts.keys))
          throw error
        }
        invalidate(Set(stratum.predicates))
      }
    }
  }

  /// Of the predicates with a least-value column that have facts only.
  private var strataOfBest: [Stratum] {
    chosen.filter { rules(for: $0).isEmpty }.sorted { $0.number < $1.number }.map {
      Stratum(predicates: [$0], rules: [], isRecursive: false)
    }
  }

  /// The name by which a rule finds the facts of a predicate that has rules, too.
  private static func statedName(_ predicate: String) -> String { predicate + " stated" }

  // MARK: One stratum

  private mutating func update(
    _ stratum: Stratum, _ changes: inout [String: RowChange], _ wanted: Set<PredicateID>,
    with context: EvaluationContext
  ) throws(RuleFailure) {
    let rules = stratum.predicates.flatMap { predicate in
      self.rules(for: predicate).map(Rule.init)
        + (statingRule(for: predicate, changes, context).map { [$0] } ?? [])
    }
    let used = Set(rules.flatMap(\.body).flatMap(\.predicateNames))
    let below = changes.filter { used.contains($0.key) }
    if below.isEmpty { return }
    var result: [String: RowChange]?
    if !below.contains(where: { areMany($1.count, of: relation(called: $0, context)) }) {
      result = try stratumUpdate(stratum, rules, below, context).run()
    }
    if result == nil {
      if wanted.isDisjoint(with: stratum.predicates) {
        return invalidate(Set(stratum.predicates))
      }
      result = try differences(afterComputing: stratum, with: context)
    }
    for (name, change) in result ?? [:] where !change.isEmpty {
      changes[name] = change
      if let predicate = context.catalog.predicate(named: name) {
        observation?.add(change, of: predicate)
      }
    }
  }

  /// `p(V0, V1) :- 'p stated'(V0, V1).` Nil where there are no such facts, and were none.
  private func statingRule(
    for id: PredicateID, _ changes: [String: RowChange], _ context: EvaluationContext
  ) -> Rule? {
    let predicate = context.catalog[id]
    let hasFacts = context.store.relation(of: id).map { $0.count > 0 } ?? false
    guard hasFacts || changes[Evaluator.statedName(predicate.name)] != nil else { return nil }
    let range = predicate.range ?? TextRange(InputID(0), 0, 0)
    let terms = (0..<predicate.arity).map { Term(.variable("V\($0)"), range: range) }
    let head = Atom(internal: predicate.name, terms, range: range)
    return Rule(
      head: head,
      body: [Literal(.positive(head.named(Evaluator.statedName(predicate.name))), range: range)],
      written: Clause(.fact(head), range: range), derives: predicate.name)
  }

  private func stratumUpdate(
    _ stratum: Stratum, _ rules: [Rule], _ changes: [String: RowChange],
    _ context: EvaluationContext
  ) -> StratumUpdate {
    var targets: [String: Relation] = [:]
    var bestColumns: [String: Int] = [:]
    for predicate in stratum.predicates {
      guard let relation = finished[predicate] else { continue }
      let name = context.catalog[predicate].name
      targets[name] = relation
      bestColumns[name] = context.catalog[predicate].bestColumn
    }
    return StratumUpdate(
      rules: rules, targets: targets, changes: changes, bestColumns: bestColumns,
      planner: context.planner { [self] in relation(called: $0, context) }, budget: context.budget,
      limits: context.limits, fewRows: fewRows)
  }

  /// The relation of a predicate, or of what is stated of it where it is derived.
  private func relation(called name: String, _ context: EvaluationContext) -> Relation? {
    if let relation = relation(named: name, context) { return relation }
    let ending = Evaluator.statedName("")
    guard name.hasSuffix(ending),
      let predicate = context.catalog.predicate(named: String(name.dropLast(ending.count)))
    else { return nil }
    return context.store.relation(of: predicate)
      ?? Relation(width: context.catalog[predicate].arity)
  }

  /// Computes a stratum anew.
  private mutating func differences(
    afterComputing stratum: Stratum, with context: EvaluationContext
  ) throws(RuleFailure) -> [String: RowChange] {
    let old = stratum.predicates.compactMap { predicate in
      finished[predicate].map { (predicate, $0) }
    }
    try compute(stratum, with: context)
    var differences: [String: RowChange] = [:]
    for (predicate, relation) in old {
      guard let new = finished[predicate] else { continue }
      differences[context.catalog[predicate].name] = RowChange(from: relation, to: new)
    }
    return differences
  }
}

extension Literal {
  /// The predicates of its atoms, those inside an aggregate too.
  fileprivate var predicateNames: [String] {
    var names: [String] = []
    forEachAtom { names.append($0.predicate.text) }
    return names
  }
}

/// What derived predicates have gained and lost while somebody looks.
struct Observation {
  private(set) var changes: [PredicateID: RowChange] = [:]
  /// Relations that were forgotten, as they were then.
  private var forgotten: [PredicateID: Relation] = [:]
  /// Whether every change was seen.
  var isWhole = true

  mutating func add(_ change: RowChange, of predicate: PredicateID) {
    let known = changes[predicate] ?? RowChange(width: change.gained.width)
    known.add(change)
    changes[predicate] = known
  }

  mutating func forget(_ predicate: PredicateID, _ relation: Relation) {
    forgotten[predicate] = relation
  }

  /// A predicate was computed anew.
  mutating func finish(_ predicate: PredicateID, _ relation: Relation) {
    guard let old = forgotten.removeValue(forKey: predicate) else { return }
    add(RowChange(from: old, to: relation), of: predicate)
  }
}
