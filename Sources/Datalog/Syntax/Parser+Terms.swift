// term = sum [ ".." sum ] ;  sum = product { ("+" | "-") product } ;
// product = factor { ("*" | "/" | "\") factor } ;  factor = [ "-" ] primary

extension Parser {
  /// A term and the height of its tree, which is kept below the limit of nesting: whoever walks a
  /// tree may recurse.
  struct Operand {
    var term: Term
    var height: Int
  }

  /// A whole term; `first` is its first primary where that has been read already.
  mutating func interval(after first: Operand? = nil) throws(Refused) -> Operand {
    try enter()
    defer { depth -= 1 }
    let lower = try sum(after: first)
    guard accept(.interval) else { return lower }
    let upper = try sum(after: nil)
    if token.kind == .interval {
      throw refusal(.syntax, at: token.bytes, "an interval has two ends")
    }
    return try joined(.interval(lower.term, upper.term), lower, upper)
  }

  private mutating func sum(after first: Operand?) throws(Refused) -> Operand {
    var left = try product(after: first)
    while token.kind == .plus || token.kind == .minus, let operation = token.kind.arithmetic {
      advance()
      let right = try product(after: nil)
      left = try joined(.operation(operation, left.term, right.term), left, right)
    }
    return left
  }

  private mutating func product(after first: Operand?) throws(Refused) -> Operand {
    var left: Operand
    if let first { left = first } else { left = try factor() }
    while token.kind == .star || token.kind == .slash || token.kind == .backslash,
      let operation = token.kind.arithmetic
    {
      advance()
      let right = try factor()
      left = try joined(.operation(operation, left.term, right.term), left, right)
    }
    return left
  }

  private mutating func factor() throws(Refused) -> Operand {
    guard token.kind == .minus else { return try primary() }
    let minus = token
    advance()
    if let number = number(isNegative: true, from: minus) { return number }
    try enter()
    defer { depth -= 1 }
    let operand = try factor()
    return Operand(
      term: Term(.negation(operand.term), range: range(from: minus)), height: operand.height + 1)
  }

  private mutating func primary() throws(Refused) -> Operand {
    if let number = number(isNegative: false, from: token) { return number }
    let start = token
    switch token.kind {
    case .variable where ahead.kind == .leftParenthesis:
      throw noTerm()
    case .variable, .wildcard, .text:
      if let term = simpleTerm() { return Operand(term: term, height: 1) }
      throw noTerm()
    case .parameter:
      let name = normalized(source(token), token)
      parameters.append(Name(String(name.dropFirst()), range: range(token)))
      advance()
      return leaf(.variable(name), start)
    case .date:
      let value = date(token)
      advance()
      return leaf(value.map { .constant(.date($0)) } ?? .wildcard, start)
    case .name, .quotedName:
      return try operand(from: try atom())
    case .leftParenthesis:
      return try parenthesized()
    default:
      throw noTerm()
    }
  }

  /// What stands for itself: a variable, a wildcard, a symbol or a text; nil, and nothing read, where it
  /// is something else.
  ///
  /// - Precondition: the token behind it neither opens arguments nor continues the term.
  mutating func simpleTerm() -> Term? {
    let start = token
    let kind: Term.Kind
    switch token.kind {
    case .variable: kind = .variable(normalized(source(token), token))
    case .wildcard: kind = .wildcard
    case .name: kind = .constant(.symbol(normalized(source(token), token)))
    case .quotedName: kind = .constant(.symbol(quotedText(token)))
    case .text: kind = .constant(.text(quotedText(token)))
    default: return nil
    }
    advance()
    return Term(kind, range: range(start))
  }

  private mutating func parenthesized() throws(Refused) -> Operand {
    let opening = token
    advance()
    var inner = try interval()
    if token.kind == .comma {
      throw refusal(
        .unsupported, at: token.bytes, "there are no tuples",
        help: "give each part an argument of its own")
    }
    try close(opening, with: .rightParenthesis)
    inner.term.range = range(from: opening)
    return inner
  }

  /// What was read like an atom, as a term: a symbol, or `date("…")`.
  mutating func operand(from atom: Atom) throws(Refused) -> Operand {
    let isCall = lexer.bytes[Int(atom.range.end) - 1] == UInt8(ascii: ")")
    guard isCall else {
      return Operand(
        term: Term(.constant(.symbol(atom.predicate.text)), range: atom.range), height: 1)
    }
    guard atom.predicate.text == "date", atom.arguments.count == 1,
      atom.arguments[0].label == nil, case .constant(.text(let text)) = atom.arguments[0].term.kind
    else { throw functionSymbol(atom) }
    let value = date(parsing: text, at: atom.arguments[0].term)
    return Operand(
      term: Term(value.map { .constant(.date($0)) } ?? .wildcard, range: atom.range), height: 1)
  }

  private func leaf(_ kind: Term.Kind, _ token: Token) -> Operand {
    Operand(term: Term(kind, range: range(token)), height: 1)
  }

  private mutating func joined(
    _ kind: Term.Kind, _ left: Operand, _ right: Operand
  ) throws(Refused) -> Operand {
    let height = max(left.height, right.height) + 1
    let range = left.term.range.through(right.term.range)
    guard height <= limits.nesting else {
      throw refusal(
        .limitExceeded, at: Int(range.start)..<Int(range.end),
        "nested deeper than \(limits.nesting) levels: each operator is one",
        help: "divide it into several rules")
    }
    return Operand(term: Term(kind, range: range), height: height)
  }
}

extension Token.Kind {
  var beginsTerm: Bool {
    switch self {
    case .name, .quotedName, .variable, .wildcard, .parameter, .text, .integer, .decimal, .date,
      .leftParenthesis, .leftBracket, .minus, .plus:
      true
    default: false
    }
  }
}
