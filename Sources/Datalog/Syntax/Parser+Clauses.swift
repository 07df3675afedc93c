// clause = fact | rule | check | query | retract | directive

extension Parser {
  mutating func clause() throws(Refused) -> Clause {
    let start = token
    let documentation = start.features.contains(.documented) ? documentation() : nil
    let kind: Clause.Kind
    switch token.kind {
    case .ifMark:
      advance()
      let body = try body()
      try expectDot(behind: "a check", toAsk: "to ask, leave out ':-'")
      kind = .check(body: body)
    case .askMark:
      advance()
      let body = try body()
      try expectDot(
        behind: "a query that begins with '?-'", toAsk: "one mark is enough: leave out '?-'")
      kind = .query(body: body)
    case .hash where !isAggregate(token):
      kind = .directive(try directive())
    default:
      kind = try sentence()
    }
    return Clause(kind, documentation: documentation, range: range(from: start))
  }

  /// What begins with a literal: its end mark tells what it is.
  private mutating func sentence() throws(Refused) -> Clause.Kind {
    try refuseForeignClause()
    let first = try literal()
    if case .positive(let fact) = first.kind, accept(.dot) { return .fact(fact) }
    let literals = try body(after: first)
    switch token.kind {
    case .dot:
      let fact = try onlyAtom(of: literals, as: .fact)
      advance()
      return .fact(fact)
    case .tilde:
      let fact = try onlyAtom(of: literals, as: .retraction)
      advance()
      return .retract(fact)
    case .question:
      advance()
      return .query(body: literals)
    case .ifMark:
      let head = try onlyAtom(of: literals, as: .head)
      advance()
      let body = try body()
      try expectDot(behind: "a rule", toAsk: "to ask, leave out the head")
      return .rule(head: head, body: body)
    default:
      throw endMarkMissing(
        "',', ':-', '.' or '?'", help: "end it with '.' to state it or '?' to ask it")
    }
  }

  /// `literal, literal, …`: at least one.
  mutating func body() throws(Refused) -> [Literal] {
    try body(after: try literal())
  }

  private mutating func body(after first: Literal) throws(Refused) -> [Literal] {
    var literals = [first]
    while accept(.comma) {
      guard literals.count < limits.literals else {
        throw refusal(
          .limitExceeded, at: token.bytes, "a body has more than \(limits.literals) literals",
          help: "divide it into several rules")
      }
      literals.append(try literal())
    }
    return literals
  }

  private mutating func expectDot(
    behind construct: String, toAsk help: String
  ) throws(Refused) {
    if accept(.dot) { return }
    guard token.kind == .question || token.kind == .tilde else {
      throw endMarkMissing("',' or '.'", help: "end it with '.'")
    }
    throw refusal(
      .syntax, at: token.bytes, "\(construct) ends with '.', not \(shown(token))",
      help: token.kind == .question ? help : "only facts are retracted")
  }

  /// - Parameters:
  ///   - marks: what might stand here.
  ///   - help: what to do where the clause is over, but for its end mark.
  private mutating func endMarkMissing(_ marks: String, help: String) -> Refused {
    if token.kind == .endOfText || beginsNextClause() { return clauseNotEnded(help) }
    switch token.kind {
    case .semicolon, .exclamation, .colon:
      if ahead.kind == .endOfText || isFirstOnLine(ahead) { return wrongEndMark(help) }
      return token.kind == .semicolon ? disjunction() : unexpected(marks, help: foreignWordHelp())
    case .bar:
      return disjunction()
    case .rightParenthesis, .rightBrace, .rightBracket:
      return refusal(
        .unclosed, at: token.bytes, "\(shown(token)) closes nothing", help: "remove it")
    case .name, .quotedName:
      let help = "two literals are joined by ',', two clauses are parted by '.'"
      return unexpected(marks, help: foreignWordHelp() ?? help)
    default:
      return unexpected(marks, help: foreignWordHelp())
    }
  }

  private mutating func wrongEndMark(_ help: String) -> Refused {
    refusal(
      .clauseNotEnded, at: token.bytes, "a clause does not end with \(shown(token))", help: help)
  }

  mutating func clauseNotEnded(_ help: String) -> Refused {
    let next = token.kind == .endOfText ? "" : " before \(shown(token))"
    return refusal(
      .clauseNotEnded, at: previousEnd..<previousEnd, "the clause is not ended\(next)",
      help: help)
  }
}

// MARK: Facts and heads

extension Parser {
  enum AtomPlace {
    case fact, head, retraction

    var noun: String {
      switch self {
      case .fact: "a fact"
      case .head: "the head of a rule"
      case .retraction: "what is retracted"
      }
    }
  }

  /// The atom where only one may stand; anything else is refused with the reason.
  private mutating func onlyAtom(
    of literals: [Literal], as place: AtomPlace
  ) throws(Refused) -> Atom {
    guard literals.count == 1 else { throw severalLiterals(literals, as: place) }
    switch literals[0].kind {
    case .positive(let atom):
      return atom
    case .negative(let atom):
      throw refusal(
        .syntax, at: literals[0].bytes, "\(place.noun) can't be negated",
        help: "what is not stated is not so: retract it with '\(shortened("\(atom)"))~'")
    case .comparison, .aggregate:
      throw refusal(
        .syntax, at: literals[0].bytes, "\(place.noun) can't be a comparison",
        help: place == .fact ? "end it with '?' to ask it" : "move it into the body")
    }
  }

  private mutating func severalLiterals(_ literals: [Literal], as place: AtomPlace) -> Refused {
    let bytes = literals[0].bytes.lowerBound..<literals[literals.count - 1].bytes.upperBound
    switch place {
    case .head:
      return refusal(
        .severalHeads, at: bytes, "a rule has one head",
        help: "write a rule for each, with the same body")
    case .fact:
      return refusal(
        .syntax, at: bytes, "a fact is one atom",
        help: "end each fact with '.', or the whole with '?' to ask it")
    case .retraction:
      return refusal(
        .syntax, at: bytes, "one fact is retracted at a time", help: "end each with '~'")
    }
  }
}

extension Literal {
  var bytes: Range<Int> { Int(range.start)..<Int(range.end) }
}

extension Term {
  var bytes: Range<Int> { Int(range.start)..<Int(range.end) }
}
