import Relations

// Atoms joined over a variable that nothing else needs, where many ways lead to few places.

extension Ordering {
  /// Two literals that are joined over a variable of no further use.
  struct Composed {
    let first: Int
    let second: Int
    /// The first atom as values of the joining variable, the second as values of the one reached.
    let leaving: Share
    let arriving: Share
    let joining: String
    let reached: String
  }

  /// The chosen atom with the one that is reached from it, where far more ways lead there than there
  /// are pairs of places to begin and to end.
  func composed(at first: Int) -> Composed? {
    guard readsFinished, case .positive(let atom) = body[first].kind else { return nil }
    let unbound = atom.occurrences.filter { !bound.contains($0) }
    return unbound.lazy.filter { !wanted.contains($0) }.compactMap { composed(first, over: $0) }
      .first { pays($0, keeping: unbound) }
  }

  private func composed(_ first: Int, over joining: String) -> Composed? {
    let users = remaining.filter { body[$0].occurrences.contains(joining) }
    guard users.count == 2, let second = users.first(where: { $0 != first }),
      let leaving = Share(of: joining, in: body[first], planner), !leaving.repeatsVariables
    else { return nil }
    let known = bound.union(body[first].occurrences)
    let new = body[second].occurrences.filter { !known.contains($0) }
    guard new.count == 1, let arriving = Share(of: new[0], in: body[second], planner),
      !arriving.repeatsVariables
    else { return nil }
    return Composed(
      first: first, second: second, leaving: leaving, arriving: arriving, joining: joining,
      reached: new[0])
  }

  private func pays(_ composed: Composed, keeping unbound: [String]) -> Bool {
    let beginnings = composed.leaving.otherPlaces.filter { place in
      composed.leaving.atom.terms[place].variableName.map(unbound.contains) ?? false
    }
    let ends = composed.arriving.relation.distinctCount(of: composed.arriving.place)
    let pairs = beginnings.reduce(Double(ends)) {
      $0 * Double(composed.leaving.relation.distinctCount(of: $1))
    }
    let ways =
      fanOut(composed.first, bound)
      * fanOut(composed.second, bound.union(body[composed.first].occurrences))
    return ways > Ordering.manyWays * pairs
  }

  private static let manyWays = 4.0

  /// First the places to begin, each once, then what is reached from them.
  mutating func add(_ composed: Composed) {
    let (leaving, arriving) = (composed.leaving, composed.arriving)
    let beginnings = leaving.relation.rows(without: leaving.place)
    estimate *= min(fanOut(composed.first, bound), Double(beginnings.count))
    guard case .positive(let projection) = leaving.projection.kind else { return }
    addJoin(projection, beginnings, .visible, of: leaving.projection)
    remaining.removeAll { $0 == composed.first || $0 == composed.second }
    func operand(_ term: Term) -> Operand {
      switch term.kind {
      case .variable(composed.joining): .constant(.none)
      case .variable(let name): column(name)
      case .constant(let value): .constant(planner.interner.id(of: value))
      case .wildcard, .negation, .operation, .interval:
        preconditionFailure("not an argument of what can be composed")
      }
    }
    let joining = arriving.otherPlaces.firstIndex { place in
      arriving.atom.terms[place].variableName == composed.joining
    }
    let step = Composition(
      leaving.join(operand), arriving.join(operand), joining: joining!)
    estimate *= Double(arriving.relation.distinctCount(of: arriving.place))
    append(
      .compose(step), adding: [composed.reached], body[composed.first], body[composed.second])
  }
}

extension Share {
  fileprivate var repeatsVariables: Bool {
    Set(atom.occurrences).count != atom.occurrences.count
  }
}
