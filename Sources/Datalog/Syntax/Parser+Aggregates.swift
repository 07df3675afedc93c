// aggregate = function "{" element { ";" element } "}" ;  element = term { "," term } ":" body

extension Parser {
  /// Whether the `#word` is an aggregate function.
  func isAggregate(_ token: Token) -> Bool {
    token.kind == .hash && Aggregate.Function(rawValue: source(token)) != nil
  }

  /// - Precondition: the token at hand is an aggregate function.
  mutating func aggregate() throws(Refused) -> Aggregate {
    let start = token
    guard let function = Aggregate.Function(rawValue: source(token)) else {
      throw unknownWord("aggregate", of: aggregateWords)
    }
    advance()
    let opening = token
    guard accept(.leftBrace) else { throw unexpected("'{' behind '\(function.rawValue)'") }
    try enter()
    var elements = [try element()]
    while accept(.semicolon) { elements.append(try element()) }
    try close(opening, with: .rightBrace)
    depth -= 1
    return Aggregate(function, elements, range: range(from: start))
  }

  private mutating func element() throws(Refused) -> Aggregate.Element {
    let start = token
    var terms: [Term] = []
    repeat {
      terms.append(try interval().term)
    } while accept(.comma)
    guard accept(.colon) else {
      throw unexpected(
        "',' or ':'", help: "an aggregate counts terms for which a body holds: '#count{ X : p(X) }'"
      )
    }
    let body = try body()
    return Aggregate.Element(terms: terms, body: body, range: range(from: start))
  }

  /// Counts one more level of nesting.
  mutating func enter() throws(Refused) {
    depth += 1
    guard depth > limits.nesting else { return }
    throw refusal(
      .limitExceeded, at: token.bytes, "nested deeper than \(limits.nesting) levels",
      help: "divide it into several rules")
  }
}
