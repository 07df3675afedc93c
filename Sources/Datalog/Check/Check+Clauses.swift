// Third stage: each clause in the core language.

extension Checker {
  mutating func check(_ clause: Clause) {
    rewriting = Rewriting()
    switch clause.kind {
    case .fact(let atom): program.facts += facts(atom, in: "a fact", clause)
    case .retract(let atom): program.retractions += facts(atom, in: "a retraction", clause)
    case .rule(let head, let body): check(head: head, body, clause)
    case .check(let body), .query(let body): check(head: nil, body, clause)
    case .directive: break
    }
  }

  private mutating func check(head: Atom?, _ body: [Literal], _ clause: Clause) {
    let coreBody = core(body)
    let coreHead = head.flatMap { isBuiltin($0) ? nil : core($0, .head) }
    guard var coreBody, head == nil || coreHead != nil else { return }
    coreBody += rewriting.takePending()
    let rewritten = CoreClause(head: coreHead, body: coreBody, written: clause)
    if checkSafety(of: rewritten) { clauses.append(rewritten) }
  }

  // MARK: facts

  private mutating func facts(_ atom: Atom, in place: String, _ clause: Clause) -> [CheckedFact] {
    guard let id = catalog.predicate(named: atom.predicate.text) else { return [] }
    let signature = Signature(catalog[id])
    guard let terms = arrange(atom, signature, mayOmit: false) else { return [] }
    let places = terms.map(\.range)
    if terms.allSatisfy(\.isConstant) {
      guard let values = constants(terms, id, signature) else { return [] }
      return [
        CheckedFact(predicate: id, values: values, argumentRanges: places, range: clause.range)
      ]
    }
    var columns: [[Value]] = []
    for (column, term) in terms.enumerated() {
      guard let values = groundValues(of: term, in: place) else { continue }
      let coerced = values.compactMap { coerce($0, at: term.range, column, of: signature) }
      if coerced.count == values.count { columns.append(coerced) }
    }
    guard columns.count == terms.count else { return [] }
    learnTypes(of: columns, id)
    return rows(columns, at: atom.range).map {
      CheckedFact(predicate: id, values: $0, argumentRanges: places, range: clause.range)
    }
  }

  /// As the columns hold them; nil after an error.
  private mutating func constants(
    _ terms: [Term], _ id: PredicateID, _ signature: Signature
  ) -> [Value]? {
    var values: [Value] = []
    values.reserveCapacity(terms.count)
    for (column, term) in terms.enumerated() {
      guard case .constant(let written) = term.kind,
        let value = coerce(replaced(written), at: term.range, column, of: signature)
      else { continue }
      values.append(value)
    }
    guard values.count == terms.count else { return nil }
    if !catalog[id].isDeclared { learnTypes(of: values.map { [$0] }, id) }
    return values
  }

  /// Every way to choose one value of each column, in the order of the columns.
  private mutating func rows(_ columns: [[Value]], at range: TextRange) -> [[Value]] {
    if columns.allSatisfy({ $0.count == 1 }) { return [columns.map { $0[0] }] }
    var rows: [[Value]] = [[]]
    for values in columns {
      guard values.count <= Checker.longestInterval / max(1, rows.count) else {
        report(
          .tooManyFacts, at: range,
          "a fact can't stand for more than \(Checker.longestInterval) facts")
        return []
      }
      rows = rows.flatMap { row in values.map { row + [$0] } }
    }
    return rows
  }

  // MARK: bodies

  /// The body with what its terms needed; nil after an error. Reports the errors of all literals.
  private mutating func core(_ body: [Literal]) -> [Literal]? {
    var result: [Literal] = []
    var isRight = true
    for literal in body {
      if let core = core(literal) {
        result += rewriting.takePending()
        result.append(core)
      } else {
        isRight = false
      }
    }
    return isRight ? result : nil
  }

