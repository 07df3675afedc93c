import Relations

extension AbsenceSearch {
  /// Rows shown of those that are near, and of those that contradict a negated literal.
  private static let rowsShown = 3

  /// Rows that are compared by spelling and value; of more, the first are taken as they come.
  private static let rowsCompared = 10_000

  /// The rows that agree with the goal in most of the columns where it has constants, keys counting
  /// for most and references for more than other words; of equally many those whose other values are
  /// spelt like the goal's, then by their values. None where nothing agrees or is spelt alike. Linear
  /// in the rows.
  func rows(near goal: Atom, _ predicate: PredicateID) -> [NearRow] {
    let wanted = wantedValues(of: goal)
    guard let relation = evaluator.relation(named: goal.predicate.text, context), !wanted.isEmpty
    else { return [] }
    let columns = relation.columns
    var agreement = [Int](repeating: 0, count: relation.count)
    for (column, value) in wanted {
      guard let id = context.interner.knownID(of: value) else { continue }
      let weight = context.catalog[predicate].weight(of: column)
      for row in columns[column].indices where columns[column][row] == id {
        agreement[row] += weight
      }
    }
    let best = agreement.max() ?? 0
    let rows = agreement.indices.filter { agreement[$0] == best }.prefix(Self.rowsCompared)
      .map { row in columns.map { $0[row] } }
      .map { (row: $0, isAlike: isAlike($0, wanted)) }
      .filter { best > 0 || $0.isAlike }
      .sorted { a, b in a.isAlike != b.isAlike ? a.isAlike : precedes(a.row, b.row) }
    return rows.prefix(Self.rowsShown).map { nearRow($0.row, predicate, wanted) }
  }

  /// The rows that the atom names, its variables standing for anything: how many, and the first few.
  func rows(like atom: Atom, _ predicate: PredicateID) -> (count: Int, rows: [NearRow]) {
    guard let relation = evaluator.relation(named: atom.predicate.text, context) else {
      return (0, [])
    }
    let wanted = wantedValues(of: atom)
    let columns = relation.columns
    let ids = wanted.map { (column: $0.column, id: context.interner.knownID(of: $0.value)) }
    let matches = (0..<relation.count).filter { row in
      ids.allSatisfy { columns[$0.column][row] == $0.id }
    }
    let rows = matches.map { row in columns.map { $0[row] } }.sorted(by: precedes)
    return (rows.count, rows.prefix(Self.rowsShown).map { nearRow($0, predicate, wanted) })
  }

  private func wantedValues(of atom: Atom) -> [(column: Int, value: Value)] {
    atom.terms.enumerated().compactMap { column, term in
      term.constantValue.map { (column, $0) }
    }
  }

  private func nearRow(
    _ row: [ValueID], _ predicate: PredicateID, _ wanted: [(column: Int, value: Value)]
  ) -> NearRow {
    let values = row.map { context.interner[$0] }
    let columns = context.catalog[predicate].columns
    return NearRow(
      atom: GroundAtom(
        predicate: predicate, name: context.catalog[predicate].name, values: values),
      place: context.store.origin(of: row, in: predicate),
      differences: wanted.filter { values[$0.column] != $0.value }
        .map { (columns[$0.column].name, values[$0.column], $0.value) })
  }

  /// Whether a value is spelt like the one that is wanted instead.
  private func isAlike(_ row: [ValueID], _ wanted: [(column: Int, value: Value)]) -> Bool {
    wanted.contains { column, value in
      let here = context.interner[row[column]]
      return here != value && nearest(to: value.displayText, in: [here.displayText]) != nil
    }
  }

  private func precedes(_ a: [ValueID], _ b: [ValueID]) -> Bool {
    for (first, second) in zip(a, b) where first != second {
      return context.interner.precedes(first, second)
    }
    return false
  }
}

extension Predicate {
  /// How much it says of a row's nearness that it agrees in a column.
  fileprivate func weight(of column: Int) -> Int {
    if key.contains(column) { return 4 }
    if case .reference = columns[column].type { return 2 }
    return 1
  }
}
