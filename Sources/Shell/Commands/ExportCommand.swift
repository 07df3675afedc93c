import Datalog

extension Command {
  static let export: Command = Command(
    name: "export", usage: "asp [> FILE]",
    summary: "write all facts and rules as a program for clingo",
    details: """
      Names, dates and decimals are written so that clingo can read them; what it could not say, or
      would take otherwise, is refused.
      """,
    example: ".export asp > debate.lp"
  ) { session, argument, say in
    let parts = argument.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.first?.trimmed == "asp", parts.last?.trimmed != "" else {
      throw Refusal.wrongUsage(of: .export)
    }
    let program = session.database.asp()
    guard program.diagnostics.isEmpty else {
      return say(.diagnostics(program.diagnostics, session.database.texts))
    }
    guard parts.count > 1 else { return say(.text(program.text)) }
    try session.outside.write(Array(program.text.utf8), to: parts[1].trimmed)
    say(.remark("written to \(parts[1].trimmed.controlsEscaped)"))
  }
}
