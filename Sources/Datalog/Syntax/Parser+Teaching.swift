// Constructs of other languages, and slips often made: refused with what would be right here.

extension Parser {
  /// What can't begin a clause but does in Prolog, Soufflé or clingo.
  mutating func refuseForeignClause() throws(Refused) {
    switch token.kind {
    case .leftBrace:
      throw choice()
    case _ where isForeignComment():
      throw foreignComment()
    case .dot:
      throw refusal(
        .syntax, at: token.bytes, "a clause begins with a name, not with '.'",
        help: ahead.kind == .name
          ? "'.\(shortened(source(ahead)))' is no part of a program: a declaration begins with '#pred', "
            + "a command stands on a line of its own at the prompt" : "remove it")
    default:
      return
    }
  }

  mutating func foreignComment() -> Refused {
    let mark = token.kind == .stray ? source(token) : source(token) + source(ahead)
    return refusal(
      .foreignSpelling, at: token.bytes, "a comment does not begin with '\(mark)'",
      help: "a comment begins with '%'")
  }

  /// `head <- body`, `head -> body`, `fact..`
  mutating func refuseWrongMark(behind atom: Atom) throws(Refused) {
    if token.kind == .interval, lexer.bytes[previousEnd - 1] == UInt8(ascii: ")") {
      throw refusal(.syntax, at: token.bytes, "a clause ends with one '.'")
    }
    if isForeignComment() { throw foreignComment() }
    let isArrow =
      switch (token.kind, ahead.kind) {
      case (.less, .minus), (.minus, .greater): ahead.start == token.end
      case (.greaterOrEqual, .name): token.features.contains(.foreign)
      default: false
      }
    guard isArrow else { return }
    throw refusal(
      .foreignSpelling, at: token.bytes, "a rule is not written with an arrow",
      help: "write 'head :- body.'")
  }

  mutating func choice() -> Refused {
    refusal(
      .choice, at: token.bytes, "there are no choice rules",
      help: "every fact follows or does not: state a rule for each case")
  }

  mutating func strongNegation() -> Refused {
    let atom = shortened(source(ahead))
    return refusal(
      .strongNegation, at: token.bytes.lowerBound..<ahead.bytes.upperBound,
      "there is no strong negation '-\(atom)'",
      help: "write 'not \(atom)' in a body, or name the opposite, such as 'not_\(atom)'")
  }

  mutating func foreignNegation() -> Refused {
    let atom = ahead.kind == .name ? shortened(source(ahead)) : "p"
    return refusal(
      .foreignNegation, at: token.bytes, "negation is not written \(shown(token))",
      help: "write 'not \(atom)'")
  }

  mutating func negatedComparison(_ not: Token, _ comparison: ComparisonOperator) -> Refused {
    refusal(
      .foreignNegation, at: not.bytes, "a comparison can't be negated",
      help: "write '\(comparison.negated.rawValue)' instead of 'not' and '\(comparison.rawValue)'")
  }

  mutating func uppercasePredicate() -> Refused {
    let word = shortened(source(token))
    return refusal(
      .syntax, at: token.bytes, "'\(word)' is a variable, not a predicate",
      help:
        "begin it with a lowercase letter, as in '\(word.lowercased())', or put it in single quotes"
    )
  }

  mutating func functionSymbol(_ atom: Atom) -> Refused {
    let name = shortened(atom.predicate.text)
    let bytes = Int(atom.range.start)..<Int(atom.range.end)
    if name == "date" {
      return refusal(
        .invalidDate, at: bytes, "'date' takes one text", help: "such as 'date(\"2024-05\")'")
    }
    return refusal(
      .functionSymbol, at: bytes, "there are no functions: '\(name)(…)' can't stand in a term",
      help: "make it a literal with a further argument for its result, such as '\(name)(…, Y)', "
        + "and put 'Y' here")
  }

  mutating func disjunction() -> Refused {
    refusal(
      .disjunction, at: token.bytes, "there is no 'or' within a clause",
      help: "write a rule for each case, or ',' if both shall hold")
  }

