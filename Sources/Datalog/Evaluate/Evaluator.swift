import Relations

/// Computes the derived predicates that a question reaches, stratum by stratum, keeps each finished
/// stratum, and brings it up to date when facts below it have changed.
struct Evaluator {
  private(set) var strata: [Stratum] = []
  private var rulesByPredicate: [PredicateID: [CheckedRule]] = [:]
  /// The predicates that a predicate's rules use directly.
  private(set) var uses: [PredicateID: Set<PredicateID>] = [:]
  /// Predicates with a least-value column.
  private(set) var chosen: Set<PredicateID> = []
  /// Relations of finished strata.
  private(set) var finished: [PredicateID: Relation] = [:]
  /// By predicate, the other strata that read it.
  private(set) var readers: [PredicateID: [Stratum]] = [:]
  /// One stratum for each check.
  private(set) var checks: [Stratum] = []
  /// The strata, before them those of predicates that have a least-value column and facts only, behind
  /// them the checks.
  private(set) var followed: [Stratum] = []
  /// What predicates depend on, as far as it was asked for.
  private var reaches: [PredicateID: Set<PredicateID>] = [:]
  /// As of the rules.
  private(set) var catalog = Catalog()
  /// Of finished strata below which something has changed once, by their first predicate.
  var upkeeps: [PredicateID: StratumUpkeep] = [:]
  /// Those of them that may have something to follow up.
  var waiting: Set<PredicateID> = []
  /// How many rows may change, or be doubted, besides a quarter of those there are, before computing a
  /// stratum anew is taken to cost less.
  var fewRows = 1_000
  /// Of those who want to know what changes.
  var observation: Observation?

  /// Whether these are the rules and declarations that were set, given that some were added to them or
  /// taken back, but not both.
  func knows(_ rules: [CheckedRule], _ catalog: Catalog) -> Bool {
    let known = strata.reduce(0) { $0 + $1.rules.count }
    return known == rules.count && chosen == catalog.chosen
  }

  /// Takes all rules and declarations, and forgets what was finished, and the checks.
  mutating func setRules(_ rules: [CheckedRule], _ strata: [Stratum], catalog: Catalog) {
    self.strata = strata
    checks = []
    rulesByPredicate = Dictionary(grouping: rules, by: \.predicate)
    uses = rulesByPredicate.mapValues { rules in
      rules.reduce(into: []) { $0.formUnion(catalog.predicates(in: $1.body)) }
    }
    chosen = catalog.chosen
    self.catalog = catalog
    (readers, reaches) = ([:], [:])
    for stratum in strata {
      let used = Set(stratum.predicates.flatMap { uses[$0] ?? [] })
      for predicate in used.subtracting(stratum.predicates) {
        readers[predicate, default: []].append(stratum)
      }
    }
    let best = chosen.filter { rulesByPredicate[$0] == nil }.sorted { $0.number < $1.number }
    followed =
      best.map { Stratum(predicates: [$0], rules: [], isRecursive: false) } + strata
    (finished, upkeeps, waiting) = ([:], [:], [])
    observation?.isWhole = false
  }

  /// Takes all checks, each of them a rule, and forgets what those had found that are there no more.
  mutating func setChecks(_ rules: [CheckedRule], catalog: Catalog) {
    if rules.count == checks.count { return }
    self.catalog = catalog
    while checks.count > rules.count {
      let id = checks.removeLast().predicates[0]
      forget(id)
      for used in uses[id] ?? [] { readers[used]?.removeAll { $0.predicates[0] == id } }
      (rulesByPredicate[id], uses[id]) = (nil, nil)
      followed.removeLast()
    }
    for rule in rules[checks.count...] {
      let check = Stratum(predicates: [rule.predicate], rules: [], isRecursive: false)
      rulesByPredicate[rule.predicate] = [rule]
      uses[rule.predicate] = catalog.predicates(in: rule.body)
      for used in uses[rule.predicate] ?? [] { readers[used, default: []].append(check) }
      checks.append(check)
      followed.append(check)
    }
  }

  /// Whether the rules of a predicate use any of others directly.
  func uses(_ predicate: PredicateID, anyOf others: Set<PredicateID>) -> Bool {
    !(uses[predicate] ?? []).isDisjoint(with: others)
  }

