/// A word or mark of a text: what it is and which bytes it takes. Trivial and twelve bytes, since
/// millions are made; its text is looked up where it is needed.
struct Token {
  enum Kind: UInt8 {
    case endOfText
    /// Reported already: stands for a word or mark that can't be used.
    case unusable
    /// A character that begins no token.
    case stray

    case name, quotedName, variable, wildcard, parameter
    case text, integer, decimal, date
    case not
    /// `#word`
    case hash

    case comma, semicolon, colon, bar
    case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftBracket, rightBracket
    /// `.`, `?`, `~`: the ends of clauses
    case dot, question, tilde
    /// `:-` and `?-`
    case ifMark, askMark
    case interval
    case plus, minus, star, slash, backslash
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    /// `!` and `\+`
    case exclamation, backslashPlus
  }

  struct Features: OptionSet {
    let rawValue: UInt8
    /// A backslash stands in the text or quoted name.
    static let escapes = Features(rawValue: 1)
    /// Has bytes beyond ASCII.
    static let beyondASCII = Features(rawValue: 2)
    /// As another language writes it: `==`, `<>`, `=<`, `\=`.
    static let foreign = Features(rawValue: 4)
    /// A `%!` comment stands between the token before and this one.
    static let documented = Features(rawValue: 8)
  }

  var kind: Kind
  var features: Features = []
  let start: UInt32
  let end: UInt32

  init(_ kind: Kind, _ start: Int, _ end: Int, _ features: Features = []) {
    self.kind = kind
    self.features = features
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  var bytes: Range<Int> { Int(start)..<Int(end) }
}

extension Token.Kind {
  /// Nil for every other token.
  var comparison: ComparisonOperator? {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  /// Nil for every other token.
  var arithmetic: ArithmeticOperator? {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .backslash: .remainder
    default: nil
    }
  }

  /// Whether a clause may begin with it.
  var beginsClause: Bool {
    switch self {
    case .name, .quotedName, .ifMark, .askMark, .hash: true
    default: false
    }
  }
}
