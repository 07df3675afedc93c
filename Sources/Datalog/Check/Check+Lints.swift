// Last stage: what is allowed and probably not meant.

extension Checker {
  mutating func lint(_ programs: [Program]) {
    for clause in clauses {
      lintSingletons(clause)
      lintProduct(clause)
      lintContradictions(clause)
      lintSums(clause)
      lintDates(clause.body)
    }
    lintUnusedPredicates(in: programs)
    lintSimilarConstants(in: programs)
  }

  // MARK: variables that occur once

  /// Not in queries, where a variable is a column of the answer.
  private mutating func lintSingletons(_ clause: CoreClause) {
    if case .query = clause.written.kind { return }
    let written = clause.asWritten
    let globals = written.globalVariables
    var occurrences: [String: [TextRange]] = [:]
    written.head?.forEachVariable { occurrences[$0, default: []].append($1) }
    for literal in written.body {
      literal.forEachVariableOutsideElements { occurrences[$0, default: []].append($1) }
      guard case .aggregate(_, _, let aggregate) = literal.kind else { continue }
      for element in aggregate.elements {
        var local: [String: [TextRange]] = [:]
        element.forEachVariable { name, range in
          if globals.contains(name) {
            occurrences[name, default: []].append(range)
          } else {
            local[name, default: []].append(range)
          }
        }
        reportSingletons(local, clause.written)
      }
    }
    reportSingletons(occurrences, clause.written)
  }

  private mutating func reportSingletons(_ occurrences: [String: [TextRange]], _ clause: Clause) {
    for (name, ranges) in occurrences where ranges.count == 1 && !name.hasPrefix("_") {
      guard clause.documentation?.contains("{\(name)}") != true else { continue }
      report(
        .singletonVariable, .warning, at: ranges[0], "variable '\(name)' occurs only once",
        help: "write '_' where the value does not matter, or '_\(name)' to keep the name")
    }
  }

  // MARK: cartesian products

  private mutating func lintProduct(_ clause: CoreClause) {
    let groups = clause.connectedAtoms
    guard groups.count > 1 else { return }
    let shown = clause.head?.variables ?? Set(answerVariables(of: clause.body))
    let areAllShown = groups.allSatisfy { group in
      group.contains { !$0.variables.isDisjoint(with: shown) }
    }
    let (first, second) = (groups[0][0], groups[1][0])
    report(
      .cartesianProduct, areAllShown ? .hint : .warning, at: second.range,
      "'\(second.predicate.text)' and '\(first.predicate.text)' share no variable:"
        + " each row of one is combined with every row of the other",
      notes: [Diagnostic.Note("combined with this", at: first.range)])
  }

  // MARK: what can never hold

  private mutating func lintContradictions(_ clause: CoreClause) {
    var values: [String: Value] = [:]
    let positive = Set(clause.body.compactMap(\.positiveAtom).map(\.withoutPlace))
    for literal in clause.body {
      let contradicts =
        switch literal.kind {
        case .positive, .aggregate: false
        case .negative(let atom): positive.contains(atom.withoutPlace)
        case .comparison(let left, let comparison, let right):
          Self.neverHolds(left, comparison, right, &values)
        }
      guard contradicts else { continue }
      report(
        .neverFires, .warning, at: literal.range,
        "'\(literal)' does not hold here: \(clause.written.phrase)")
    }
  }

  /// Remembers the constants that variables equal.
  private static func neverHolds(
    _ left: Term, _ comparison: ComparisonOperator, _ right: Term,
    _ values: inout [String: Value]
  ) -> Bool {
    if let name = left.variableName, name == right.variableName {
      return [.notEqual, .less, .greater].contains(comparison)
    }
    let known = [left, right].map { term in
      term.constantValue ?? term.variableName.flatMap { values[$0] }
    }
    if let left = known[0], let right = known[1] { return !comparison.holds(left, right) }
    if comparison == .equal, let value = known[0] ?? known[1] {
      for term in [left, right] { term.variableName.map { values[$0] = value } }
    }
    return false
  }

  // MARK: sums and dates

