/// Finds where the clauses of a text end, by its tokens alone: cheaper than to parse it, and possible
/// for a text that is still being typed. Linear time.
public struct ClauseScanner {
  public enum Ending: Hashable, Sendable {
    /// With `.`
    case states
    /// With `?` or `~`, or with `.` where it began with `?-`.
    case asks
    /// The text ends before the clause does.
    case unfinished(Completeness.Unfinished)
    /// So it does, but with a mistake that no further line can mend.
    case mistaken
  }

  private var lexer: Lexer
  /// In bytes. May be moved to any place between clauses.
  public var position: Int {
    get { lexer.position }
    set { lexer.position = newValue }
  }
  /// Whether the text ends in a comment that isn't closed.
  public private(set) var endsInComment = false

  /// Nil for a text that can't be read at all, such as one that isn't UTF-8.
  public init?(_ text: InputText, limits: SyntaxLimits = .standard) {
    let id = InputID(0)
    guard refusals(of: text, as: id, limits).isEmpty else { return nil }
    lexer = Lexer(text, id, limits)
  }

  /// Moves over blanks and comments to where a clause begins; false at the end of the text.
  public mutating func skipToClause() -> Bool {
    let known = lexer.diagnostics.count
    _ = lexer.skipBlanksAndComments()
    endsInComment = lexer.diagnostics.dropFirst(known).contains { $0.id == .unterminated }
    return position < lexer.bytes.count
  }

  /// Moves behind the clause that begins here.
  public mutating func takeClause() -> Ending {
    var open: [Completeness.Unfinished] = []
    var isMistaken = false
    var asks = false
    while skipToClause() {
      let token = lexer.next()
      switch token.kind {
      case .leftParenthesis: open.append(.parenthesis)
      case .leftBrace: open.append(.brace)
      case .rightParenthesis, .rightBrace: _ = open.popLast()
      case .unusable: isMistaken = true
      case .askMark: asks = true
      case .question, .tilde: return .asks
      case .dot: return asks ? .asks : .states
      default: break
      }
    }
    if isMistaken { return .mistaken }
    return .unfinished(endsInComment ? .comment : open.last ?? .clause)
  }
}
