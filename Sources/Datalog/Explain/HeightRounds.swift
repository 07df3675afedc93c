import Relations

/// Heights from the facts upwards: all that some predicates rest on by positive literals is derived anew
/// in rounds, each of which takes from the rounds before it and from nothing later. So the round in which
/// a row is found is its height.
///
/// Ordinary rounds tell less: a stratum begins with what is finished below it, however high that is, and
/// sets show rows in the round in which they are found. Here the predicates of all strata grow together,
/// every relation is listed, and where each round ended is all that is noted. Rows that are not in the
/// finished relation, such as those that a least-value column outdid, are left out.
struct HeightRounds {
  private let targets: [String: Relation]
  private let rules: [Rule]
  private let planner: Planner
  private var budget: Budget
  private var variants: [RuleVariant] = []
  /// For each target how many rows there were when a round ended, from the facts on.
  private var ends: [String: [Int]] = [:]
  private var lastRound: (duration: Duration, rows: Int) = (.zero, 0)
  /// How many rounds there were: all rows of no greater height are known.
  private(set) var complete = 0
  /// Whether nothing is left to find.
  private(set) var isOver = false

  /// Begins with the facts.
  ///
  /// - Parameter finished: the relation of a predicate.
  init(
    below predicates: Set<PredicateID>, _ evaluator: Evaluator, _ context: EvaluationContext,
    finished: Planner
  ) {
    let derived = Self.derived(below: predicates, evaluator, context.catalog)
    var targets: [String: Relation] = [:]
    for predicate in derived {
      let name = context.catalog[predicate].name
      let relation = Relation(width: context.catalog[predicate].arity)
      if let facts = context.store.relation(of: predicate), let all = finished.relation(name) {
        relation.insert(facts.all.filtered(by: all.contains(facts.all)))
      }
      targets[Self.name(of: name)] = relation
    }
    rules = derived.flatMap(evaluator.rules(for:)).map { rule in
      Rule(rule).mappingAtoms { targets[Self.name(of: $0)] == nil ? $0 : Self.name(of: $0) }
    }
    self.targets = targets
    budget = context.budget
    planner = Planner(interner: finished.interner) { [targets] in
      targets[$0] ?? finished.relation($0)
    }
    endRound()
    variants = makeVariants()
  }

  /// The name of a predicate's rows as far as their heights are known.
  private static func name(of predicate: String) -> String { "\(predicate) by height".unspelled() }

  /// The predicates with rules that can be reached by positive literals.
  private static func derived(
    below predicates: Set<PredicateID>, _ evaluator: Evaluator, _ catalog: Catalog
  ) -> [PredicateID] {
    var found: [PredicateID] = []
    var open = predicates.sorted { $0.number < $1.number }
    while let predicate = open.popLast() {
      let rules = evaluator.rules(for: predicate)
      if rules.isEmpty || found.contains(predicate) { continue }
      found.append(predicate)
      for literal in rules.flatMap(\.body) {
        guard case .positive(let atom) = literal.kind else { continue }
        open += catalog.predicate(named: atom.predicate.text).map { [$0] } ?? []
      }
    }
    return found
  }
}

// MARK: - Rounds

extension HeightRounds {
  /// How long the next round is expected to take.
  var nextDuration: Duration {
    let rows = targets.values.reduce(0) { $0 + $1.deltaCount }
    return lastRound.duration * (Double(rows) / Double(max(1, lastRound.rows)))
  }

  mutating func takeRound() throws(EvaluationError) {
    let start = ContinuousClock.now
    let rows = targets.values.reduce(0) { $0 + $1.deltaCount }
    do throws(RuleFailure) {
      for number in variants.indices where variants[number].hasDelta {
        try variants[number].run()
      }
    } catch {
      throw EvaluationError(error)
    }
    complete += 1
    endRound()
    variants.removeAll(where: \.isDone)
    lastRound = (start.duration(to: .now), rows)
  }

  /// What is still to come is to be paid for by another budget.
  mutating func changeBudget(_ budget: Budget) {
    self.budget = budget
    variants = makeVariants()
    if complete > 0 { variants.removeAll(where: \.isDone) }
  }

  private mutating func endRound() {
    isOver = true
    for (name, relation) in targets {
      if relation.advance() > 0 { isOver = false }
      ends[name, default: []].append(relation.count)
    }
    // Rules without recursion find something in the first round, whatever facts there are.
    if complete == 0 { isOver = false }
  }

  /// For each row its height; nil where it has a greater one than there were rounds.
  func heights(of rows: Batch, _ predicate: String) -> [Int?]? {
    let name = Self.name(of: predicate)
    guard let relation = targets[name], let ends = ends[name] else { return nil }
    return relation.rowNumbers(of: rows).map { number in
      number.map { number in ends.partitioningIndex { number < $0 } }
    }
  }
}

// MARK: - Rules

extension HeightRounds {
  /// Rules without a target in their body, once, and the others with the delta at each.
  private func makeVariants() -> [RuleVariant] {
    rules.flatMap { rule -> [RuleVariant] in
      let places = rule.body.indices.filter { target(of: rule.body[$0]) != nil }
      if places.isEmpty { return [RuleVariant(rule, plan(rule, [:]), delta: nil, budget, nil)] }
      return places.indices.map { number in
        var views: [Int: Relation.View] = [places[number]: .delta]
        for place in places[..<number] { views[place] = .stable }
        let delta = target(of: rule.body[places[number]])
        return RuleVariant(rule, plan(rule, views), views: views, delta: delta, budget, nil)
      }
    }
  }

  private func target(of literal: Literal) -> Relation? {
    guard case .positive(let atom) = literal.kind else { return nil }
    return targets[atom.predicate.text]
  }

  private func plan(_ rule: Rule, _ views: [Int: Relation.View]) -> Plan {
    planner.plan(
      head: rule.head.terms, body: rule.body, target: targets[rule.head.predicate.text]!,
      views: views)
  }
}

extension RuleVariant {
  /// Whether there is nothing more to find behind the first round.
  fileprivate var isDone: Bool { views.isEmpty }
}

extension Rule {
  /// The same for other names of predicates in the head and in positive literals, with what the head
  /// says being so.
  fileprivate func mappingAtoms(_ name: (String) -> String) -> Rule {
    let body = body.map { literal in
      guard case .positive(let atom) = literal.kind else { return literal }
      return Literal(.positive(atom.named(name(atom.predicate.text))), range: literal.range)
    }
    let known = Literal(.positive(head), range: head.range)
    return part(head: head.named(name(head.predicate.text)), body: body + [known])
  }
}

extension [Int] {
  /// The first place where `isBehind` holds, which it does from there on.
  fileprivate func partitioningIndex(where isBehind: (Int) -> Bool) -> Int {
    var places = startIndex..<endIndex
    while !places.isEmpty {
      let middle = places.lowerBound + places.count / 2
      places =
        isBehind(self[middle])
        ? places.lowerBound..<middle : middle + 1..<places.upperBound
    }
    return places.lowerBound
  }
}