  /// An aggregate is a function of a set: of rows with equal weights one counts.
  private mutating func lintSums(_ clause: CoreClause) {
    let globals = clause.globalVariables
    for literal in clause.body {
      guard case .aggregate(_, _, let aggregate) = literal.kind, aggregate.function.adds
      else { continue }
      let types = VariableTypes(of: clause, in: catalog)
      for element in aggregate.elements where element.terms.count == 1 {
        let kind = types.inside(element)[element.terms[0]]
        if kind == .int || kind == .decimal { lintSum(element, globals) }
      }
    }
  }

  private mutating func lintSum(_ element: Aggregate.Element, _ globals: NameSet) {
    guard let weight = element.terms[0].variableName else { return }
    let atoms = element.body.compactMap(\.positiveAtom)
    let others = atoms.flatMap(\.arguments).map(\.term).filter { term in
      term.isWildcard || term.variableName.map { $0 != weight && !globals.contains($0) } ?? false
    }
    guard !others.isEmpty, !isGenerated(weight) else { return }
    let key = others.lazy.compactMap(\.variableName).first { !isGenerated($0) } ?? "Key"
    report(
      .sumWithoutKey, .warning, at: element.terms[0].range,
      "equal values of '\(weight)' are added only once, since '#sum' works on a set",
      help: "add what tells the rows apart, such as '#sum{ \(weight), \(key) : … }'")
  }

  private mutating func lintDates(_ body: [Literal]) {
    for literal in body {
      switch literal.kind {
      case .positive, .negative: break
      case .comparison(let left, let comparison, let right):
        lintOrder(left, comparison, right, at: literal.range)
      case .aggregate(_, _, let aggregate):
        for element in aggregate.elements { lintDates(element.body) }
      }
    }
  }

  private mutating func lintOrder(
    _ left: Term, _ comparison: ComparisonOperator, _ right: Term, at range: TextRange
  ) {
    guard comparison != .equal, comparison != .notEqual else { return }
    for term in [left, right] {
      guard case .date(let date)? = term.constantValue, date.first != date.last else { continue }
      report(
        .orderOfDates, .warning, at: range,
        "'\(comparison.rawValue)' sorts by first days, and \(date.text) has several days",
        help: "say what is meant by 'before', 'maybe_before', 'during' or 'overlaps'")
    }
  }
}

extension CoreClause {
  fileprivate var asWritten: CoreClause {
    guard case .rule(let head, _) = written.kind else {
      return CoreClause(head: nil, body: written.body, written: written)
    }
    return CoreClause(head: head, body: written.body, written: written)
  }

  /// The stored positive atoms that have variables, those together that share one, be it by way of
  /// other literals; in order of place.
  fileprivate var connectedAtoms: [[Atom]] {
    var sets = DisjointSets(count: body.count)
    var literalOfVariable: [String: Int] = [:]
    for (number, literal) in body.enumerated() {
      for variable in literal.variables {
        if let other = literalOfVariable.updateValue(number, forKey: variable) {
          sets.join(number, other)
        }
      }
    }
    var atoms: [Int: [Atom]] = [:]
    for (number, literal) in body.enumerated() {
      guard let atom = literal.positiveAtom, !atom.variables.isEmpty,
        Builtin.named(atom.predicate.text) == nil
      else { continue }
      atoms[sets.representative(of: number), default: []].append(atom)
    }
    return atoms.values.sorted { $0[0].range.start < $1[0].range.start }
  }
}

/// Which of a row of things belong together.
private struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func representative(of member: Int) -> Int {
    var member = member
    while parents[member] != member {
      parents[member] = parents[parents[member]]
      member = parents[member]
    }
    return member
  }

  mutating func join(_ a: Int, _ b: Int) {
    parents[representative(of: a)] = representative(of: b)
  }
}

extension Clause {
  fileprivate var phrase: String {
    switch kind {
    case .query: "this question never has an answer"
    case .check: "this check can never fail"
    case .rule, .fact, .retract, .directive: "this rule can never fire"
    }
  }
}

extension Literal {
  var positiveAtom: Atom? { if case .positive(let atom) = kind { atom } else { nil } }
}

extension Atom {
  /// To compare what is said, wherever it stands.
  fileprivate var withoutPlace: [String] {
    [predicate.text] + arguments.map { "\($0.term)" }
  }
}
