import ArgumentParser
import Shell

struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer questions.",
    discussion: "For example: debate query 'oppose(Who, nato_shootdown)?'")

  @ParentCommand var debate: Debate
  @OptionGroup var options: FormatOptions
  @Argument(help: "What is asked, with '?' at its end.") var goals: [String]

  func run() throws {
    let printer = ReplyPrinter(options)
    let session = try OpenDebate(debate.graph).session(needsGraph: true, with: printer)
    for goal in goals {
      let isEnded = goal.last.map { "?.~".contains($0) } ?? false
      let question = isEnded ? goal : goal + "?"
      session.reply(to: Array(question.utf8), named: "<query>", say: printer.show)
    }
    try printer.finish()
  }
}
