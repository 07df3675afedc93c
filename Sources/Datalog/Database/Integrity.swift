import Relations

// What declarations promise of the facts: keys are unique, references lead somewhere.

extension Store {
  /// The violations that adding the rows would bring: of keys, then of references, each in order of
  /// place. Linear in the rows.
  func integrity(
    of proposals: [ProposedRows], texts: InputTexts, catalog: Catalog, interner: Interner,
    interruption: Interruption? = nil
  ) -> [Diagnostic] {
    var check = IntegrityCheck(store: self, texts: texts, catalog: catalog, interner: interner)
    check.interruption = interruption
    for rows in proposals { check.addKeys(of: rows) }
    for rows in proposals { check.checkReferences(of: rows) }
    return check.diagnostics
  }
}

private struct IntegrityCheck {
  let store: Store
  let texts: InputTexts
  let catalog: Catalog
  let interner: Interner
  private var proposed: [PredicateID: (rows: ProposedRows, index: KeyIndex)] = [:]
  private var duplicates: [Diagnostic] = []
  private var missing: [Diagnostic] = []
  /// How many of both there are, more than are kept.
  private var found = 0
  /// The values of the key of each predicate referred to in vain.
  private var knownKeys: [PredicateID: [String]] = [:]
  /// Where it is requested, the rest is not looked at.
  var interruption: Interruption?
  private var isInterrupted: Bool { interruption?.isRequested ?? false }

  init(store: Store, texts: InputTexts, catalog: Catalog, interner: Interner) {
    self.store = store
    self.texts = texts
    self.catalog = catalog
    self.interner = interner
  }

  var diagnostics: [Diagnostic] {
    let all = duplicates.sorted(by: isBefore) + missing.sorted(by: isBefore)
    guard found > all.count, let last = all.last else { return all }
    return all + [
      Diagnostic(
        .limitExceeded, at: last.range, "\(counted(found - all.count, "more mistake")) not shown")
    ]
  }
}

// MARK: - Keys

extension IntegrityCheck {
  mutating func addKeys(of rows: ProposedRows) {
    let predicate = catalog[rows.predicate]
    let key = predicate.key
    guard !key.isEmpty else { return }
    let stored = store.keyedRows(of: rows.predicate)
    var index = KeyIndex()
    for row in 0..<rows.count where !isInterrupted {
      let cells = rows.row(row)
      let value = { column in cells[cells.startIndex + column] }
      let hash = KeyIndex.hash(key, value)
      let earlier = index.row(hash) { other in
        let others = rows.row(other)
        return key.allSatisfy { others[others.startIndex + $0] == value($0) }
      }
      if let earlier {
        if rows.row(earlier) != cells { report(row, of: rows, after: rows.places[earlier]) }
        continue
      }
      index.add(row, hash)
      if let stored, let other = stored.row(key, hash, value),
        !cells.elementsEqual(stored.columns.lazy.map { $0[other] })
      {
        report(row, of: rows, after: stored.places[other])
      }
    }
    proposed[rows.predicate] = (rows, index)
  }

  private mutating func report(_ row: Int, of rows: ProposedRows, after first: TextRange) {
    found += 1
    guard duplicates.count < Checker.shownDiagnostics else { return }
    let predicate = catalog[rows.predicate]
    let cells = rows.row(row)
    let values = predicate.key.map { "'\(interner[cells[cells.startIndex + $0]].displayText)'" }
    let names = predicate.key.map { "'\(predicate.columns[$0].name)'" }.joined(separator: " and ")
    duplicates.append(
      Diagnostic(
        .duplicateKey, at: texts.argument(predicate.key[0], of: predicate, at: rows.places[row]),
        "a second '\(predicate.name)' with \(values.joined(separator: ", ")) as its \(names)",
        notes: [Diagnostic.Note("the first one is here", at: first)],
        help: "give each '\(predicate.name)' a \(names) of its own, or remove one of the two"))
  }
}

// MARK: - References

extension IntegrityCheck {
  mutating func checkReferences(of rows: ProposedRows) {
    for (column, declared) in catalog[rows.predicate].columns.enumerated() {
      guard case .reference(let name) = declared.type, let target = catalog.predicate(named: name)
      else { continue }
      let key = catalog[target].key
      let (proposed, stored) = (proposed[target], store.keyedRows(of: target))
      for row in 0..<rows.count where !isInterrupted {
        let value = rows.cells[row * rows.arity + column]
        let hash = KeyIndex.hash(key) { _ in value }
        let isProposed = proposed.map { rows, index in
          index.row(hash) { rows.cells[$0 * rows.arity + key[0]] == value } != nil
        }
        if isProposed ?? false || stored?.row(key, hash, { _ in value }) != nil { continue }
        report(row, column, of: rows, to: target)
      }
    }
  }

  private mutating func report(
    _ row: Int, _ column: Int, of rows: ProposedRows, to target: PredicateID
  ) {
    found += 1
    guard missing.count < Checker.shownDiagnostics else { return }
    let value = interner[rows.cells[row * rows.arity + column]].displayText
    let near = nearest(to: value, in: keys(of: target))
    let name = catalog[target].name
    missing.append(
      Diagnostic(
        .missingReference,
        at: texts.argument(column, of: catalog[rows.predicate], at: rows.places[row]),
        "there is no '\(name)' with the key '\(value)'",
        help: near.map { "did you mean '\($0)'?" } ?? "add a fact '\(name)(\(value), …).'"))
  }

  /// As they are displayed, sorted.
  private mutating func keys(of target: PredicateID) -> [String] {
    if let known = knownKeys[target] { return known }
    let column = catalog[target].key[0]
    var values = store.keyedRows(of: target)?.values(of: column) ?? []
    if let (rows, _) = proposed[target] {
      for row in 0..<rows.count { values.insert(rows.cells[row * rows.arity + column]) }
    }
    let keys = values.map { interner[$0].displayText }.sorted()
    knownKeys[target] = keys
    return keys
  }
}

extension InputTexts {
  /// Where the fact at `place` gives the value of a column.
  fileprivate func argument(
    _ column: Int, of predicate: Predicate, at place: TextRange
  ) -> TextRange {
    var parser = Parser(self[place.input], place.input, .standard, from: Int(place.start))
    guard case .fact(let atom)? = try? parser.clause().kind else { return place }
    let named = atom.arguments.first { $0.label?.text == predicate.columns[column].name }
    if let named { return named.term.range }
    return column < atom.arguments.count ? atom.arguments[column].term.range : place
  }
}
