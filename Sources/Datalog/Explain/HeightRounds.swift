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
  /// Relations in the middle of rules, whose rows are no higher than what they rest on, in the order in
  /// which they rest on one another; and the rules that fill them.
  private let auxiliaries: [(rule: Rule, relation: Relation)]
  /// The targets and the auxiliaries, by name.
  private let relations: [String: Relation]
  private let planner: Planner
  private var budget: Budget
  /// Of the auxiliaries, each with its own, and of the other rules.
  private var auxiliaryVariants: [[RuleVariant]] = []
  private var variants: [RuleVariant] = []
  /// For each target how many rows there were when a round ended, from the facts on.
  private var ends: [String: [Int]] = [:]
  /// How long the rounds took together.
  private(set) var spent = Duration.zero
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
    var projection = EarlyProjection(recursive: Set(targets.keys)) { name in
      targets[name] ?? finished.relation(name)
    }
    rules = derived.flatMap(evaluator.rules(for:)).map { rule in
      let renamed = Rule(rule).mappingAtoms {
        targets[Self.name(of: $0)] == nil ? $0 : Self.name(of: $0)
      }
      let projected = projection.apply(to: renamed)
      let known = Literal(.positive(rule.head), range: rule.head.range)
      return projected.part(head: projected.head, body: projected.body + [known])
    }
    auxiliaries = projection.auxiliaries.map { rule, _ in
      (rule, Relation(width: rule.head.arguments.count))
    }
    self.targets = targets
    budget = context.budget
    let named = targets.merging(
      projection.auxiliaries.indices.map { [auxiliaries] in
        (projection.auxiliaries[$0].name, auxiliaries[$0].relation)
      }
    ) { $1 }
    relations = named
    planner = Planner(interner: finished.interner) { named[$0] ?? finished.relation($0) }
    endRound()
    makeVariants()
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
      for (number, auxiliary) in auxiliaries.enumerated() {
        try Self.run(&auxiliaryVariants[number], budget)
        auxiliary.relation.advance()
      }
      try Self.run(&variants, budget)
    } catch {
      throw EvaluationError(error)
    }
    complete += 1
    endRound()
    forgetDone()
    let duration = start.duration(to: .now)
    lastRound = (duration, rows)
    spent += duration
  }

  private static func run(
    _ variants: inout [RuleVariant], _ budget: Budget
  ) throws(RuleFailure) {
    for number in variants.indices where variants[number].hasDelta {
      try variants[number].run(within: budget)
    }
  }

  /// What is still to come is to be paid for by another budget.
  mutating func changeBudget(_ budget: Budget) {
    self.budget = budget
    makeVariants()
    if complete > 0 { forgetDone() }
  }

  private mutating func forgetDone() {
    variants.removeAll(where: \.isDone)
    for number in auxiliaryVariants.indices {
      auxiliaryVariants[number].removeAll(where: \.isDone)
    }
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
  private mutating func makeVariants() {
    auxiliaryVariants = auxiliaries.map { variants(of: $0.rule) }
    variants = rules.flatMap(variants)
  }

  /// A rule whose body has nothing that grows, once, and another with the delta at each that does.
  private func variants(of rule: Rule) -> [RuleVariant] {
    let places = rule.body.indices.filter { growing(rule.body[$0]) != nil }
    if places.isEmpty { return [RuleVariant(rule, plan(rule, [:]), delta: nil)] }
    return places.indices.map { number in
      var views: [Int: Relation.View] = [places[number]: .delta]
      for place in places[..<number] { views[place] = .stable }
      let delta = growing(rule.body[places[number]])
      return RuleVariant(rule, plan(rule, views), views: views, delta: delta)
    }
  }

  private func growing(_ literal: Literal) -> Relation? {
    guard case .positive(let atom) = literal.kind else { return nil }
    return relations[atom.predicate.text]
  }

  private func plan(_ rule: Rule, _ views: [Int: Relation.View]) -> Plan {
    planner.plan(
      head: rule.head.terms, body: rule.body, target: relations[rule.head.predicate.text]!,
      views: views)
  }
}

extension RuleVariant {
  /// Whether there is nothing more to find behind the first round.
  fileprivate var isDone: Bool { views.isEmpty }
}

extension Rule {
  /// The same for other names of predicates in the head and in positive literals.
  fileprivate func mappingAtoms(_ name: (String) -> String) -> Rule {
    let body = body.map { literal in
      guard case .positive(let atom) = literal.kind else { return literal }
      return Literal(.positive(atom.named(name(atom.predicate.text))), range: literal.range)
    }
    return part(head: head.named(name(head.predicate.text)), body: body)
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
