import Relations

// The steps of a plan that know values. Each is called once a batch.

extension Batch {
  @inline(__always) func id(_ operand: Operand, _ row: Int) -> ValueID {
    switch operand {
    case .column(let column): columns[column][row]
    case .constant(let value): value
    }
  }
}

/// Where in the program a row function stands: what an error of it names.
struct Site {
  let range: TextRange
  /// The variable at each argument place; empty for a constant.
  let arguments: [String]
  let interner: Interner

  /// Runs `body` on the values of each row; an error gets the place and the row's bindings.
  func forEachRow(
    _ operands: [Operand], of batch: borrowing Batch,
    _ body: (Int, [Value]) throws(BuiltinError) -> Void
  ) throws(RunError) {
    for row in 0..<batch.count {
      try at(row, operands, of: batch) { values throws(BuiltinError) in try body(row, values) }
    }
  }

  /// The same for one row.
  func at<Result>(
    _ row: Int, _ operands: [Operand], of batch: borrowing Batch,
    _ body: ([Value]) throws(BuiltinError) -> Result
  ) throws(RunError) -> Result {
    let values = operands.map { interner[batch.id($0, row)] }
    do {
      return try body(values)
    } catch {
      let bindings = zip(arguments, values).filter { !$0.0.isEmpty }
      throw .undefined(UndefinedValue(reason: error, bindings: bindings, range: range))
    }
  }
}

/// A term or built-in predicate that has no value for some row.
struct UndefinedValue: Error {
  let reason: BuiltinError
  let bindings: [(String, Value)]
  let range: TextRange
}

/// `left op right`, all variables bound.
struct ComparisonFilter: RowFunction {
  let left: Expression
  let comparison: ComparisonOperator
  let right: Expression
  let site: Site
  let outputs = 0

  func apply(
    _ operands: [Operand], of batch: borrowing Batch, into matches: inout Matches
  ) throws(RunError) {
    if let one = left.operand(operands, site.interner),
      let other = right.operand(operands, site.interner)
    {
      return compare(one, other, of: batch, into: &matches)
    }
    for row in 0..<batch.count {
      let passes =
        if let a = left.integer(operands, of: batch, row),
          let b = right.integer(operands, of: batch, row)
        {
          comparison.holds(a, b)
        } else {
          try site.at(row, operands, of: batch) { values throws(BuiltinError) in
            comparison.holds(try left.value(values), try right.value(values))
          }
        }
      if passes { matches.rows.append(UInt32(row)) }
    }
  }

  /// What is there already: equal numbers are equal values, and small integers compare as they are.
  private func compare(
    _ left: Operand, _ right: Operand, of batch: borrowing Batch, into matches: inout Matches
  ) {
    for row in 0..<batch.count {
      let (a, b) = (batch.id(left, row), batch.id(right, row))
      let passes =
        if a == b {
          comparison == .equal || comparison == .lessOrEqual || comparison == .greaterOrEqual
        } else if comparison == .equal || comparison == .notEqual {
          comparison == .notEqual
        } else if let a = a.integer, let b = b.integer {
          comparison.holds(a, b)
        } else {
          comparison.holds(a, b, site.interner)
        }
      if passes { matches.rows.append(UInt32(row)) }
    }
  }
}

extension ComparisonOperator {
  fileprivate func holds(_ a: Int64, _ b: Int64) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }

  /// By their places in the order of values, where these are known.
  fileprivate func holds(_ a: ValueID, _ b: ValueID, _ interner: Interner) -> Bool {
    guard let (a, b) = interner.places(of: a, b) else { return holds(interner[a], interner[b]) }
    return holds(a, b)
  }
}

/// `V = term`, `V` unbound.
struct Assignment: RowFunction {
  let term: Expression
  let site: Site
  let outputs = 1

  func apply(
    _ operands: [Operand], of batch: borrowing Batch, into matches: inout Matches
  ) throws(RunError) {
    var values: [ValueID] = []
    values.reserveCapacity(batch.count)
    for row in 0..<batch.count {
      if let integer = term.integer(operands, of: batch, row) {
        values.append(ValueID(integer: integer) ?? site.interner.id(of: .int(integer)))
      } else if let number = term.number(operands, of: batch, row, site.interner) {
        values.append(site.interner.id(of: number.value))
      } else {
        values.append(
          try site.at(row, operands, of: batch) { arguments throws(BuiltinError) in
            site.interner.id(of: try term.value(arguments))
          })
      }
    }
    matches.rows += (0..<batch.count).map { UInt32($0) }
    matches.columns[0] += values
  }
}

