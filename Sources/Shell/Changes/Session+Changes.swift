import Datalog

extension Session {
  /// What was typed and would be lost now, such as `2 facts, 1 rule`; nil for nothing.
  public var unsaved: String? { journal.unsaved.summary }

  /// Says goodbye; where something would be lost, only when asked again.
  public func leave(_ say: (Reply) -> Void) {
    guard isConversation, !wasWarned, let unsaved else {
      isOver = true
      return
    }
    wasWarned = true
    if let group = keeper?.group, !group.isEmpty {
      return say(.remark("a transaction is open; '.commit' records it, leaving again forgets it"))
    }
    say(.remark("not saved: \(unsaved); '.save FILE' keeps it, leaving again does not"))
  }

  /// Makes a change, and tells what followed from it where somebody reads along.
  ///
  /// - Parameter predicates: whose facts change; nil where rules change, too.
  func change(
    factsOf predicates: Set<PredicateID>?, _ say: (Reply) -> Void, _ change: () -> Void
  ) {
    wasWarned = false
    lastChanges = nil
    guard let predicates, isConversation else {
      consequences.forget()
      return change()
    }
    attempt(say) {
      lastChanges = try consequences.changes(of: predicates, in: database, change)
      if let lastChanges, lastChanges.rowCount > 0 { say(.changes(lastChanges)) }
    }
  }

  /// Takes down what a text has changed, and keeps it where facts are kept.
  ///
  /// - Parameter mark: how things were before.
  /// - Returns: whether it stands; where it can't be kept, it was taken back.
  func note(
    _ loading: Loading, of text: InputText, isTyped: Bool, since mark: Database.Mark,
    _ say: (Reply) -> Void
  ) -> Keeping {
    var change = Journal.Change(typed: isTyped ? text : nil, before: mark)
    change.loaded = database.rowsAdded(by: loading, besides: isTyped ? text : nil)
    if isTyped { change.stated = database.added(by: loading, in: text) }
    change.ruleCount = loading.rulesAdded + loading.checksAdded
    let keeping = keep(&change, since: mark, say)
    if keeping != .kept { return keeping }
    if isTyped, loading.rulesAdded > 0 { change.stated += factsRecalled(in: text) }
    journal.add(change)
    return keeping
  }

  /// Takes the last change back, which nothing but the session remembers.
  func undoInSession(_ say: (Reply) -> Void) throws(Refusal) {
    guard let last = journal.takeLast(), let mark = last.before else { throw .nothingToUndo }
    keeper?.group?.remove(
      last.stated.map(database.stored), last.retracted.map(database.stored))
    change(factsOf: last.changesOnlyFacts ? last.predicates : nil, say) {
      lastAnswer = nil
      database.goBack(
        to: mark, takingBack: last.stated, last.loaded, stating: last.retracted)
      say(.remark("undone: \(last.summary)"))
    }
  }
}

extension Program {
  var statesFacts: Bool {
    clauses.contains { clause in if case .fact = clause.kind { true } else { false } }
  }

  /// The predicates whose facts it states; nil where it has rules or declarations, too.
  func predicatesStated(in catalog: Catalog) -> Set<PredicateID>? {
    var stated: Set<PredicateID> = []
    for clause in clauses {
      switch clause.kind {
      case .fact(let atom):
        if let predicate = catalog.predicate(named: atom.predicate.text) {
          stated.insert(predicate)
        }
      case .query, .retract, .directive(.show): break
      case .rule, .check, .directive: return nil
      }
    }
    return stated
  }
}

extension Clause {
  /// Whether it stays in force, and is no fact.
  var isKept: Bool {
    switch kind {
    case .rule, .check: true
    case .directive(.show), .fact, .query, .retract: false
    case .directive: true
    }
  }
}

extension Journal.Change {
  /// `2 facts, 1 rule added; 1 fact taken back`
  fileprivate var summary: String {
    let added = [
      counted(factCount, "fact"), counted(ruleCount, "rule"),
      counted(max(clauses.count - ruleCount, 0), "declaration"),
    ].compactMap(\.self)
    let parts = [
      added.isEmpty ? nil : added.joined(separator: ", ") + " added",
      counted(retracted.count, "fact").map { "\($0) taken back" },
    ]
    return parts.compactMap(\.self).joined(separator: "; ")
  }
}

extension Refusal {
  fileprivate static var nothingToUndo: Refusal {
    Refusal(
      .nothingToUndo, "nothing was changed that could be undone",
      help: "what was loaded when the session began stays")
  }
}
