import ArgumentParser
import Glibc
import Shell

struct Converse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "converse", abstract: "Ask question after question (the default).",
    discussion: "At the prompt '.help' tells what can be typed.")

  @OptionGroup var graph: GraphOptions
  @OptionGroup var format: FormatOptions
  @Flag(help: "Neither read nor write the file of what was asked before.") var noHistory = false

  func run() throws {
    isatty(0) == 1 ? try converse() : try takeStandardInput()
  }

  /// A script: no prompt, and places as in a file.
  private func takeStandardInput() throws {
    let printer = ReplyPrinter(format.format)
    let session = try OpenDebate(graph).session(needsGraph: false, with: printer)
    guard let bytes = readToEnd(0) else {
      throw ValidationError("standard input can't be read")
    }
    session.reply(to: bytes, named: "<stdin>", say: printer.show)
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

/// Reads statements that may take several lines, and shows what they come to, until goodbye.
private struct Conversation {
  let session: Session
  let readline: Readline
  let history: History
  let printer: ReplyPrinter

  func run() {
    var typed = ""
    while !session.isOver {
      let prompt = Prompt.awaitingMore(after: typed) ?? .first
      switch readline.line(after: prompt.text) {
      case .interrupted:
        typed = ""
      case .end where typed.isEmpty:
        return printer.show(.remark(""))
      case .end:
        typed = ""
        printer.show(.remark(""))
      case .text(let line):
        typed += typed.isEmpty ? line : "\n" + line
        if Prompt.awaitingMore(after: typed) == nil {
          take(typed)
          typed = ""
        }
      }
    }
  }

  private func take(_ statement: String) {
    history.add(statement)
    session.reply(to: Array(statement.utf8), named: "<prompt>", say: printer.show)
  }
}
