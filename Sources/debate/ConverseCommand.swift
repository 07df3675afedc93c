import ArgumentParser
import Shell

struct Converse: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask question after question.",
    discussion: """
      At a terminal there is a prompt, where '.help' tells what can be typed. Otherwise clauses, \
      questions and commands are taken from standard input.
      """)

  @ParentCommand var debate: Debate
  @OptionGroup var options: FormatOptions
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
    let printer = ReplyPrinter(options.format)
    let session = try OpenDebate(debate.graph).session(
      needsGraph: false, keepsFacts: true, with: printer)
    session.attempt(printer.show) {
      let bytes = try readStandardInput()
      session.reply(to: bytes, named: "<stdin>", say: printer.show)
    }
    try printer.finish()
  }

  private func converse() throws {
    let printer = ReplyPrinter(options.format, isConversation: true)
    let session = try OpenDebate(debate.graph).session(
      needsGraph: false, keepsFacts: true, with: printer)
    session.isConversation = true
    printer.show(.remark(session.greeting))
    let history = History(isKept: !noHistory)
    let readline = Readline(isToErrors: !printer.output.isTerminal) { line, cursor in
      session.complete(line, at: cursor)
    }
    Conversation(session: session, readline: readline, history: history, printer: printer).run()
    history.truncate()
  }
}
