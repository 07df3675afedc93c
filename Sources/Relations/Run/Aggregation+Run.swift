extension Aggregation {
  /// The folded value for each row of the batch that has one. Equal groups of a batch are computed
  /// once; the tuples of a batch's groups are all that is stored.
  func run(on batch: borrowing Batch, budget: Budget) throws(RunError) -> Matches {
    let (groups, groupOfRow) = distinctGroups(of: batch)
    let tuples = Relation(width: tupleWidth)
    for element in elements {
      let plan = Plan(steps: element.steps, head: element.tuple, target: tuples)
      var pipeline = Pipeline(plan, budget: budget, isPaid: false)
      _ = try pipeline.run(from: groups)
    }
    let values = try fold.fold(tuples, groups: groups.count)
    var matches = Matches(width: 1)
    for row in 0..<batch.count {
      guard let value = values[groupOfRow[row]] else { continue }
      matches.rows.append(UInt32(truncatingIfNeeded: row))
      matches.columns[0].append(value)
    }
    return matches
  }

  /// The distinct groups, with their number as the last column, and each row's group number.
  private func distinctGroups(of batch: borrowing Batch) -> (Batch, [Int]) {
    var numbers: [[ValueID]: Int] = [:]
    var groups = Batch(columns: Array(repeating: [], count: group.count + 1), count: 0)
    var groupOfRow: [Int] = []
    for row in 0..<batch.count {
      let key = group.map { batch.value($0, row) }
      if let number = numbers[key] {
        groupOfRow.append(number)
        continue
      }
      numbers[key] = groups.count
      groupOfRow.append(groups.count)
      for (place, value) in key.enumerated() { groups.columns[place].append(value) }
      groups.columns[group.count].append(ValueID(raw: UInt32(truncatingIfNeeded: groups.count)))
      groups.count += 1
    }
    return (groups, groupOfRow)
  }
}
