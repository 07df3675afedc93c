import Relations

extension Database {
  /// A proof of least height of a row of an answer.
  ///
  /// - Precondition: nothing was loaded or retracted since the answer.
  public func prove(_ answer: Answer, row: Int) throws(EvaluationError) -> Proof {
    try prove(answer, rows: [row])[0]
  }

  /// A proof of least height of each of these rows of an answer; what they share is searched once.
  ///
  /// - Parameter membersShown: of each aggregate's group.
  /// - Precondition: nothing was loaded or retracted since the answer.
  public func prove(
    _ answer: Answer, rows: [Int], membersShown: Int = 12
  ) throws(EvaluationError) -> [Proof] {
    var search = ProofSearch(evaluator: evaluator, context: context(), membersShown: membersShown)
    var proofs: [Proof] = []
    for row in rows { proofs.append(try search.prove(answer.query, row: answer.ids(of: row))) }
    return proofs
  }

  /// A proof of least height of the first answer to a question; nil where it has none.
  public func prove(_ question: String) throws(EvaluationError) -> Proof? {
    let answer = try ask(question)
    return answer.holds ? try prove(answer, row: 0) : nil
  }

  /// All proofs of a row of an answer, to be taken one after another.
  ///
  /// - Precondition: nothing was loaded or retracted since the answer.
  public func proofs(of answer: Answer, row: Int) throws(EvaluationError) -> ProofEnumeration {
    try ProofEnumeration(
      answer.query, row: answer.ids(of: row),
      ProofSearch(evaluator: evaluator, context: context()))
  }

  /// The next proof of an enumeration; nil where there is no other.
  ///
  /// - Precondition: nothing was loaded or retracted since the enumeration began.
  public func next(_ proofs: inout ProofEnumeration) throws(EvaluationError) -> Proof? {
    try proofs.next(with: context())
  }

  /// What is missing for a question to have an answer.
  ///
  /// - Precondition: it has none, and nothing was loaded or retracted since it was asked.
  public func absence(of answer: Answer) throws(EvaluationError) -> Absence {
    precondition(!answer.holds, "something is missing only where there is no answer")
    var search = AbsenceSearch(evaluator: evaluator, context: context())
    return try search.search(answer.query)
  }

  /// A hint at the part of a question for which it has no answer.
  ///
  /// - Precondition: it has none, and nothing was loaded or retracted since it was asked.
  public func emptiness(of answer: Answer) throws(EvaluationError) -> Diagnostic? {
    let search = AbsenceSearch(evaluator: evaluator, context: context())
    return try search.firstFailure(of: answer.query).map { failure in
      EmptinessHint(failure, relation: search.planner.relation).diagnostic
    }
  }
}

extension Answer {
  fileprivate func ids(of row: Int) -> [ValueID] { ids.map { $0[row] } }
}
