import Relations

/// A rewritten rule that is run for one change after the other: planned when it first may find something,
/// and anew only where what it reads has outgrown the plan.
final class LastingPlan {
  private let rule: Rule
  private let body: [Literal]
  private let views: [Int: Relation.View]
  private let delta: Relation?
  private let target: Relation
  private var conditions: [Condition]?
  private var variant: RuleVariant?

  /// What a positive literal asks of its relation, whatever its variables stand for.
  private struct Condition {
    let relation: Relation
    let constants: [(column: Int, id: ValueID)]

    /// Looks through a few rows at most.
    var mayHold: Bool {
      let count = relation.count
      if constants.isEmpty || count == 0 || count > 8 { return count > 0 }
      let columns = relation.columns
      return (0..<count).contains { row in
        constants.allSatisfy { columns[$0.column][row] == $0.id }
      }
    }
  }

  /// - Parameters:
  ///   - delta: of which the first literal sees the delta only.
  ///   - target: where what is found is proposed.
  init(
    _ rule: Rule, _ body: [Literal], deltaAt place: Int? = nil, of delta: Relation? = nil,
    into target: Relation
  ) {
    self.rule = rule
    self.body = body
    views = place.map { [$0: .delta] } ?? [:]
    self.delta = delta
    self.target = target
  }

  func run(by planner: Planner, within budget: Budget) throws(RuleFailure) {
    if let delta, delta.deltaCount == 0 { return }
    guard mayHold(by: planner) else { return }
    if variant?.isOutgrown ?? true {
      let plan = planner.plan(head: rule.head.terms, body: body, target: target, views: views)
      variant = RuleVariant(rule, plan, views: views, delta: delta)
    }
    try variant?.run(within: budget)
  }

  /// Whether no literal asks in vain: most changes concern few of the rules that read a relation, and
  /// planning takes longer than looking.
  private func mayHold(by planner: Planner) -> Bool {
    let conditions = conditions ?? body.compactMap { condition(of: $0, planner) }
    self.conditions = conditions
    return conditions.allSatisfy(\.mayHold)
  }

  private func condition(of literal: Literal, _ planner: Planner) -> Condition? {
    guard case .positive(let atom) = literal.kind,
      let relation = planner.relation(atom.predicate.text)
    else { return nil }
    let constants = atom.terms.enumerated().compactMap { column, term in
      term.constantValue.map { (column, planner.interner.id(of: $0)) }
    }
    return Condition(relation: relation, constants: constants)
  }
}
