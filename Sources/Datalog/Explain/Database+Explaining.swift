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
    let bindings = rows.count == 1 ? answer.bindings(of: rows[0]) : [:]
    var search = try proofSearch(for: answer.query, bindings, membersShown: membersShown)
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
      proofSearch(for: answer.query, answer.bindings(of: row)))
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
    var search = try absenceSearch(for: answer.query)
    return try search.search(answer.query)
  }

  /// A hint at the part of a question for which it has no answer.
  ///
  /// - Precondition: it has none, and nothing was loaded or retracted since it was asked.
  public func emptiness(of answer: Answer) throws(EvaluationError) -> Diagnostic? {
    // What a question demands of a large recursion does not tell what else there is, and nobody has
    // asked for the whole.
    if evaluator.restricts(answer.query.body, of: answer.query.written, with: context()) {
      return nil
    }
    let search = try absenceSearch(for: answer.query)
    return try search.firstFailure(of: answer.query).map { failure in
      EmptinessHint(failure, relation: search.planner.relation).diagnostic
    }
  }
}

extension Database {
  /// - Parameter bindings: what the query's variables are, where one row only is to be proved: of a large
  ///   recursion no more is computed than what that row may rest on.
  func proofSearch(
    for query: CheckedQuery, _ bindings: [String: Value], membersShown: Int = 12
  ) throws(EvaluationError) -> ProofSearch {
    let context = context()
    let evaluator = try evaluator(
      reaching: query.body.map { $0.substituting(bindings) }, of: query.written,
      isForProofs: true, with: context)
    return ProofSearch(evaluator: evaluator, context: context, membersShown: membersShown)
  }

  /// What is missing is looked for in the whole.
  private func absenceSearch(for query: CheckedQuery) throws(EvaluationError) -> AbsenceSearch {
    let context = context()
    try finish(catalog.predicates(in: query.body), with: context)
    return AbsenceSearch(evaluator: evaluator, context: context)
  }
}

extension Answer {
  fileprivate func ids(of row: Int) -> [ValueID] { ids.map { $0[row] } }

  fileprivate func bindings(of row: Int) -> [String: Value] {
    Dictionary(zip(query.variables, self.row(row))) { first, _ in first }
  }
}
