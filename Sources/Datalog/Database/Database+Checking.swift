import Relations

extension Database {
  /// The checks that are stated, in the order they came.
  public var constraints: [CheckedConstraint] { checks.filter(\.isStated).map(\.constraint) }

  /// Every violation of every check, checks in order of place, violations in order of values; behind
  /// them those of declarations by rows that rules derive.
  public func violations() throws(EvaluationError) -> [Violation] {
    let context = context()
    var violations: [Violation] = []
    for check in inOrder(checks) { violations += try self.violations(of: check, with: context) }
    return violations
  }

  /// The violations of the checks that some predicates take part in. What the checks have found is kept,
  /// and brought up to date with what has changed since: for who asks after each change.
  public func violations(
    concerning predicates: Set<PredicateID>
  ) throws(EvaluationError) -> [Violation] {
    let context = context()
    let reached = predicates.union(consequences(of: predicates))
    let concerned = inOrder(checks.filter { evaluator.uses($0.id, anyOf: reached) })
    let kept = concerned.filter { evaluator.keeps($0.rule, with: context) }
    try finish(Set(kept.map(\.id)), with: context)
    var violations: [Violation] = []
    for check in concerned {
      if let rows = evaluator.finished[check.id] {
        violations += try self.violations(of: check, rows, by: evaluator, with: context)
      } else {
        violations += try self.violations(of: check, with: context)
      }
    }
    return violations
  }

  private func inOrder(_ checks: [Check]) -> [Check] {
    checks.filter(\.isStated) + checks.filter { !$0.isStated }
  }

  private func violations(
    of check: Check, with context: EvaluationContext
  ) throws(EvaluationError) -> [Violation] {
    let constraint = check.constraint
    let evaluator = try evaluator(
      reaching: constraint.body, of: constraint.written, with: context)
    let rows = try solve(
      constraint.body, for: constraint.variables, of: constraint.written, by: evaluator,
      with: context)
    return try violations(of: check, rows, by: evaluator, with: context)
  }

  /// - Parameter rows: the solutions of the check.
  private func violations(
    of check: Check, _ rows: Relation, by evaluator: Evaluator, with context: EvaluationContext
  ) throws(EvaluationError) -> [Violation] {
    if rows.count == 0 { return [] }
    let constraint = check.constraint
    let grounds = Grounds(of: constraint, evaluator: evaluator, context: context)
    let columns = rows.columns
    var violations: [Violation] = []
    for number in try context.sortedRows(of: rows, solving: constraint.written) {
      let row = columns.map { $0[number] }
      let bindings = zip(constraint.variables, row.map { interner[$0] })
      violations.append(Violation(constraint, Array(bindings), try grounds.places(for: row)))
    }
    return violations
  }
}

/// A check of the facts, and the rule that would derive what it finds.
struct Check {
  let constraint: CheckedConstraint
  /// Whether somebody has written it; otherwise a declaration promises it of rows that rules derive.
  let isStated: Bool
  let rule: CheckedRule
  var id: PredicateID { rule.predicate }

  init(_ constraint: CheckedConstraint, isStated: Bool, in catalog: inout Catalog) {
    self.constraint = constraint
    self.isStated = isStated
    let range = constraint.written.range
    let id = catalog.addCheck(of: constraint.variables)
    let variables = constraint.variables.map { Term(.variable($0), range: range) }
    rule = CheckedRule(
      predicate: id, head: Atom(internal: catalog[id].name, variables, range: range),
      body: constraint.body, written: constraint.written)
  }
}
