// How diagnostics are collected and put in order.

extension Checker {
  /// Of each severity, since nobody reads more, and a wrong column in bulk data would give millions.
  static let shownDiagnostics = 100

  mutating func report(_ diagnostic: Diagnostic) {
    let severity = diagnostic.severity
    reported[severity, default: 0] += 1
    if reported[severity, default: 0] <= Checker.shownDiagnostics {
      program.diagnostics.append(diagnostic)
    }
  }

  /// Behind the last of each severity that is shown: how many are not.
  mutating func reportUnshown() {
    for (severity, number) in reported where number > Checker.shownDiagnostics {
      let last = program.diagnostics.last { $0.severity == severity }
      let noun = severity == .error ? "mistake" : "\(severity)"
      program.diagnostics.append(
        Diagnostic(
          .limitExceeded, severity, at: last?.range,
          "\(counted(number - Checker.shownDiagnostics, "more \(noun)")) not shown"))
    }
  }

  mutating func report(
    _ id: DiagnosticID, _ severity: Diagnostic.Severity = .error, at range: TextRange?,
    _ message: String, notes: [Diagnostic.Note] = [], help: String? = nil
  ) {
    report(Diagnostic(id, severity, at: range, message, notes: notes, help: help))
  }

  /// Looks for what was meant as long as it would be shown: a look takes time.
  func didYouMean(_ name: String, _ candidates: @autoclosure () -> [String]) -> String? {
    let isShown = reported.values.reduce(0, +) < Checker.shownDiagnostics * 2
    return isShown ? nearest(to: name, in: candidates()).map { "did you mean '\($0)'?" } : nil
  }
}

extension Diagnostic {
  /// Text, start, end; what has no place comes first.
  var place: (UInt32, UInt32, UInt32) {
    guard let range else { return (0, 0, 0) }
    return (range.input.number, range.start, range.end)
  }
}

/// By place; of one place errors first, then by kind and text, so that the order is never accidental.
func isBefore(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
  if a.place != b.place { return a.place < b.place }
  return (b.severity, a.id.rawValue, a.message) < (a.severity, b.id.rawValue, b.message)
}
