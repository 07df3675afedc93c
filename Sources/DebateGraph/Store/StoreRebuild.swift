import Datalog
import SQLite

extension GraphStore {
  /// Records again all that `writeHistory` tells, in an empty store. Besides the text it takes a few
  /// megabytes.
  ///
  /// - Throws: where something is recorded already, or the text is not what it was when it was written.
  public func rebuild(from text: [UInt8]) throws(StoreError) {
    guard try log(limit: 1).isEmpty else {
      throw StoreError(
        .contradiction, "'\(path)' is there already", help: "'--store' names another file")
    }
    try inBulk { () throws(StoreError) in
      _ = try recordChecked { () throws(SQLiteError) in
        do throws(StoreRebuildFailure) {
          return try recordAll(of: text).map(Outcome.recorded) ?? .unchanged
        } catch {
          switch error {
          case .refused(let refusal): return .refused(refusal)
          case .unwritten(let failure): throw failure
          }
        }
      }
    }
  }

  /// The last transaction; nil where there is none.
  private func recordAll(of text: [UInt8]) throws(StoreRebuildFailure) -> TransactionRecord? {
    var reader = HistoryReader(text)
    var work: RebuildWork?
    var last: TransactionRecord?
    while let events = try reader.next() {
      for event in events {
        if event.name == "transaction" {
          if let record = try work?.finish() { last = record }
          work = try RebuildWork(self, event)
        } else if work == nil {
          throw .refused(.unreadableHistory(event))
        } else {
          try work?.take(event)
        }
      }
    }
    return try work?.finish() ?? last
  }
}

/// Why a history could not be recorded again.
enum StoreRebuildFailure: Error {
  case refused(StoreError)
  case unwritten(SQLiteError)
}

/// One transaction that is recorded again.
private struct RebuildWork {
  private let store: GraphStore
  private let digest: String
  private var draft: TransactionDraft
  /// A relation whose columns are being told.
  private var relation: (told: HistoryEvent, columns: [HistoryEvent])?
  /// By how they are written.
  private var retracted: [String: StoredPlace] = [:]

  init(_ store: GraphStore, _ told: HistoryEvent) throws(StoreRebuildFailure) {
    guard let number = told.int(0), let time = told.text(1), let moment = StoreTime(endOf: time),
      let author = told.text(2), let undoes = told.int(4),
      let kind = told.symbol(3).flatMap(TransactionRecord.Kind.init), let note = told.text(5),
      let digest = told.text(6)
    else { throw .refused(.unreadableHistory(told)) }
    self.store = store
    self.digest = digest
    let attribution = Attribution(
      author: author, time: moment, note: note.isEmpty ? nil : String(note.dropFirst()))
    do throws(SQLiteError) {
      draft = try TransactionDraft(
        store, kind, attribution, undoes: undoes == 0 ? nil : undoes)
    } catch {
      throw .unwritten(error)
    }
    if draft.number != number { throw .refused(.unreadableHistory(told)) }
  }

  mutating func take(_ event: HistoryEvent) throws(StoreRebuildFailure) {
    let makesSense: Bool
    do throws(SQLiteError) {
      makesSense = try record(event)
    } catch {
      throw .unwritten(error)
    }
    if !makesSense || event.int(0) != draft.number { throw .refused(.unreadableHistory(event)) }
  }

  mutating func finish() throws(StoreRebuildFailure) -> TransactionRecord {
    let record: TransactionRecord
    do throws(SQLiteError) {
      try makeRelation()
      record = try draft.finish()
    } catch {
      throw .unwritten(error)
    }
    if record.digest == digest { return record }
    throw .refused(
      StoreError(.damaged, "the history of transaction \(record.number) is not as it was written"))
  }

  /// False where the event makes no sense.
  private mutating func record(_ event: HistoryEvent) throws(SQLiteError) -> Bool {
    if event.name == "column" {
      guard relation != nil, event.int(1) == relation?.told.int(1) else { return false }
      relation?.columns.append(event)
      return true
    }
    try makeRelation()
    switch event.name {
    case "relation": relation = (event, [])
    case "file":
      guard let path = event.text(1), let digest = event.text(2) else { return false }
      try draft.note(fileRead: path, sha256: digest.isEmpty ? nil : digest)
    case "retracted":
      guard let fact = event.fact, let place = try store.place(of: fact) else { return false }
      try draft.retract(place)
      retracted[fact.description] = place
    case "settled":
      guard let fact = event.fact else { return false }
      var place = retracted[fact.description]
      if place == nil { place = try store.withdrawnPlace(of: fact) }
      guard let place else { return false }
      try draft.settle(place)
    case "asserted": return try assert(event)
    default: return false
    }
    return true
  }

  private mutating func assert(_ event: HistoryEvent) throws(SQLiteError) -> Bool {
    guard let id = event.int(1), let path = event.text(2), let fact = event.fact,
      1...Int64(store.relations.count) ~= id
    else { return false }
    let relation = store.relations[Int(id - 1)]
    guard relation.name == fact.predicate, relation.fits(fact.values) else { return false }
    let cells = try store.values.cellsGiven(to: fact.values, in: relation)
    let source = path.isEmpty ? nil : try store.sourceGiven(to: path)
    let isMoved = !retracted.isEmpty && retracted[fact.description] != nil
    try draft.assert(cells, in: relation, source: source, isMoved: isMoved)
    return true
  }

  /// The one whose columns were told last.
  private mutating func makeRelation() throws(SQLiteError) {
    guard let (told, columns) = relation, let name = told.text(2), let declaration = told.text(3)
    else { return }
    relation = nil
    try store.add(
      relationNamed: name, declaration,
      columns.map { column in
        StoredRelation.Column(
          name: column.text(2) ?? "", label: column.text(3) ?? "",
          storage: column.symbol(4).flatMap(StoredRelation.Storage.init) ?? .value)
      }, key: columns.indices.filter { columns[$0].int(5) == 1 }, since: draft.number)
  }
}

extension StoredRelation {
  /// Whether values are such as the columns hold.
  fileprivate func fits(_ values: [Value]) -> Bool {
    values.count == columns.count
      && zip(values, columns).allSatisfy { value, column in
        switch (value, column.storage) {
        case (_, .value), (.int, .integer), (.decimal, .decimal): true
        default: false
        }
      }
  }
}

extension StoreError {
  static func unreadableHistory(_ event: HistoryEvent?) -> StoreError {
    StoreError(
      .other,
      "the history makes no sense"
        + (event.map { " at '\(StoredFact($0.name, $0.values))'" } ?? ""),
      help: "'debate store dump' writes what can be read here")
  }
}
