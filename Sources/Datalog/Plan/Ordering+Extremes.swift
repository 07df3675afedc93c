import Relations

// Atoms of which the greatest or the least value tells as much as all: something that A said after D is
// there, `said(A, E), E > D`, if the last that A said is after D.

extension Ordering {
  /// An atom that binds one variable, which is compared with what is bound, and not needed further.
  struct Extreme {
    let number: Int
    let atom: Atom
    let relation: Relation
    /// Where the variable stands.
    let place: Int
    let isGreatest: Bool
  }

  /// The chosen atom as one of a greatest or least value, where its rows are so many that it pays to go
  /// through its relation once, rather than through those beside each row.
  func extreme(at number: Int) -> Extreme? {
    guard readsFinished, case .positive(let atom) = body[number].kind,
      let relation = planner.relation(atom.predicate.text), !relation.isLeastValued,
      estimate * fanOut(number, bound) > Ordering.leastRepetition * Double(relation.count)
    else { return nil }
    let bound = bound
    let open = atom.terms.indices.filter { place in
      atom.terms[place].variableName.map { !bound.contains($0) } ?? false
    }
    guard open.count == 1, let name = atom.terms[open[0]].variableName, !wanted.contains(name)
    else {
      return nil
    }
    let users = remaining.filter { $0 != number && body[$0].occurrences.contains(name) }
    guard users.count == 1, let isGreatest = body[users[0]].wantsGreatest(name, bound) else {
      return nil
    }
    return Extreme(
      number: number, atom: atom, relation: relation, place: open[0], isGreatest: isGreatest)
  }

  /// How often each row would have to be looked at: to keep the best takes some ten times as long.
  private static let leastRepetition = 10.0

  /// One row for what is bound; the comparison, which is behind it, looks at that one alone.
  mutating func add(_ extreme: Extreme) {
    remaining.removeAll { $0 == extreme.number }
    let places = extreme.atom.boundPlaces(bound) + [extreme.place]
    let atom = Atom(
      internal: extreme.atom.predicate.text, places.map { extreme.atom.terms[$0] },
      range: extreme.atom.range)
    addJoin(atom, best(extreme, places), .visible, of: body[extreme.number])
  }

  private func best(_ extreme: Extreme, _ places: [Int]) -> Relation {
    let interner = planner.interner
    let best = Relation(width: places.count, bestIn: places.count - 1) {
      extreme.isGreatest ? interner.precedes($1, $0) : interner.precedes($0, $1)
    }
    let columns = extreme.relation.columns
    for start in stride(from: 0, to: extreme.relation.count, by: Batch.capacity) {
      let rows = start..<min(start + Batch.capacity, extreme.relation.count)
      best.insert(Batch(columns: places.map { Array(columns[$0][rows]) }, count: rows.count))
    }
    best.settle()
    return best
  }
}

extension Literal {
  /// Whether the literal holds for some value of the variable if it holds for the greatest, or (false)
  /// for the least; nil where it is no such comparison with what is bound.
  fileprivate func wantsGreatest(_ name: String, _ bound: Set<String>) -> Bool? {
    guard case .comparison(let left, let comparison, let right) = kind else { return nil }
    let isLeft = left.variableName == name
    let other = isLeft ? right : left
    guard isLeft || right.variableName == name, other.occurrences.allSatisfy(bound.contains),
      !other.isInterval
    else { return nil }
    switch comparison {
    case .less, .lessOrEqual: return !isLeft
    case .greater, .greaterOrEqual: return isLeft
    case .equal, .notEqual: return nil
    }
  }
}
