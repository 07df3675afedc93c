import Relations

/// An atom as the values of one variable beside all its other arguments.
struct Share {
  let literal: Literal
  let atom: Atom
  let relation: Relation
  /// Where the variable stands.
  let place: Int

  /// Nil where the literal can't be asked for a set of the variable's values.
  init?(of variable: String, in literal: Literal, _ planner: Planner) {
    guard case .positive(let atom) = literal.kind,
      let relation = planner.relation(atom.predicate.text), relation.canBeIntersected,
      !atom.terms.contains(where: \.isWildcard)
    else { return nil }
    let places = atom.terms.indices.filter { atom.terms[$0].variableName == variable }
    guard places.count == 1 else { return nil }
    self.literal = literal
    self.atom = atom
    self.relation = relation
    place = places[0]
  }

  var otherPlaces: [Int] { atom.terms.indices.filter { $0 != place } }

  /// The variables at the other places.
  var others: [String] { otherPlaces.compactMap { atom.terms[$0].variableName } }

  /// The name of the relation without the variable's column.
  var name: String { "\(atom.predicate.text)/-\(place)".unspelled() }

  var projection: Literal {
    let terms = otherPlaces.map { atom.terms[$0] }
    return Literal(
      .positive(Atom(internal: name, terms, range: literal.range)), range: literal.range)
  }

  func join(_ operand: (Term) -> Operand) -> Join {
    Join(
      relation, .visible, key: otherPlaces,
      keyOperands: otherPlaces.map { operand(atom.terms[$0]) }, outputs: [place])
  }
}
