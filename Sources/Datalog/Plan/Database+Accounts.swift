extension Database {
  /// The answer, and how it was come to. Costs what the question costs, and a little for taking notes.
  ///
  /// - Parameters:
  ///   - isAnew: whether everything is evaluated from the facts up, also what is known from earlier
  ///     questions; what is known stays known.
  ///   - clock: the time since some moment.
  public func askAndAccount(
    for query: CheckedQuery, anew isAnew: Bool, clock: @escaping () -> Duration
  ) throws(EvaluationError) -> (answer: Answer, account: EvaluationAccount) {
    let kept = evaluator
    if isAnew { evaluator = evaluator.unfinished }
    defer { if isAnew { evaluator = kept } }
    let record = EvaluationRecord(clock: clock)
    var context = context()
    context.record = record
    let start = clock()
    let answer = try ask(query, with: context)
    let known = Set(kept.finished.keys.map { catalog[$0].name })
    return (
      answer,
      EvaluationAccount(record, known: known, catalog: catalog, time: clock() - start)
    )
  }
}
