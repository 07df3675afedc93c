import Relations

/// A remark on a question without an answer: where in it that is decided.
struct EmptinessHint {
  private let failure: BodyTrial.Failure
  private let relation: (String) -> Relation?

  init(_ failure: BodyTrial.Failure, relation: @escaping (String) -> Relation?) {
    self.failure = failure
    self.relation = relation
  }

  var diagnostic: Diagnostic {
    Diagnostic(.noAnswer, .hint, at: failure.literal.range, message, notes: notes)
  }

  private var message: String {
    if failure.triedBefore > 0 {
      return "nothing satisfies this together with what was tried before it"
    }
    guard case .positive(let atom) = failure.literal.kind,
      let relation = relation(atom.predicate.text)
    else { return "nothing satisfies this" }
    if relation.count == 0 { return "'\(atom.predicate.text)' has no rows" }
    return "no row of '\(atom.predicate.text)' has all of this"
  }

  /// An example of what was satisfied before.
  private var notes: [Diagnostic.Note] {
    guard failure.triedBefore > 0, let first = failure.before.first else { return [] }
    let values = first.filter { !$0.key.hasPrefix("_") }.sorted { $0.key < $1.key }
      .map { "\($0.key) = \($0.value)" }
    if values.isEmpty { return [] }
    let ways = failure.before.count == 1 ? "only with" : "in \(failure.before.count) ways, such as"
    return [Diagnostic.Note("that holds \(ways) \(values.joined(separator: ", "))")]
  }
}
