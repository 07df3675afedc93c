import Relations

// Bodies whose plan begins with every row of one relation, none of them twice: a row's number then
// stands for the row, for the head's columns and for relations that have columns in common with it.

extension Ordering {
  /// The relation that a plan begins with.
  struct Beginning {
    let relation: Relation
    /// Its column for each variable of the atom.
    let columns: [String: Int]

    /// The column of a row's number, which no variable is named like.
    static let number = "#row"
  }

  /// The beginning that a join would be; nil where it is none, or where nobody asks for row numbers.
  func beginning(with atom: Atom, _ join: Join) -> Beginning? {
    guard readsFinished, beginning == nil, isUntouched, join.view == .visible, join.key.isEmpty,
      join.equalColumns.isEmpty, join.relation.isNumbered
    else { return nil }
    var columns: [String: Int] = [:]
    for (place, term) in atom.terms.enumerated() { columns[term.variableName ?? "_"] = place }
    columns["_"] = nil
    let beginning = Beginning(relation: join.relation, columns: columns)
    let passesOn =
      isPassing && wanted.contains { columns[$0] != nil } && determinesAll(Set(columns.keys))
    return passesOn || remaining.contains { isBeside(body[$0], beginning) } ? beginning : nil
  }

  /// Whether each row of the beginning has one solution at most; where it has many, its number and a look
  /// at it would cost more than its values.
  private func determinesAll(_ variables: Set<String>) -> Bool {
    let known = planner.determined(by: variables, in: body, of: [])
    return body.allSatisfy { literal in
      guard case .positive(let atom) = literal.kind else { return true }
      return atom.occurrences.allSatisfy(known.contains)
    }
  }

  /// Whether a literal will be found by the numbers of the beginning's rows.
  private func isBeside(_ literal: Literal, _ beginning: Beginning) -> Bool {
    switch literal.kind {
    case .positive(let atom), .negative(let atom):
      guard let relation = planner.relation(atom.predicate.text) else { return false }
      let known = Set(beginning.columns.keys)
      return areBeside(atom, atom.boundPlaces(known), of: relation, beginning)
    case .comparison, .aggregate: return false
    }
  }

  /// The join by row numbers, where the columns of its key are the beginning's, and no two rows agree in
  /// them: each row is found beside the one of equal number.
  func numbered(_ join: Join, with atom: Atom) -> Join {
    guard let beginning, join.view == .visible, join.equalColumns.isEmpty,
      areBeside(atom, join.key, of: join.relation, beginning)
    else { return join }
    var numbered = join
    numbered.key = [join.relation.width]
    numbered.keyOperands = [column(Beginning.number)]
    return numbered
  }

  private func areBeside(
    _ atom: Atom, _ places: [Int], of relation: Relation, _ beginning: Beginning
  ) -> Bool {
    guard !places.isEmpty, relation.isNumbered, let key = relation.key,
      Set(key).isSubset(of: places), relation.count == beginning.relation.count
    else { return false }
    return places.allSatisfy { place in
      guard let name = atom.terms[place].variableName, let column = beginning.columns[name] else {
        return false
      }
      return relation.shares(place, with: beginning.relation, column)
    }
  }

  // MARK: Passing on

  /// For each term of the head the column of the beginning that is passed on.
  func passedColumns(of head: [Term]) -> [Int?] {
    head.map { term in
      isPassing ? term.variableName.flatMap { beginning?.columns[$0] } : nil
    }
  }

  /// Nil where no column is passed on.
  func passing(_ columns: [Int?], in planned: Planner.Body) -> Passing? {
    guard let beginning, columns.contains(where: { $0 != nil }),
      let number = planned.layout.firstIndex(of: Beginning.number)
    else { return nil }
    return Passing(beginning.relation, number: .column(number), columns: columns)
  }

  // MARK: Choosing

  /// The atom whose rows determine those of all others, where about as many solutions are expected as it
  /// has rows: going through them saves an index of them. Not where a constant chooses among rows.
  func leader(among atoms: [Int]) -> Int? {
    let literals = atoms.map { body[$0] }
    guard readsFinished, isUntouched, atoms.count > 1,
      literals.allSatisfy({ $0.atom?.boundPlaces([]).isEmpty ?? false }),
      let leader = atoms.max(by: { fanOut($0, []) < fanOut($1, []) }),
      let atom = body[leader].atom, let relation = planner.relation(atom.predicate.text)
    else { return nil }
    let known = planner.determined(by: Set(atom.occurrences), in: literals, of: [])
    guard literals.allSatisfy({ $0.occurrences.allSatisfy(known.contains) }) else { return nil }
    return expectedRows(of: atoms) * 2 >= Double(relation.count) ? leader : nil
  }

  /// Of joining atoms one after the other, always the one next that multiplies rows least.
  private func expectedRows(of atoms: [Int]) -> Double {
    var (left, bound, rows) = (atoms, Set<String>(), 1.0)
    while let next = left.min(by: { fanOut($0, bound) < fanOut($1, bound) }) {
      rows *= fanOut(next, bound)
      bound.formUnion(body[next].occurrences)
      left.removeAll { $0 == next }
    }
    return rows
  }
}
