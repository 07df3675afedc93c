import Datalog

extension Command {
  static let whyNot: Command = Command(
    name: "whynot", usage: "[GOAL?]",
    summary: "tell what is missing for a goal, or for the last question",
    details: """
      For each rule that could derive the goal, the first literal that fails, and down from there to
      the facts that are most like what is missing.
      """,
    example: ".whynot oppose(poland, nato_shootdown)", arguments: [.goal]
  ) { session, goal, say in
    let database = session.database
    let answer = try goal.isEmpty ? session.lastQuestion() : database.ask(session.question(goal))
    guard !answer.holds else {
      let what = goal.isEmpty ? "the last question has an answer" : "'\(goal)' holds"
      throw Refusal(
        .nothingToExplain, what, help: "'.why\(goal.isEmpty ? "" : " " + goal)' proves it")
    }
    say(.absence(try database.absence(of: answer), database.texts))
    let slips = answer.hints.filter { $0.help != nil }
    if !slips.isEmpty { say(.diagnostics(slips, database.texts)) }
  }
}

extension Session {
  /// Answered anew where facts or rules have changed.
  fileprivate func lastQuestion() throws -> Answer {
    guard let last = lastAnswer else { throw Refusal.noAnswerYet }
    return last.isCurrent ? last.answer : try database.ask(last.answer.query)
  }

  /// Why a question has no rows, where no other hint tells and it is more than a question of yes or no.
  func emptiness(of answer: Answer) throws(EvaluationError) -> [Diagnostic] {
    let isPlain = answer.columns.isEmpty && answer.query.body.count == 1
    if answer.holds || !answer.hints.isEmpty || isPlain { return [] }
    return try database.emptiness(of: answer).map { [$0] } ?? []
  }
}
