/// The name of a kind of diagnostic, printed in brackets behind its message; each has a section in
/// `docs/diagnostics.md`.
public enum DiagnosticID: String, CaseIterable, Sendable {
  // reading
  case syntax = "syntax"
  case invalidEncoding = "invalid-encoding"
  case unexpectedCharacter = "unexpected-character"
  case unterminated = "unterminated"
  case invalidEscape = "invalid-escape"
  case invalidNumber = "invalid-number"
  case invalidDate = "invalid-date"
  case bareDate = "bare-date"
  case limitExceeded = "limit"
  case clauseNotEnded = "clause-not-ended"
  case unclosed = "unclosed"
  case argumentOrder = "argument-order"
  case unknownDirective = "unknown-directive"
  // reading: what other languages have
  case foreignSpelling = "foreign-spelling"
  case disjunction = "disjunction"
  case choice = "choice"
  case strongNegation = "strong-negation"
  case foreignNegation = "foreign-negation"
  case functionSymbol = "function-symbol"
  case severalHeads = "several-heads"
  case unsupported = "unsupported"
  // checking
  case unboundVariable = "unbound-variable"
}
