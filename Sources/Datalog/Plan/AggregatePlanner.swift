import Relations

/// Plans how an aggregate's value is found for each of many groups: counted without listing what is
/// counted where that can be, else by listing the tuples.
struct AggregatePlanner {
  let planner: Planner
  let aggregate: Aggregate
  /// The variables that have a value from outside.
  let group: [String]

  func way() -> Aggregation.Way {
    if aggregate.function == .count, aggregate.elements.count == 1 {
      let element = aggregate.elements[0]
      if let tally = commonTally(of: element) ?? tally(of: element) {
        return .counted(tally) { [interner = planner.interner] in interner.id(of: .int(Int64($0))) }
      }
    }
    let fold = AggregateFold(
      function: aggregate.function, range: aggregate.range, interner: planner.interner)
    if aggregate.function == .sum, aggregate.elements.count == 1,
      let product = innerProduct(of: aggregate.elements[0])
    {
      return .multiplied(product) { sum throws(RunError) in try fold.value(ofSum: sum) }
    }
    return .listed(listing, fold)
  }

  /// The column of the group's number, which no variable is named like.
  private static let number = "#group"

  private func body(_ literals: [Literal], keeping variables: [String]) -> Planner.Body {
    var ordering = Ordering(
      planner: planner, body: literals, wanted: [AggregatePlanner.number] + variables,
      seed: group + [AggregatePlanner.number], views: [:], readsFinished: true)
    return ordering.run()
  }

  // MARK: Listing

  private var listing: Listing {
    let width = 1 + (aggregate.elements.map(\.terms.count).max() ?? 0)
    return Listing(
      aggregate.elements.map { list($0, width: width) }, width: width,
      isDistinct: aggregate.elements.count == 1 && isDistinct(aggregate.elements[0]))
  }

  private func list(_ element: Aggregate.Element, width: Int) -> Listing.Element {
    var planned = body(element.body, keeping: element.terms.flatMap(\.occurrences))
    let numberTerm = Term(.variable(AggregatePlanner.number), range: element.range)
    var tuple = ([numberTerm] + element.terms).map { planner.operand(for: $0, in: &planned) }
    while tuple.count < width { tuple.append(.constant(.none)) }
    return Listing.Element(steps: planned.steps, tuple: tuple)
  }

  /// Whether each solution makes a tuple of its own.
  private func isDistinct(_ element: Aggregate.Element) -> Bool {
    planner.hasDistinctSolutions(
      element.body, by: element.terms.compactMap(\.variableName), given: group)
  }

  // MARK: Counting

  /// Solutions that are tuples are counted, those of a last join without being made.
  private func tally(of element: Aggregate.Element) -> Tally? {
    guard isDistinct(element) else { return nil }
    let planned = body(element.body, keeping: element.terms.flatMap(\.occurrences))
    let number = planned.layout.firstIndex(of: AggregatePlanner.number)!
    guard let last = planned.steps.last, case .join(let join) = last.kind,
      join.key.count + join.outputs.count == join.relation.width
    else { return Tally(steps: planned.steps, group: .column(number), last: .rows) }
    return Tally(
      steps: planned.steps.dropLast(), group: .column(last.kept[number]), last: .matches(join))
  }

  /// The one variable counted is what several atoms have in common: the sets of its values are
  /// intersected for all that else their arguments may be, which should be little.
  private func commonTally(of element: Aggregate.Element) -> Tally? {
    guard element.terms.count == 1, let counted = element.terms[0].variableName,
      !group.contains(counted)
    else { return nil }
    var rest: [Literal] = []
    var shares: [Share] = []
    for literal in element.body {
      guard literal.occurrences.contains(counted) else {
        rest.append(literal)
        continue
      }
      guard let share = Share(of: counted, in: literal, planner) else { return nil }
      shares.append(share)
    }
    return tally(common: shares, of: rest)
  }

  private func tally(common shares: [Share], of rest: [Literal]) -> Tally? {
    guard shares.count > 1, shares.contains(where: { !$0.others.isEmpty }) else { return nil }
    var known = Set(group)
    for case .positive(let atom) in rest.map(\.kind) { known.formUnion(atom.occurrences) }
    var projected: [Share] = []
    for share in shares where !known.isSuperset(of: share.others) {
      projected.append(share)
      known.formUnion(share.others)
    }
    guard areFew(projected, besides: shares) else { return nil }
    let others = projected.map { (share) in (share, share.relation.rows(without: share.place)) }
    let names = Dictionary(others.map { ($0.0.name, $0.1) }) { first, _ in first }
    let planner = Planner(interner: planner.interner) { [planner] in
      names[$0] ?? planner.relation($0)
    }
    let planned = AggregatePlanner(planner: planner, aggregate: aggregate, group: group).body(
      rest + projected.map(\.projection), keeping: shares.flatMap(\.others))
    func operand(_ term: Term) -> Operand {
      var planned = planned
      return planner.operand(for: term, in: &planned)
    }
    return Tally(
      steps: planned.steps,
      group: .column(planned.layout.firstIndex(of: AggregatePlanner.number)!),
      last: .common(Intersection(shares.map { $0.join(operand) })))
  }

  /// Whether what the atoms' other arguments may be is little against the values counted beside them.
  private func areFew(_ projected: [Share], besides shares: [Share]) -> Bool {
    var combinations = 1.0
    var seen = Set(group)
    for share in projected {
      for place in share.otherPlaces {
        guard let name = share.atom.terms[place].variableName, seen.insert(name).inserted
        else { continue }
        combinations *= Double(share.relation.distinctCount(of: place))
      }
    }
    let rows = shares.map { share in
      let bound = share.atom.boundPlaces(Set(group))
      return bound.reduce(Double(share.relation.count)) { rows, place in
        rows / Double(max(1, share.relation.distinctCount(of: place)))
      }
    }
    return projected.isEmpty || combinations * 2 <= rows.min()!
  }
}

// MARK: - Multiplying

extension AggregatePlanner {
  /// `#sum{ X * Y, C… : p(G…, C…, X), q(H…, C…, Y) }`, each G and H being of the group: the inner product
  /// of two vectors with coordinates C….
  fileprivate func innerProduct(of element: Aggregate.Element) -> InnerProduct? {
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

/// An atom as the values of one variable beside all its other arguments.
private struct Share {
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
  var name: String { "\(atom.predicate.text)/-\(place)" }

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
