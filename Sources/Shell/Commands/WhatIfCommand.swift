import Datalog

extension Command {
  static let whatIf: Command = Command(
    name: "whatif", usage: "CLAUSES [QUESTION?]",
    summary: "tell how an answer would change; nothing is changed",
    details: """
      The clauses may state facts, take facts back and add rules; what is left open of a fact that is
      taken back may be anything. Without a question the last one is asked again. Rows that would
      appear begin with +, those that would vanish with -.
      """,
    example: ".whatif statement(id: s_semafor_12)~ oppose(Who, nato_shootdown)?",
    arguments: [.goal]
  ) { session, argument, say in
    let (clauses, question) = Command.parts(ofSupposition: argument)
    if clauses.trimmed.isEmpty { throw Refusal.wrongUsage(of: .whatIf) }
    let query: Session.Question =
      if let question {
        .text(session.recalling(question))
      } else if let last = session.lastAnswer {
        .query(last.answer.query)
      } else {
        throw Refusal.noAnswerYet
      }
    try session.suppose(session.recalling(clauses), for: query, say)
  }

  /// The clauses, and the question behind them where there is one.
  private static func parts(ofSupposition text: String) -> (clauses: String, question: String?) {
    let input = InputText(name: "<whatif>", text)
    guard case .clauses(let last)? = InputPieces(of: input).pieces.last else { return (text, nil) }
    let question = String(decoding: input.bytes[last], as: UTF8.self).trimmed
    guard question.hasSuffix("?") else { return (text, nil) }
    return (String(decoding: input.bytes[..<last.lowerBound], as: UTF8.self), question)
  }
}

extension Session {
  fileprivate enum Question {
    case text(String)
    case query(CheckedQuery)
  }

  /// Says how the answer would change if the clauses were taken.
  fileprivate func suppose(
    _ clauses: String, for question: Question, _ say: (Reply) -> Void
  ) throws {
    guard let after = try answer(to: question, supposing: clauses, say) else { return }
    say(difference(from: try answerBefore(to: question), to: after))
  }

  /// Nil where the question asks for what only the clauses declare.
  private func answerBefore(to question: Question) throws(EvaluationError) -> Answer? {
    do throws(EvaluationError) {
      return try answer(to: question)
    } catch {
      if case .refused = error { return nil }
      throw error
    }
  }

  private func answer(to question: Question) throws(EvaluationError) -> Answer {
    switch question {
    case .text(let text): try database.ask(text)
    case .query(let query): try database.ask(query)
    }
  }

  /// Nil where the clauses are refused, which is said. Afterwards everything is as it was.
  private func answer(
    to question: Question, supposing clauses: String, _ say: (Reply) -> Void
  ) throws(EvaluationError) -> Answer? {
    let mark = database.mark
    let text = try spellingOutRetractions(in: clauses, say)
    let loading = database.load([InputText(name: "<whatif>", text)])
    if !loading.diagnostics.isEmpty { say(.diagnostics(loading.diagnostics, database.texts)) }
    guard loading.succeeded else { return nil }
    let stated = database.added(by: loading)
    var retracted: [CheckedFact] = []
    for fact in loading.retractions {
      guard let place = database.place(of: fact.values, in: fact.predicate) else {
        say(.diagnostics([notStated(fact)], database.texts))
        continue
      }
      if database.retract(fact) { retracted.append(fact.moved(to: place)) }
    }
    defer {
      let kept = stated.filter { fact in !retracted.contains { $0.isSameFact(as: fact) } }
      let lost = retracted.filter { fact in !stated.contains { $0.isSameFact(as: fact) } }
      database.goBack(to: mark, takingBack: kept, stating: lost)
    }
    return try answer(to: question)
  }

  /// The clauses, each that takes back a fact with open arguments replaced by one for every fact that
  /// it fits.
  private func spellingOutRetractions(
    in clauses: String, _ say: (Reply) -> Void
  ) throws(EvaluationError) -> String {
    let (program, diagnostics) = parse(InputText(name: "<whatif>", clauses), as: InputID(0))
    if !diagnostics.isEmpty { return clauses }
    var spelledOut = ""
    for clause in program.clauses {
      if case .retract(let atom) = clause.kind, let facts = try facts(fitting: atom) {
        spelledOut += facts.map { "\($0)~ " }.joined()
        if facts.isEmpty { say(.diagnostics([.nothingFits(atom)], database.texts)) }
      } else {
        spelledOut += "\(clause) "
      }
    }
    return spelledOut
  }

  /// The facts that agree with an atom where it is given; nil where it leaves nothing open, or can't be
  /// read.
  private func facts(fitting atom: Atom) throws(EvaluationError) -> [String]? {
    guard let id = database.catalog.predicate(named: atom.predicate.text) else { return nil }
    var given: [Int: Term] = [:]
    for (place, argument) in atom.arguments.enumerated() {
      let label = argument.label?.text
      let column =
        label.map { name in
          database.catalog[id].columns.firstIndex { $0.name == name }
        } ?? place
      guard let column, column < database.catalog[id].arity else { return nil }
      if case .constant = argument.term.kind { given[column] = argument.term }
    }
    let columns = database.catalog[id].columns.indices
    if given.count == columns.count { return nil }
    let terms = columns.map { given[$0]?.description ?? "V\($0)" }
    let answer = try database.ask("\(atom.predicate)(\(terms.joined(separator: ", ")))?")
    let names = answer.columns.map(\.name)
    let facts = (0..<answer.rowCount).map { row in
      let values = columns.map { column in
        names.firstIndex(of: "V\(column)").map { answer[row, $0].description } ?? terms[column]
      }
      return "\(atom.predicate)(\(values.joined(separator: ", ")))"
    }
    return facts
  }

  private func difference(from before: Answer?, to after: Answer) -> Reply {
    if after.columns.isEmpty {
      let (old, new) = (before?.holds ?? false, after.holds)
      if old == new { return .text("nothing would change: \(new ? "yes" : "no")\n") }
      return .text("it would be \(new ? "yes" : "no")\n")
    }
    var changes = RowChanges()
    let name = after.query.written.description
    changes.add(name, isPredicate: false, from: before, to: after)
    if changes.rowCount > 0 { return .changes(changes, isAskedFor: true) }
    return .text("nothing would change: \(counted(after.rowCount, "row") ?? "0 rows")\n")
  }
}

extension Diagnostic {
  fileprivate static func nothingFits(_ atom: Atom) -> Diagnostic {
    Diagnostic(.nothingToRetract, .warning, at: nil, "no fact fits '\(atom)'")
  }
}
