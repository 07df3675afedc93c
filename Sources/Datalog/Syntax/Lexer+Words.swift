// Names, variables, directives: words of letters, digits and `_`.

extension Lexer {
  /// A word that begins with a letter at `position`.
  func word(_ kind: Token.Kind) -> Token {
    let (end, features) = endOfWord(from: position)
    let isNot =
      end == position + 3 && peek(0) == UInt8(ascii: "n") && peek(1) == UInt8(ascii: "o")
      && peek(2) == UInt8(ascii: "t")
    return Token(isNot ? .not : kind, position, end, features)
  }

  func wordBeyondASCII() -> Token {
    let (first, length) = scalar(in: bytes.span, at: position)
    switch first.beginsWord {
    case .name: return word(.name)
    case .variable: return word(.variable)
    case nil: return Token(.stray, position, position + length, .beyondASCII)
    }
  }

  /// `_`, or a variable that begins with it; `_(` and `_3(` begin with the name of an answer.
  mutating func underscore() -> Token {
    let (end, features) = endOfWord(from: position)
    let isCalled = end < bytes.count && bytes[end] == UInt8(ascii: "(")
    if isCalled, bytes[position + 1..<end].allSatisfy(\.isDigit) {
      return Token(.name, position, end)
    }
    if end == position + 1 { return Token(.wildcard, position, end) }
    let (second, _) = scalar(in: bytes.span, at: position + 1)
    if second.beginsWord != nil { return Token(.variable, position, end, features) }
    report(
      .syntax, at: position..<end, "'_' is followed by no letter",
      help: "begin a variable with a letter, or with '_' and a letter")
    return Token(.unusable, position, end)
  }

  /// `#word` or `$word`; a stray character where no word follows.
  func prefixedWord(_ kind: Token.Kind) -> Token {
    let (end, features) = endOfWord(from: position + 1)
    return Token(end == position + 1 ? .stray : kind, position, end, features)
  }

  func endOfWord(from start: Int) -> (end: Int, features: Token.Features) {
    let bytes = bytes.span
    var features: Token.Features = []
    var end = start
    while end < bytes.count {
      if bytes[end] < 0x80 {
        guard bytes[end].continuesWord else { break }
        end += 1
      } else {
        let (next, length) = scalar(in: bytes, at: end)
        guard next.properties.isXIDContinue else { break }
        features.insert(.beyondASCII)
        end += length
      }
    }
    return (end, features)
  }
}
