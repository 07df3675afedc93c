import ArgumentParser
import Shell

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find what the checks of the debate forbid.",
    discussion: """
      Reports every warning on the files and every solution of a check ':- …'; ends with status 2 where \
      a check fails.
      """)

  @ParentCommand var debate: Debate

  func run() throws {
    let printer = ReplyPrinter(.table)
    let session = try OpenDebate(debate.graph).session(
      needsGraph: true, withWarnings: true, with: printer)
    session.attempt(printer.show) {
      if try !session.check(printer.show) { printer.raise(.checkFailed) }
    }
    printer.finish(leaving: session)
  }
}