  /// A term where a literal was wanted.
  mutating func noLiteral(_ term: Term) -> Refused {
    if token.kind == .unusable || token.kind == .stray { return unexpected("a comparison") }
    if case .constant(.text) = term.kind, token.kind == .leftParenthesis {
      return refusal(
        .syntax, at: term.bytes, "a text can't be a predicate",
        help: "put its name in single quotes")
    }
    if foreignWordHelp() != nil { return unexpected("a comparison", help: foreignWordHelp()) }
    return refusal(
      .syntax, at: term.bytes, "a term alone says nothing",
      help: "compare it, such as 'X = 3', or give it to a predicate, such as 'p(X)'")
  }

  /// Something where a term was wanted.
  mutating func noTerm() -> Refused {
    switch token.kind {
    case .variable:
      return uppercasePredicate()
    case .leftBracket:
      return refusal(
        .unsupported, at: token.bytes, "there are no lists",
        help: "state a fact for each member")
    case .dot where ahead.kind == .integer && ahead.start == token.end:
      return refusal(
        .invalidNumber, at: token.bytes.lowerBound..<ahead.bytes.upperBound,
        "a decimal begins with a digit", help: "write '0\(shortened("." + source(ahead)))'")
    case .hash where !isAggregate(token):
      return unknownWord("aggregate", of: aggregateWords)
    case .hash:
      return aggregateInTerm()
    case .plus:
      return refusal(.syntax, at: token.bytes, "a number has no sign '+'", help: "remove it")
    default:
      return unexpected("a term", help: foreignWordHelp())
    }
  }

  mutating func aggregateInTerm() -> Refused {
    refusal(
      .syntax, at: token.bytes, "an aggregate is no part of a term",
      help: "give its value a name first: 'N = #count{ … }'")
  }

  /// `2024-05-31~`, `31.05.2024` or `5.` among arguments.
  mutating func refuseForeignNumber() throws(Refused) {
    if token.kind == .dot, ahead.kind == .integer, ahead.start == token.end {
      throw refusal(
        .invalidNumber, at: token.bytes.lowerBound..<ahead.bytes.upperBound,
        "a number has one point", help: "a date is written like '2024-05-31'")
    }
    let endsInsideParentheses = ahead.kind == .rightParenthesis || ahead.kind == .comma
    if token.kind == .dot, endsInsideParentheses, lexer.bytes[previousEnd - 1].isDigit {
      throw refusal(
        .invalidNumber, at: token.bytes, "a decimal ends with a digit", help: "write '.0'")
    }
    let dateLength = 10
    guard token.kind == .tilde || token.kind == .question, previousEnd >= dateLength,
      previousEnd == token.bytes.lowerBound
    else { return }
    let date = lexer.bytes[previousEnd - dateLength..<previousEnd]
    guard date.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "-") }) else { return }
    let text = String(decoding: date, as: UTF8.self) + source(token)
    throw refusal(
      .bareDate, at: token.bytes, "a date with \(shown(token)) stands in quotes",
      help: "write 'date(\"\(text)\")'")
  }

  /// Within parentheses or braces, neither a separator nor the closing mark.
  mutating func unexpectedInside(_ closing: String) -> Refused {
    if token.kind == .semicolon, closing == ")" { return disjunction() }
    if token.kind.comparison != nil {
      return refusal(
        .syntax, at: token.bytes, "a comparison can't be an argument",
        help: "put it behind the atom: 'p(X), X \(source(token)) 3'")
    }
    return unexpected("',' or '\(closing)'", help: foreignWordHelp() ?? argumentHelp(closing))
  }

  private func argumentHelp(_ closing: String) -> String? {
    switch token.kind {
    case .name where closing == ")", .variable where closing == ")":
      "put a text of several words in quotes"
    case .colon:
      "the name of a column stands alone before ':', without quotes"
    default: nil
    }
  }
}
