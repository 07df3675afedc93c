import Datalog
import DebateGraph

// Between what a session has in mind and what the store keeps.

extension Session {
  /// Takes in what the store knows beyond the files, and keeps from now on what is asserted.
  public func keep(with keeper: Keeper, _ say: (Reply) -> Void) {
    attempt(say) {
      self.keeper = keeper
      if let store = keeper.store { try takeInAll(of: store, say) }
    }
  }

  private func takeInAll(of store: GraphStore, _ say: (Reply) -> Void) throws(StoreError) {
    if keeper?.files.isEmpty ?? false {
      // Without files, the store is all there is.
      try store.load(into: database)
      return
    }
    let pending = try store.takeInPending()
    let changes = FactChanges(
      appeared: pending.asserted.map(\.fact), vanished: pending.withdrawn.map(\.fact))
    try takeIn(changes, from: store, say)
  }

  /// Facts that others, or the same person before, have recorded.
  func takeIn(
    _ changes: FactChanges, from store: GraphStore, _ say: (Reply) -> Void
  ) throws(StoreError) {
    if changes.isEmpty { return }
    journal.forgetMarks()
    database.change(takingBack: changes.vanished.compactMap(database.checked), adding: [])
    try state(changes.appeared, from: store, say)
    lastAnswer?.isCurrent = false
    consequences.forget()
  }

  /// As a text that bears the store's name, so that facts are checked like any others; what does not fit
  /// the files any more is told and left out.
  private func state(
    _ facts: [StoredFact], from store: GraphStore, _ say: (Reply) -> Void
  ) throws(StoreError) {
    let unknown = Set(facts.map(\.predicate)).filter {
      database.catalog.predicate(named: $0) == nil
    }
    let declarations = try store.declarations(of: unknown)
    if !declarations.isEmpty {
      _ = database.load([InputText(name: store.path, declarations.joined(separator: "\n"))])
    }
    var lines = facts.map { "\($0)." }
    while !lines.isEmpty {
      let text = InputText(name: store.path, lines.joined(separator: "\n"))
      let loading = database.load([text])
      if loading.succeeded { return }
      let errors = loading.diagnostics.filter { $0.severity == .error }
      say(.diagnostics(errors, database.texts))
      let wrong = Set(
        errors.compactMap { $0.range.map { text.lineColumn(at: Int($0.start)).line - 1 } })
      if wrong.isEmpty { return }
      lines = lines.indices.filter { !wrong.contains($0) }.map { lines[$0] }
    }
  }

  // MARK: Others

  /// Takes in what others have recorded; tells whose it is.
  ///
  /// - Returns: whether there was anything.
  @discardableResult
  func catchUp(_ say: (Reply) -> Void) throws(StoreError) -> Bool {
    try refuseInThePast()
    if let made = try keeper?.openIfMade() {
      try takeInAll(of: made, say)
      say(.remark("taken in: what others have recorded in '\(made.path.controlsEscaped)'"))
      return true
    }
    guard let store = keeper?.store else { return false }
    let (changes, records) = try store.takeIn()
    keeper?.toldBehind = 0
    if records.isEmpty { return false }
    try takeIn(changes, from: store, say)
    let parts = [
      counted(changes.appeared.count, "fact").map { "\($0) more" },
      counted(changes.vanished.count, "fact").map { "\($0) less" },
    ].compactMap(\.self)
    let what = parts.isEmpty ? "no fact changed" : parts.joined(separator: ", ")
    say(
      .remark("taken in: \(counted(records.count, "transaction")!) of \(authors(records)): \(what)")
    )
    return true
  }

  /// Tells once that others have recorded something.
  func tellOfOthers(_ say: (Reply) -> Void) throws(StoreError) {
    guard isConversation, let keeper, let store = keeper.store, keeper.past == nil,
      let behind = try store.countBehind(), behind != keeper.toldBehind
    else { return }
    keeper.toldBehind = behind
    let what = counted(behind, "transaction") ?? ""
    say(.remark("others have recorded \(what) since; '.refresh' takes them in"))
  }

  private func authors(_ records: [TransactionRecord]) -> String {
    Set(records.map(\.author)).sorted().joined(separator: ", ").controlsEscaped
  }

  // MARK: Keeping

  /// What became of a change.
  enum Keeping { case kept, refused, overtaken }

  /// Makes a change of facts, again and again where others are quicker, with their changes taken in
  /// before.
  func keepTrying(_ changesFacts: Bool, _ say: (Reply) -> Void, _ change: () -> Keeping) {
    for _ in 0..<Self.mostAttempts {
      guard prepareToChange(changesFacts, say) else { return }
      if change() != .overtaken { return }
    }
    say(.diagnostics([Refusal.alwaysOvertaken.diagnostic], database.texts))
  }

  private static let mostAttempts = 1_000

  /// Sees that facts can be changed, and that others' changes are known before.
  ///
  /// - Returns: false where they can't; it was said why.
  private func prepareToChange(_ changesFacts: Bool, _ say: (Reply) -> Void) -> Bool {
    guard changesFacts, let keeper else { return true }
    var isReady = false
    attempt(say) {
      try refuseInThePast()
      if keeper.group == nil { try catchUp(say) }
      isReady = true
    }
    return isReady
  }

  /// Keeps a change that was just made; where it can't be, takes it back and says why.
  func keep(
    _ change: inout Journal.Change, since mark: Database.Mark, _ say: (Reply) -> Void
  ) -> Keeping {
    guard let keeper, change.typed != nil, change.changesFacts else { return .kept }
    var keeping = Keeping.refused
    attempt(say) {
      do {
        if keeper.group == nil { try refuseBrokenPromises(of: change, say) }
        change.transaction = try keeper.keep(
          change.stated, retracting: change.retracted, in: database, say)
        keeping = .kept
      } catch {
        database.goBack(
          to: mark, takingBack: change.stated, change.loaded, stating: change.retracted)
        guard let error = error as? StoreError, error.kind == .overtaken else { throw error }
        keeping = .overtaken
      }
    }
    return keeping
  }

  /// - Throws: where references lead nowhere after the change, or checks fail that held before.
  func refuseBrokenPromises(
    of change: Journal.Change, _ say: (Reply) -> Void
  ) throws {
    let dangling = database.danglingReferences(after: change.retracted)
    let predicates = Set((change.stated + change.retracted).map(\.predicate))
    let after = try database.violations(concerning: predicates)
    if dangling.isEmpty, after.isEmpty { return }
    // As it was before: what was violated then does not count.
    database.change(takingBack: change.stated, adding: change.retracted)
    let before = Result { try database.violations(concerning: predicates) }
    database.change(takingBack: change.retracted, adding: change.stated)
    let known = Set(try before.get().map(\.message))
    let broken = after.filter { !known.contains($0.message) }.map(\.diagnostic)
    if dangling.isEmpty, broken.isEmpty { return }
    say(.diagnostics(dangling + broken, database.texts))
    throw Refusal(
      .store, "nothing is recorded: references and checks must hold",
      help: "'.begin' and '.commit' record together what only holds together")
  }
}

extension Refusal {
  fileprivate static var alwaysOvertaken: Refusal {
    Refusal(.store, "nothing is recorded: others were quicker, every time", help: "try again")
  }

  init(_ error: StoreError) { self.init(.store, error.message, help: error.help) }
}
