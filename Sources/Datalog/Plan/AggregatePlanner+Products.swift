import Relations

extension AggregatePlanner {
  /// `#sum{ X * Y, C… : p(G…, C…, X), q(H…, C…, Y) }`, each G and H being of the group: the inner product
  /// of two vectors with coordinates C….
  func innerProduct(of element: Aggregate.Element) -> InnerProduct? {
    let coordinates = element.terms.dropFirst().compactMap(\.variableName)
    let (product, atoms) = element.product
    guard atoms.count == 2, coordinates.count == element.terms.count - 1,
      !coordinates.isEmpty, Set(coordinates).isDisjoint(with: group)
    else { return nil }
    let factors = product.factors
    var names: [String?] = []
    var readings: [InnerProduct.Reading] = []
    for literal in atoms {
      guard let (reading, name) = reading(of: literal, coordinates) else { return nil }
      readings.append(reading)
      names.append(name)
    }
    // Each factor is the number of another atom; an atom whose number is no factor stands for 1.
    guard let factors, Set(factors).count == factors.count, names[0] != names[1],
      factors.allSatisfy(names.contains)
    else { return nil }
    for place in 0..<2 where names[place].map({ !factors.contains($0) }) ?? true {
      if !readings[place].canStandForOne { return nil }
      readings[place].number = nil
    }
    return InnerProduct(readings[0], readings[1])
  }

  /// An atom as vectors, and the variable that is its number.
  private func reading(
    of literal: Literal, _ coordinates: [String]
  ) -> (InnerProduct.Reading, String?)? {
    guard case .positive(let atom) = literal.kind,
      let relation = planner.relation(atom.predicate.text)
    else { return nil }
    var reading = InnerProduct.Reading(
      relation, key: [], keyOperands: [], coordinates: [], number: nil)
    var places: [String: Int] = [:]
    var number: String?
    for (place, term) in atom.terms.enumerated() {
      switch term.kind {
      case .constant(let value):
        reading.key.append(place)
        reading.keyOperands.append(.constant(planner.interner.id(of: value)))
      case .variable(let name) where group.contains(name):
        reading.key.append(place)
        reading.keyOperands.append(.column(group.firstIndex(of: name)!))
      case .variable(let name) where coordinates.contains(name):
        guard places.updateValue(place, forKey: name) == nil else { return nil }
      case .variable, .wildcard:
        guard reading.number == nil else { return nil }
        reading.number = place
        number = term.variableName
      case .negation, .operation, .interval: return nil
      }
    }
    guard places.count == coordinates.count else { return nil }
    reading.coordinates = coordinates.map { places[$0]! }
    return (reading, number)
  }
}

extension InnerProduct.Reading {
  /// Whether rows don't differ in the number alone.
  fileprivate var canStandForOne: Bool {
    guard let number else { return true }
    if let key = relation.key, !key.contains(number) { return true }
    return relation.canBeIntersected && relation.rows(without: number).count == relation.count
  }
}

extension Aggregate.Element {
  /// What is added up, and the body without the literal that gives it a name in core form.
  fileprivate var product: (term: Term, rest: [Literal]) {
    for (place, literal) in body.enumerated() {
      guard case .comparison(let left, .equal, let right) = literal.kind,
        let name = left.variableName, name == terms[0].variableName
      else { continue }
      var rest = body
      rest.remove(at: place)
      return (right, rest)
    }
    return (terms[0], body)
  }
}

extension Term {
  /// The variables whose product it is.
  fileprivate var factors: [String]? {
    switch kind {
    case .variable(let name): [name]
    case .operation(.multiply, let left, let right):
      if let left = left.factors, let right = right.factors { left + right } else { nil }
    case .constant, .wildcard, .negation, .operation, .interval: nil
    }
  }
}
