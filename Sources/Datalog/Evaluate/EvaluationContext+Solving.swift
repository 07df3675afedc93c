import Relations

// Solving a body on its own, over finished relations: what questions, checks and explanations ask.

extension EvaluationContext {
  /// The distinct rows of `variables` for which the body holds.
  ///
  /// - Parameters:
  ///   - clause: what an error speaks of.
  ///   - given: variables that have a value from the start.
  func rows(
    of variables: [String], solving body: [Literal], of clause: Clause, by planner: Planner,
    given: [(variable: String, id: ValueID)] = []
  ) throws(EvaluationError) -> Relation {
    let rows = Relation(width: variables.count)
    let head = variables.map { Term(.variable($0), range: clause.range) }
    let plan = planner.plan(
      head: head, body: body, target: rows, seed: given.map(\.variable), isFirst: true
    ).plan
    var pipeline = Pipeline(plan, budget: budget)
    do {
      try pipeline.run(from: Batch(columns: given.map { [$0.id] }, count: 1))
    } catch {
      throw EvaluationError(error, in: clause, head: nil)
    }
    return rows
  }

  /// The same rows, sorted by their values, each by variable.
  func solutions(
    for variables: [String], solving body: [Literal], of clause: Clause, by planner: Planner,
    given: [(variable: String, id: ValueID)]
  ) throws(EvaluationError) -> [[String: Value]] {
    let rows = try rows(of: variables, solving: body, of: clause, by: planner, given: given)
    return interner.sortedRows(of: rows).map { row in
      let values = rows.columns.map { interner[$0[row]] }
      return Dictionary(zip(variables, values)) { first, _ in first }
    }
  }
}
