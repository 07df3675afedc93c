// Kinds that can't go together: a mistake where both are declared, a warning where one is only what
// was seen so far.

extension Checker {
  /// Checks one clause against the types now known, and turns the ints that meet decimals into
  /// decimals.
  mutating func checkTypes(of index: Int) {
    let clause = clauses[index]
    let types = VariableTypes(of: clause, in: catalog)
    if let head = clause.head { checkHead(head, types) }
    if clause.body.allSatisfy(\.isAtom) {
      for literal in clause.body { check(literal, types) }
      return
    }
    let body = clause.body.map { checked($0, types) }
    clauses[index].body = body
    if body.contains(where: { isDecimalSum($0, types) }) { addDecimals(to: index, types) }
  }

  private mutating func checkHead(_ head: Atom, _ types: VariableTypes) {
    guard let signature = catalog.signature(named: head.predicate.text), signature.isCertain
    else { return }
    for column in head.arguments.indices {
      checkArgument(head.arguments[column].term, column, signature, types, isHead: true)
      warnOfOtherKinds(head.arguments[column].term, column, signature, types)
    }
  }

  private mutating func warnOfOtherKinds(
    _ term: Term, _ column: Int, _ signature: Signature, _ types: VariableTypes
  ) {
    guard let name = term.variableName, types.known[name] == nil, let mixed = types.mixed[name]
    else { return }
    let wanted = catalog.phrase(of: signature.columns[column].type, beside: .unknown)
    report(
      .wrongKind, .warning, at: term.range,
      "\(signature.phrase(of: column)) takes \(wanted), but '\(name)' may be of another kind",
      notes: [Diagnostic.Note("\(types.source(of: mixed)) holds several kinds", at: mixed.range)])
  }

  /// Checks a positive or negative atom.
  private mutating func check(_ literal: Literal, _ types: VariableTypes) {
    guard let atom = literal.atom, let signature = catalog.signature(named: atom.predicate.text)
    else { return }
    for column in atom.arguments.indices {
      checkArgument(atom.arguments[column].term, column, signature, types, isHead: false)
    }
  }

  private mutating func checked(_ literal: Literal, _ types: VariableTypes) -> Literal {
    var literal = literal
    switch literal.kind {
    case .positive, .negative: check(literal, types)
    case .comparison(var left, let comparison, var right):
      checkArithmetic(left, types)
      checkArithmetic(right, types)
      if left.constantValue == nil || right.constantValue == nil {
        (left, right) = (
          asDecimal(left, beside: types[right]), asDecimal(right, beside: types[left])
        )
      }
      checkComparison(left, comparison, right, at: literal.range, types)
      literal.kind = .comparison(left, comparison, right)
    case .aggregate(let term, let comparison, var aggregate):
      for index in aggregate.elements.indices {
        check(&aggregate.elements[index], aggregate.function, types)
      }
      let term = asDecimal(term, beside: types.type(of: aggregate))
      checkResult(term, comparison, aggregate, at: literal.range, types)
      literal.kind = .aggregate(term, comparison, aggregate)
    }
    return literal
  }

  private func isDecimalSum(_ literal: Literal, _ types: VariableTypes) -> Bool {
    guard case .aggregate(_, _, let aggregate) = literal.kind else { return false }
    return aggregate.function == .sum && types.type(of: aggregate) == .decimal
  }

  /// The sum of no decimals is the int 0, as of anything; `S = #sum{ … }` over decimals becomes
  /// `_1 = #sum{ … }, S = _1 + 0.0`, so that it is a decimal always.
  private mutating func addDecimals(to index: Int, _ types: VariableTypes) {
    var generated = clauses[index].generatedCount
    clauses[index].body = clauses[index].body.flatMap { literal -> [Literal] in
      guard case .aggregate(let term, let comparison, let aggregate) = literal.kind,
        isDecimalSum(literal, types)
      else { return [literal] }
      generated += 1
      let sum = Term(.variable("_\(generated)"), range: aggregate.range)
      let zero = Term(.constant(.decimal(0)), range: aggregate.range)
      let decimal = Term(.operation(.add, sum, zero), range: aggregate.range)
      return [
        Literal(.aggregate(sum, .equal, aggregate), range: literal.range),
        Literal(.comparison(term, comparison, decimal), range: literal.range),
      ]
    }
  }

  private mutating func check(
    _ element: inout Aggregate.Element, _ function: Aggregate.Function, _ types: VariableTypes
  ) {
    let inside = types.inside(element)
    element.body = element.body.map { checked($0, inside) }
    guard function.adds, let weight = element.terms.first else { return }
    let base = catalog.base(of: inside[weight]) ?? .unknown
    if ![.int, .decimal, .unknown, .mixed].contains(base) {
      report(
        .wrongKind, at: weight.range,
        "'\(function.rawValue)' adds numbers, but \(inside.phrase(of: weight)) is \(base.phrase)",
        help:
          "put the number to add first, such as '\(function.rawValue){ N, X : … }', or count by '#count'"
      )
    }
  }

  // MARK: arguments

