import Relations

// Finished strata are kept up to date with the facts: each gathers what has changed of the relations it
// reads, and follows that up when a question reaches it. What came and went in between costs nothing.

extension Evaluator {
  /// The name by which a rule finds the facts of a predicate that has rules, too.
  private static func statedName(_ predicate: String) -> String {
    "\(predicate) stated".unspelled()
  }

  /// Whether finished strata use the facts of a predicate.
  func isFollowed(_ predicate: PredicateID) -> Bool {
    if finished.isEmpty { return false }
    return finished[predicate] != nil
      || readers[predicate, default: []].contains(where: isFinished)
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
      for stratum in followed where stratum.predicates.contains(id) {
        gather(change, Evaluator.statedName(predicate.name), of: facts, for: stratum)
      }
    } else {
      pass(change, of: id, facts)
    }
  }

  /// Brings every finished stratum that is reached up to date. One for which that fails is forgotten,
  /// together with those that use it, and computed anew.
  mutating func followUp(
    _ reached: Set<PredicateID>, with context: EvaluationContext
  ) throws(RuleFailure) {
    if waiting.isEmpty { return }
    for stratum in followed
    where waiting.contains(stratum.predicates[0]) && !reached.isDisjoint(with: stratum.predicates) {
      waiting.remove(stratum.predicates[0])
      guard let upkeep = upkeeps[stratum.predicates[0]], upkeep.hasChanges else { continue }
      do {
        try update(stratum, upkeep, with: context)
      } catch {
        observation?.isWhole = false
        invalidate(Set(stratum.predicates))
        if case .run(.interrupted) = error.reason { throw error }
      }
    }
  }

  // MARK: Gathering

  /// Passes a change on to the other strata that read the relation it has changed.
  private mutating func pass(
    _ change: RowChange, of predicate: PredicateID, _ relation: Relation
  ) {
    for stratum in readers[predicate, default: []] {
      gather(change, catalog[predicate].name, of: relation, for: stratum)
    }
  }

  /// Only where the stratum is finished. Where much has changed, it is forgotten instead.
  private mutating func gather(
    _ change: RowChange, _ name: String, of relation: Relation, for stratum: Stratum
  ) {
    guard isFinished(stratum) else { return }
    let upkeep = upkeeps[stratum.predicates[0]] ?? upkeep(of: stratum)
    upkeeps[stratum.predicates[0]] = upkeep
    guard let gathered = upkeep.inputs.first(where: { $0.name == name })?.change else {
      preconditionFailure("a stratum does not read '\(name)'")
    }
    if gathered.count + change.count > fewRows + relation.count / 4 {
      return invalidate(Set(stratum.predicates))
    }
    gathered.add(change)
    waiting.insert(stratum.predicates[0])
  }

  private func upkeep(of stratum: Stratum) -> StratumUpkeep {
    let below = Set(stratum.predicates.flatMap { uses[$0] ?? [] }).subtracting(stratum.predicates)
    var inputs = below.sorted { $0.number < $1.number }.map { id in
      UpkeepInput(id, catalog[id].name, width: catalog[id].arity, isStated: false)
    }
    var targets: [UpkeepTarget] = []
    for id in stratum.predicates {
      guard let relation = finished[id] else {
        preconditionFailure("a stratum that is not finished has nothing to keep up")
      }
      let (name, width) = (catalog[id].name, catalog[id].arity)
      targets.append(UpkeepTarget(id, name, relation))
      if id.isOfCheck { continue }
      inputs.append(
        UpkeepInput(id, Evaluator.statedName(name), width: width, isStated: true))
    }
    let rules = stratum.predicates.flatMap { id in
      self.rules(for: id).map(Rule.init) + (id.isOfCheck ? [] : [statingRule(for: catalog[id])])
    }
    return StratumUpkeep(rules: rules, inputs: inputs, targets: targets)
  }

  /// `p(V0, V1) :- 'p stated'(V0, V1).`
  private func statingRule(for predicate: Predicate) -> Rule {
    let range = predicate.range ?? .nowhere
    let terms = (0..<predicate.arity).map { Term(.variable("V\($0)"), range: range) }
    let head = Atom(internal: predicate.name, terms, range: range)
    return Rule(
      head: head,
      body: [Literal(.positive(head.named(Evaluator.statedName(predicate.name))), range: range)],
      written: Clause(.fact(head), range: range), derives: predicate.name)
  }

  // MARK: One stratum

  private mutating func update(
    _ stratum: Stratum, _ upkeep: StratumUpkeep, with context: EvaluationContext
  ) throws(RuleFailure) {
    let planner = upkeep.prepare(context.interner) { input in
      input.isStated
        ? context.store.relation(of: input.predicate)
        : relation(of: input.predicate, in: context.store)
    }
    let update = StratumUpdate(
      upkeep: upkeep, planner: planner, budget: context.budget, limits: context.limits,
      fewRows: fewRows)
    let changes =
      try update.run()
      ? upkeep.targets.map { ($0.predicate, $0.change) }
      : differences(afterComputing: stratum, with: context)
    for (predicate, change) in changes where !change.isEmpty {
      guard let relation = finished[predicate] else { continue }
      observation?.add(change, of: predicate)
      pass(change, of: predicate, relation)
    }
    upkeep.forgetChanges()
  }

  /// Computes a stratum anew.
  private mutating func differences(
    afterComputing stratum: Stratum, with context: EvaluationContext
  ) throws(RuleFailure) -> [(PredicateID, RowChange)] {
    let old = stratum.predicates.compactMap { predicate in
      finished[predicate].map { (predicate, $0) }
    }
    try compute(stratum, with: context)
    return old.compactMap { predicate, relation in
      finished[predicate].map { (predicate, RowChange(from: relation, to: $0)) }
    }
  }
}
