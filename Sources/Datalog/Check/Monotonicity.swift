// Within its own recursion a least-value column only ever gets better. A rule may use such a value
// there only in ways that stay true when it does: otherwise the answer would depend on the order in
// which rows are found.

/// The uses of least-value columns inside their own recursion that are not monotone, in order of place.
///
/// - SeeAlso: monotone functions over lattices, Madsen, Yee and Lhoták, *From Datalog to Flix* (2016).
func monotonicityDiagnostics(
  of rules: [CheckedRule], in strata: [Stratum], catalog: Catalog
) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  for stratum in strata where stratum.isRecursive {
    let best = stratum.predicates.filter { catalog[$0].bestColumn != nil }
    guard !best.isEmpty else { continue }
    for number in stratum.rules {
      var check = MonotonicityCheck(rules[number], stratum: stratum, catalog: catalog)
      check.run()
      diagnostics += check.diagnostics
    }
  }
  return diagnostics.sorted { $0.place < $1.place }
}

/// How a value can change while a stratum is computed.
private enum Movement {
  case fixed, falling, rising, unknown

  var reversed: Movement {
    switch self {
    case .falling: .rising
    case .rising: .falling
    case .fixed, .unknown: self
    }
  }

  static func sum(_ a: Movement, _ b: Movement) -> Movement {
    if a == .fixed { return b }
    return b == .fixed || a == b ? a : .unknown
  }
}

