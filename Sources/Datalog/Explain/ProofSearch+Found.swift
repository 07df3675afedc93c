import Relations

// What a search has found, for those who make proofs of it.

extension ProofSearch {
  /// How a goal is taken to follow.
  enum Choice {
    case fact
    case instance(Instance)
  }

  /// The way of least height.
  func best(of goal: Int) -> Choice { goals[goal].best.map(Choice.instance) ?? .fact }

  /// Nil for the query itself.
  func atom(of goal: Int) -> GroundAtom? {
    let key = goals[goal].key
    guard let predicate = key.predicate else { return nil }
    return GroundAtom(
      predicate: predicate, name: context.catalog[predicate].name,
      values: key.row.map { context.interner[$0] })
  }

  func origin(of goal: Int) -> TextRange? {
    let key = goals[goal].key
    return key.predicate.flatMap { context.store.origin(of: key.row, in: $0) }
  }

  /// Nil for a built-in predicate.
  func rowCount(of predicate: String) -> Int? { planner.relation(predicate)?.count }

  /// A tuple of an aggregate, with the first solution of the element that gives it.
  struct Tuple {
    let values: [Value]
    let body: [Literal]
    let bindings: [String: Value]
    var otherWays = 0
  }

  /// The distinct tuples that an aggregate takes together, in the order of their first solutions.
  func tuples(
    of aggregate: Aggregate, _ bindings: [String: Value], _ clause: Clause
  ) throws(EvaluationError) -> [Tuple] {
    var tuples: [Tuple] = []
    var places: [[Value]: Int] = [:]
    for element in aggregate.elements {
      let body = element.body.map { $0.substituting(bindings) }
      let solutions = BodySolutions(body, clause: clause, context: context, planner: planner)
      for solution in try solutions.all(given: []) {
        let all = bindings.merging(solution) { $1 }
        let values = element.terms.compactMap { $0.substituting(all).constantValue }
        if let place = places[values] {
          tuples[place].otherWays += 1
        } else {
          places[values] = tuples.count
          tuples.append(Tuple(values: values, body: solutions.body, bindings: solution))
        }
      }
    }
    return tuples
  }

  /// The goal that a positive literal names, with its least height; nil where it is built in.
  mutating func provenGoal(
    of literal: Literal, _ bindings: [String: Value]
  ) throws(EvaluationError) -> Int? {
    guard let key = key(of: literal, bindings) else { return nil }
    let goal = goal(key)
    try search(from: goal)
    return goal
  }
}
