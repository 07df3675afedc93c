import ArgumentParser
import Shell

struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answer questions.",
    discussion: "For example: debate query 'oppose(Who, nato_shootdown)?'")

  @ParentCommand var debate: Debate
  @OptionGroup var options: FormatOptions
  @Flag(help: "Tell how each question is answered, instead of the answer.") var explain = false
  @Argument(help: "What is asked, with '?' at its end.") var goals: [String]

  func run() throws {
    let printer = ReplyPrinter(options)
    let session = try OpenDebate(debate.graph).session(needsGraph: true, with: printer)
    for goal in goals where printer.status != .interrupted {
      if explain {
        session.explain(goal, say: printer.show)
      } else {
        session.reply(to: Array(ended(goal).utf8), named: "<query>", say: printer.show)
      }
    }
    printer.finish(leaving: session)
  }

  func validate() throws {
    if goals.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
      throw ValidationError("a question is empty")
    }
  }

  /// With the mark that may be left out.
  private func ended(_ goal: String) -> String {
    let isCommand = goal.first { !$0.isWhitespace } == "."
    let isEnded = goal.last { !$0.isWhitespace }.map { "?.~".contains($0) } ?? false
    return isCommand || isEnded ? goal : goal + "?"
  }
}