  /// The same with other rows of some predicates: those that one question needs.
  func holding(_ rows: [PredicateID: Relation]) -> Evaluator {
    var evaluator = self
    evaluator.finished.merge(rows) { _, fewer in fewer }
    return evaluator
  }

  /// The same before any stratum is finished.
  var unfinished: Evaluator {
    var evaluator = self
    (evaluator.finished, evaluator.upkeeps, evaluator.waiting) = ([:], [:], [])
    return evaluator
  }

  func rules(for predicate: PredicateID) -> [CheckedRule] { rulesByPredicate[predicate] ?? [] }

  /// Whether the rows are made rather than just stated: by rules, or by keeping the best of the facts.
  func isDerived(_ predicate: PredicateID) -> Bool {
    rulesByPredicate[predicate] != nil || chosen.contains(predicate)
  }

  /// Forgets the finished strata that use any of these predicates, directly or not.
  mutating func invalidate(_ changed: Set<PredicateID>) {
    let reached = changed.union(strata(using: changed).flatMap(\.predicates))
    for predicate in reached { forget(predicate) }
    for check in checks where uses(check.predicates[0], anyOf: reached) {
      forget(check.predicates[0])
    }
  }

  /// The strata that use, or make, any of these predicates, directly or not, in the order of evaluation.
  func strata(using predicates: Set<PredicateID>) -> [Stratum] {
    var reached = predicates
    return strata.filter { stratum in
      let isReached = stratum.predicates.contains { predicate in
        reached.contains(predicate) || uses(predicate, anyOf: reached)
      }
      if isReached { reached.formUnion(stratum.predicates) }
      return isReached
    }
  }

  /// Forgets the predicates numbered from `count` on, which are there no more, and what uses them.
  mutating func forgetPredicates(from count: Int) {
    invalidate(Set(finished.keys.filter { $0.number >= count }))
  }

  private mutating func forget(_ predicate: PredicateID) {
    upkeeps[predicate] = nil
    waiting.remove(predicate)
    guard let relation = finished.removeValue(forKey: predicate) else { return }
    observation?.forget(predicate, relation)
  }

  /// The finished relation of a predicate: its facts, or where it has rules, all its rows.
  func relation(of predicate: PredicateID, in store: Store) -> Relation? {
    isDerived(predicate) ? finished[predicate] : store.relation(of: predicate)
  }

  /// Finishes every stratum that the given predicates depend on.
  mutating func finish(
    _ wanted: Set<PredicateID>, with context: EvaluationContext
  ) throws(RuleFailure) {
    if areUpToDate(wanted) { return }
    let (needed, reached) = strata(reachedFrom: wanted)
    try followUp(reached, with: context)
    for predicate in reached.intersection(chosen)
    where finished[predicate] == nil && rulesByPredicate[predicate] == nil {
      let relation = context.relation(for: predicate, isRecursive: false)
      relation.settle()
      finish(predicate, relation)
    }
    for stratum in needed where !isFinished(stratum) { try compute(stratum, with: context) }
  }

  private mutating func finish(_ predicate: PredicateID, _ relation: Relation?) {
    finished[predicate] = relation
    upkeeps[predicate] = nil
    waiting.remove(predicate)
    if let relation { observation?.finish(predicate, relation) }
  }

  /// Whether nothing is to be computed or followed up for them; quicker than finding out what is.
  mutating func areUpToDate(_ predicates: Set<PredicateID>) -> Bool {
    for predicate in predicates where isDerived(predicate) {
      guard finished[predicate] != nil else { return false }
      if !waiting.isEmpty, !waiting.isDisjoint(with: reach(of: predicate)) { return false }
    }
    return true
  }

  /// The predicates that one depends on, and itself.
  private mutating func reach(of predicate: PredicateID) -> Set<PredicateID> {
    if let known = reaches[predicate] { return known }
    let reach = strata(reachedFrom: [predicate]).strata.flatMap(\.predicates)
    reaches[predicate] = Set(reach).union(chosen)
    return reaches[predicate]!
  }

  func isFinished(_ stratum: Stratum) -> Bool {
    stratum.predicates.allSatisfy { !isDerived($0) || finished[$0] != nil }
  }

