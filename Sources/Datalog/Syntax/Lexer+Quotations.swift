// `"texts"` and `'quoted names'`. They end on their line; what their escapes mean is looked up by
// the parser, which alone needs it.

extension Lexer {
  /// - Precondition: a quotation mark stands at `position`.
  mutating func quotation(_ kind: Token.Kind) -> Token {
    let quote = bytes[position]
    var features: Token.Features = []
    var end = position + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      let byte = bytes[end]
      end += 1
      if byte == quote { return Token(kind, position, end, features) }
      if byte >= 0x80 {
        features.insert(.beyondASCII)
      } else if byte == UInt8(ascii: "\\") {
        features.insert(.escapes)
        if end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      } else if byte == 0 {
        return refuseNUL(at: end - 1, quote)
      }
    }
    report(
      .unterminated, at: position..<position + 1,
      kind == .text ? "text is not closed on its line" : "quoted name is not closed on its line",
      help: helpToClose(kind))
    return Token(.unusable, position, end)
  }

  private func helpToClose(_ kind: Token.Kind) -> String {
    let isApostrophe = position > 0 && bytes[position - 1].continuesWord
    return switch kind {
    case .text:
      "close it with '\"'; within it write '\\\"' for a quotation mark and '\\n' for a new line"
    case _ where isApostrophe:
      "words with an apostrophe stand in a text, \"it's\", or in a quoted name, 'it\\'s'"
    default:
      "close it with a single quote; within it write '\\'' for an apostrophe"
    }
  }

  /// Reports a NUL byte at `offset` and takes the line's rest, to its closing quote, as one token.
  private mutating func refuseNUL(at offset: Int, _ quote: UInt8) -> Token {
    report(
      .unexpectedCharacter, at: offset..<offset + 1,
      "byte \(offset) is NUL, which no text can hold",
      help: "remove it")
    var end = offset + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      end += 1
      if bytes[end - 1] == quote { break }
    }
    return Token(.unusable, position, end)
  }
}
