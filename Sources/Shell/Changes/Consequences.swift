import Datalog
import DebateGraph

/// Rows that appeared and vanished, by what they are rows of.
public struct RowChanges {
  public struct Section {
    /// A predicate, or a question as it was written.
    let name: String
    let isPredicate: Bool
    let appeared: [[Value]]
    let vanished: [[Value]]
  }

  private(set) var sections: [Section] = []

  var rowCount: Int { sections.reduce(0) { $0 + $1.appeared.count + $1.vanished.count } }

  init() {}

  /// Facts, by predicate.
  init(_ changes: FactChanges) {
    let appeared = Dictionary(grouping: changes.appeared, by: \.predicate)
    let vanished = Dictionary(grouping: changes.vanished, by: \.predicate)
    for name in Set(appeared.keys).union(vanished.keys).sorted() {
      sections.append(
        Section(
          name: name, isPredicate: true, appeared: appeared[name, default: []].map(\.values),
          vanished: vanished[name, default: []].map(\.values)))
    }
  }

  /// Leaves out what is not of this name.
  mutating func keep(_ name: String) { sections.removeAll { $0.name != name } }

  /// Leaves out what has not changed. Without an answer, or of another width, there are no rows.
  mutating func add(_ name: String, isPredicate: Bool, from old: Answer?, to new: Answer?) {
    let (appeared, vanished) =
      if let old, let new, old.columns.count == new.columns.count {
        old.difference(to: new)
      } else {
        (new.map(\.allRows) ?? [], old.map(\.allRows) ?? [])
      }
    if appeared.isEmpty, vanished.isEmpty { return }
    sections.append(
      Section(name: name, isPredicate: isPredicate, appeared: appeared, vanished: vanished))
  }
}

extension Answer {
  fileprivate var allRows: [[Value]] { (0..<rowCount).map(row) }
}

/// What derived predicates had for rows when they were last looked at, so that a change can tell what
/// follows from it.
struct Consequences {
  /// Seconds that looking at one predicate may take; where one needs longer, none is looked at.
  var patience = 0.3

  /// As they are now; none of a predicate that something below has changed since.
  private var known: [PredicateID: Answer] = [:]
  /// Looking took too long, and would again.
  private var isHopeless = false

  mutating func forget() {
    known = [:]
    isHopeless = false
  }

  /// Makes a change, whatever happens before or after, and tells what followed from it; nil where that takes too long or can't be known.
  ///
  /// - Parameter predicates: whose facts change.
  mutating func changes(
    of predicates: Set<PredicateID>, in database: Database, _ change: () -> Void
  ) throws(EvaluationError) -> RowChanges? {
    let derived = database.consequences(of: predicates)
    let hasBefore = Result { () throws(EvaluationError) in try look(at: derived, in: database) }
    change()
    let before = known
    for predicate in derived { known[predicate] = nil }
    guard try hasBefore.get(), try look(at: derived, in: database) else { return nil }
    var changes = RowChanges()
    for predicate in derived {
      guard let old = before[predicate], let new = known[predicate] else { continue }
      changes.add(database.catalog[predicate].name, isPredicate: true, from: old, to: new)
    }
    return changes
  }

  /// Sees to it that the rows of all these are known; false where that can't be.
  private mutating func look(
    at predicates: [PredicateID], in database: Database
  ) throws(EvaluationError) -> Bool {
    if isHopeless { return false }
    let limits = database.limits
    defer { database.limits = limits }
    database.limits.seconds = patience
    do throws(EvaluationError) {
      for predicate in predicates where known[predicate] == nil {
        known[predicate] = try database.rows(of: predicate)
      }
      return true
    } catch {
      if case .interrupted = error { throw error }
      isHopeless = true
      return false
    }
  }
}
