import Datalog

extension Command {
  static let edit: Command = Command(
    name: "edit", summary: "change what was typed last in an editor",
    details: """
      In $VISUAL or $EDITOR; what comes back stands behind the prompt, to be looked at and entered.
      The keys ^X^E do the same with the line that is being typed.
      """,
    example: ".edit"
  ) { session, _, _ in
    guard session.isConversation else {
      throw Refusal(.wrongUsage, "'.edit' needs a terminal", help: "edit the file instead")
    }
    let earlier = session.transcript.turns.dropLast().last { !$0.input.hasPrefix(".edit") }
    session.textToEdit = earlier?.input ?? ""
  }
}

extension Session {
  /// What the user wants to change in an editor; once.
  public func takeTextToEdit() -> String? {
    defer { textToEdit = nil }
    return textToEdit
  }
}
