// How an unbound variable is explained: what it stands in, why that does not bind it, what would.

extension Checker {
  mutating func report(_ need: Need, in clause: CoreClause) {
    let explanation = explanation(of: need, in: clause)
    report(
      .unboundVariable, at: need.range,
      "variable '\(need.variable)' in \(need.use.phrase) is not bound by \(need.use.scope)",
      notes: explanation.map { [Diagnostic.Note($0.reason)] } ?? [],
      help: explanation?.help ?? "add a positive literal\(example(for: need.variable))")
  }

  private struct Explanation {
    let reason: String
    var help: String?
  }

  /// Why the literals that have the variable do not bind it: by the first of them, where the variable
  /// itself stands in the head.
  private func explanation(of need: Need, in clause: CoreClause) -> Explanation? {
    if case .element = need.use {
      return Explanation(reason: "each tuple of the aggregate needs its value")
    }
    let isGlobal = clause.globalVariables.contains(need.variable)
    let literals = isGlobal ? clause.body : clause.literalsOfElements
    return literals.lazy.compactMap { explanation(of: need.variable, in: $0) }.first
  }

  private func explanation(of variable: String, in literal: Literal) -> Explanation? {
    switch literal.kind {
    case .positive(let atom): explanation(of: variable, inBuiltin: atom)
    case .negative(let atom) where atom.variables.contains(variable):
      Explanation(reason: "a negated literal binds nothing")
    case .comparison(let left, let comparison, let right):
      explanation(of: variable, left, comparison, right)
    case .aggregate(let term, let comparison, let aggregate):
      explanation(of: variable, in: aggregate, comparison, term)
    case .negative: nil
    }
  }

  private func explanation(of variable: String, inBuiltin atom: Atom) -> Explanation? {
    guard let builtin = Builtin.named(atom.predicate.text), atom.variables.contains(variable)
    else { return nil }
    let isTest = builtin.modes.allSatisfy { $0.inputs.allSatisfy(\.self) }
    return Explanation(
      reason: isTest
        ? "'\(builtin.name)' tests values and binds none"
        : "'\(builtin.name)' needs its value to compute the rest")
  }

  private func explanation(
    of variable: String, _ left: Term, _ comparison: ComparisonOperator, _ right: Term
  ) -> Explanation? {
    guard left.variables.union(right.variables).contains(variable) else { return nil }
    switch left.variableName.flatMap({ rewriting.origins[$0] }) {
    case .head: return nil
    case .argument:
      return Explanation(
        reason: "arithmetic in an argument binds nothing", help: inverted(right, for: variable))
    default: break
    }
    guard comparison == .equal else { return Explanation(reason: "a comparison binds nothing") }
    if left.variableName == variable || right.variableName == variable {
      return Explanation(reason: "'=' binds a variable only where the other side is bound")
    }
    return Explanation(
      reason: right.isInterval
        ? "an interval needs both its bounds" : "arithmetic needs the values of its variables",
      help: solved(left, right, for: variable) ?? solved(right, left, for: variable))
  }

  /// For an equation `whole = X - 1`: how to write it so that it binds `X`.
  private func solved(_ whole: Term, _ sum: Term, for variable: String) -> String? {
    func isMentioned(in term: Term) -> Bool { term.variables.contains(variable) }
    guard case .operation(let operation, let left, let right) = sum.kind, !isMentioned(in: whole)
    else { return nil }
    switch (operation, left.variableName == variable, right.variableName == variable) {
    case (.add, true, false) where !isMentioned(in: right):
      return "write '\(variable) = \(whole) - \(factor(right))'"
    case (.add, false, true) where !isMentioned(in: left):
      return "write '\(variable) = \(whole) - \(factor(left))'"
    case (.subtract, true, false) where !isMentioned(in: right):
      return "write '\(variable) = \(whole) + \(right)'"
    case (.subtract, false, true) where !isMentioned(in: left):
      return "write '\(variable) = \(left) - \(factor(whole))'"
    default: return nil
    }
  }

  /// The term as it stands behind a minus sign.
  private func factor(_ term: Term) -> String {
    switch term.kind {
    case .operation(.add, _, _), .operation(.subtract, _, _): "(\(term))"
    default: "\(term)"
    }
  }

  /// For an argument `X - 1`: how to bind `X` by it.
  private func inverted(_ term: Term, for variable: String) -> String? {
    guard case .operation(let operation, let left, let right) = term.kind,
      left.variableName == variable, let step = right.constantValue,
      operation == .add || operation == .subtract
    else { return nil }
    let inverse = operation == .add ? "-" : "+"
    let other = variable == "Y" ? "Z" : "Y"
    return
      "write '\(other)' in place of '\(term)' and add '\(variable) = \(other) \(inverse) \(step)'"
  }

  private func explanation(
    of variable: String, in aggregate: Aggregate, _ comparison: ComparisonOperator, _ term: Term
  ) -> Explanation? {
    let isInside = aggregate.elements.contains { $0.variables.contains(variable) }
    switch (term.variableName == variable, isInside) {
    case (true, true): return Explanation(reason: "the aggregate needs its value to compute it")
    case (true, false) where comparison != .equal:
      return Explanation(reason: "only '=' gives a variable the value of an aggregate")
    case (false, true):
      return Explanation(
        reason: "a variable that also occurs outside an aggregate has to be bound outside it")
    case (true, false), (false, false): return nil
    }
  }

  // MARK: examples

  /// ", such as 'actor(Actor)'", made from a predicate or a column with the variable's name.
  private func example(for variable: String) -> String {
    let name = variable.lowercased()
    if let id = catalog.predicate(named: name), catalog[id].arity > 0, catalog[id].isDefined {
      return ", such as '\(pattern(catalog[id], column: catalog[id].key.first ?? 0, variable))'"
    }
    for predicate in catalog.predicates where predicate.isDeclared {
      guard let column = predicate.columns.firstIndex(where: { $0.name == name }) else { continue }
      return ", such as '\(pattern(predicate, column: column, variable))'"
    }
    return " that contains '\(variable)'"
  }

  private func pattern(_ predicate: Predicate, column: Int, _ variable: String) -> String {
    if predicate.arity == 1 { return "\(nameText(predicate.name))(\(variable))" }
    if predicate.isDeclared {
      let label = nameText(predicate.columns[column].name)
      return "\(nameText(predicate.name))(\(label): \(variable))"
    }
    let arguments = (0..<predicate.arity).map { $0 == column ? variable : "_" }
    return "\(nameText(predicate.name))(\(arguments.joined(separator: ", ")))"
  }
}

extension CoreClause {
  fileprivate var literalsOfElements: [Literal] {
    body.flatMap { literal -> [Literal] in
      guard case .aggregate(_, _, let aggregate) = literal.kind else { return [] }
      return aggregate.elements.flatMap(\.body)
    }
  }
}

extension Use {
  fileprivate var phrase: String {
    switch self {
    case .head: "the head"
    case .argument: "arithmetic"
    case .negation: "a negated literal"
    case .comparison: "a comparison"
    case .aggregate(let function), .element(let function): "'\(function.rawValue)'"
    case .builtin(let name): "'\(name)'"
    }
  }

  fileprivate var scope: String {
    if case .element = self { "its element" } else { "the body" }
  }
}
