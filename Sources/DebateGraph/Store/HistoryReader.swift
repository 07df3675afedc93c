import Datalog

/// What one line of a history tells.
struct HistoryEvent {
  let name: String
  let values: [Value]
  /// Of one that changed a fact.
  fileprivate(set) var fact: StoredFact?

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

  /// The changed fact as it is written: the last argument.
  fileprivate var writtenFact: String? {
    switch name {
    case "retracted", "settled": text(2)
    case "asserted": text(3)
    default: nil
    }
  }
}

/// Reads the text of a history piece by piece, each of whole lines: no more of it is held as values.
struct HistoryReader {
  private let text: [UInt8]
  private var place = 0
  private static let pieceLength = 1 << 22

  init(_ text: [UInt8]) { self.text = text }

  /// What the next lines tell, in their order; nil behind the last one.
  mutating func next() throws(StoreRebuildFailure) -> [HistoryEvent]? {
    guard place < text.count else { return nil }
    let newline = UInt8(ascii: "\n")
    let least = min(place + Self.pieceLength, text.count)
    let end = text[least...].firstIndex(of: newline).map { $0 + 1 } ?? text.count
    let facts = try facts(in: Array(text[place..<end]))
    place = end
    return try withChangedFacts(facts.map { HistoryEvent(name: $0.predicate, values: $0.values) })
  }

  private func withChangedFacts(
    _ events: [HistoryEvent]
  ) throws(StoreRebuildFailure) -> [HistoryEvent] {
    var events = events
    // Of one relation each: facts of a predicate that was declared anew differ in width.
    let places = Dictionary(grouping: events.indices.filter { events[$0].writtenFact != nil }) {
      events[$0].int(1)
    }
    for places in places.values {
      let written = places.map { events[$0].writtenFact! }
      let facts = try facts(written: written)
      for place in places { events[place].fact = facts[events[place].writtenFact!] }
    }
    return events
  }

  /// Facts by how they are written, as far as they are facts.
  private func facts(written: [String]) throws(StoreRebuildFailure) -> [String: StoredFact] {
    var known: Set<String> = []
    let distinct = written.filter { known.insert($0).inserted }
    let text = distinct.map { $0 + ".\n" }.joined()
    if let facts = try? facts(in: Array(text.utf8)), facts.count == distinct.count {
      return Dictionary(uniqueKeysWithValues: zip(distinct, facts))
    }
    var facts: [String: StoredFact] = [:]
    for text in distinct {
      if let found = try? self.facts(in: Array((text + ".").utf8)), found.count == 1 {
        facts[text] = found[0]
      }
    }
    return facts
  }

  /// In order of place.
  private func facts(in bytes: [UInt8]) throws(StoreRebuildFailure) -> [StoredFact] {
    let database = Database(limits: Limits(derivedRows: .max))
    let loading = database.load([InputText(name: "<history>", bytes: bytes)], lints: false)
    guard loading.succeeded else {
      throw .refused(
        StoreError(
          .other, "the history can't be read",
          help: loading.diagnostics.first { $0.severity == .error }?.message))
    }
    return database.added(by: loading).map(database.stored)
  }
}

extension Database {
  /// The fact as a store knows it.
  fileprivate func stored(_ fact: CheckedFact) -> StoredFact {
    StoredFact(catalog[fact.predicate].name, fact.values)
  }
}
