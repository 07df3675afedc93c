import Relations

/// Gives atoms that pass columns over, `said(_, A, T, _)`, a relation of the others, in which each
/// combination of values is once.
struct Condensing {
  /// Knows these relations, too.
  var planner: Planner {
    Planner(
      interner: original.interner,
      relation: { [known, original] in known[$0] ?? original.relation($0) },
      takesNotes: original.takesNotes, isLasting: original.isLasting)
  }

  private let original: Planner
  private var known: [String: Relation] = [:]

  init(of planner: Planner) { original = planner }

  /// The literal with such a relation where it has the variable and passes columns over. A plan that is kept
  /// while relations change reads them as they are.
  mutating func condensed(_ literal: Literal, counting variable: String) -> Literal {
    guard !original.isLasting, case .positive(let atom) = literal.kind,
      atom.occurrences.contains(variable), atom.terms.contains(where: \.isWildcard),
      let relation = original.relation(atom.predicate.text), !relation.isLeastValued
    else { return literal }
    let left = atom.terms.indices.filter { atom.terms[$0].isWildcard }
    let kept = atom.terms.indices.filter { !left.contains($0) }
    let name = "\(atom.predicate.text)/-\(left.map(String.init).joined(separator: ","))".unspelled()
    if known[name] == nil { known[name] = relation.rows(with: kept) }
    let condensed = Atom(internal: name, kept.map { atom.terms[$0] }, range: atom.range)
    return Literal(.positive(condensed), range: literal.range)
  }
}
