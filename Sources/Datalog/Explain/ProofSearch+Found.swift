import Relations

// What a search has found, for those who make proofs of it.

extension ProofSearch {
  /// How a goal is taken to follow.
  enum Choice {
    case fact
    /// By an instance, which has this number.
    case instance(Int)
  }

  /// The way of least height; of several, the first.
  mutating func best(of goal: Int) throws(EvaluationError) -> Choice {
    if graph.isStated(goal) { return .fact }
    try expand([goal])
    try learnHeightsOfPremises(of: [goal])
    let height = graph.height(of: goal)
    let best = graph.instances(of: goal).filter { graph.height(ofInstance: $0) == height }
      .min(by: precedes)
    guard let best else { preconditionFailure("a goal that was proved has no way to follow") }
    return .instance(best)
  }

  /// Whether an instance's rule comes before that of the other, or the values of its variables do.
  func precedes(_ one: Int, _ other: Int) -> Bool {
    let (first, second) = (graph.place(ofInstance: one), graph.place(ofInstance: other))
    if first.way != second.way { return first.way < second.way }
    for column in ways[first.way].instances.dropFirst()
    where column[first.row] != column[second.row] {
      return context.interner.precedes(column[first.row], column[second.row])
    }
    return false
  }

  func way(ofInstance instance: Int) -> ProofWay { ways[graph.place(ofInstance: instance).way] }

  /// What the instance's variables are.
  func bindings(ofInstance instance: Int) -> [String: Value] {
    let (way, row) = graph.place(ofInstance: instance)
    let values = ways[way].instances.dropFirst().map { context.interner[$0[row]] }
    return Dictionary(uniqueKeysWithValues: zip(ways[way].variables, values))
  }

  /// Nil for the query itself.
  func atom(of goal: Int) -> GroundAtom? {
    guard let predicate = goals.predicate(of: goal) else { return nil }
    return GroundAtom(
      predicate: predicate, name: context.catalog[predicate].name,
      values: row(of: goal).map { context.interner[$0] })
  }

  func origin(of goal: Int) -> TextRange? {
    goals.predicate(of: goal).flatMap { context.store.origin(of: row(of: goal), in: $0) }
  }

  private func row(of goal: Int) -> [ValueID] { goals.rows(of: [goal]).columns.map { $0[0] } }

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
    guard case .positive(let atom) = literal.kind,
      let (predicate, row) = context.row(of: atom, bindings)
    else { return nil }
    let goal = goal(of: predicate, row)
    try search(from: goal)
    return goal
  }
}
