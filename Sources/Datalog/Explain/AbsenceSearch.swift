import Relations

/// Finds out what is missing for a goal: goes from the goal down through the rules that could derive
/// it, in each to the first literal that fails, and on through that one's rules down to facts.
///
/// Reads finished relations only. Of the ways to satisfy the literals before the one that fails, the
/// first is followed.
struct AbsenceSearch {
  let evaluator: Evaluator
  let context: EvaluationContext
  let planner: Planner
  /// Goals that were looked into, so that none is twice.
  private var seen: Set<Atom> = []
  private var goalsLeft = Self.mostGoals

  /// Rules below rules.
  private static let deepest = 8
  private static let mostGoals = 60

  init(evaluator: Evaluator, context: EvaluationContext) {
    self.evaluator = evaluator
    self.context = context
    planner = context.planner { evaluator.relation(named: $0, context) }
  }

  /// Why a query has no answer.
  ///
  /// - Precondition: it has none, and the strata that it reaches are finished.
  mutating func search(_ query: CheckedQuery) throws(EvaluationError) -> Absence {
    if query.body.count == 1, case .positive(let atom) = query.body[0].kind,
      let predicate = context.catalog.predicate(named: atom.predicate.text)
    {
      return try search(atom, predicate, depth: 0)
    }
    let obstacle = try obstacle(of: query.body, given: [], in: query.written, depth: 0)
    return Absence(
      goal: nil, isDerived: true,
      attempts: [Absence.Attempt(clause: query.written, obstacle: obstacle)], nearest: [])
  }

  /// The first literal of a query that fails, without going further.
  func firstFailure(of query: CheckedQuery) throws(EvaluationError) -> BodyTrial.Failure? {
    try BodyTrial(
      query.body, given: [], clause: query.written, context: context, planner: planner
    ).firstFailure()
  }

  private mutating func search(
    _ goal: Atom, _ predicate: PredicateID, depth: Int
  ) throws(EvaluationError) -> Absence {
    seen.insert(goal.withoutPlaces)
    goalsLeft -= 1
    let rules = evaluator.rules(for: predicate)
    var attempts: [Absence.Attempt] = []
    for rule in rules {
      let obstacle = try obstacle(of: rule, for: goal, depth: depth)
      attempts.append(Absence.Attempt(clause: rule.written, obstacle: obstacle))
    }
    let nearest = rules.isEmpty ? rows(near: goal, predicate) : []
    return Absence(
      goal: goal, isDerived: !rules.isEmpty, attempts: attempts, nearest: nearest)
  }

  private mutating func obstacle(
    of rule: CheckedRule, for goal: Atom, depth: Int
  ) throws(EvaluationError) -> Absence.Obstacle {
    var given: [(variable: String, id: ValueID)] = []
    var meant: [String: Term] = [:]
    var conditions: [Literal] = []
    for (head, wanted) in zip(rule.head.terms, goal.terms) {
      if case .variable(let name) = wanted.kind {
        if let first = meant[name] {
          conditions.append(Literal(.comparison(first, .equal, head), range: wanted.range))
        }
        meant[name] = meant[name] ?? head
      }
      guard let value = wanted.constantValue else { continue }
      switch head.kind {
      case .variable(let name) where !given.contains(where: { $0.variable == name }):
        given.append((name, context.interner.id(of: value)))
      case .constant(let other) where other == value: break
      case .constant: return .head(head, goal: wanted)
      default: conditions.append(Literal(.comparison(head, .equal, wanted), range: wanted.range))
      }
    }
    return try obstacle(of: rule.body + conditions, given: given, in: rule.written, depth: depth)
  }

  private mutating func obstacle(
    of body: [Literal], given: [(variable: String, id: ValueID)], in clause: Clause, depth: Int
  ) throws(EvaluationError) -> Absence.Obstacle {
    let trial = BodyTrial(
      body, given: given, clause: clause, context: context, planner: planner)
    guard let failure = try trial.firstFailure() else { return .outdone }
    let known = given.map { ($0.variable, context.interner[$0.id]) }
    let bindings = (failure.before.first ?? [:]).merging(known) { first, _ in first }
    let literal = failure.literal.substituting(bindings)
    return .literal(
      Absence.Failure(
        literal: literal, written: failure.literal, ways: failure.before.count,
        reason: try reason(for: literal, in: clause, depth: depth)))
  }

  private mutating func reason(
    for literal: Literal, in clause: Clause, depth: Int
  ) throws(EvaluationError) -> Absence.Reason {
    switch literal.kind {
    case .positive(let atom):
      guard let predicate = context.catalog.predicate(named: atom.predicate.text) else {
        return .untrue
      }
      guard !seen.contains(atom.withoutPlaces), depth < Self.deepest, goalsLeft > 0 else {
        return .missingAgain
      }
      return .missing(try search(atom, predicate, depth: depth + 1))
    case .negative(let atom):
      guard let predicate = context.catalog.predicate(named: atom.predicate.text) else {
        return .untrue
      }
      let rows = rows(like: atom, predicate)
      return .present(count: rows.count, rows: rows.rows)
    case .comparison: return .untrue
    case .aggregate(_, _, let aggregate):
      return .value(try value(of: aggregate, in: clause))
    }
  }

  /// What an aggregate without variables of its surroundings comes to.
  private func value(
    of aggregate: Aggregate, in clause: Clause
  ) throws(EvaluationError) -> Value? {
    let result = Term(.variable("#value"), range: aggregate.range)
    let literal = Literal(.aggregate(result, .equal, aggregate), range: aggregate.range)
    let trial = BodyTrial(
      [literal], given: [], clause: clause, context: context, planner: planner)
    return try trial.solutions(of: [literal], for: ["#value"]).first?["#value"]
  }
}

extension Atom {
  /// The same for all places where it could be written, and for all names of its variables.
  fileprivate var withoutPlaces: Atom {
    let arguments = terms.map { term in
      Argument(Term(term.constantValue.map(Term.Kind.constant) ?? .wildcard, range: .nowhere))
    }
    return Atom(Name(predicate.text, range: .nowhere), arguments, range: .nowhere)
  }
}
