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
    let rows = Relation(width: variables.count)
    let head = variables.map { Term(.variable($0), range: clause.range) }
    let plan = planner.plan(
      head: head, body: body + conditions, target: rows, seed: given.map(\.variable)
    ).plan
    var pipeline = Pipeline(plan, budget: context.budget)
    do {
      _ = try pipeline.run(from: Batch(columns: given.map { [$0.id] }, count: 1))
    } catch {
      throw EvaluationError(error, in: clause, head: nil)
    }
    return context.interner.sortedRows(of: rows).map { row in
      let values = rows.columns.map { context.interner[$0[row]] }
      return Dictionary(zip(variables, values)) { first, _ in first }
    }
  }

  private static func namingWildcards(of body: [Literal]) -> [Literal] {
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
