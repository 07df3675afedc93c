import Shell

/// Reads statements that may take several lines, and shows what they come to, until goodbye.
struct Conversation {
  let session: Session
  let readline: Readline
  let history: History
  let printer: ReplyPrinter

  func run() {
    var typed = ""
    while !session.isOver {
      let prompt = Prompt.awaitingMore(after: typed) ?? session.prompt
      switch readline.line(after: prompt.text) {
      case .interrupted:
        typed = ""
      case .end where typed.isEmpty:
        printer.show(.remark(""))
        session.leave(printer.show)
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
    guard let text = session.takeTextToEdit() else { return }
    session.attempt(printer.show) { readline.prefill(try Editor.edit(text)) }
  }
}
