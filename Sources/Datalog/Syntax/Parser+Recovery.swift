// Where a clause that makes no sense ends: the next one is read again, so that all mistakes of a
// text are found at once.

extension Parser {
  /// Skips to behind the clause's end mark, or to a line that looks like the beginning of another.
  mutating func skipToNextClause() {
    if token.bytes.lowerBound == clauseStart, isCommand() { return skipLine() }
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
      isFirstOnLine(token)
    else { return false }
    return indentation(at: token.bytes.lowerBound) <= indentation(at: clauseStart)
  }

  /// `.word`, as commands of the prompt and declarations of Soufflé are written.
  func isCommand() -> Bool {
    token.kind == .dot && ahead.kind == .name && ahead.start == token.end
  }

  private mutating func skipLine() {
    repeat { advance() } while token.kind != .endOfText && !isFirstOnLine(token)
  }

  private func isFirstOnLine(_ token: Token) -> Bool {
    let start = token.bytes.lowerBound
    return start - lineStart(before: start) == indentation(at: start)
  }

  /// Blanks at the beginning of the line that `offset` is in.
  private func indentation(at offset: Int) -> Int {
    let start = lineStart(before: offset)
    let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
    return lexer.bytes[start..<offset].prefix { blanks.contains($0) }.count
  }

  private func lineStart(before offset: Int) -> Int {
    lexer.bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }
}
