import Datalog
import DebateGraph

extension Session {
  /// What may stand at the cursor, an offset in bytes, in place of the word that ends there.
  public func complete(_ line: String, at cursor: Int) -> Completion {
    vocabulary.complete(line, at: cursor)
  }

  private var vocabulary: Vocabulary {
    let catalog = database.catalog
    return Vocabulary(
      predicates: catalog.predicates.map { predicate in
        Vocabulary.Predicate(name: predicate.name, columns: predicate.columns.map(\.name))
      },
      networks: database.networkNames,
      topics: values(of: "topic", 0).map(\.displayText),
      values: values)
  }

  /// The members where the column holds an enumeration, else what occurs; where nothing has been
  /// derived yet, the keys that could.
  private func values(of predicate: String, _ column: Int) -> [Value] {
    let catalog = database.catalog
    guard let id = catalog.predicate(named: predicate) else { return [] }
    let type = catalog[id].columns[column].type
    if case .enumeration(let name) = type {
      return catalog.enumerations[name]?.members.sorted().map(Value.symbol) ?? []
    }
    let known = database.knownValues(of: id, column: column, limit: Self.mostCandidates)
    guard known.isEmpty, case .reference(let name) = type,
      let target = catalog.predicate(named: name), let key = catalog[target].key.first
    else { return known }
    return database.knownValues(of: target, column: key, limit: Self.mostCandidates)
  }

  private static let mostCandidates = 1_000
}
