extension Command {
  static let undo: Command = Command(
    name: "undo", summary: "take the last change back: facts, rules, retractions, a loaded file",
    details: "Again and again, as far back as the beginning of the session.", example: ".undo"
  ) { session, _, say in try session.undo(say) }

  static let changes: Command = Command(
    name: "changes", summary: "list all that followed from the last change of facts",
    details: "Derived rows that appeared begin with +, those that vanished with -.",
    example: ".changes"
  ) { session, _, say in
    guard let changes = session.lastChanges, changes.rowCount > 0 else {
      return say(.text("nothing that is derived has changed\n"))
    }
    say(.changes(changes, isAskedFor: true))
  }
}