  private mutating func checkArgument(
    _ term: Term, _ column: Int, _ signature: Signature, _ types: VariableTypes, isHead: Bool
  ) {
    guard let name = term.variableName, let known = types.known[name] else { return }
    let type = signature.columns[column].type
    let isNumber = known.type == .int || known.type == .decimal
    if signature.numeric.contains(column) ? isNumber : catalog.meet(known.type, type) != nil {
      return
    }
    let wanted =
      signature.numeric.contains(column)
      ? "a number" : catalog.phrase(of: type, beside: known.type)
    let found = catalog.phrase(of: known.type, beside: type)
    let isError = isHead || (known.isCertain && signature.isCertain)
    let note = Diagnostic.Note(
      "'\(name)' is \(found) by \(types.source(of: known))", at: known.range)
    report(
      isError ? .wrongKind : .neverEqual, isError ? .error : .warning, at: term.range,
      "\(signature.phrase(of: column)) \(signature.isCertain ? "takes" : "is") \(wanted),"
        + " but \(types.phrase(of: term)) is \(found)" + (isError ? "" : ": they never match"),
      notes: isGenerated(name) ? [] : [note],
      help: known.type == .int && catalog.base(of: type) == .decimal
        ? "multiply by 1.0 to make it a decimal" : nil)
  }

  // MARK: comparisons and arithmetic

  private mutating func checkArithmetic(_ term: Term, _ types: VariableTypes) {
    switch term.kind {
    case .variable, .wildcard, .constant: break
    case .negation(let operand): checkOperand(operand, types)
    case .operation(_, let left, let right):
      checkOperand(left, types)
      checkOperand(right, types)
    case .interval(let left, let right):
      for bound in [left, right] {
        checkArithmetic(bound, types)
        let base = catalog.base(of: types[bound]) ?? .unknown
        if ![.int, .unknown, .mixed].contains(base) {
          report(
            .wrongKind, at: bound.range,
            "a bound of an interval is an int, but \(types.phrase(of: bound)) is"
              + " \(base.phrase)")
        }
      }
    }
  }

  private mutating func checkOperand(_ term: Term, _ types: VariableTypes) {
    checkArithmetic(term, types)
    let base = catalog.base(of: types[term]) ?? .unknown
    if ![.int, .decimal, .unknown, .mixed].contains(base) {
      report(
        .wrongKind, at: term.range,
        "arithmetic needs numbers, but \(types.phrase(of: term)) is \(base.phrase)",
        help: base == .date ? "'days_between' and 'add_days' calculate with dates" : nil)
    }
  }

  /// An int that stands beside a decimal is meant as one: written as they are, `1` and `1.0` are
  /// different values.
  private func asDecimal(_ term: Term, beside type: ColumnType) -> Term {
    guard type == .decimal, case .constant(.int(let number)) = term.kind,
      let decimal = Double(exactly: number)
    else { return term }
    return Term(.constant(.decimal(decimal)), range: term.range)
  }

  private mutating func checkComparison(
    _ left: Term, _ comparison: ComparisonOperator, _ right: Term, at range: TextRange,
    _ types: VariableTypes
  ) {
    checkMember(left, beside: right, types)
    checkMember(right, beside: left, types)
    guard left.constantValue == nil || right.constantValue == nil,
      !(left.variableName.map(isGenerated) ?? false)
    else { return }
    reportNeverEqual(
      (types.phrase(of: left), types[left]), comparison, (types.phrase(of: right), types[right]),
      at: range)
  }

  private mutating func checkResult(
    _ term: Term, _ comparison: ComparisonOperator, _ aggregate: Aggregate, at range: TextRange,
    _ types: VariableTypes
  ) {
    reportNeverEqual(
      (types.phrase(of: term), types[term]), comparison,
      ("'\(aggregate.function.rawValue)'", types.type(of: aggregate)), at: range)
  }

  private mutating func reportNeverEqual(
    _ left: (phrase: String, type: ColumnType), _ comparison: ComparisonOperator,
    _ right: (phrase: String, type: ColumnType), at range: TextRange
  ) {
    guard catalog.meet(left.type, right.type) == nil else { return }
    let bases = Set([left, right].map { catalog.base(of: $0.type) ?? .unknown })
    let areNumbers = bases == [.int, .decimal]
    let isEquation = comparison == .equal || comparison == .notEqual
    if areNumbers, !isEquation { return }
    report(
      .neverEqual, .warning, at: range,
      "\(left.phrase) is \(catalog.phrase(of: left.type, beside: right.type)) and"
        + " \(right.phrase) is \(catalog.phrase(of: right.type, beside: left.type)): "
        + (isEquation ? "they are never equal" : "'\(comparison.rawValue)' compares only kinds"),
      help: areNumbers
        ? "multiply the int by 1.0"
        : bases == [.date, .text] ? "write a date as 2024-05-31 or date(\"2024-05\")" : nil)
  }

  private mutating func checkMember(_ term: Term, beside other: Term, _ types: VariableTypes) {
    if case .constant(.symbol(let name)) = term.kind, case .enumeration(let type) = types[other] {
      _ = isMember(name, ofEnumeration: type, at: term.range)
    }
  }
}

extension VariableTypes {
  /// "'X'", "the result"; for messages.
  fileprivate func phrase(of term: Term) -> String {
    switch term.kind {
    case .variable(let name): isGenerated(name) ? "the result" : "'\(name)'"
    case .constant(let value): value.description
    case .wildcard, .negation, .operation, .interval: "the result"
    }
  }
}

extension Term {
  var isVariable: Bool { variableName != nil }
}
