import Relations

// What declarations promise of the facts: keys are unique, references lead somewhere.

extension Store {
  /// The violations that adding `facts`, whose rows are `rows`, would bring; in order of place.
  func integrity(
    of facts: [CheckedFact], _ rows: [[ValueID]], catalog: Catalog, interner: Interner
  ) -> [Diagnostic] {
    var added = AddedKeys()
    var diagnostics: [Diagnostic] = []
    for (fact, row) in zip(facts, rows) {
      let predicate = catalog[fact.predicate]
      guard !predicate.key.isEmpty else { continue }
      let key = predicate.key.map { row[$0] }
      let known = added[fact.predicate, key] ?? self.row(withKey: key, in: fact.predicate)
      if let known, known.row != row {
        diagnostics.append(.duplicateKey(of: predicate, fact, key.map { interner[$0] }, known.at))
      } else {
        added[fact.predicate, key] = (row, fact.range)
      }
    }
    for (fact, row) in zip(facts, rows) {
      let predicate = catalog[fact.predicate]
      for (place, column) in predicate.columns.enumerated() {
        guard case .reference(let name) = column.type,
          let target = catalog.predicate(named: name),
          added[target, [row[place]]] == nil, self.row(withKey: [row[place]], in: target) == nil
        else { continue }
        let keys = added.keys(of: target) + self.keys(of: target)
        diagnostics.append(
          .missingReference(
            from: fact, place, to: name, known: keys.map { interner[$0[0]] }))
      }
    }
    return diagnostics
  }
}

/// Keys that a load would add: the row and its place.
private struct AddedKeys {
  private var rows: [PredicateID: [[ValueID]: (row: [ValueID], at: TextRange)]] = [:]

  subscript(predicate: PredicateID, key: [ValueID]) -> (row: [ValueID], at: TextRange)? {
    get { rows[predicate]?[key] }
    set { rows[predicate, default: [:]][key] = newValue }
  }

  func keys(of predicate: PredicateID) -> [[ValueID]] {
    rows[predicate].map { Array($0.keys) } ?? []
  }
}

extension Diagnostic {
  fileprivate static func duplicateKey(
    of predicate: Predicate, _ fact: CheckedFact, _ key: [Value], _ first: TextRange
  ) -> Diagnostic {
    let names = predicate.key.map { "'\(predicate.columns[$0].name)'" }.joined(separator: " and ")
    let values = key.map { "'\($0.displayText)'" }.joined(separator: ", ")
    return Diagnostic(
      .duplicateKey, at: fact.argumentRanges[predicate.key[0]],
      "a second '\(predicate.name)' with \(values) as its \(names)",
      notes: [Note("the first one is here", at: first)],
      help: "give each '\(predicate.name)' a \(names) of its own, or remove one of the two")
  }

  fileprivate static func missingReference(
    from fact: CheckedFact, _ place: Int, to predicate: String, known: [Value]
  ) -> Diagnostic {
    let value = fact.values[place].displayText
    let near = nearest(to: value, in: known.map(\.displayText).sorted())
    return Diagnostic(
      .missingReference, at: fact.argumentRanges[place],
      "there is no '\(predicate)' with the key '\(value)'",
      help: near.map { "did you mean '\($0)'?" } ?? "add a fact '\(predicate)(\(value), …).'")
  }
}
