import Datalog
import SQLite

extension GraphStore {
  /// Records again all that `historyText` tells, in an empty store.
  ///
  /// - Throws: where something is recorded already, or the text is not what it was when it was written.
  public func rebuild(from text: String) throws(StoreError) {
    guard try log(limit: 1).isEmpty else {
      throw StoreError(
        .contradiction, "'\(path)' is there already", help: "'--store' names another file")
    }
    let database = Database(limits: Limits(derivedRows: .max))
    let loading = database.load([InputText(name: "<history>", text)])
    guard loading.succeeded else {
      throw StoreError(
        .other, "the history can't be read", help: loading.diagnostics.first?.message)
    }
    var events: [Int64: [Event]] = [:]
    for checked in database.added(by: loading) {
      let event = Event(name: database.catalog[checked.predicate].name, values: checked.values)
      guard case .int(let transaction) = checked.values.first else {
        throw .unreadableHistory(event)
      }
      events[transaction, default: []].append(event)
    }
    try inBulk { () throws(StoreError) in
      _ = try recordChecked { () throws(SQLiteError) in
        var last = TransactionRecord?.none
        for transaction in events.keys.sorted() {
          var work = RebuildWork(self, events[transaction]!)
          if let refusal = try work.run() { return .refused(refusal) }
          last = work.record
        }
        return last.map(Outcome.recorded) ?? .unchanged
      }
    }
  }
}

/// A fact of a history: what it tells, and its values.
private struct Event {
  let name: String
  let values: [Value]

  func text(_ place: Int) -> String? {
    guard place < values.count, case .text(let text) = values[place] else { return nil }
    return text
  }

  func int(_ place: Int) -> Int64? {
    guard place < values.count, case .int(let number) = values[place] else { return nil }
    return number
  }

  func symbol(_ place: Int) -> String? {
    guard place < values.count, case .symbol(let name) = values[place] else { return nil }
    return name
  }
}

/// One transaction that is recorded again.
private struct RebuildWork {
  private let store: GraphStore
  private let events: [Event]
  private(set) var record: TransactionRecord?

  init(_ store: GraphStore, _ events: [Event]) {
    self.store = store
    self.events = events
  }

  mutating func run() throws(SQLiteError) -> StoreError? {
    guard let first = events.first, first.name == "transaction", let time = first.text(1),
      let moment = StoreTime(endOf: time), let author = first.text(2), let undoes = first.int(4),
      let kind = first.symbol(3).flatMap(TransactionRecord.Kind.init), let note = first.text(5),
      let digest = first.text(6)
    else { return .unreadableHistory(events.first) }
    let attribution = Attribution(
      author: author, time: moment, note: note.isEmpty ? nil : String(note.dropFirst()))
    var draft = try TransactionDraft(
      store, kind, attribution, undoes: undoes == 0 ? nil : undoes)
    if draft.number != first.int(0) { return .unreadableHistory(first) }
    try makeRelations(since: draft.number)
    var retracted: [String: StoredPlace] = [:]
    for event in events.dropFirst() {
      guard try take(event, into: &draft, &retracted) else { return .unreadableHistory(event) }
    }
    let made = try draft.finish()
    record = made
    return made.digest == digest
      ? nil
      : StoreError(.damaged, "the history of transaction \(made.number) is not as it was written")
  }

  private func makeRelations(since transaction: Int64) throws(SQLiteError) {
    for event in events where event.name == "relation" {
      guard let id = event.int(1), let name = event.text(2), let declaration = event.text(3) else {
        continue
      }
      let columns = events.filter { $0.name == "column" && $0.int(1) == id }
      try store.add(
        relationNamed: name, declaration,
        columns.map { column in
          StoredRelation.Column(
            name: column.text(2) ?? "", label: column.text(3) ?? "",
            storage: column.symbol(4).flatMap(StoredRelation.Storage.init) ?? .value)
        }, key: columns.indices.filter { columns[$0].int(5) == 1 }, since: transaction)
    }
  }

  /// False where the event makes no sense.
  private func take(
    _ event: Event, into draft: inout TransactionDraft, _ retracted: inout [String: StoredPlace]
  ) throws(SQLiteError) -> Bool {
    switch event.name {
    case "relation", "column": return true
    case "file":
      guard let path = event.text(1), let digest = event.text(2) else { return false }
      try draft.note(fileRead: path, sha256: digest.isEmpty ? nil : digest)
    case "retracted":
      guard let text = event.text(2), let fact = StoredFact(text),
        let place = try store.place(of: fact)
      else { return false }
      try draft.retract(place)
      retracted[text] = place
    case "settled":
      guard let text = event.text(2), let fact = StoredFact(text) else { return false }
      var place = retracted[text]
      if place == nil { place = try store.withdrawnPlace(of: fact) }
      guard let place else { return false }
      try draft.settle(place)
    case "asserted":
      guard let id = event.int(1), let path = event.text(2), let text = event.text(3),
        let fact = StoredFact(text), 1...Int64(store.relations.count) ~= id
      else { return false }
      let relation = store.relations[Int(id - 1)]
      let cells = try store.values.cellsGiven(to: fact.values, in: relation)
      let source = path.isEmpty ? nil : try store.sourceGiven(to: path)
      try draft.assert(cells, in: relation, source: source, isMoved: retracted[text] != nil)
    default: return false
    }
    return true
  }
}

extension StoredFact {
  /// As the language writes it; nil for anything else.
  fileprivate init?(_ text: String) {
    let database = Database()
    let loading = database.load([InputText(name: "", text + ".")])
    guard loading.succeeded, let fact = database.added(by: loading).first else {
      return nil
    }
    self.init(database.catalog[fact.predicate].name, fact.values)
  }
}

extension StoreError {
  fileprivate static func unreadableHistory(_ event: Event?) -> StoreError {
    StoreError(
      .other,
      "the history makes no sense"
        + (event.map { " at '\(StoredFact($0.name, $0.values))'" } ?? ""),
      help: "'debate store dump' writes what can be read here")
  }
}
