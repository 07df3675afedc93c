import Relations

/// Remarks on constants of a question that never occur in their columns: most of the time a slip, and
/// otherwise worth knowing, since the answer is empty for that reason alone.
struct ConstantHints {
  let relation: (String) -> Relation?
  let interner: Interner
  let catalog: Catalog

  func hints(on body: [Literal]) -> [Diagnostic] {
    body.flatMap { literal -> [Diagnostic] in
      switch literal.kind {
      case .positive(let atom), .negative(let atom): hints(on: atom)
      case .aggregate(_, _, let aggregate): aggregate.elements.flatMap { hints(on: $0.body) }
      case .comparison: []
      }
    }
  }

  private func hints(on atom: Atom) -> [Diagnostic] {
    guard let relation = relation(atom.predicate.text), relation.count > 0 else { return [] }
    return atom.terms.enumerated().compactMap { place, term -> Diagnostic? in
      guard case .constant(let value) = term.kind else { return nil }
      if let id = interner.knownID(of: value), relation.has(id, at: place) { return nil }
      return Diagnostic(
        .unknownConstant, .hint, at: term.range,
        "'\(value.displayText)' never occurs in this column of '\(atom.predicate.text)'",
        help: likely(value, in: relation, place, keys: keys(in: place, of: atom)))
    }
  }

  /// More rows are not searched for a word that is alike.
  private static let mostRows = 200_000

  /// What was probably meant; nothing for a number, which is no nearer to one that is written alike, nor
  /// for a key of what the column refers to, which is no slip.
  private func likely(
    _ value: Value, in relation: Relation, _ place: Int, keys: [ValueID]
  ) -> String? {
    if value.isNumber || relation.count > ConstantHints.mostRows { return nil }
    let column = relation.columns[place]
    if let id = interner.knownID(of: value), keys.contains(id) { return nil }
    let known = Set(column + keys).map { interner[$0].displayText }
    return nearest(to: value.displayText, in: known.sorted()).map { "did you mean '\($0)'?" }
  }

  /// The keys of the predicate that a column refers to.
  private func keys(in column: Int, of atom: Atom) -> [ValueID] {
    guard let predicate = catalog.predicate(named: atom.predicate.text),
      case .reference(let name) = catalog[predicate].columns[column].type,
      let target = catalog.predicate(named: name), let key = catalog[target].key.first
    else { return [] }
    return relation(name)?.columns[key] ?? []
  }
}

extension Value {
  fileprivate var isNumber: Bool {
    switch self {
    case .int, .decimal: true
    case .symbol, .text, .date: false
    }
  }
}
