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

  /// Derived rows, by predicate.
  init(_ differences: [RowDifference], in catalog: Catalog) {
    sections = differences.map {
      Section(
        name: catalog[$0.predicate].name, isPredicate: true, appeared: $0.appeared,
        vanished: $0.vanished)
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

/// Tells what follows from a change of facts, as long as that takes no time that a reader would notice.
struct Consequences {
  /// Seconds that looking at one predicate may take; where one needs longer, none is looked at.
  var patience = 0.3

  /// Looking took too long, and would again.
  private var isHopeless = false

  /// Other rules may be looked at faster.
  mutating func forget() { isHopeless = false }

  /// Makes a change, whatever happens before or after, and tells what followed from it; nil where that
  /// takes too long or can't be known.
  ///
  /// - Parameter predicates: whose facts change.
  mutating func changes(
    of predicates: Set<PredicateID>, in database: Database, _ change: () -> Void
  ) throws(EvaluationError) -> RowChanges? {
    if isHopeless {
      change()
      return nil
    }
    do throws(EvaluationError) {
      return try database.differences(
        of: database.consequences(of: predicates), within: patience, after: change
      ).map { RowChanges($0, in: database.catalog) }
    } catch {
      if case .interrupted = error { throw error }
      isHopeless = true
      return nil
    }
  }
}
