import Datalog
import SQLite

// A store as text, and a store from text.

extension GraphStore {
  /// Everything that is held to be true, with its declarations, as a text that can be loaded; sorted.
  public func wholeText() throws(StoreError) -> String {
    try reading { () throws(SQLiteError) in
      try refreshRelations()
      var newest: [String: StoredRelation] = [:]
      for relation in relations { newest[relation.name] = relation }
      var declarations: [String] = []
      for relation in newest.values.sorted(by: { $0.name < $1.name }) {
        for line in relation.declaration.split(separator: "\n").map(String.init)
        where !declarations.contains(line) { declarations.append(line) }
      }
      var facts: [StoredFact] = []
      for relation in relations {
        try rows(of: relation, where: "_until is null") { fact, _ in facts.append(fact) }
      }
      return declarations.map { $0 + "\n" }.joined() + "\n"
        + facts.sorted().map { "\($0).\n" }.joined()
    }
  }
}
