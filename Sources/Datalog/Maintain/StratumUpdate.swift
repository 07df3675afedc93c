import Relations

/// Brings the relations of a finished stratum up to date with what has changed below it, at the cost of
/// what that changes.
///
/// First the rows are found that don't follow any more: those that a lost solution of a body had derived
/// are *doubted*; of them those are *kept* that still follow by a body without recursion; all others are
/// *lost*, and so in turn are doubted what they had derived. Then what is lost is taken out; whatever of
/// it follows from the rows left, and what follows only now, is put in; and rounds bring in the rest.
///
/// Facts stated of a predicate that has rules count as a rule, `p(X) :- 'p stated'(X).`
///
/// - SeeAlso: delete and rederive, Gupta, Mumick and Subrahmanian, 1993; checking before deleting
///   further, Motik, Nenov, Piro and Horrocks, *Incremental update of Datalog materialisation*, 2015.
struct StratumUpdate {
  private let rules: [Rule]
  private let targets: [String: Relation]
  /// What has changed below, by predicate.
  private let changes: [String: RowChange]
  /// The least-value column of predicates that have one.
  private let bestColumns: [String: Int]
  private let planner: Planner
  private let budget: Budget
  private let limits: Limits
  private let fewRows: Int

  /// By predicate: rows that may not follow any more, those of them that do, and the others.
  private let doubted: [String: Relation]
  private let kept: [String: Relation]
  private let lost: [String: Relation]
  private let changed: [String: RowChange]

  /// - Parameters:
  ///   - rules: those of the stratum, and one for the facts of each target that has some.
  ///   - targets: settled, as they were before the changes.
  ///   - planner: finds the relations below, as they are after the changes.
  init(
    rules: [Rule], targets: [String: Relation], changes: [String: RowChange],
    bestColumns: [String: Int], planner: Planner, budget: Budget, limits: Limits,
    fewRows: Int
  ) {
    self.rules = rules
    self.targets = targets
    self.changes = changes
    self.bestColumns = bestColumns
    self.budget = budget
    self.limits = limits
    self.fewRows = fewRows
    func relations() -> [String: Relation] { targets.mapValues { Relation(width: $0.width) } }
    let (doubted, kept, lost) = (relations(), relations(), relations())
    (self.doubted, self.kept, self.lost) = (doubted, kept, lost)
    changed = targets.mapValues { RowChange(width: $0.width) }
    var named = targets
    for (name, relation) in doubted { named[Self.doubtedName(name)] = relation }
    for (name, relation) in lost { named[ChangedBodies.lostName(name)] = relation }
    for (name, change) in changes {
      named[ChangedBodies.gainedName(name)] = change.gained
      named[ChangedBodies.lostName(name)] = change.lost
    }
    self.planner = Planner(interner: planner.interner) { [named] in
      named[$0] ?? planner.relation($0)
    }
  }

  /// What the targets gained and lost; nil, with nothing done, where they are better computed anew.
  func run() throws(RuleFailure) -> [String: RowChange]? {
    guard try canFindLost() else { return nil }
    for (name, relation) in lost where relation.count > 0 {
      targets[name]?.remove(relation.all)
      changed[name]?.lose(relation.all)
    }
    try findGained()
    for relation in targets.values { relation.compact() }
    return changed
  }

  private static func doubtedName(_ predicate: String) -> String {
    "\(predicate) doubted".unspelled()
  }

  /// Rows that may be doubted: with more, going on would cost more than computing all anew.
  private var mostDoubted: Int {
    fewRows + targets.values.reduce(0) { $0 + $1.count } / 4
  }

  // MARK: What is lost

  /// False where too much is doubted, or something has no value that was not asked for before.
  private func canFindLost() throws(RuleFailure) -> Bool {
    do throws(RuleFailure) {
      return try findLost()
    } catch {
      if case .run(.undefined) = error.reason { return false }
      throw error
    }
  }

  private func findLost() throws(RuleFailure) -> Bool {
    for rule in rules {
      let known = Literal(.positive(rule.head), range: rule.head.range)
      guard let bodies = changedBodies(of: rule).ended(rule.body, meeting: known) else {
        return false
      }
      for body in bodies { try run(rule, body, into: doubted) }
    }
    guard advance(doubted) else { return true }
    var checks = rules.filter { !isRecursive($0) }.map(check)
    var consequences = rules.flatMap(consequences)
    repeat {
      if doubted.values.reduce(0, { $0 + $1.count }) > mostDoubted { return false }
      for number in checks.indices where checks[number].hasDelta { try checks[number].run() }
      for (name, relation) in kept {
        relation.settle()
        let rows = doubted[name]!.delta
        lost[name]!.insert(rows.filtered(by: relation.contains(rows).map { !$0 }))
      }
      _ = advance(lost)
      for number in consequences.indices where consequences[number].hasDelta {
        try consequences[number].run()
      }
    } while advance(doubted)
    for relation in lost.values { relation.settle() }
    return true
  }

