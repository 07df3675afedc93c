// Words and signs that stand for something in other languages, or in word processors.

extension Parser {
  /// What to write for the word or sign at hand; nil for one that has no meaning elsewhere.
  func foreignWordHelp() -> String? {
    switch source(token) {
    case "and", "AND", "&": "literals are joined by ','"
    case "or", "OR": "write a rule for each case"
    case "if", "when": "a rule is written 'head :- body.'"
    case "is": "write '=' for 'is'"
    case "“", "”", "„", "‟", "«", "»": "texts stand in straight quotes, '\"'"
    case "‘", "’", "‚", "`": "quoted names stand in straight single quotes"
    case "≤": "write '<='"
    case "≥": "write '>='"
    case "≠": "write '!='"
    case "−", "–", "—": "write '-'"
    case "×", "·": "write '*'"
    case "¬": "write 'not'"
    case "←": "write ':-'"
    case "…": "write '..'"
    case ":",
      "{" where followsAggregateWord():
      "an aggregate is written 'N = #count{ X : p(X) }'"
    case "\u{A0}", "\u{202F}", "\u{2009}": "write a plain blank"
    default: nil
    }
  }

  /// Behind `count`, as Soufflé begins aggregates.
  private func followsAggregateWord() -> Bool {
    let before = String(decoding: lexer.bytes[clauseStart..<previousEnd].suffix(6), as: UTF8.self)
    return aggregateWords.contains { before.hasSuffix(" " + $0.dropFirst()) }
  }

  /// A character that begins no token.
  mutating func strayCharacter() -> Refused {
    let character = source(token).unicodeScalars.first ?? " "
    let number = String(character.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
    let isVisible = !character.isControl && character.properties.generalCategory != .spaceSeparator
    let name = isVisible ? "'\(character)' (\(code))" : code
    return refusal(
      .unexpectedCharacter, at: token.bytes,
      "unexpected character \(name) at byte \(token.start)", help: foreignWordHelp())
  }
}