  /// In the order of evaluation, with all predicates that are reached.
  func strata(
    reachedFrom wanted: Set<PredicateID>
  ) -> (strata: [Stratum], predicates: Set<PredicateID>) {
    var reached = wanted
    var needed = checks.filter { wanted.contains($0.predicates[0]) }
    for check in needed { reached.formUnion(uses[check.predicates[0]] ?? []) }
    needed.reverse()
    for stratum in strata.reversed() where !reached.isDisjoint(with: stratum.predicates) {
      needed.append(stratum)
      for predicate in stratum.predicates { reached.formUnion(uses[predicate] ?? []) }
    }
    return (needed.reversed(), reached)
  }

  mutating func compute(
    _ stratum: Stratum, with context: EvaluationContext
  ) throws(RuleFailure) {
    var targets: [String: Relation] = [:]
    var read: [String: Relation] = [:]
    for predicate in stratum.predicates {
      for used in uses[predicate] ?? [] {
        read[context.catalog[used].name] = relation(named: context.catalog[used].name, context)
      }
      guard isDerived(predicate) else { continue }
      targets[context.catalog[predicate].name] = context.relation(
        for: predicate, isRecursive: stratum.isRecursive)
    }
    let fixpoint = Fixpoint(
      rules: stratum.predicates.flatMap(rules(for:)).map(Rule.init), targets: targets,
      planner: context.planner { [read] in read[$0] }, budget: context.budget,
      limits: context.limits,
      record: context.record?.begin(.stratum(isRecursive: stratum.isRecursive)))
    try fixpoint.run()
    for predicate in stratum.predicates where isDerived(predicate) {
      finish(predicate, targets[context.catalog[predicate].name])
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

extension Predicate {
  /// The least-value column, of which there is at most one.
  var bestColumn: Int? { columns.firstIndex { $0.extreme != nil } }
}

extension Catalog {
  /// The predicates with a least-value column.
  var chosen: Set<PredicateID> {
    Set(predicates.indices.map(PredicateID.init).filter { self[$0].bestColumn != nil })
  }

  /// The predicates of a body's atoms, those inside aggregates too; built-in ones are left out.
  func predicates(in body: [Literal]) -> Set<PredicateID> {
    var found: Set<PredicateID> = []
    let add = { (atom: Atom) in
      if let id = predicate(named: atom.predicate.text) { found.insert(id) }
    }
    for literal in body { literal.forEachAtom(add) }
    return found
  }
}

/// What an evaluation reads, and what it may use.
struct EvaluationContext {
  let catalog: Catalog
  let store: Store
  let interner: Interner
  let limits: Limits
  let budget: Budget
  /// Stores derived relations in this way wherever it can hold them; nil for the usual choice.
  let forcedRepresentation: Relation.Representation?
  /// Whether only what a question demands is computed wherever possible, or never; nil for the usual
  /// choice.
  let prefersDemand: Bool?
  /// What is to be told of the evaluation; nil, and no cost, where nobody asks.
  var record: EvaluationRecord?

  /// A relation for a predicate's derived rows, with its facts in it as pending rows.
  func relation(for id: PredicateID, isRecursive: Bool) -> Relation {
    let predicate = catalog[id]
    let relation: Relation
    if let column = predicate.bestColumn {
      let isMin = predicate.columns[column].extreme == .min
      relation = Relation(width: predicate.arity, bestIn: column) { [interner] in
        isMin ? interner.precedes($0, $1) : interner.precedes($1, $0)
      }
    } else {
      relation = Relation(
        width: predicate.arity, recursive: isRecursive, forced: forcedRepresentation)
    }
    if let facts = store.relation(of: id) { relation.insertAll(of: facts) }
    return relation
  }

  func planner(_ relation: @escaping (String) -> Relation?) -> Planner {
    Planner(interner: interner, relation: relation, takesNotes: record != nil)
  }
}

extension Relation {
  /// Stored in the way that suits its use, or in the forced one wherever that can hold it.
  convenience init(width: Int, recursive: Bool, forced: Representation? = nil) {
    self.init(width: width, width == 2 ? forced ?? (recursive ? .paired : .listed) : .listed)
  }

  /// Proposes every row of another relation of the same width.
  func insertAll(of other: Relation) {
    let columns = other.columns
    for start in stride(from: 0, to: other.count, by: Batch.capacity) {
      let end = min(start + Batch.capacity, other.count)
      insert(Batch(columns: columns.map { Array($0[start..<end]) }, count: end - start))
    }
  }
}
