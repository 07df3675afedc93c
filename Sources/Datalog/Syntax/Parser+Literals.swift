// literal = [ "not" ] atom | term cmp term | term "=" aggregate | aggregate cmp term

extension Parser {
  mutating func literal() throws(Refused) -> Literal {
    let start = token
    switch token.kind {
    case .not:
      return try negation()
    case .name, .quotedName:
      let atom = try atom()
      try refuseWrongMark(behind: atom)
      if token.kind.comparison == nil, token.kind.arithmetic == nil, token.kind != .interval {
        return Literal(.positive(atom), range: range(from: start))
      }
      let left = try interval(after: try operand(from: atom))
      return try comparison(left.term, from: start)
    case .hash:
      return try aggregateFirst()
    case .exclamation, .backslashPlus, .tilde:
      throw foreignNegation()
    case .variable where ahead.kind == .leftParenthesis:
      throw uppercasePredicate()
    case .minus where ahead.kind == .name || ahead.kind == .quotedName:
      throw strongNegation()
    case .leftBrace:
      throw choice()
    default:
      guard token.kind.beginsTerm else { throw unexpected("a literal such as 'p(X)'") }
      return try comparison(try interval().term, from: start)
    }
  }

  /// `name`, `name()`, or `name(argument, …)`
  mutating func atom() throws(Refused) -> Atom {
    let start = token
    let predicate = name()
    let arguments = token.kind == .leftParenthesis ? try arguments() : []
    return Atom(predicate, arguments, range: range(from: start))
  }

  private mutating func arguments() throws(Refused) -> [Argument] {
    let opening = token
    advance()
    var arguments: [Argument] = []
    if accept(.rightParenthesis) { return arguments }
    arguments.reserveCapacity(4)
    var isBehindNamed = false
    repeat {
      if arguments.count == limits.arity {
        throw refusal(
          .limitExceeded, at: token.bytes, "an atom has more than \(limits.arity) arguments")
      }
      let argument = try argument()
      let isNamed = argument.label != nil
      if isBehindNamed, !isNamed {
        report(
          .argumentOrder, at: argument.term.bytes, "a positional argument follows a named one",
          help: "put positional arguments first, or name this one too")
      }
      isBehindNamed = isNamed
      arguments.append(argument)
    } while accept(.comma)
    try close(opening, with: .rightParenthesis)
    return arguments
  }

  private mutating func argument() throws(Refused) -> Argument {
    guard ahead.kind == .colon else { return Argument(try argumentTerm()) }
    switch token.kind {
    case .name, .quotedName:
      let label = name()
      advance()
      return Argument(try argumentTerm(), label: label)
    case .variable:
      throw refusal(
        .syntax, at: token.bytes, "\(shown(token)) is a variable, not the name of a column",
        help: "begin the name with a lowercase letter")
    default:
      return Argument(try interval().term)
    }
  }

  private mutating func argumentTerm() throws(Refused) -> Term {
    let isOneToken = ahead.kind == .comma || ahead.kind == .rightParenthesis
    if isOneToken, let term = simpleTerm() { return term }
    return try interval().term
  }

  private mutating func negation() throws(Refused) -> Literal {
    let start = token
    advance()
    switch token.kind {
    case .name, .quotedName:
      let atom = try atom()
      if let comparison = token.kind.comparison { throw negatedComparison(start, comparison) }
      return Literal(.negative(atom), range: range(from: start))
    case .variable where ahead.kind == .leftParenthesis:
      throw uppercasePredicate()
    case .not:
      throw refusal(
        .syntax, at: start.bytes.lowerBound..<token.bytes.upperBound, "'not' stands twice",
        help: "remove both")
    case .leftParenthesis:
      throw refusal(
        .syntax, at: token.bytes, "'not' is followed by an atom, not by parentheses",
        help: "write 'not p(X)'; for several literals define a predicate and negate that")
    case .hash where isAggregate(token):
      throw refusal(
        .syntax, at: start.bytes, "an aggregate can't be negated",
        help: "turn the comparison round, such as '!=' for '='")
    default:
      guard token.kind.beginsTerm else { throw unexpected("an atom behind 'not'") }
      _ = try interval()
      if let comparison = token.kind.comparison { throw negatedComparison(start, comparison) }
      throw unexpected("a comparison")
    }
  }

  /// Reads the closing bracket of `opening`.
  mutating func close(_ opening: Token, with closing: Token.Kind) throws(Refused) {
    if accept(closing) { return }
    let mark = closing == .rightParenthesis ? ")" : "}"
    try refuseForeignNumber()
    switch token.kind {
    case _ where beginsNextClause(), .endOfText, .dot, .question, .ifMark, .rightParenthesis,
      .rightBrace:
      throw refusal(
        .unclosed, at: opening.bytes, "\(shown(opening)) is not closed",
        help: "close it with '\(mark)' before \(shown(token))")
    default:
      throw unexpectedInside(mark)
    }
  }
}

// MARK: Comparisons

extension Parser {
  /// Reads the operator and the right side.
  private mutating func comparison(_ left: Term, from start: Token) throws(Refused) -> Literal {
    let comparison = try comparisonOperator(after: left)
    let isOfAggregate = isAggregate(token)
    let kind: Literal.Kind =
      isOfAggregate
      ? .aggregate(left, comparison, try aggregate())
      : .comparison(left, comparison, try interval().term)
    if isOfAggregate, token.kind.arithmetic != nil { throw aggregateInTerm() }
    try refuseChain(ofAggregate: isOfAggregate)
    return Literal(kind, range: range(from: start))
  }

  /// `#count{ … } < 3`, which is kept as `3 > #count{ … }`.
  private mutating func aggregateFirst() throws(Refused) -> Literal {
    let start = token
    let aggregate = try aggregate()
    if token.kind.arithmetic != nil { throw aggregateInTerm() }
    guard let comparison = token.kind.comparison else {
      throw unexpected(
        "a comparison of the aggregate", help: "such as 'N = #count{ … }' or '#count{ … } > 2'")
    }
    noteForeignSpelling(of: comparison)
    advance()
    let right = try interval().term
    try refuseChain(ofAggregate: true)
    return Literal(.aggregate(right, comparison.turned, aggregate), range: range(from: start))
  }

  private mutating func comparisonOperator(
    after left: Term
  ) throws(Refused) -> ComparisonOperator {
    guard let comparison = token.kind.comparison else { throw noLiteral(left) }
    noteForeignSpelling(of: comparison)
    advance()
    return comparison
  }

  mutating func noteForeignSpelling(of comparison: ComparisonOperator) {
    guard token.features.contains(.foreign) else { return }
    report(
      .foreignSpelling, .hint, at: token.bytes,
      "\(shown(token)) is read as '\(comparison.rawValue)'")
  }

  private mutating func refuseChain(ofAggregate: Bool) throws(Refused) {
    guard token.kind.comparison != nil else { return }
    throw refusal(
      .syntax, at: token.bytes, "a comparison has two sides",
      help: ofAggregate
        ? "give the aggregate's value a name: 'N = #count{ … }, 1 < N, N < 5'"
        : "write two comparisons, such as '1 < X, X < 5'")
  }
}

extension ComparisonOperator {
  /// The operator that holds where this one doesn't.
  var negated: ComparisonOperator {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }
}
