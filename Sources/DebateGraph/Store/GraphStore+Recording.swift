public import Datalog
import SQLite

/// What is to be recorded as one transaction.
public struct Recording {
  public var asserted: [StoredFact] = []
  public var retracted: [StoredFact] = []
  public var kind = TransactionRecord.Kind.prompt
  /// The transaction that is taken back or done again.
  public var undoes: Int64?
  /// The path of the file that states a fact, asked for where a fact is to be retracted that no
  /// transaction asserted.
  public var fileStating: (StoredFact) -> String? = { _ in nil }

  public init() {}
}

extension GraphStore {
  /// Records facts as one transaction, durably: when this returns, no crash can lose them.
  ///
  /// A fact that is to be retracted, and that a file states which was never imported, is first recorded
  /// as the file's, by a transaction of its own.
  ///
  /// - Parameter catalog: how the predicates are declared now.
  /// - Throws: `.overtaken` where others have recorded something that the owner has not taken in,
  ///   `.contradiction` where a fact is both asserted and retracted, asserted but there, or retracted
  ///   but not there.
  @discardableResult
  public func record(
    _ recording: Recording, declaredIn catalog: Catalog, by attribution: Attribution
  ) throws(StoreError) -> TransactionRecord {
    let both = Set(recording.asserted).intersection(recording.retracted)
    if let fact = both.min() {
      throw StoreError(
        .contradiction, "one transaction can't assert and retract '\(fact)'",
        help: "which of the two would hold? leave one out")
    }
    let record = try recordChecked { () throws(SQLiteError) in
      try self.recordUnimported(recording, catalog, attribution)
      var draft = try TransactionDraft(
        self, recording.kind, attribution, undoes: recording.undoes)
      for fact in recording.retracted {
        guard let place = try self.place(of: fact) else {
          return .refused(
            StoreError(.contradiction, "'\(fact)' is not held to be true, so it can't be retracted")
          )
        }
        try draft.retract(place)
      }
      for fact in recording.asserted {
        if let refusal = try self.assert(fact, in: &draft, declaredIn: catalog) {
          return .refused(refusal)
        }
      }
      return .recorded(try draft.finish())
    }
    guard let record else { preconditionFailure("nothing was recorded, and nobody said why") }
    return record
  }

  /// Asserts a fact at the prompt; where a file states it, its withdrawal is taken back instead.
  private func assert(
    _ fact: StoredFact, in draft: inout TransactionDraft, declaredIn catalog: Catalog
  ) throws(SQLiteError) -> StoreError? {
    if let place = try place(of: fact) {
      return StoreError(
        .contradiction, "'\(fact)' is held to be true already, since transaction \(place.since)")
    }
    if let withdrawn = try withdrawnPlace(of: fact) {
      try draft.settle(withdrawn)
      try draft.assert(withdrawn.cells, in: withdrawn.relation, source: withdrawn.source)
    } else {
      try draft.assert(fact, source: nil, declaredIn: catalog)
    }
    return nil
  }

  enum Outcome {
    case recorded(TransactionRecord)
    /// There is nothing to record.
    case unchanged
    /// Nothing is to be kept.
    case refused(StoreError)
  }

  /// Sees that the owner knows everything recorded so far, and takes the new transaction in.
  ///
  /// - Returns: nil where there was nothing to record.
  func recordChecked(
    _ body: () throws(SQLiteError) -> Outcome
  ) throws(StoreError) -> TransactionRecord? {
    var outcome = Outcome.unchanged
    do throws(StoreError) {
      try writing { () throws(SQLiteError) in
        let last = try lastNumber()
        if last == position {
          try refreshRelations()
          outcome = try body()
        } else {
          outcome = .refused(.overtaken(by: last - position, path))
        }
        if case .refused = outcome { throw SQLiteError.abandoned }
      }
    } catch {
      if case .refused(let refusal) = outcome { throw refusal }
      guard case .recorded(let record) = outcome, try isKept(record, in: error) else { throw error }
    }
    guard case .recorded(let record) = outcome else { return nil }
    position = record.number
    return record
  }

  /// Whether a transaction turns out to be in the file although it could not be committed. After a
  /// failed write nothing that was read or prepared before can be trusted: the file is opened anew.
  private func isKept(
    _ record: TransactionRecord, in error: StoreError
  ) throws(StoreError) -> Bool {
    guard error.kind == .inputOutput || error.kind == .diskFull else { return false }
    try reconnect()
    return try log(from: record.number).first { $0.number == record.number }?.digest
      == record.digest
  }

  private func recordUnimported(
    _ recording: Recording, _ catalog: Catalog, _ attribution: Attribution
  ) throws(SQLiteError) {
    var unimported: [(StoredFact, String)] = []
    for fact in recording.retracted where try place(of: fact) == nil {
      if let path = recording.fileStating(fact) { unimported.append((fact, path)) }
    }
    if unimported.isEmpty { return }
    let note = "stated in files that were not imported"
    let first = Attribution(author: attribution.author, time: attribution.time, note: note)
    var draft = try TransactionDraft(self, .import, first)
    for (fact, path) in unimported {
      try draft.assert(fact, source: try sourceGiven(to: path), declaredIn: catalog)
    }
    _ = try draft.finish()
  }

  /// The number of the last transaction in the file; 0 where there is none.
  func lastNumber() throws(SQLiteError) -> Int64 {
    try connection.integer("select max(id) from _transaction") ?? 0
  }
}

extension SQLiteError {
  /// Rolls back what was begun; the reason is told elsewhere.
  fileprivate static var abandoned: SQLiteError { .damage("abandoned") }
}

extension StoreError {
  fileprivate static func overtaken(by count: Int64, _ path: String) -> StoreError {
    StoreError(
      .overtaken,
      "others have recorded \(count) transaction\(count == 1 ? "" : "s") in '\(path)' meanwhile",
      help: "take them in first, by '.refresh'")
  }
}
