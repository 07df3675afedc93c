/// Whether what was typed so far can be read, or what it still waits for.
public enum Completeness: Hashable, Sendable {
  /// Nothing but blanks and comments.
  case empty
  /// Whole clauses; or a mistake that no further line can mend, such as a text not closed on its
  /// line: `parse` tells.
  case complete
  case unfinished(Unfinished)

  /// What is open at the end, innermost first.
  public enum Unfinished: Hashable, Sendable {
    /// A clause without its end mark.
    case clause
    case parenthesis
    /// Of an aggregate or enumeration.
    case brace
    case comment
  }
}

/// Tells a prompt whether to read another line before the text is parsed. Linear time.
public func completeness(of text: InputText, limits: SyntaxLimits = .standard) -> Completeness {
  let id = InputID(0)
  guard refusals(of: text, as: id, limits).isEmpty else { return .complete }
  var lexer = Lexer(text, id, limits)
  var open: [Completeness.Unfinished] = []
  var last = Token(.endOfText, 0, 0)
  while true {
    let token = lexer.next()
    switch token.kind {
    case .endOfText: return lexer.completeness(open, last)
    case .leftParenthesis: open.append(.parenthesis)
    case .leftBrace: open.append(.brace)
    case .rightParenthesis, .rightBrace: _ = open.popLast()
    case .unusable: return .complete
    case .dot, .question, .tilde: open = []
    default: break
    }
    last = token
  }
}

extension Lexer {
  fileprivate func completeness(
    _ open: [Completeness.Unfinished], _ last: Token
  ) -> Completeness {
    if diagnostics.contains(where: { $0.id == .unterminated }) { return .unfinished(.comment) }
    switch last.kind {
    case .endOfText: return .empty
    case .dot, .question, .tilde: return .complete
    default: return .unfinished(open.last ?? .clause)
    }
  }
}
