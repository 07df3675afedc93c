import ArgumentParser
import Shell

@main struct Debate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask a debate who said what, and why that follows.",
    discussion: """
      Without a subcommand, debate converses: at a terminal with a prompt, where '.help' tells what \
      can be typed; otherwise it takes clauses and questions from standard input.

      Exit status: 0 answered, 1 an error, 2 a check failed, 64 a wrong command line, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      Query.self, Run.self, Check.self, Export.self, Verify.self, CompareCodings.self,
      NewArticle.self,
    ])

  @OptionGroup var graph: GraphOptions
  @OptionGroup var format: FormatOptions
  @Flag(help: "Neither read nor write the file of what was asked before.") var noHistory = false

  func run() throws {
    if StandardStream.isTerminal(0) {
      try converse()
    } else {
      try takeStandardInput()
    }
  }

  /// A script: no prompt, and places as in a file.
  private func takeStandardInput() throws {
    let printer = ReplyPrinter(format.format)
    let session = try OpenDebate(graph).session(needsGraph: false, with: printer)
    session.attempt(printer.show) {
      let bytes = try readStandardInput()
      session.reply(to: bytes, named: "<stdin>", say: printer.show)
    }
    try printer.finish()
  }

  private func converse() throws {
    let printer = ReplyPrinter(format.format, isConversation: true)
    let session = try OpenDebate(graph).session(needsGraph: false, with: printer)
    printer.show(.remark(session.greeting))
    let history = History(isKept: !noHistory)
    let readline = Readline(isToErrors: !printer.output.isTerminal) { line, cursor in
      session.complete(line, at: cursor)
    }
    Conversation(session: session, readline: readline, history: history, printer: printer).run()
    history.truncate()
  }
}
