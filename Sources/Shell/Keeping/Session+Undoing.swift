import Datalog
import DebateGraph

// Undo and redo: of a session's changes, and of recorded transactions as new ones.

extension Session {
  /// Takes the last change back; one that is recorded, by another transaction.
  func undo(_ say: (Reply) -> Void) throws {
    if journal.changes.last.map({ !$0.predicates.isEmpty }) ?? true { try refuseInThePast() }
    if let last = journal.changes.last, last.transaction == nil { return try undoInSession(say) }
    guard let keeper, let store = keeper.store else { return try undoInSession(say) }
    try catchUp(say)
    guard let number = try store.undoable(of: keeper.author) else { return try undoInSession(say) }
    try reverse(number, as: .undo, say)
    journal.forgetChanges(recordedBy: number)
  }

  /// Does again what was undone last, while nothing else was recorded.
  func redo(_ say: (Reply) -> Void) throws {
    guard let keeper else { throw Refusal.keepsNothing }
    try catchUp(say)
    guard let number = try keeper.store?.redoable(of: keeper.author) else {
      throw Refusal(
        .nothingToUndo, "nothing was undone that could be done again",
        help: "what is recorded after an undo takes its place")
    }
    try reverse(number, as: .redo, say)
  }

  /// Records the opposite of a transaction, or for a redo the same again, as far as it still applies.
  private func reverse(
    _ number: Int64, as kind: TransactionRecord.Kind, _ say: (Reply) -> Void
  ) throws {
    let store = try openStore()
    let done = try store.changes(from: number - 1, upTo: number)
    let (asserted, retracted) =
      kind == .undo ? (done.vanished, done.appeared) : (done.appeared, done.vanished)
    var change = Journal.Change()
    change.retracted = retracted.compactMap(database.checked)
    let mark = database.mark
    database.change(takingBack: change.retracted, adding: [])
    let text = InputText(
      name: "\(store.path), transaction \(number)",
      asserted.filter { database.checked($0) == nil }.map { "\($0).\n" }.joined())
    let loading = database.load([text])
    if loading.succeeded { change.stated = database.added(by: loading) }
    do {
      if !loading.succeeded {
        say(.diagnostics(loading.diagnostics, database.texts))
        throw Refusal(.nothingToUndo, "transaction \(number) can't be undone any more")
      }
      if change.stated.isEmpty, change.retracted.isEmpty {
        throw Refusal(.nothingToUndo, "nothing is left of transaction \(number)")
      }
      try refuseBrokenPromises(of: change, say)
      _ = try keeper?.keep(
        change.stated, retracting: change.retracted, in: database, kind: kind, undoes: number, say)
    } catch {
      database.goBack(to: mark, takingBack: change.stated, stating: change.retracted)
      throw error
    }
    lastAnswer?.isCurrent = false
    consequences.forget()
    let parts = [
      counted(change.stated.count, "fact").map { "\($0) asserted" },
      counted(change.retracted.count, "fact").map { "\($0) retracted" },
    ].compactMap(\.self)
    let what = kind == .undo ? "undone" : "done again"
    say(.remark("\(what): transaction \(number); \(parts.joined(separator: ", "))"))
  }
}
