import Relations

// Where a body's solutions differ by themselves, so that nobody has to look for duplicates.

extension Planner {
  /// Whether no two solutions of a body agree in all of `names`: they hold every variable of its atoms,
  /// and what else there is has one value for these.
  ///
  /// - Parameter given: variables that have one value for all solutions.
  func hasDistinctSolutions(
    _ body: [Literal], by names: some Sequence<String>, given: [String] = []
  ) -> Bool {
    let names = Set(names).union(given)
    return body.allSatisfy { literal in
      switch literal.kind {
      case .negative, .aggregate: true
      case .comparison(_, _, let right):
        !right.isInterval || literal.occurrences.allSatisfy(names.contains)
      case .positive(let atom): atom.occurrences.allSatisfy(names.contains) && isWhole(atom)
      }
    }
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
