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
      actors: values(of: "actor", 0).map(\.displayText),
      values: values)
  }

  /// The members where the column holds an enumeration; else what occurs, or, where that is not
  /// evaluated yet and the column refers to a predicate, what may occur.
  private func values(of predicate: String, _ column: Int) -> [Value] {
    let catalog = database.catalog
    guard let id = catalog.predicate(named: predicate) else { return [] }
    if case .enumeration(let name) = catalog[id].columns[column].type {
      return catalog.enumerations[name]?.members.sorted().map(Value.symbol) ?? []
    }
    let known = database.knownValues(of: id, column: column, limit: 1_000)
    guard known.isEmpty, case .reference(let target) = catalog[id].columns[column].type,
      let referred = catalog.predicate(named: target), let key = catalog[referred].key.first
    else { return known }
    return database.knownValues(of: referred, column: key, limit: 1_000)
  }
}
