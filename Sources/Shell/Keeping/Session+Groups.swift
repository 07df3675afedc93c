import Datalog
import DebateGraph

// Changes that are recorded together.

extension Session {
  func begin(note: String?, _ say: (Reply) -> Void) throws {
    guard let keeper else { throw Refusal.keepsNothing }
    if let reason = keeper.readOnlyReason { throw StoreError.readOnly(keeper.path, reason) }
    if keeper.group != nil {
      throw Refusal(
        .store, "a transaction is open already", help: "'.commit' or '.rollback' ends it")
    }
    try catchUp(say)
    keeper.group = Keeper.Group(note: note, changesBefore: journal.changes.count)
    say(.remark("a transaction is open; '.commit' records it, '.rollback' forgets it"))
  }

  /// Records what was changed since `.begin`; where that breaks what must hold, it stays open.
  func commit(_ say: (Reply) -> Void) throws {
    guard let keeper, let group = keeper.group else { throw Refusal.noOpenTransaction }
    if group.isEmpty {
      keeper.group = nil
      return say(.remark("nothing was changed"))
    }
    let changes = journal.changes[group.changesBefore...]
    var sum = Journal.Change()
    for change in changes {
      sum.stated += change.stated
      sum.retracted += change.retracted
    }
    try refuseBrokenPromises(of: sum, say)
    do throws(StoreError) {
      try keeper.commit(group, in: database, say)
    } catch {
      guard error.kind == .overtaken else { throw error }
      try retake(changes, say)
      return try commit(say)
    }
    keeper.group = nil
    journal.markRecorded(from: group.changesBefore, by: keeper.store?.position)
    let parts = [
      counted(group.asserted.count, "fact").map { "\($0) asserted" },
      counted(group.retracted.count, "fact").map { "\($0) retracted" },
    ].compactMap(\.self)
    say(.remark("recorded: " + parts.joined(separator: ", ")))
  }

  /// Takes the changes of a group back, takes in what others have recorded, and makes them again, which
  /// may be refused now.
  private func retake(_ changes: ArraySlice<Journal.Change>, _ say: (Reply) -> Void) throws {
    for change in changes.reversed() {
      database.change(takingBack: change.stated, adding: change.retracted)
    }
    try catchUp(say)
    for change in changes {
      database.change(takingBack: change.retracted, adding: [])
      let facts = change.stated.map { "\(database.stored($0)).\n" }.joined()
      let loading = database.load([InputText(name: "<transaction>", facts)])
      if loading.succeeded { continue }
      say(.diagnostics(loading.diagnostics, database.texts))
      throw Refusal(
        .store, "what others have recorded contradicts this transaction",
        help: "'.rollback' forgets it")
    }
  }

  /// Takes back what was changed since `.begin`.
  func rollback(_ say: (Reply) -> Void) throws {
    guard let keeper, let group = keeper.group else { throw Refusal.noOpenTransaction }
    keeper.group = nil
    while journal.changes.count > group.changesBefore { try undoInSession { _ in } }
    say(.remark("forgotten"))
  }
}

extension Refusal {
  static var keepsNothing: Refusal {
    Refusal(.store, "this conversation keeps nothing", help: "without '--memory' it does")
  }

  fileprivate static var noOpenTransaction: Refusal {
    Refusal(.store, "no transaction is open", help: "'.begin' opens one")
  }
}

extension StoreError {
  static func readOnly(_ path: String, _ reason: String) -> StoreError {
    StoreError(.readOnly, "'\(path)' can't be written: \(reason)")
  }
}
