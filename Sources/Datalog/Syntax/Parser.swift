/// Reads a text: its clauses, without those that are in error, and all that is wrong with it.
///
/// Never fails and never recurses deeper than `limits.nesting`; linear time. Where a diagnostic is an
/// error, the program is incomplete and should not be loaded. Diagnostics are in order of place. All
/// names and texts of the tree are in Unicode normalisation form C.
///
/// - Parameter bulk: the size from which a text is bulk data, whose plain facts are read into tables.
public func parse(
  _ text: InputText, as id: InputID, limits: SyntaxLimits = .standard, bulk: Int = .max
) -> (program: Program, diagnostics: [Diagnostic]) {
  let refusals = refusals(of: text, as: id, limits)
  guard refusals.isEmpty else { return (Program(), refusals) }
  var parser = Parser(text, id, limits)
  if text.bytes.count >= bulk { parser.plainFacts = PlainFactReader(text, id, limits) }
  let program = parser.program()
  return (program, parser.diagnosticsInOrder)
}

/// Recursive descent with one token of look-ahead.
///
/// A function that meets a mistake reports it and throws `Refused`; the clause is given up there and
/// reading resumes at the next one. A mistake inside a token (a wrong escape, a number too large) is
/// reported without giving up, and its clause is left out in the end.
struct Parser {
  var lexer: Lexer
  /// The token to be read next, and the one after it.
  var token: Token
  var ahead: Token
  /// The byte behind the last token read.
  var previousEnd: Int
  /// The byte at which the clause at hand begins, and the blanks at the beginning of its line.
  var clauseStart = 0
  var lineIndentation = 0
  /// Terms and aggregates being read, one inside another.
  var depth = 0
  /// The parameters used so far.
  var parameters: [Name] = []
  var diagnostics: [Diagnostic] = []
  var errorCount = 0
  /// Reads what needs no parser; nil where everything is to be a clause.
  var plainFacts: PlainFactReader?

  var limits: SyntaxLimits { lexer.limits }

  /// - Parameter start: the byte to begin at, where it is not the first.
  init(_ text: InputText, _ id: InputID, _ limits: SyntaxLimits, from start: Int = 0) {
    lexer = Lexer(text, id, limits)
    lexer.position = max(start, lexer.position)
    previousEnd = 0
    token = lexer.next()
    ahead = lexer.next()
  }

  var diagnosticsInOrder: [Diagnostic] {
    (lexer.diagnostics + diagnostics).enumerated()
      .sorted {
        ($0.element.range?.start ?? 0, $0.offset) < ($1.element.range?.start ?? 0, $1.offset)
      }
      .map(\.element)
  }

  mutating func program() -> Program {
    var program = Program()
    while token.kind != .endOfText, !(limits.interruption?.isRequested ?? false) {
      let errorsBefore = errorCount
      depth = 0
      clauseStart = token.bytes.lowerBound
      lineIndentation = indentation(of: token) ?? lineIndentation
      var fact: Atom?
      do throws(Refused) {
        let clause = try clause()
        if errorCount == errorsBefore {
          program.clauses.append(clause)
          if case .fact(let atom) = clause.kind { fact = atom }
        }
      } catch {
        giveUpClause()
      }
      if tooManyErrors() { break }
      if let fact { readPlainFacts(like: fact) }
    }
    program.parameters = parameters
    program.plainFacts = plainFacts.take()?.finish()
    return program
  }

  /// Goes on behind the plain facts that follow.
  private mutating func readPlainFacts(like atom: Atom) {
    guard var reader = plainFacts.take() else { return }
    reader.expect(atom)
    let end = reader.read(from: previousEnd)
    plainFacts = reader
    guard end > previousEnd else { return }
    (lexer.position, previousEnd) = (end, end)
    token = lexer.next()
    ahead = lexer.next()
    if let start = reader.lastOnNewLine {
      lineIndentation = indentation(of: Token(.name, start, start)) ?? lineIndentation
    }
  }

  private mutating func tooManyErrors() -> Bool {
    guard lexer.errorCount + errorCount >= limits.errors else { return false }
    report(
      .limitExceeded, at: token.bytes, "the rest is not read after \(limits.errors) mistakes",
      help: "correct the first ones and try again")
    return true
  }
}

/// Thrown where a clause is given up; what is wrong has been reported.
struct Refused: Error {}

// MARK: Tokens

extension Parser {
  mutating func advance() {
    previousEnd = token.bytes.upperBound
    token = ahead
    ahead = lexer.next()
  }

  /// Reads the token if it is of this kind.
  mutating func accept(_ kind: Token.Kind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// The token's text as written.
  func source(_ token: Token) -> String {
    String(decoding: lexer.bytes[token.bytes], as: UTF8.self)
  }

  func range(_ token: Token) -> TextRange { range(token.bytes) }

  func range(_ bytes: Range<Int>) -> TextRange {
    TextRange(lexer.input, bytes.lowerBound, bytes.upperBound)
  }

  /// From `start` through the last token read.
  func range(from start: Token) -> TextRange {
    TextRange(lexer.input, start.bytes.lowerBound, previousEnd)
  }
}

// MARK: Mistakes

extension Parser {
  mutating func report(
    _ id: DiagnosticID, _ severity: Diagnostic.Severity = .error, at bytes: Range<Int>,
    _ message: String, notes: [Diagnostic.Note] = [], help: String? = nil
  ) {
    guard severity == .error || diagnostics.count < limits.errors else { return }
    if severity == .error { errorCount += 1 }
    diagnostics.append(
      Diagnostic(id, severity, at: range(bytes), message, notes: notes, help: help))
  }

  /// Reports a mistake after which the clause makes no sense; to be thrown.
  mutating func refusal(
    _ id: DiagnosticID, at bytes: Range<Int>, _ message: String, help: String? = nil
  ) -> Refused {
    report(id, at: bytes, message, help: help)
    return Refused()
  }

  /// The token at hand is not what may stand here. Silent where the token was reported before.
  mutating func unexpected(_ expected: String, help: String? = nil) -> Refused {
    if token.kind == .unusable { return Refused() }
    if token.kind == .stray { return strayCharacter() }
    let isBehindClause = token.kind == .endOfText || beginsNextClause()
    return refusal(
      .syntax, at: isBehindClause ? previousEnd..<previousEnd : token.bytes,
      "expected \(expected), found \(shown(token))", help: help ?? superfluousCommaHelp())
  }

  private func superfluousCommaHelp() -> String? {
    guard lexer.bytes[..<previousEnd].last == UInt8(ascii: ",") else { return nil }
    switch token.kind {
    case .comma, .dot, .question, .rightParenthesis, .rightBrace:
      return "remove the ',' before it"
    default: return nil
    }
  }

  /// How a message names a token.
  func shown(_ token: Token) -> String {
    switch token.kind {
    case .endOfText: "the end of the text"
    case .text, .quotedName: shortened(source(token))
    default: "'\(shortened(source(token)))'"
    }
  }

  /// As much of the user's words as a message bears.
  func shortened(_ words: String) -> String {
    let most = 40
    return words.utf8.count > most && words.count > most ? words.prefix(most) + "…" : words
  }
}
