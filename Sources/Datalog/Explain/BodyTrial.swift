import Relations

/// Trying a body literal by literal: how far it can be satisfied.
///
/// The literals are tried as they are written, but each as soon as what it needs is bound.
struct BodyTrial {
  let body: [Literal]
  let given: [(variable: String, id: ValueID)]
  let clause: Clause
  let context: EvaluationContext
  let planner: Planner
  /// Places of the body.
  private let order: [Int]

  init(
    _ body: [Literal], given: [(variable: String, id: ValueID)], clause: Clause,
    context: EvaluationContext, planner: Planner
  ) {
    (self.body, self.given, self.clause) = (body, given, clause)
    (self.context, self.planner) = (context, planner)
    order = Self.order(of: body, given: given.map(\.variable))
  }

  /// A literal that nothing satisfies together with those tried before it.
  struct Failure {
    let literal: Literal
    let triedBefore: Int
    /// The distinct values that the literals before allow for its variables, sorted.
    let before: [[String: Value]]
  }

  /// The first literal that fails; nil where all can be satisfied together.
  func firstFailure() throws(EvaluationError) -> Failure? {
    for count in order.indices {
      let literals = order[...count].map { body[$0] }
      guard try solutions(of: literals, for: []).isEmpty else { continue }
      let before = Array(literals.dropLast())
      let bound = Set(before.flatMap(\.outerOccurrences) + given.map(\.variable))
      let wanted = distinct(body[order[count]].occurrences.filter(bound.contains))
      return Failure(
        literal: body[order[count]], triedBefore: count,
        before: try solutions(of: before, for: wanted))
    }
    return nil
  }

  /// The distinct values of some variables for which the literals hold together, sorted.
  func solutions(
    of literals: [Literal], for wanted: [String]
  ) throws(EvaluationError) -> [[String: Value]] {
    try context.solutions(for: wanted, solving: literals, of: clause, by: planner, given: given)
  }

  private static func order(of body: [Literal], given: [String]) -> [Int] {
    let globals = NameSet(body.flatMap(\.outerOccurrences) + given)
    var bound = NameSet(given)
    var remaining = Array(body.indices)
    var order: [Int] = []
    while let next = remaining.first(where: { body[$0].isReady(bound, globals: globals) }) {
      remaining.removeAll { $0 == next }
      order.append(next)
      bound.formUnion(body[next].outerOccurrences)
    }
    return order + remaining
  }
}

extension Literal {
  /// Whether the literal can be tried where `bound` variables have values.
  fileprivate func isReady(_ bound: NameSet, globals: NameSet) -> Bool {
    switch kind {
    case .negative(let atom): atom.variables.allSatisfy(bound.contains)
    case .comparison where variables.allSatisfy(bound.contains): true
    case .aggregate(let term, let comparison, let aggregate):
      aggregate.isReady(bound, globals)
        && (term.isBound(bound) || comparison == .equal && term.variableName != nil)
    case .positive, .comparison:
      variables.allSatisfy(boundVariables(of: [self], globals: globals, given: bound).contains)
    }
  }
}
