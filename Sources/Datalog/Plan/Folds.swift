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
    case .average: try numbers(tuples, groups, Statistics.mean)
    case .median: try numbers(tuples, groups, Statistics.median)
    case .first: second(tuples, groups) { interner.precedes($0, $1) }
    case .last: second(tuples, groups) { interner.precedes($1, $0) }
    }
  }

  /// The value of a sum of integers; nil for one that leaves 64 bits.
  func value(ofSum sum: Int64?) throws(RunError) -> ValueID {
    if let sum { return interner.id(of: .int(sum)) }
    throw .undefined(
      UndefinedValue(reason: .arithmetic(.overflow), bindings: [], range: range))
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

  /// The second term of each group's best tuple, tuples being compared term by term.
  private func second(
    _ tuples: Relation, _ groups: Int, _ isBetter: (ValueID, ValueID) -> Bool
  ) -> [ValueID?] {
    let columns = tuples.columns
    var best = [Int?](repeating: nil, count: groups)
    for row in 0..<tuples.count {
      let group = Int(columns[0][row].raw)
      guard let known = best[group] else {
        best[group] = row
        continue
      }
      let place = columns.indices.first { columns[$0][row] != columns[$0][known] } ?? 0
      if isBetter(columns[place][row], columns[place][known]) { best[group] = row }
    }
    return best.map { $0.map { columns[2][$0] } }
  }

  private func sum(_ tuples: Relation, _ groups: Int) throws(RunError) -> [ValueID?] {
    try numbers(tuples, groups, Statistics.sum)
  }

  /// A function of each group's first terms in ascending order, so that a sum of decimals does not
  /// depend on the order of rows.
  private func numbers(
    _ tuples: Relation, _ groups: Int, _ function: ([Value]) throws(ArithmeticError) -> Value?
  ) throws(RunError) -> [ValueID?] {
    var terms = [[Value]](repeating: [], count: groups)
    for (group, value) in zip(tuples.columns[0], tuples.columns[1]) {
      terms[Int(group.raw)].append(interner[value])
    }
    var values: [ValueID?] = []
    for group in terms {
      do {
        values.append(try function(group.sorted()).map(interner.id(of:)))
      } catch {
        throw .undefined(UndefinedValue(reason: .arithmetic(error), bindings: [], range: range))
      }
    }
    return values
  }
}

/// Of numbers in ascending order.
private enum Statistics {
  static func sum(_ numbers: [Value]) throws(ArithmeticError) -> Value {
    var sum = Value.int(0)
    for number in numbers { sum = try calculate(sum, .add, number) }
    return sum
  }

  /// None of nothing.
  static func mean(_ numbers: [Value]) throws(ArithmeticError) -> Value? {
    if numbers.isEmpty { return nil }
    return try calculate(sum(numbers), .divide, .decimal(Double(numbers.count)))
  }

  static func median(_ numbers: [Value]) throws(ArithmeticError) -> Value? {
    if numbers.isEmpty { return nil }
    let middle = numbers.count / 2
    return try mean(
      Array(numbers[(numbers.count.isMultiple(of: 2) ? middle - 1 : middle)...middle]))
  }
}
