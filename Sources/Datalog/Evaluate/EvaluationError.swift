import Relations

/// Why a question has no answer.
public enum EvaluationError: Error {
  /// It, or what it was asked of, is wrong; at least one diagnostic is an error.
  case refused([Diagnostic])
  /// `Interruption.request` was called.
  case interrupted
  /// A rule had no value, or ran into a limit.
  case failed(Diagnostic)

  /// What there is to show; nothing for an interruption.
  public var diagnostics: [Diagnostic] {
    switch self {
    case .refused(let diagnostics): diagnostics
    case .interrupted: []
    case .failed(let diagnostic): [diagnostic]
    }
  }
}

extension EvaluationError {
  init(_ failure: RuleFailure) {
    switch failure.reason {
    case .rounds(let limit):
      self = .failed(
        EvaluationError.limit(
          "stopped after \(limit) rounds", failure.rule,
          help: "make sure that the recursion ends, such as by a comparison in the body"))
    case .run(let error):
      self.init(error, in: failure.rule.written, head: failure.rule.derives)
    }
  }

  /// `head` is the predicate that the clause derives; nil for a query or a check.
  init(_ error: RunError, in clause: Clause, head: String?) {
    let what = EvaluationError.what(head)
    func stopped(_ why: String, help: String) -> EvaluationError {
      .failed(
        Diagnostic(
          .limitExceeded, at: clause.range, "\(what) \(why)", help: help))
    }
    switch error {
    case .interrupted:
      self = .interrupted
    case .rowLimit(let limit):
      self = stopped(
        "was stopped at the limit of \(limit) derived rows",
        help: "make sure that the recursion ends, or raise the limit")
    case .timeLimit(let seconds):
      self = stopped("was stopped after \(seconds) seconds", help: "raise the time limit")
    case .memoryLimit(let bytes):
      self = stopped(
        "was stopped at the limit of \(bytes >> 20) MiB", help: "raise the memory limit")
    case .undefined(let undefined as UndefinedValue):
      self = .failed(EvaluationError.diagnostic(of: undefined))
    case .undefined(let other):
      preconditionFailure("a row function threw \(other)")
    }
  }

  private static func limit(_ why: String, _ rule: Rule, help: String) -> Diagnostic {
    Diagnostic(.limitExceeded, at: rule.written.range, "\(what(rule.derives)) \(why)", help: help)
  }

  private static func what(_ derived: String?) -> String {
    derived.map { "the rule for '\($0)'" } ?? "the question"
  }

  private static func diagnostic(of undefined: UndefinedValue) -> Diagnostic {
    let bindings = undefined.bindings.map { "\($0.0) = \($0.1)" }.joined(separator: ", ")
    return Diagnostic(
      .undefinedValue, at: undefined.range, undefined.reason.message,
      notes: bindings.isEmpty ? [] : [Diagnostic.Note("with \(bindings)")])
  }
}

extension BuiltinError {
  /// What is wrong, as the message of a diagnostic.
  var message: String {
    switch self {
    case .arithmetic(.overflow): "the result is too large"
    case .arithmetic(.divisionByZero): "division by zero"
    case .arithmetic(.notANumber(let value)): "\(value) is not a number"
    case .arithmetic(.notAnInteger(let value)): "\(value) is not an integer"
    case .invalid(let reason): reason
    }
  }
}
