import Relations

/// An aggregate function over each group's set of tuples; the first term is what is summed or
/// compared.
struct AggregateFold: Fold {
  let function: Aggregate.Function
  let range: TextRange
  let interner: Interner

  func fold(_ tuples: Relation, groups: Int) throws(RunError) -> [ValueID?] {
    switch function {
    case .count: count(tuples, groups)
    case .sum: try sum(tuples, groups)
    case .min: extreme(tuples, groups) { interner.precedes($0, $1) }
    case .max: extreme(tuples, groups) { interner.precedes($1, $0) }
    }
  }

  private func count(_ tuples: Relation, _ groups: Int) -> [ValueID?] {
    var counts = [Int64](repeating: 0, count: groups)
    for group in tuples.columns[0] { counts[Int(group.raw)] += 1 }
    return counts.map { interner.id(of: .int($0)) }
  }

  private func extreme(
    _ tuples: Relation, _ groups: Int, _ isBetter: (ValueID, ValueID) -> Bool
  ) -> [ValueID?] {
    var best = [ValueID?](repeating: nil, count: groups)
    for (group, value) in zip(tuples.columns[0], tuples.columns[1]) {
      let group = Int(group.raw)
      if best[group].map({ isBetter(value, $0) }) ?? true { best[group] = value }
    }
    return best
  }

  /// Decimals are added in ascending order, so that the sum does not depend on the order of rows.
  private func sum(_ tuples: Relation, _ groups: Int) throws(RunError) -> [ValueID?] {
    var terms = [[Value]](repeating: [], count: groups)
    for (group, value) in zip(tuples.columns[0], tuples.columns[1]) {
      terms[Int(group.raw)].append(interner[value])
    }
    var sums: [ValueID?] = []
    for group in terms {
      do {
        sums.append(interner.id(of: try total(group)))
      } catch {
        throw .undefined(UndefinedValue(reason: .arithmetic(error), bindings: [], range: range))
      }
    }
    return sums
  }

  private func total(_ terms: [Value]) throws(ArithmeticError) -> Value {
    var total = Value.int(0)
    for term in terms.sorted() { total = try calculate(total, .add, term) }
    return total
  }
}
