import Relations

// Asking for a part: where a question with a constant reaches a recursion over many rows, only what it
// demands is computed, and forgotten again. Elsewhere the whole is computed, since it is kept for the
// next question.

extension Evaluator {
  /// An evaluator that holds, of the recursive predicates a body reaches, what the body needs of them;
  /// nil where the whole is to be computed.
  ///
  /// - Parameter isForProofs: whether it holds, too, what these rows rest on.
  mutating func demanding(
    _ question: Rule, isForProofs: Bool, with context: EvaluationContext
  ) throws(RuleFailure) -> Evaluator? {
    let asked = context.catalog.predicates(in: question.body)
    if areUpToDate(asked) { return nil }
    try followUp(strata(reachedFrom: asked).predicates, with: context)
    guard let (open, demand) = demand(of: question, isForProofs: isForProofs, with: context)
    else { return nil }
    try finish(whole(besides: open, for: question.body, context), with: context)
    return holding(try answers(to: demand, with: context))
  }

  /// Whether what a check finds is kept, once it is known; where it is solved over a part of what it
  /// reaches, it isn't.
  func keeps(_ check: CheckedRule, with context: EvaluationContext) -> Bool {
    finished[check.predicate] != nil
      || !restricts(check.body, of: check.written, with: context)
  }

  /// Whether a body is solved over a part of what it reaches.
  func restricts(
    _ body: [Literal], of clause: Clause, with context: EvaluationContext
  ) -> Bool {
    let question = Rule(
      head: Atom(internal: "?", [], range: clause.range), body: body, written: clause, derives: nil)
    return demand(of: question, with: context) != nil
  }

  /// What a question demands, and of which predicates; nil where the whole is to be computed.
  private func demand(
    of question: Rule, isForProofs: Bool = false, with context: EvaluationContext
  ) -> (open: Set<PredicateID>, demand: Demand)? {
    let bodies = [question.body.filter { !$0.isEnclosing }] + question.body.enclosedBodies
    guard context.prefersDemand != false, bodies.joined().contains(where: \.hasConstant) else {
      return nil
    }
    let open = restrictable(from: bodies, context)
    guard open.contains(where: isRecursive),
      context.prefersDemand == true || baseRows(of: open, context) > Evaluator.manyRows
    else { return nil }
    let rules = rules(of: open, isForProofs: isForProofs, context)
    var demand = Demand(
      rules: { rules[$0] ?? [] }, hasFacts: context.hasFacts,
      isRelation: { rules[$0] != nil || context.catalog.predicate(named: $0) != nil },
      isForProofs: isForProofs)
    return demand.rewrite(question) ? (open, demand) : nil
  }

  /// The rules of the open predicates, by their heads' names. Proofs rest on what rules say as written.
  private func rules(
    of open: Set<PredicateID>, isForProofs: Bool, _ context: EvaluationContext
  ) -> [String: [Rule]] {
    let ordered = open.sorted { $0.number < $1.number }
    let written = ordered.flatMap(rules(for:)).map(Rule.init)
    // What only its own rows lead to has no steps.
    let begun = Set(
      written.map { ($0, $0.head.predicate.text) }.filter { !$0.uses($1) }.map(\.1))
    let rules =
      isForProofs
      ? written
      : Transitivity(of: written) { context.hasFacts($0) || !begun.contains($0) }.rules
    return Dictionary(grouping: rules, by: \.head.predicate.text)
  }

  /// From how many rows below a recursion on it is worth computing a part of it again and again.
  private static let manyRows = 10_000

  // MARK: What may be restricted

  private func isRecursive(_ predicate: PredicateID) -> Bool {
    strata.contains { $0.isRecursive && $0.predicates.contains(predicate) }
  }

  /// The derived predicates a question's bodies reach by positive literals alone and that aren't
  /// finished; those that rules deny, count or keep at their best are needed as a whole.
  private func restrictable(
    from bodies: [[Literal]], _ context: EvaluationContext
  ) -> Set<PredicateID> {
    var open: Set<PredicateID> = []
    var whole: Set<PredicateID> = []
    var bodies = bodies
    while let body = bodies.popLast() {
      for literal in body {
        let predicates = context.catalog.predicates(in: [literal])
        guard case .positive = literal.kind else {
          whole.formUnion(predicates)
          continue
        }
        for predicate in predicates
        where isDerived(predicate) && finished[predicate] == nil && open.insert(predicate).inserted
        {
          bodies += rules(for: predicate).map(\.body)
        }
      }
    }
    return open.subtracting(closure(of: whole)).subtracting(chosen)
  }

  /// The predicates with all that they depend on.
  private func closure(of predicates: Set<PredicateID>) -> Set<PredicateID> {
    strata(reachedFrom: predicates).predicates
  }

  private func baseRows(of open: Set<PredicateID>, _ context: EvaluationContext) -> Int {
    closure(of: open).reduce(0) { $0 + (context.store.relation(of: $1)?.count ?? 0) }
  }

  /// What the body and the rules of the open predicates use besides them.
  private func whole(
    besides open: Set<PredicateID>, for body: [Literal], _ context: EvaluationContext
  ) -> Set<PredicateID> {
    let bodies = [body] + open.flatMap { rules(for: $0).map(\.body) }
    return Set(bodies.flatMap { context.catalog.predicates(in: $0) }).subtracting(open)
  }

  // MARK: Computing

  private func answers(
    to demand: Demand, with context: EvaluationContext
  ) throws(RuleFailure) -> [PredicateID: Relation] {
    var targets: [String: Relation] = [:]
    for rule in demand.rewritten {
      targets[rule.head.predicate.text] = Relation(
        width: rule.head.arguments.count, recursive: true)
    }
    for asked in demand.asked where targets[asked.answerName] == nil {
      let width = context.catalog.predicate(named: asked.predicate).map {
        context.catalog[$0].arity
      }
      targets[asked.answerName] = Relation(width: width ?? 0)
    }
    let planner = context.planner { [self] in
      context.facts(named: $0) ?? relation(named: $0, context)
    }
    try Fixpoint(
      rules: demand.rewritten, targets: targets, planner: planner, budget: context.budget,
      limits: context.limits, record: context.record?.begin(.demand)
    ).run()
    return Dictionary(grouping: demand.asked, by: \.predicate).reduce(into: [:]) { rows, asked in
      guard let predicate = context.catalog.predicate(named: asked.key) else { return }
      rows[predicate] = union(of: asked.value.compactMap { targets[$0.answerName] })
    }
  }

  private func union(of relations: [Relation]) -> Relation {
    if relations.count == 1 { return relations[0] }
    let union = Relation(width: relations[0].width)
    for relation in relations { union.insertAll(of: relation) }
    union.settle()
    return union
  }
}

extension EvaluationContext {
  /// The stated rows of a predicate.
  fileprivate func facts(of predicate: String) -> Relation? {
    catalog.predicate(named: predicate).flatMap { store.relation(of: $0) }
  }

  fileprivate func hasFacts(_ predicate: String) -> Bool {
    facts(of: predicate).map { $0.count > 0 } ?? false
  }

  /// The stated rows of a predicate, by the name that rewritten rules give them.
  fileprivate func facts(named name: String) -> Relation? {
    guard name.hasPrefix("="), name != name.spelled else { return nil }
    return facts(of: String(name.spelled.dropFirst()))
  }
}

extension Literal {
  fileprivate var hasConstant: Bool {
    guard case .positive(let atom) = kind else { return false }
    return atom.terms.contains { $0.constantValue != nil }
  }
}
