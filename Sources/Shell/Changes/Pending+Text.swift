import Datalog

extension Pending {
  /// As clauses that can be loaded: declarations, rules and checks as they were written, then facts,
  /// then retractions, each with the place of the fact it takes back.
  func text(in database: Database) -> String {
    let written = clauses.map { clause in
      documentation(of: clause) + clause.description + "\n"
    }
    let facts = stated.map { "\($0.text(in: database.catalog)).\n" }
    let taken = retracted.map { fact in
      "\(fact.text(in: database.catalog))~  % stated at \(database.texts.place(of: fact.range))\n"
    }
    return [written, facts, taken].filter { !$0.isEmpty }.map { $0.joined() }
      .joined(separator: "\n")
  }

  private func documentation(of clause: Clause) -> String {
    guard let documentation = clause.documentation else { return "" }
    return documentation.split(separator: "\n").map { "%! \($0)\n" }.joined()
  }
}

extension CheckedFact {
  /// As the language writes it, without a mark at its end.
  func text(in catalog: Catalog) -> String {
    atomText(catalog[predicate].name, values)
  }
}

/// `p(a, "b")`, as the language writes it.
func atomText(_ name: String, _ values: [Value]) -> String {
  values.isEmpty
    ? Value.symbol(name).description
    : "\(predicateText(name))(\(values.map(\.description).joined(separator: ", ")))"
}
