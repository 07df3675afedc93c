/// The name of a kind of diagnostic, printed in brackets behind its message; each has a section in
/// `docs/diagnostics.md`.
public enum DiagnosticID: String, CaseIterable, Sendable {
  // reading
  case syntax = "syntax"
  // checking
  case unboundVariable = "unbound-variable"
}
