import Relations

extension Planner {
  /// Chooses how an aggregate's value is found: now, or when it is reached.
  func way(of aggregate: AggregatePlanner) -> () -> Aggregation.Way {
    if isLasting { return KeptWay(of: aggregate).way }
    let way = aggregate.way()
    return { way }
  }
}

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
      steps: planned.steps.dropLast(), group: .column(last.kept[number]), last: .matches(join),
      counter: last.counter)
  }

  /// The one variable counted is what several atoms have in common: the sets of its values are
  /// intersected for all that else their arguments may be, which should be little.
  private func commonTally(of element: Aggregate.Element) -> Tally? {
    guard element.terms.count == 1, let counted = element.terms[0].variableName,
      !group.contains(counted), element.body.count(where: { $0.occurrences.contains(counted) }) > 1
    else { return nil }
    var condensing = Condensing(of: planner)
    let body = element.body.map { condensing.condensed($0, counting: counted) }
    return with(condensing.planner).commonTally(of: counted, in: body)
  }

  private func with(_ planner: Planner) -> AggregatePlanner {
    AggregatePlanner(planner: planner, aggregate: aggregate, group: group)
  }

  private func commonTally(of counted: String, in body: [Literal]) -> Tally? {
    var rest: [Literal] = []
    var shares: [Share] = []
    for literal in body {
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
    let planner = Planner(
      interner: planner.interner, relation: { [planner] in names[$0] ?? planner.relation($0) },
      takesNotes: planner.takesNotes)
    let planned = with(planner).body(
      rest + projected.map(\.projection), keeping: shares.flatMap(\.others))
    func operand(_ term: Term) -> Operand {
      var planned = planned
      return planner.operand(for: term, in: &planned)
    }
    return Tally(
      steps: planned.steps,
      group: .column(planned.layout.firstIndex(of: AggregatePlanner.number)!),
      last: .common(Intersection(shares.map { $0.join(operand) })),
      counter: planner.note(shares.map(\.literal), estimate: nil))
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