  /// Whether there is something new.
  private func advance(_ relations: [String: Relation]) -> Bool {
    relations.values.reduce(false) { ($1.advance() > 0) || $0 }
  }

  /// Which of the rows just doubted the rule derives.
  private func check(_ rule: Rule) -> RuleVariant {
    let name = rule.head.predicate.text
    let doubt = Literal(
      .positive(rule.head.named(Self.doubtedName(name))), range: rule.head.range)
    return variant(of: rule, [doubt] + rule.body, delta: 0, doubted[name]!, into: kept[name]!)
  }

  /// Which rows the rule had derived from those just lost: for each of its recursive literals.
  private func consequences(of rule: Rule) -> [RuleVariant] {
    recursiveAtoms(of: rule).map { place, atom in
      let name = atom.predicate.text
      var body = rule.body
      body[place].kind = .positive(atom.named(ChangedBodies.lostName(name)))
      body.append(Literal(.positive(rule.head), range: rule.head.range))
      return variant(
        of: rule, body, delta: place, lost[name]!, into: doubted[rule.head.predicate.text]!)
    }
  }

  // MARK: What is gained

  private func findGained() throws(RuleFailure) {
    for relation in targets.values { relation.prepareReplaced() }
    for rule in rules {
      // A choice of one literal is never too many where choices of several were not.
      for body in changedBodies(of: rule).begun(rule.body) ?? [] {
        try run(rule, body, into: targets)
      }
      if let body = bodyOfReturn(of: rule) { try run(rule, body, into: targets) }
    }
    let fixpoint = Fixpoint(
      rules: rules, targets: targets, planner: planner, budget: budget, limits: limits,
      isProjecting: false)
    try fixpoint.resume {
      for (name, relation) in targets {
        changed[name]?.gain(relation.delta)
        changed[name]?.lose(relation.replaced)
      }
    }
  }

  /// A body for the lost rows that the rule derives from what is left. Nil where there are none: without
  /// recursion it was found before what it derives, but for the second best of a least-value column.
  private func bodyOfReturn(of rule: Rule) -> [Literal]? {
    let name = rule.head.predicate.text
    let best = bestColumns[name]
    guard lost[name]!.count > 0, best != nil || isRecursive(rule) else { return nil }
    var atom = rule.head.named(ChangedBodies.lostName(name))
    if let best { atom.arguments[best].term.kind = .wildcard }
    return [Literal(.positive(atom), range: atom.range)] + rule.body
  }

  // MARK: Rules

  private func changedBodies(of rule: Rule) -> ChangedBodies {
    ChangedBodies(
      of: rule, hasGained: { changes[$0].map { $0.gained.count > 0 } ?? false },
      hasLost: { changes[$0].map { $0.lost.count > 0 } ?? false })
  }

  private func isRecursive(_ rule: Rule) -> Bool { !recursiveAtoms(of: rule).isEmpty }

  private func recursiveAtoms(of rule: Rule) -> [(place: Int, atom: Atom)] {
    rule.body.enumerated().compactMap { place, literal in
      guard case .positive(let atom) = literal.kind, targets[atom.predicate.text] != nil else {
        return nil
      }
      return (place, atom)
    }
  }

  private func run(
    _ rule: Rule, _ body: [Literal], into relations: [String: Relation]
  ) throws(RuleFailure) {
    guard body.allSatisfy(canHold) else { return }
    let target = relations[rule.head.predicate.text]!
    let plan = planner.plan(head: rule.head.terms, body: body, target: target)
    var variant = RuleVariant(rule, plan, delta: nil, budget, nil)
    try variant.run()
  }

  /// Whether a literal speaks of something else than changed rows, or some of them agree with its
  /// constants: most changes concern few of the rules that read a relation, and planning takes longer
  /// than looking.
  private func canHold(_ literal: Literal) -> Bool {
    guard case .positive(let atom) = literal.kind, let rows = changedRows(atom.predicate.text),
      rows.count <= 8
    else { return true }
    let columns = rows.columns
    let constants = atom.terms.enumerated().compactMap { column, term in
      term.constantValue.map { (column, planner.interner.knownID(of: $0)) }
    }
    return (0..<rows.count).contains { row in
      constants.allSatisfy { column, id in columns[column][row] == id }
    }
  }

  private func changedRows(_ name: String) -> Relation? {
    for (predicate, change) in changes {
      if name == ChangedBodies.gainedName(predicate) { return change.gained }
      if name == ChangedBodies.lostName(predicate) { return change.lost }
    }
    return nil
  }

  private func variant(
    of rule: Rule, _ body: [Literal], delta: Int, _ relation: Relation, into target: Relation
  ) -> RuleVariant {
    let plan = planner.plan(
      head: rule.head.terms, body: body, target: target, views: [delta: .delta])
    return RuleVariant(rule, plan, delta: relation, budget, nil)
  }
}