private func bounds(_ first: Value, _ last: Value) throws(BuiltinError) -> Range<Int64> {
  do {
    return try interval(first, last)
  } catch {
    throw .arithmetic(error)
  }
}

/// `V = first..last`, `V` unbound: one row for every integer of the interval.
struct IntervalGenerator: RowFunction {
  let first: Expression
  let last: Expression
  let site: Site
  let outputs = 1
  /// Integers that one row may make: the whole batch is made at once.
  static let limit = 10_000_000

  func apply(
    _ operands: [Operand], of batch: borrowing Batch, into matches: inout Matches
  ) throws(RunError) {
    var rows: [UInt32] = []
    var values: [ValueID] = []
    try site.forEachRow(operands, of: batch) { row, arguments throws(BuiltinError) in
      let integers = try bounds(try first.value(arguments), try last.value(arguments))
      if integers.count > IntervalGenerator.limit {
        throw .invalid("an interval of more than \(IntervalGenerator.limit) integers")
      }
      for integer in integers {
        rows.append(UInt32(row))
        values.append(site.interner.id(of: .int(integer)))
      }
    }
    matches.rows += rows
    matches.columns[0] += values
  }
}

/// `term = first..last`, all variables bound.
struct IntervalFilter: RowFunction {
  let term: Expression
  let first: Expression
  let last: Expression
  let site: Site
  let outputs = 0

  func apply(
    _ operands: [Operand], of batch: borrowing Batch, into matches: inout Matches
  ) throws(RunError) {
    var passed: [UInt32] = []
    try site.forEachRow(operands, of: batch) { row, arguments throws(BuiltinError) in
      let integers = try bounds(try first.value(arguments), try last.value(arguments))
      if case .int(let integer) = try term.value(arguments), integers.contains(integer) {
        passed.append(UInt32(row))
      }
    }
    matches.rows += passed
  }
}

/// A built-in predicate with some arguments given; the others are added, in order of place.
struct BuiltinCall: RowFunction {
  let builtin: Builtin
  /// For each argument place the operand it takes, or nil where it is to be found or is `_`.
  let given: [Int?]
  /// Places that are passed on, ascending.
  let wanted: [Int]
  /// Pairs of places that hold one variable.
  let equalPlaces: [(Int, Int)]
  let site: Site
  private let known = KnownCalls()
  var outputs: Int { wanted.count }

  func apply(
    _ operands: [Operand], of batch: borrowing Batch, into matches: inout Matches
  ) throws(RunError) {
    for row in 0..<batch.count {
      let key = KnownCalls.key(operands, batch, row)
      if let key, known.take(key, row, into: &matches) { continue }
      let found = try solutions(row, operands, of: batch)
      if let key { known.remember(key, found) }
      for values in found {
        matches.rows.append(UInt32(row))
        for (place, value) in values.enumerated() { matches.columns[place].append(value) }
      }
    }
  }

  /// For each the values that are passed on.
  private func solutions(
    _ row: Int, _ operands: [Operand], of batch: borrowing Batch
  ) throws(RunError) -> [[ValueID]] {
    try site.at(row, operands, of: batch) { values throws(BuiltinError) in
      try builtin.rows(given.map { $0.map { values[$0] } })
        .filter { solution in equalPlaces.allSatisfy { solution[$0.0] == solution[$0.1] } }
        .map { solution in wanted.map { site.interner.id(of: solution[$0]) } }
    }
  }
}

/// `not builtin(…)`: keeps the rows for which there is no solution.
struct BuiltinAbsence: RowFunction {
  let call: BuiltinCall
  let outputs = 0

  func apply(
    _ operands: [Operand], of batch: borrowing Batch, into matches: inout Matches
  ) throws(RunError) {
    var found = Matches(width: call.outputs)
    try call.apply(operands, of: batch, into: &found)
    let present = Set(found.rows)
    matches.rows += (0..<UInt32(batch.count)).filter { !present.contains($0) }
  }
}
