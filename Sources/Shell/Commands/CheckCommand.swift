public import Datalog

extension Command {
  static let check: Command = Command(
    name: "check", summary: "find what the checks of the debate forbid", example: ".check"
  ) { session, _, say in
    try session.check(say)
  }
}

extension Session {
  /// Says every violation of every check, at the facts that make it fail, and how many there are.
  ///
  /// - Returns: whether all checks hold.
  @discardableResult
  public func check(_ say: (Reply) -> Void) throws(EvaluationError) -> Bool {
    let violations = try database.violations()
    if !violations.isEmpty { say(.findings(violations.map(\.diagnostic), database.texts)) }
    let checks = counted(database.constraints.count, "check")
    let failures = counted(violations.count, "violation") ?? "no violation"
    say(.text("\(failures) of \(checks ?? "the declarations")\n"))
    return violations.isEmpty
  }
}
