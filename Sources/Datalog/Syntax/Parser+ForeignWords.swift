// Words and signs that stand for something in other languages, or in word processors.

extension Parser {
  /// What to write for the word or sign at hand; nil for one that has no meaning elsewhere.
  func foreignWordHelp() -> String? {
    if token.kind == .colon || token.kind == .leftBrace {
      return followsAggregateWord() ? "an aggregate is written 'N = #count{ X : p(X) }'" : nil
    }
    return switch source(token) {
    case "and", "AND", "&": "literals are joined by ','"
    case "or", "OR": "write a rule for each case"
    case "if", "when": "a rule is written 'head :- body.'"
    case "not": "put it in single quotes if it is a name"
    case "is": "write '=' for 'is'"
    case "in": "write '=' for 'in', such as 'X = 1..5'"
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
    case "\u{A0}", "\u{202F}", "\u{2009}": "write a plain blank"
    case "\u{200B}", "\u{FEFF}", "\u{AD}": "remove it: it is invisible"
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
    let unshown: Set<Unicode.GeneralCategory> = [.spaceSeparator, .format, .unassigned, .control]
    let isShown = !unshown.contains(character.properties.generalCategory)
    return refusal(
      .unexpectedCharacter, at: token.bytes,
      "unexpected character \(isShown ? "'\(character)' (\(code))" : code) at byte \(token.start)",
      help: foreignWordHelp())
  }
}
