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
  guard var scanner = ClauseScanner(text, limits: limits) else { return .complete }
  var completeness = Completeness.empty
  while scanner.skipToClause() {
    switch scanner.takeClause() {
    case .states, .asks: completeness = .complete
    case .mistaken: return .complete
    case .unfinished(let what): return .unfinished(what)
    }
  }
  return scanner.endsInComment ? .unfinished(.comment) : completeness
}
