import Datalog
import DebateGraph

extension Command {
  static let pending: Command = Command(
    name: "pending", summary: "show what was typed and stands in no file yet", example: ".pending"
  ) { session, _, say in
    let kept = try session.keeper?.store?.pending().text ?? ""
    let unsaved = session.journal.unsaved
    let texts = [kept, unsaved.text(in: session.database)].filter { !$0.isEmpty }
    say(.text(texts.isEmpty ? "nothing to save\n" : texts.joined(separator: "\n")))
  }

  static let save: Command = Command(
    name: "save", usage: "FILE", summary: "write what was typed as a file that can be loaded",
    details: """
      Facts, rules, checks and declarations of this session, and what was taken back. The file takes
      the place of an older one whole, or not at all.
      """,
    example: ".save mine.dl", arguments: [.file]
  ) { session, path, say in
    if path.isEmpty { throw Refusal.wrongUsage(of: .save) }
    let typed = session.journal.typed
    guard let summary = typed.summary else {
      throw Refusal(
        .nothingToSave, "nothing was typed that could be saved",
        help: "state a fact or a rule first, such as 'ally(poland, romania).'")
    }
    let text = "% Typed at the prompt of debate.\n\n" + typed.text(in: session.database)
    try session.outside.write(Array(text.utf8), to: path)
    session.journal.markSaved()
    say(.remark("\(summary) saved to \(path.controlsEscaped)"))
  }
}
