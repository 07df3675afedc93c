import Relations

/// The ways in which a body holds once some of its variables are given: what `explain` asks of each
/// rule of a goal's predicate. Every `_` of a positive literal is a variable of its own here, so that a
/// solution names the very rows it rests on.
struct BodySolutions {
  /// With a fresh variable for each `_` of a positive literal.
  let body: [Literal]
  /// Variables that a solution binds, in order of first appearance.
  let variables: [String]
  private let clause: Clause
  private let context: EvaluationContext
  private let planner: Planner

  init(_ body: [Literal], clause: Clause, context: EvaluationContext, planner: Planner) {
    self.body = BodySolutions.namingWildcards(of: body)
    self.clause = clause
    self.context = context
    self.planner = planner
    variables = distinct(self.body.flatMap(\.outerOccurrences))
  }

  /// All solutions that agree with `given`, sorted by their values.
  func all(
    given: [(variable: String, id: ValueID)], also conditions: [Literal] = []
  ) throws(EvaluationError) -> [[String: Value]] {
    try context.solutions(
      for: variables, solving: body + conditions, of: clause, by: planner, given: given)
  }

  static func namingWildcards(of body: [Literal]) -> [Literal] {
    var count = 0
    return body.map { literal in
      guard case .positive(var atom) = literal.kind else { return literal }
      for place in atom.arguments.indices where atom.arguments[place].term.kind == .wildcard {
        count += 1
        atom.arguments[place].term.kind = .variable("_#\(count)")
      }
      return Literal(.positive(atom), range: literal.range)
    }
  }
}
