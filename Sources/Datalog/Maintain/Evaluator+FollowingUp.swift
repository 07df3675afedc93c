import Relations

// Finished strata are kept up to date with the facts: each gathers what has changed of the relations it
// reads, and follows that up when a question reaches it. What came and went in between costs nothing.

extension Evaluator {
  /// By predicate, what a stratum has not followed up yet.
  typealias Changes = [String: RowChange]

  /// The name by which a rule finds the facts of a predicate that has rules, too.
  private static func statedName(_ predicate: String) -> String {
    "\(predicate) stated".unspelled()
  }

  /// Whether finished strata use the facts of a predicate.
  func isFollowed(_ predicate: PredicateID) -> Bool {
    if finished.isEmpty { return false }
    return finished[predicate] != nil || strata.contains { reads($0, predicate) && isFinished($0) }
  }

  /// Notes rows that were stated or taken back.
  ///
  /// - Parameter facts: of the predicate, as they are now; nil where it has none, and had none.
  mutating func note(
    gained: Batch? = nil, lost: Batch? = nil, of id: PredicateID, _ predicate: Predicate,
    facts: Relation?
  ) {
    guard let facts, isFollowed(id) else { return }
    let change = RowChange(width: predicate.arity)
    if let lost { change.lose(lost) }
    if let gained { change.gain(gained) }
    if change.isEmpty { return }
    if isDerived(id) {
      for stratum in strataOfBest + strata where stratum.predicates.contains(id) {
        gather(change, Evaluator.statedName(predicate.name), of: facts, for: stratum)
      }
    } else {
      pass(change, of: id, named: predicate.name, facts)
    }
  }

  /// Brings every finished stratum that is reached up to date. One for which that fails is forgotten,
  /// together with those that use it, and computed anew.
  mutating func followUp(
    _ reached: Set<PredicateID>, with context: EvaluationContext
  ) throws(RuleFailure) {
    if unfollowed.isEmpty { return }
    for stratum in strataOfBest + strata where !reached.isDisjoint(with: stratum.predicates) {
      guard let changes = unfollowed.removeValue(forKey: stratum.predicates[0]) else { continue }
      do {
        try update(stratum, changes.filter { !$0.value.isEmpty }, with: context)
      } catch {
        observation?.isWhole = false
        invalidate(Set(stratum.predicates))
        if case .run(.interrupted) = error.reason { throw error }
      }
    }
  }

  // MARK: Gathering

  private func reads(_ stratum: Stratum, _ predicate: PredicateID) -> Bool {
    stratum.predicates.contains { uses[$0]?.contains(predicate) ?? false }
  }

  /// Passes a change on to the other strata that read the relation it has changed.
  private mutating func pass(
    _ change: RowChange, of predicate: PredicateID, named name: String, _ relation: Relation
  ) {
    for stratum in strata where reads(stratum, predicate) {
      if stratum.predicates.contains(predicate) { continue }
      gather(change, name, of: relation, for: stratum)
    }
  }

  /// Only where the stratum is finished. Where much has changed, it is forgotten instead.
  private mutating func gather(
    _ change: RowChange, _ name: String, of relation: Relation, for stratum: Stratum
  ) {
    guard isFinished(stratum) else { return }
    let gathered = unfollowed[stratum.predicates[0]]?[name] ?? RowChange(width: relation.width)
    if gathered.count + change.count > fewRows + relation.count / 4 {
      return invalidate(Set(stratum.predicates))
    }
    gathered.add(change)
    unfollowed[stratum.predicates[0], default: [:]][name] = gathered
  }

  /// Of the predicates with a least-value column that have facts only.
  private var strataOfBest: [Stratum] {
    chosen.filter { rules(for: $0).isEmpty }.sorted { $0.number < $1.number }.map {
      Stratum(predicates: [$0], rules: [], isRecursive: false)
    }
  }

  // MARK: One stratum

  private mutating func update(
    _ stratum: Stratum, _ changes: Changes, with context: EvaluationContext
  ) throws(RuleFailure) {
    if changes.isEmpty { return }
    let rules = stratum.predicates.flatMap { predicate in
      self.rules(for: predicate).map(Rule.init)
        + (statingRule(for: predicate, changes, context).map { [$0] } ?? [])
    }
    var results = try stratumUpdate(stratum, rules, changes, context).run()
    if results == nil { results = try differences(afterComputing: stratum, with: context) }
    for (name, change) in results ?? [:] where !change.isEmpty {
      guard let predicate = context.catalog.predicate(named: name),
        let relation = finished[predicate]
      else { continue }
      observation?.add(change, of: predicate)
      pass(change, of: predicate, named: name, relation)
    }
  }

  /// `p(V0, V1) :- 'p stated'(V0, V1).` Nil where there are no such facts, and were none.
  private func statingRule(
    for id: PredicateID, _ changes: Changes, _ context: EvaluationContext
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
    _ stratum: Stratum, _ rules: [Rule], _ changes: Changes,
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
