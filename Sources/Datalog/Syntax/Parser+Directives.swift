// directive = "#pred" … | "#enum" … | "#const" … | "#include" … | "#input" … | "#show" …

/// Words that begin a clause.
private let directiveWords = ["#pred", "#enum", "#const", "#include", "#input", "#show"]
/// Words that begin an aggregate.
let aggregateWords = Aggregate.Function.allCases.map(\.rawValue)

extension Parser {
  mutating func directive() throws(Refused) -> Directive {
    let directive: Directive
    switch source(token) {
    case "#pred": directive = .predicate(try predicateDeclaration())
    case "#enum": directive = try enumeration()
    case "#const": directive = try constant()
    case "#include": directive = try include()
    case "#input": directive = try input()
    case "#show": directive = try show()
    default: throw unknownWord("directive", of: directiveWords + aggregateWords)
    }
    if accept(.dot) { return directive }
    guard token.kind != .endOfText, !beginsNextClause() else {
      throw clauseNotEnded("end it with '.'")
    }
    throw unexpected("'.' behind the directive")
  }

  /// A `#word` that is none of `known`.
  mutating func unknownWord(_ noun: String, of known: [String]) -> Refused {
    if directiveWords.contains(source(token)) {
      return refusal(
        .syntax, at: token.bytes, "\(shown(token)) begins a clause of its own")
    }
    let near = nearest(to: source(token), in: known).map { "did you mean '\($0)'?" }
    return refusal(
      .unknownDirective, at: token.bytes, "unknown \(noun) \(shown(token))",
      help: near ?? "there are \(known.joined(separator: ", "))")
  }

  /// `#enum stance { support, oppose }`
  private mutating func enumeration() throws(Refused) -> Directive {
    advance()
    let name = try expectName("a name behind '#enum'")
    let opening = token
    guard accept(.leftBrace) else { throw unexpected("'{'") }
    let members = try names("a member")
    try close(opening, with: .rightBrace)
    return .enumeration(name: name, members: members)
  }

  /// `#const n = 3`
  private mutating func constant() throws(Refused) -> Directive {
    advance()
    let name = try expectName("a name behind '#const'")
    guard token.kind == .equal else { throw unexpected("'='") }
    noteForeignSpelling(of: .equal)
    advance()
    return .constant(name: name, value: try interval().term)
  }

  /// `#include "file.dl"`
  private mutating func include() throws(Refused) -> Directive {
    advance()
    return .include(path: try path(behind: "'#include'"))
  }

  /// `#input p "rows.csv"`
  private mutating func input() throws(Refused) -> Directive {
    advance()
    let name = try expectName("a predicate behind '#input'")
    return .input(name: name, path: try path(behind: "the predicate"))
  }

  private mutating func path(behind what: String) throws(Refused) -> String {
    guard token.kind == .text else { throw unexpected("a path in quotes behind \(what)") }
    defer { advance() }
    return quotedText(token)
  }

  /// `#show p` or `#show p/2`
  private mutating func show() throws(Refused) -> Directive {
    advance()
    let name = try expectName("a predicate behind '#show'")
    if token.kind == .leftParenthesis {
      throw unexpected("'/' or '.'", help: "such as '#show \(shortened("\(name)"))/2'")
    }
    guard accept(.slash) else { return .show(name: name, arity: nil) }
    let start = token
    guard case .constant(.int(let arity)) = number(isNegative: false, from: token)?.term.kind else {
      throw unexpected("a number of arguments")
    }
    guard arity <= limits.arity else {
      throw refusal(
        .limitExceeded, at: start.bytes, "an atom has at most \(limits.arity) arguments")
    }
    return .show(name: name, arity: Int(arity))
  }

  mutating func expectName(_ expected: String) throws(Refused) -> Name {
    switch token.kind {
    case .name, .quotedName:
      return name()
    case .variable:
      throw refusal(
        .syntax, at: token.bytes, "expected \(expected), found the variable \(shown(token))",
        help: "begin the name with a lowercase letter or put it in single quotes")
    default:
      throw unexpected(expected)
    }
  }

  /// `name, name, …`: at least one.
  mutating func names(_ expected: String) throws(Refused) -> [Name] {
    var names = [try expectName(expected)]
    while accept(.comma) { names.append(try expectName(expected)) }
    return names
  }
}

// MARK: #pred

extension Parser {
  /// `#pred p(column: type [min|max], …) [key(column, …)]`; without parentheses where it has no
  /// columns.
  private mutating func predicateDeclaration() throws(Refused) -> PredicateDeclaration {
    advance()
    let name = try expectName("a predicate behind '#pred'")
    let opening = token
    guard accept(.leftParenthesis) else { return PredicateDeclaration(name: name, columns: []) }
    var columns: [PredicateDeclaration.Column] = []
    repeat {
      if columns.count == limits.arity {
        throw refusal(
          .limitExceeded, at: token.bytes, "a predicate has more than \(limits.arity) columns")
      }
      columns.append(try column(behind: name))
    } while accept(.comma)
    try close(opening, with: .rightParenthesis)
    return PredicateDeclaration(name: name, columns: columns, key: try key())
  }

  private mutating func column(
    behind predicate: Name
  ) throws(Refused) -> PredicateDeclaration.Column {
    if token.kind == .rightParenthesis, lexer.bytes[previousEnd - 1] == UInt8(ascii: "(") {
      throw unexpected(
        "a column", help: "without columns it is declared '#pred \(shortened("\(predicate)")).'")
    }
    let name = try expectName("a column")
    guard accept(.colon) else {
      throw unexpected("':' and the column's type", help: "such as 'actor: symbol'")
    }
    let type = try expectName("a type")
    guard token.kind == .name else { return .init(name: name, type: type) }
    guard let extreme = PredicateDeclaration.Column.Extreme(rawValue: source(token)) else {
      throw unexpected("',', ')', 'min' or 'max'")
    }
    advance()
    return .init(name: name, type: type, extreme: extreme)
  }

  private mutating func key() throws(Refused) -> [Name] {
    guard token.kind == .name, !beginsNextClause() else { return [] }
    guard source(token) == "key" else { throw unexpected("'key' or '.'") }
    advance()
    let opening = token
    guard accept(.leftParenthesis) else { throw unexpected("'(' behind 'key'") }
    let key = try names("a column")
    try close(opening, with: .rightParenthesis)
    return key
  }
}
