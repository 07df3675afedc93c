public import Datalog

extension Command {
  static let check: Command = Command(
    name: "check", summary: "find what the checks of the debate forbid", example: ".check"
  ) { session, _, say in
    try session.check(say)
  }
}

extension Session {
  /// Says every violation of every check, and how many there are.
  ///
  /// - Returns: whether all checks hold.
  @discardableResult
  public func check(_ say: (Reply) -> Void) throws(EvaluationError) -> Bool {
    let violations = try database.violations()
    let lines = violations.map { "\(place(of: $0)): \($0.sentence.controlsEscaped)\n" }
    let checks = counted(database.constraints.count, "check") ?? "no checks"
    let failures = counted(violations.count, "violation") ?? "no violation"
    say(.text(lines.joined() + "\(failures) of \(checks)\n"))
    return violations.isEmpty
  }

  private func place(of violation: Violation) -> String {
    let range = violation.constraint.written.range
    let text = database.texts[range.input]
    return "\(text.name):\(text.lineColumn(at: Int(range.start)).line)"
  }
}

extension Violation {
  /// The message, and the bindings where it doesn't tell any.
  fileprivate var sentence: String {
    if constraint.message?.contains("{") ?? false { return message }
    let values = bindings.map { "\($0.variable) = \($0.value)" }.joined(separator: ", ")
    return values.isEmpty ? message : "\(message) (\(values))"
  }
}