private struct MonotonicityCheck {
  private let rule: CheckedRule
  private let stratum: Stratum
  private let catalog: Catalog
  /// The moving variables; all others are fixed.
  private var movements: [String: Movement] = [:]
  /// Where the value of each moving variable comes from: a variable of a literal and its predicate.
  private var origins: [String: (variable: String, predicate: Predicate)] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ rule: CheckedRule, stratum: Stratum, catalog: Catalog) {
    self.rule = rule
    self.stratum = stratum
    self.catalog = catalog
  }

  mutating func run() {
    for literal in rule.body {
      if case .positive(let atom) = literal.kind { collect(from: atom) }
    }
    for literal in rule.body { visit(literal) }
    visitHead()
  }

  /// The member of the stratum with a least-value column that the atom names.
  private func moving(_ atom: Atom) -> (predicate: Predicate, column: Int)? {
    guard let id = catalog.predicate(named: atom.predicate.text),
      stratum.predicates.contains(id), let column = catalog[id].bestColumn
    else { return nil }
    return (catalog[id], column)
  }

  private mutating func collect(from atom: Atom) {
    guard let (predicate, column) = moving(atom),
      let name = atom.terms[column].variableName
    else { return }
    movements[name] = predicate.columns[column].extreme == .min ? .falling : .rising
    origins[name] = (name, predicate)
  }

  private mutating func visit(_ literal: Literal) {
    switch literal.kind {
    case .positive(let atom):
      let own = moving(atom)?.column
      for (place, term) in atom.terms.enumerated() {
        if place == own {
          if term.constantValue != nil { refuseConstant(term, atom) }
        } else {
          refuseMoving(in: term)
        }
      }
      if let own, let name = atom.terms[own].variableName, isJoined(name) {
        refuse(name, at: atom.range)
      }
    case .negative(let atom):
      for term in atom.terms { refuseMoving(in: term) }
    case .aggregate(let term, _, let aggregate):
      refuseMoving(in: term)
      for name in aggregate.occurrences where movements[name] != nil {
        refuse(name, at: aggregate.range)
      }
    case .comparison(let left, let comparison, let right):
      visit(left, comparison, right)
    }
  }

  /// Whether two positive literals hold the variable in a moving column: equality of moving values.
  private func isJoined(_ name: String) -> Bool {
    let holders = rule.body.filter { literal in
      guard case .positive(let atom) = literal.kind, let own = moving(atom)?.column else {
        return false
      }
      return atom.terms[own].variableName == name
    }
    return holders.count > 1
  }

  private mutating func visit(_ left: Term, _ comparison: ComparisonOperator, _ right: Term) {
    let movesLeft = movement(of: left)
    let movesRight = movement(of: right)
    let isMonotone: Bool
    switch comparison {
    case .equal:
      if let name = left.variableName, isAssigned(name) {
        movements[name] = movesRight == .fixed ? nil : movesRight
        origins[name] = right.occurrences.lazy.compactMap { [origins] in origins[$0] }.first
        return
      }
      isMonotone = movesLeft == .fixed && movesRight == .fixed
    case .notEqual: isMonotone = movesLeft == .fixed && movesRight == .fixed
    case .less, .lessOrEqual:
      isMonotone =
        (movesLeft == .fixed || movesLeft == .falling)
        && (movesRight == .fixed || movesRight == .rising)
    case .greater, .greaterOrEqual:
      isMonotone =
        (movesLeft == .fixed || movesLeft == .rising)
        && (movesRight == .fixed || movesRight == .falling)
    }
    guard !isMonotone, let name = (left.occurrences + right.occurrences).first(where: moves) else {
      return
    }
    refuse(name, at: left.range.through(right.range))
  }

  private func moves(_ name: String) -> Bool { movements[name] != nil }

  /// Whether only a comparison gives the variable its value.
  private func isAssigned(_ name: String) -> Bool {
    !rule.body.contains { literal in
      if case .positive(let atom) = literal.kind { atom.occurrences.contains(name) } else { false }
    }
  }

  private mutating func visitHead() {
    let best = catalog[rule.predicate].bestColumn
    for (place, term) in rule.head.terms.enumerated() {
      guard place == best else {
        refuseMoving(in: term)
        continue
      }
      let wanted: Movement =
        catalog[rule.predicate].columns[place].extreme == .min ? .falling : .rising
      let movement = movement(of: term)
      if movement != .fixed, movement != wanted, let name = term.occurrences.first(where: moves) {
        refuse(name, at: term.range)
      }
    }
  }

  private func movement(of term: Term) -> Movement {
    switch term.kind {
    case .variable(let name): movements[name] ?? .fixed
    case .wildcard, .constant: .fixed
    case .negation(let inner): movement(of: inner).reversed
    case .interval(let first, let last):
      movement(of: first) == .fixed && movement(of: last) == .fixed ? .fixed : .unknown
    case .operation(.add, let a, let b): .sum(movement(of: a), movement(of: b))
    case .operation(.subtract, let a, let b): .sum(movement(of: a), movement(of: b).reversed)
    case .operation(let sign, let a, let b): scaled(sign, a, b)
    }
  }

  /// A product with, or a quotient by, a number that is written down moves as its sign says.
  private func scaled(_ sign: ArithmeticOperator, _ a: Term, _ b: Term) -> Movement {
    if movement(of: a) == .fixed, movement(of: b) == .fixed { return .fixed }
    guard sign != .remainder else { return .unknown }
    if let factor = b.constantValue { return movement(of: a, times: factor) }
    if sign == .multiply, let factor = a.constantValue { return movement(of: b, times: factor) }
    return .unknown
  }

  private func movement(of term: Term, times factor: Value) -> Movement {
    if ComparisonOperator.greater.holds(factor, .int(0)) { return movement(of: term) }
    if ComparisonOperator.less.holds(factor, .int(0)) { return movement(of: term).reversed }
    return .unknown
  }

  // MARK: Refusing

  private mutating func refuseMoving(in term: Term) {
    if let name = term.occurrences.first(where: moves) { refuse(name, at: term.range) }
  }

  private mutating func refuse(_ name: String, at range: TextRange) {
    guard let (variable, predicate) = origins[name], let column = predicate.bestColumn else {
      return
    }
    let isMin = predicate.columns[column].extreme == .min
    diagnostics.append(
      Diagnostic(
        .notMonotone, at: range,
        "'\(variable)' may still get \(isMin ? "smaller" : "greater") while '\(predicate.name)' is computed, so it can't be used like this here",
        notes: [
          Diagnostic.Note(
            "'\(predicate.name)' keeps the \(isMin ? "least" : "greatest") '\(predicate.columns[column].name)', in its own recursion too; what holds for a value must hold for every better one"
          )
        ],
        help: "use it in a rule of another predicate, which sees '\(predicate.name)' complete"))
  }

  private mutating func refuseConstant(_ term: Term, _ atom: Atom) {
    diagnostics.append(
      Diagnostic(
        .notMonotone, at: term.range,
        "'\(atom.predicate.text)' can't be asked for one value of its least-value column while it is computed",
        help: "use a variable and a comparison such as '<='"))
  }
}