  private mutating func core(_ literal: Literal) -> Literal? {
    let kind: Literal.Kind? =
      switch literal.kind {
      case .positive(let atom):
        core(atom, isBuiltin(atom) ? .builtin(atom.predicate.text) : .argument).map {
          .positive($0)
        }
      case .negative(let atom): core(atom, .negation).map { .negative($0) }
      case .comparison(let left, let comparison, let right): core(left, comparison, right)
      case .aggregate(let term, let comparison, let aggregate): core(term, comparison, aggregate)
      }
    return kind.map { Literal($0, range: literal.range) }
  }

  private func isBuiltin(_ atom: Atom) -> Bool { Builtin.named(atom.predicate.text) != nil }

  private mutating func core(_ atom: Atom, _ use: Use) -> Atom? {
    guard let signature = catalog.signature(named: atom.predicate.text),
      let terms = arrange(atom, signature, mayOmit: use != .head)
    else { return nil }
    var arguments: [Argument] = []
    arguments.reserveCapacity(terms.count)
    for (column, term) in terms.enumerated() {
      if let term = argument(term, column, of: signature, use) { arguments.append(Argument(term)) }
    }
    let core = Atom(atom.predicate, arguments, range: atom.range)
    return arguments.count == terms.count && canBeCalled(core) ? core : nil
  }

  private mutating func core(
    _ left: Term, _ comparison: ComparisonOperator, _ right: Term
  ) -> Literal.Kind? {
    if left.isInterval || right.isInterval, comparison != .equal {
      let interval = left.isInterval ? left : right
      report(
        .misplacedInterval, at: interval.range,
        "an interval can't be compared by '\(comparison.rawValue)'",
        help: "write 'X = 1..3' to bind X to each, or compare with each bound")
      return nil
    }
    if left.isInterval, !right.isInterval { return core(right, comparison, left) }
    let first = core(left, .comparison)
    let second =
      first?.variableName != nil && right.isInterval
      ? coreInterval(right, .comparison) : core(right, .comparison)
    guard let first, let second else { return nil }
    return .comparison(first, comparison, second)
  }

  // MARK: aggregates

  private mutating func core(
    _ term: Term, _ comparison: ComparisonOperator, _ aggregate: Aggregate
  ) -> Literal.Kind? {
    let use = Use.aggregate(aggregate.function)
    var result = term.isInterval ? nil : core(term, use)
    if term.isInterval {
      report(
        .misplacedInterval, at: term.range, "an aggregate can't be compared with an interval",
        help: "write 'N = \(aggregate.function.rawValue){ … }' and compare N with each bound")
    }
    if let core = result, core.variableName == nil, core.constantValue == nil {
      result = rewriting.name(core, for: use)
    }
    let outside = rewriting.takePending()
    let elements = aggregate.elements.compactMap { core($0, aggregate.function) }
    rewriting.pending = outside
    guard let result, elements.count == aggregate.elements.count else { return nil }
    return .aggregate(
      result, comparison, Aggregate(aggregate.function, elements, range: aggregate.range))
  }

  private mutating func core(
    _ element: Aggregate.Element, _ function: Aggregate.Function
  ) -> Aggregate.Element? {
    let nested = element.body.first(where: \.isAggregate)
    if let nested {
      report(
        .nestedAggregate, at: nested.range, "an aggregate can't stand inside an aggregate",
        help: "give the inner one a rule of its own, such as"
          + " 'size(X, N) :- group(X), N = #count{ Y : member(X, Y) }.'")
      return nil
    }
    if function.selects, element.terms.count < 2 {
      report(
        .wrongArity, at: element.range,
        "'\(function.rawValue)' needs two terms: what to order by, and what to give",
        help: "write them as in '\(function.rawValue){ Date, Stance : holds(A, T, Stance, Date) }'")
      return nil
    }
    var body = core(element.body)
    let terms = element.terms.compactMap { term -> Term? in
      guard let core = core(term, .element(function)) else { return nil }
      return core.variableName == nil && core.constantValue == nil
        ? rewriting.name(core, for: .element(function)) : core
    }
    body? += rewriting.takePending()
    guard let body, terms.count == element.terms.count else { return nil }
    return Aggregate.Element(terms: terms, body: body, range: element.range)
  }
}

extension Term {
  var isConstant: Bool { if case .constant = kind { true } else { false } }
  var isInterval: Bool { if case .interval = kind { true } else { false } }
}
