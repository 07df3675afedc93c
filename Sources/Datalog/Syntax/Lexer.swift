/// Cuts a text into tokens, one at a time and without looking back: linear time, no allocation
/// except for diagnostics.
///
/// - Precondition: the text was admitted (see `refusals`).
struct Lexer {
  let bytes: [UInt8]
  let input: InputID
  let limits: SyntaxLimits
  var position: Int
  var diagnostics: [Diagnostic] = []
  var errorCount = 0
  /// Words reported for mixing scripts, each once.
  var mixedWords: Set<String> = []

  init(_ text: InputText, _ input: InputID, _ limits: SyntaxLimits) {
    bytes = text.bytes
    self.input = input
    self.limits = limits
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next token; at the end of the text again and again `endOfText`.
  mutating func next() -> Token {
    let isDocumented = skipBlanksAndComments()
    var token = scanToken()
    if Int(token.end) - Int(token.start) > limits.tokenBytes { token = refuseLong(token) }
    if token.features.contains(.beyondASCII) { lintScripts(of: token) }
    if isDocumented { token.features.insert(.documented) }
    position = Int(token.end)
    return token
  }

  private mutating func scanToken() -> Token {
    let start = position
    guard start < bytes.count else { return Token(.endOfText, start, start) }
    switch bytes[start] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): return word(.name)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return word(.variable)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: "\""): return quotation(.text)
    case UInt8(ascii: "'"): return quotation(.quotedName)
    case UInt8(ascii: "_"): return underscore()
    case UInt8(ascii: "#"): return prefixedWord(.hash)
    case UInt8(ascii: "$"): return prefixedWord(.parameter)
    case 0x80...: return wordBeyondASCII()
    default: return mark()
    }
  }

  /// The byte `distance` bytes behind `position`; 0 behind the end of the text.
  func peek(_ distance: Int) -> UInt8 {
    let offset = position + distance
    return offset < bytes.count ? bytes[offset] : 0
  }

  private mutating func refuseLong(_ token: Token) -> Token {
    let start = token.bytes.lowerBound
    report(
      .limitExceeded, at: start..<start + 1,
      "name, number or text is longer than \(limits.tokenBytes) bytes")
    return Token(.unusable, start, token.bytes.upperBound)
  }

  mutating func report(
    _ id: DiagnosticID, _ severity: Diagnostic.Severity = .error, at bytes: Range<Int>,
    _ message: String, help: String? = nil
  ) {
    guard severity == .error || diagnostics.count < limits.errors else { return }
    if severity == .error { errorCount += 1 }
    let range = TextRange(input, bytes.lowerBound, bytes.upperBound)
    diagnostics.append(Diagnostic(id, severity, at: range, message, help: help))
  }
}

// MARK: Marks

extension Lexer {
  private func mark() -> Token {
    switch bytes[position] {
    case UInt8(ascii: ","): single(.comma)
    case UInt8(ascii: ";"): single(.semicolon)
    case UInt8(ascii: "|"): single(.bar)
    case UInt8(ascii: "("): single(.leftParenthesis)
    case UInt8(ascii: ")"): single(.rightParenthesis)
    case UInt8(ascii: "{"): single(.leftBrace)
    case UInt8(ascii: "}"): single(.rightBrace)
    case UInt8(ascii: "["): single(.leftBracket)
    case UInt8(ascii: "]"): single(.rightBracket)
    case UInt8(ascii: "~"): single(.tilde)
    case UInt8(ascii: "+"): single(.plus)
    case UInt8(ascii: "-"): single(.minus)
    case UInt8(ascii: "*"): single(.star)
    case UInt8(ascii: "/"): single(.slash)
    case UInt8(ascii: "."): pair(UInt8(ascii: "."), .interval) ?? single(.dot)
    case UInt8(ascii: ":"): pair(UInt8(ascii: "-"), .ifMark) ?? single(.colon)
    case UInt8(ascii: "?"): pair(UInt8(ascii: "-"), .askMark) ?? single(.question)
    default: comparison()
    }
  }

  private func comparison() -> Token {
    let equal = UInt8(ascii: "=")
    switch bytes[position] {
    case equal:
      return pair(equal, .equal, .foreign) ?? pair(UInt8(ascii: "<"), .lessOrEqual, .foreign)
        ?? pair(UInt8(ascii: ">"), .greaterOrEqual, .foreign) ?? single(.equal)
    case UInt8(ascii: "<"):
      return pair(equal, .lessOrEqual) ?? pair(UInt8(ascii: ">"), .notEqual, .foreign)
        ?? single(.less)
    case UInt8(ascii: ">"):
      return pair(equal, .greaterOrEqual) ?? single(.greater)
    case UInt8(ascii: "!"):
      return pair(equal, .notEqual) ?? single(.exclamation)
    case UInt8(ascii: "\\"):
      return pair(equal, .notEqual, .foreign) ?? pair(UInt8(ascii: "+"), .backslashPlus)
        ?? single(.backslash)
    default:
      return single(.stray)
    }
  }

  private func single(_ kind: Token.Kind) -> Token { Token(kind, position, position + 1) }

  private func pair(
    _ second: UInt8, _ kind: Token.Kind, _ features: Token.Features = []
  ) -> Token? {
    peek(1) == second ? Token(kind, position, position + 2, features) : nil
  }
}
