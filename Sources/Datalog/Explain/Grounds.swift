import Relations

/// Which facts make a check fail: the rows its own literals match, or where these are all derived, the
/// facts that a proof of it ends in.
struct Grounds {
  private let constraint: CheckedConstraint
  private let evaluator: Evaluator
  private let context: EvaluationContext
  private let solutions: BodySolutions

  init(of constraint: CheckedConstraint, evaluator: Evaluator, context: EvaluationContext) {
    self.constraint = constraint
    self.evaluator = evaluator
    self.context = context
    let planner = context.planner { evaluator.relation(named: $0, context) }
    solutions = BodySolutions(
      constraint.body, clause: constraint.written, context: context, planner: planner)
  }

  /// Where the facts stand, distinct, in the order of the literals.
  ///
  /// - Parameter row: a solution of the check, one value for each of its variables.
  func places(for row: [ValueID]) throws(EvaluationError) -> [TextRange] {
    let given = zip(constraint.variables, row).map { (variable: $0, id: $1) }
    guard let bindings = try solutions.all(given: given).first else {
      preconditionFailure("a solution of a check does not solve it")
    }
    let stated = solutions.body.compactMap { origin(of: $0, bindings) }
    return distinct(stated.isEmpty ? try proof(of: row).statedPlaces : stated)
  }

  /// Where the row is stated that a positive literal names under the bindings.
  private func origin(of literal: Literal, _ bindings: [String: Value]) -> TextRange? {
    guard case .positive(let atom) = literal.kind,
      let (predicate, row) = context.row(of: atom, bindings)
    else { return nil }
    return context.store.origin(of: row, in: predicate)
  }

  private func proof(of row: [ValueID]) throws(EvaluationError) -> Proof {
    var search = ProofSearch(evaluator: evaluator, context: context)
    let question = CheckedQuery(
      body: constraint.body, variables: constraint.variables,
      types: constraint.variables.map { _ in .unknown }, written: constraint.written)
    return try search.prove(question, row: row)
  }
}

extension Proof {
  /// Where the facts stand that it ends in, in the order of the premises.
  fileprivate var statedPlaces: [TextRange] {
    nodes.compactMap { if case .fact(let place) = $0.reason { place } else { nil } }
  }
}
