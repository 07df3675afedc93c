import Datalog

extension Command {
  static let explain: Command = Command(
    name: "explain", usage: "[GOAL?]",
    summary: "tell how a question is answered: strata, join orders, indices, rows",
    details: """
      The question, or the last one, is answered from the facts up, and the plans that were run are
      shown: each rule with its literals in the order of the joins, the rows that were expected behind
      each and those that came, how rows were found, and how relations are stored.
      """,
    example: ".explain oppose(Who, nato_shootdown)", arguments: [.goal]
  ) { session, goal, say in
    say(.plan(try session.account(for: goal), session.database.texts))
  }

  static let profile: Command = Command(
    name: "profile", usage: "[on | off | GOAL?]",
    summary: "tell where the time goes, by relation and by rule",
    details: """
      The question, or the last one, is answered from the facts up. With 'on', each answer is followed
      by its profile: then only what isn't known from earlier questions takes time.
      """,
    example: ".profile oppose(Who, nato_shootdown)", arguments: [.goal]
  ) { session, argument, say in
    switch argument {
    case "on", "off": session.profilesAnswers = argument == "on"
    default: say(.profile(try session.account(for: argument), session.database.texts))
    }
  }
}

extension Session {
  /// Tells how a question is answered from the facts up.
  public func explain(_ goal: String, say: (Reply) -> Void) {
    attempt(say) { say(.plan(try account(for: goal), database.texts)) }
  }

  /// How the question, or the last one, is answered from the facts up.
  fileprivate func account(for goal: String) throws -> EvaluationAccount {
    let query = try goal.isEmpty ? lastQuery() : query(goal)
    return try database.askAndAccount(for: query, anew: true) { self.outside.now }.account
  }

  private func lastQuery() throws(Refusal) -> CheckedQuery {
    guard let last = lastAnswer else { throw Refusal.noAnswerYet }
    return last.answer.query
  }

  private func query(_ goal: String) throws(EvaluationError) -> CheckedQuery {
    let loading = database.load([InputText(name: "<query>", question(goal))])
    guard loading.succeeded, let query = loading.queries.first else {
      throw .refused(loading.diagnostics)
    }
    return query
  }
}
