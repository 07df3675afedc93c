extension Command {
  static let undo: Command = Command(
    name: "undo", summary: "take the last change back: facts, rules, retractions, a loaded file",
    details: "Again and again, as far back as the beginning of the session.", example: ".undo"
  ) { session, _, say in try session.undo(say) }

  static let changes: Command = Command(
    name: "changes", usage: "[PREDICATE]",
    summary: "list all that followed from the last change of facts",
    details: """
      Derived rows that appeared begin with +, those that vanished with -. With a predicate, only its
      own.
      """,
    example: ".changes oppose", arguments: [.predicate]
  ) { session, name, say in
    var changes = session.lastChanges ?? RowChanges()
    if !name.isEmpty {
      _ = try session.database.predicate(called: name)
      changes.keep(name)
    }
    if changes.rowCount == 0 { return say(.text("nothing that is derived has changed\n")) }
    say(.changes(changes, isAskedFor: true))
  }
}
