extension Aggregation {
  /// The folded value for each row of the batch that has one. Equal groups of a batch are computed
  /// once; the tuples of a batch's groups are all that is stored.
  func run(on batch: borrowing Batch, budget: Budget) throws(RunError) -> Matches {
    let (groups, groupOfRow) = distinctGroups(of: batch)
    let tuples = Relation(width: tupleWidth, hasPairs ? .paired : .listed)
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

  /// Whether each tuple is a group number with a value; a set can't hold `none`.
  private var hasPairs: Bool {
    tupleWidth == 2 && elements.allSatisfy { !$0.tuple.contains(.constant(.none)) }
  }

  /// The distinct groups, with their number as the last column, and each row's group number.
  private func distinctGroups(of batch: borrowing Batch) -> (Batch, [Int]) {
    let hashes = hashes(of: group, in: batch)
    var numbers = RowTable()
    numbers.reserve(batch.count) { hashes[$0] }
    var groups = Batch(columns: Array(repeating: [], count: group.count + 1), count: 0)
    var groupOfRow: [Int] = []
    for row in 0..<batch.count {
      let place = numbers.place(hashes[row]) { number in
        group.indices.allSatisfy { groups.columns[$0][number] == batch.value(group[$0], row) }
      }
      if numbers.slots[place] == 0 {
        numbers.set(place, hashes[row], row: groups.count)
        for (place, operand) in group.enumerated() {
          groups.columns[place].append(batch.value(operand, row))
        }
        groups.columns[group.count].append(ValueID(raw: UInt32(truncatingIfNeeded: groups.count)))
        groups.count += 1
      }
      groupOfRow.append(RowTable.row(numbers.slots[place]))
    }
    return (groups, groupOfRow)
  }
}
