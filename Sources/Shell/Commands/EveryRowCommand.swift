import Datalog

extension Command {
  static let everyRow: Command = Command(
    name: "all", summary: "show every row of the last answer, however many", example: ".all"
  ) { session, _, say in
    guard let last = session.lastAnswer else { throw Refusal.noAnswerYet }
    try session.show(last.answer, isWhole: true, say)
  }
}

extension Refusal {
  static var noAnswerYet: Refusal {
    Refusal(
      .nothingToExplain, "there is no answer yet",
      help: "ask first, such as 'topic(id: Topic, label: Label)?'")
  }
}
