import Relations

// Where a body's solutions differ by themselves, so that nobody has to look for duplicates.

extension Planner {
  /// Whether no two solutions of a body agree in all of `names`: what these determine is every variable
  /// of its atoms, and a row of each.
  ///
  /// - Parameters:
  ///   - given: variables that have one value for all solutions.
  ///   - passedOver: variables by whose values solutions are not told apart.
  func hasDistinctSolutions(
    _ body: [Literal], by names: [String], given: [String] = [],
    passingOver passedOver: [String] = []
  ) -> Bool {
    let determined = determined(by: Set(names).union(given), in: body, of: names)
    let known = determined.union(passedOver)
    return body.allSatisfy { literal in
      switch literal.kind {
      case .negative, .aggregate: true
      case .comparison(_, _, let right):
        !right.isInterval || literal.occurrences.allSatisfy(known.contains)
      case .positive(let atom):
        atom.occurrences.allSatisfy(known.contains)
          && (isWhole(atom) || determines(determined, atom))
      }
    }
  }

  /// Places of a rule's head that determine the others: not necessarily the fewest.
  func key(of head: [Term], in body: [Literal]) -> [Int] {
    var key = head.indices.filter { head[$0].isVariable }
    let all = Set(head.compactMap(\.variableName))
    for place in key.reversed() {
      let fewer = key.filter { $0 != place }
      let names = Set(fewer.compactMap { head[$0].variableName })
      if determined(by: names, in: body, of: Array(all)).isSuperset(of: all) { key = fewer }
    }
    return key
  }

  /// The variables of which a solution has one value for each choice of values of `names`: what is
  /// calculated of them, what aggregates make of groups of them, and all of a row whose key they hold.
  func determined(
    by names: Set<String>, in body: [Literal], of head: [String]
  ) -> Set<String> {
    let globals = Set(body.flatMap(\.outerOccurrences) + head).union(names)
    var known = names
    var size = -1
    while known.count > size {
      size = known.count
      for literal in body { known.formUnion(determined(by: known, in: literal, globals)) }
    }
    return known
  }

  private func determined(
    by known: Set<String>, in literal: Literal, _ globals: Set<String>
  ) -> [String] {
    switch literal.kind {
    case .positive(let atom): return determines(known, atom) ? atom.occurrences : []
    case .negative: return []
    case .comparison(let left, .equal, let right):
      if right.isInterval { return [] }
      func isKnown(_ term: Term) -> Bool { term.occurrences.allSatisfy(known.contains) }
      return [(left, right), (right, left)].compactMap { isKnown($1) ? $0.variableName : nil }
    case .aggregate(let term, .equal, let aggregate):
      let group = aggregate.occurrences.filter(globals.contains)
      return group.allSatisfy(known.contains) ? [term.variableName].compactMap { $0 } : []
    case .comparison, .aggregate: return []
    }
  }

  /// Whether the variables hold a key of the atom's relation.
  private func determines(_ known: Set<String>, _ atom: Atom) -> Bool {
    guard let key = relation(atom.predicate.text)?.key else { return false }
    let bound = Set(atom.boundPlaces(known))
    return key.allSatisfy(bound.contains)
  }

  /// Whether the atom's variables and constants make up a row. What a built-in predicate finds is taken
  /// to repeat itself.
  private func isWhole(_ atom: Atom) -> Bool {
    guard let relation = relation(atom.predicate.text) else { return false }
    return atom.terms.indices.allSatisfy { place in
      !atom.terms[place].isWildcard || place == relation.bestColumn
    }
  }
}
