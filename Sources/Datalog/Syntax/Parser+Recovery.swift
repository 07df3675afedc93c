// Where a clause that makes no sense ends: the next one is read again, so that all mistakes of a
// text are found at once.

extension Parser {
  /// Skips to behind the clause's end mark, or to a line that looks like the beginning of another.
  /// Of what is wrong on the way only texts that are not closed are told.
  mutating func giveUpClause() {
    let start = token.end
    skipToNextClause()
    let end = token.start
    lexer.diagnostics.removeAll { diagnostic in
      guard let range = diagnostic.range, diagnostic.id != .unterminated else { return false }
      return start <= range.start && range.start < end
    }
    lexer.errorCount = lexer.diagnostics.count { $0.severity == .error }
    assert(errorCount + lexer.errorCount > 0, "a clause is given up for a reason")
  }

  private mutating func skipToNextClause() {
    let isAtStart = token.bytes.lowerBound == clauseStart
    if isAtStart, isCommand() || isForeignComment() { return skipLine() }
    while token.kind != .endOfText {
      if token.bytes.lowerBound > clauseStart, beginsNextClause() { return }
      let endsClause =
        switch token.kind {
        case .dot: ahead.start > token.end || ahead.kind == .endOfText
        case .question, .tilde: ahead.kind == .endOfText || isFirstOnLine(ahead)
        default: false
        }
      advance()
      if endsClause { return }
    }
  }

  /// Whether the token at hand could begin a clause, and stands where clauses begin: first on its
  /// line, and not further in than the clause that is being read.
  func beginsNextClause() -> Bool {
    guard token.bytes.lowerBound > clauseStart, token.kind.beginsClause || isCommand(),
      let indentation = indentation(of: token)
    else { return false }
    return indentation <= lineIndentation
  }

  /// `.word`, as commands of the prompt and declarations of Soufflé are written.
  func isCommand() -> Bool {
    token.kind == .dot && ahead.kind == .name && ahead.start == token.end
  }

  /// What begins a comment elsewhere: `//`, `/*`, `--` or a `#` by itself.
  func isForeignComment() -> Bool {
    let isPair = ahead.start == token.end
    return switch token.kind {
    case .slash: isPair && (ahead.kind == .slash || ahead.kind == .star)
    case .minus: isPair && ahead.kind == .minus
    case .stray: source(token) == "#"
    default: false
    }
  }

  private mutating func skipLine() {
    repeat { advance() } while token.kind != .endOfText && !isFirstOnLine(token)
  }

  func isFirstOnLine(_ token: Token) -> Bool { indentation(of: token) != nil }

  /// Blanks before a token that is the first on its line, nil for any other.
  func indentation(of token: Token) -> Int? {
    let start = token.bytes.lowerBound
    var offset = start
    while offset > 0 {
      switch lexer.bytes[offset - 1] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): offset -= 1
      case UInt8(ascii: "\n"): return start - offset
      default: return nil
      }
    }
    return start - offset
  }
}
