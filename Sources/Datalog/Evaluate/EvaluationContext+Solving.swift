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
      head: head, body: body, target: rows, seed: given.map(\.variable),
      readsFinished: true)
    let question = Rule(
      head: Atom(internal: "?", head, range: clause.range), body: body, written: clause,
      derives: nil)
    let run = record?.begin(.question).adds(question, plan)
    var pipeline = Pipeline(plan)
    run?.begins()
    do {
      try pipeline.run(from: Batch(columns: given.map { [$0.id] }, count: 1), within: budget)
    } catch {
      throw EvaluationError(error, in: clause, head: nil)
    }
    run?.ends()
    record?.end()
    return rows
  }

  /// The numbers of rows in the order of their values.
  func sortedRows(
    of rows: Relation, solving clause: Clause
  ) throws(EvaluationError) -> [Int] {
    do {
      return try interner.sortedRows(of: rows, budget)
    } catch {
      throw EvaluationError(error, in: clause, head: nil)
    }
  }

  /// The same rows, sorted by their values, each by variable.
  func solutions(
    for variables: [String], solving body: [Literal], of clause: Clause, by planner: Planner,
    given: [(variable: String, id: ValueID)]
  ) throws(EvaluationError) -> [[String: Value]] {
    let rows = try rows(of: variables, solving: body, of: clause, by: planner, given: given)
    return try sortedRows(of: rows, solving: clause).map { row in
      let values = rows.columns.map { interner[$0[row]] }
      return Dictionary(zip(variables, values)) { first, _ in first }
    }
  }
}
