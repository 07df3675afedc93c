import Shell

/// Reads statements that may take several lines, and shows what they come to, until goodbye.
struct Conversation {
  let opening: OpeningDebate
  let readline: Readline
  let history: History
  let printer: ReplyPrinter

  /// - Throws: what ends the program where the debate can't be read.
  func run() throws {
    guard let line = firstLine() else { return }
    let session = try opening.session()
    if session.isOver { return }
    // What was typed is given up together with what it waited for.
    converse(with: session, from: Signals.takeInterrupt() ? .interrupted : line)
  }

  /// Taken while the debate is read; nil where the user leaves at once.
  private func firstLine() -> Readline.Line? {
    while true {
      let line = readline.line(after: Prompt.first.text)
      if case .interrupted = line, !opening.hasFailed { continue }
      guard case .end = line, opening.isUnderWay else { return line }
      opening.giveUp()
      printer.show(.remark(""))
      return nil
    }
  }

  private func converse(with session: Session, from first: Readline.Line) {
    var typed = ""
    var line = first
    while true {
      switch line {
      case .interrupted:
        typed = ""
      case .end where typed.isEmpty:
        printer.show(.remark(""))
        session.leave(printer.show)
      case .end:
        typed = ""
        printer.show(.remark(""))
      case .text(let text):
        typed += typed.isEmpty ? text : "\n" + text
        if Prompt.awaitingMore(after: typed) == nil {
          take(typed, session)
          typed = ""
        }
      }
      if session.isOver { return }
      let prompt = Prompt.awaitingMore(after: typed) ?? session.prompt
      line = readline.line(after: prompt.text)
    }
  }

  private func take(_ statement: String, _ session: Session) {
    history.add(statement)
    session.reply(to: Array(statement.utf8), named: "<prompt>", say: printer.show)
    guard let text = session.takeTextToEdit() else { return }
    session.attempt(printer.show) { readline.prefill(try Editor.edit(text)) }
  }
}
