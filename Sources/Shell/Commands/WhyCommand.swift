import Datalog
import DebateGraph

extension Command {
  static let why: Command = Command(
    name: "why", usage: "ROW | GOAL?",
    summary: "prove a row of the last answer, or a goal",
    details: """
      The proof is one of least height, down to the facts. Under each statement stand its exact
      words, the article, the paragraph and the date, and who reported it.
      """,
    example: ".why 2", arguments: [.goal]
  ) { session, argument, say in
    let proof =
      if argument.isEmpty || argument.allSatisfy(\.isNumber) {
        try session.proof(ofRow: argument.isEmpty ? 1 : Int(argument) ?? .max)
      } else {
        try session.proof(of: argument)
      }
    say(.proof(try session.database.cite(proof), session.database.texts))
  }
}

extension Session {
  /// - Parameter number: from 1.
  fileprivate func proof(ofRow number: Int) throws -> Proof {
    guard let last = lastAnswer else { throw Refusal.noAnswerYet }
    guard 1...max(last.answer.rowCount, 1) ~= number, last.answer.holds else {
      throw Refusal(
        .nothingToExplain,
        last.answer.holds
          ? "the last answer has no row \(number)" : "the last answer has no rows to explain",
        help: last.answer.holds ? "its rows are 1 to \(last.answer.rowCount)" : nil)
    }
    let (answer, row) = try last.isCurrent ? (last.answer, number - 1) : refreshed(last, number - 1)
    return try database.prove(answer, row: row)
  }

  /// The same row in a new answer, since facts or rules have changed.
  private func refreshed(_ last: LastAnswer, _ row: Int) throws -> (Answer, Int) {
    let answer = try database.ask(last.answer.query)
    let values = last.answer.row(row)
    guard let newRow = (0..<answer.rowCount).first(where: { answer.row($0) == values }) else {
      throw Refusal(
        .nothingToExplain, "row \(row + 1) of the last answer holds no longer",
        help: "ask again: facts or rules have changed since")
    }
    return (answer, newRow)
  }

  fileprivate func proof(of goal: String) throws -> Proof {
    let question = goal.hasSuffix("?") || goal.hasSuffix(".") ? goal : goal + "?"
    guard let proof = try database.prove(question) else {
      throw Refusal(.nothingToExplain, "'\(goal)' does not hold")
    }
    return proof
  }
}
