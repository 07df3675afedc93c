import Datalog

/// What a session has changed, in order: to be told, undone and saved.
struct Journal {
  /// What one input stated, ruled and took back.
  struct Change {
    /// Facts that were not there before, as they were typed.
    var stated: [CheckedFact] = []
    /// The same, but of files.
    var loaded: LoadedRows?
    /// Facts that were there, at the places where they had been stated.
    var retracted: [CheckedFact] = []
    /// Rules and checks.
    var ruleCount = 0
    /// What was typed, where it was, so that it is kept nowhere else.
    var typed: InputText?
    /// How things were before; nil once it is too long ago to be undone.
    var before: Database.Mark?
    /// The transaction that keeps it in the store.
    var transaction: Int64?

    var isEmpty: Bool {
      stated.isEmpty && loadedCount == 0 && retracted.isEmpty && changesOnlyFacts
    }
    /// Whether it changes facts that a store can keep: those of files are the files'.
    var changesFacts: Bool { !(stated.isEmpty && retracted.isEmpty) }
    var changesOnlyFacts: Bool { ruleCount == 0 && clauses.isEmpty }
    /// Of what was typed, the clauses other than facts: rules, checks, declarations. Read anew.
    var clauses: [Clause] {
      typed.map { parse($0, as: InputID(0)).program.clauses.filter(\.isKept) } ?? []
    }
    var factCount: Int { stated.count + loadedCount }
    var loadedCount: Int { loaded?.count ?? 0 }
    /// The predicates whose facts it changes.
    var predicates: Set<PredicateID> {
      Set((stated + retracted).map(\.predicate)).union(loaded?.predicates ?? [])
    }
  }

  private(set) var changes: [Change] = []
  /// Changes that were saved; later ones were not.
  private var savedCount = 0
  private static let deepestUndo = 1_000

  mutating func add(_ change: Change) {
    if change.isEmpty { return }
    changes.append(change)
    if changes.count > Self.deepestUndo {
      forgetMark(of: changes.count - 1 - Self.deepestUndo)
    }
  }

  /// The last change that can be undone, which is forgotten.
  mutating func takeLast() -> Change? {
    guard changes.last?.before != nil else { return nil }
    savedCount = min(savedCount, changes.count - 1)
    return changes.removeLast()
  }

  /// Facts of the changes from this one on are kept by a transaction of the store.
  mutating func markRecorded(from first: Int, by transaction: Int64?) {
    for place in first..<changes.count where changes[place].changesFacts {
      changes[place].transaction = transaction
    }
  }

  /// Their facts are taken back; rules that were typed with them stay.
  mutating func forgetChanges(recordedBy transaction: Int64) {
    for place in changes.indices where changes[place].transaction == transaction {
      (changes[place].stated, changes[place].retracted) = ([], [])
      changes[place].transaction = nil
    }
    let kept = changes.prefix(savedCount).count { !$0.isEmpty }
    changes.removeAll(where: \.isEmpty)
    savedCount = kept
  }

  mutating func markSaved() { savedCount = changes.count }

  /// Nothing done so far can be undone within the session any more.
  mutating func forgetMarks() {
    for place in changes.indices { forgetMark(of: place) }
  }

  private mutating func forgetMark(of place: Int) {
    changes[place].before = nil
    changes[place].loaded = nil
  }

  /// What was typed, is kept by no store, and was not saved since.
  var unsaved: Pending {
    let unrecorded = changes[savedCount...].map { change in
      var change = change
      if change.transaction != nil { (change.stated, change.retracted) = ([], []) }
      return change
    }
    return Pending(unrecorded[...])
  }
  /// What was typed since the session began.
  var typed: Pending { Pending(changes[...]) }
}

/// What is left of changes when those that take each other back are left out.
struct Pending {
  private(set) var stated: [CheckedFact] = []
  private(set) var retracted: [CheckedFact] = []
  private(set) var clauses: [Clause] = []

  var isEmpty: Bool { stated.isEmpty && retracted.isEmpty && clauses.isEmpty }

  init(_ changes: ArraySlice<Journal.Change>) {
    for change in changes where change.typed != nil {
      clauses += change.clauses
      add(change)
    }
  }

  private mutating func add(_ change: Journal.Change) {
    for fact in change.stated {
      let known = retracted.count
      retracted.removeAll { $0.isSameFact(as: fact) }
      if retracted.count == known { stated.append(fact) }
    }
    for fact in change.retracted {
      let known = stated.count
      stated.removeAll { $0.isSameFact(as: fact) }
      if stated.count == known { retracted.append(fact) }
    }
  }

  /// `2 facts, 1 rule`; nil for nothing.
  var summary: String? {
    let rules = clauses.count { if case .rule = $0.kind { true } else { false } }
    let parts = [
      counted(stated.count, "fact"), counted(retracted.count, "retraction"),
      counted(rules, "rule"), counted(clauses.count - rules, "other clause"),
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension CheckedFact {
  func isSameFact(as other: CheckedFact) -> Bool {
    predicate == other.predicate && values == other.values
  }
}
