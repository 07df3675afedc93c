extension Aggregation {
  /// The folded value for each row of the batch that has one. Equal groups of a batch are computed
  /// once; the tuples of a batch's groups are all that is stored.
  func run(
    on batch: borrowing Batch, by way: Way, _ budget: Budget
  ) throws(RunError) -> Matches {
    let (groups, groupOfRow) = distinctGroups(of: batch)
    let values: [ValueID?]
    switch way {
    case .listed(let listing, let fold):
      values = try fold.fold(listing.tuples(of: groups, budget: budget), groups: groups.count)
    case .counted(let tally, let number):
      values = try tally.counts(of: groups, budget: budget).map(number)
    case .multiplied(let product, let number):
      var sums: [ValueID?] = []
      for sum in product.sums(of: groups) { sums.append(try number(sum)) }
      values = sums
    }
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
    var numbers = RowNumbers(width: group.count)
    let groupOfRow = numbers.numbers(adding: group, of: batch)
    let number = (0..<numbers.count).map { ValueID(raw: UInt32(truncatingIfNeeded: $0)) }
    return (Batch(columns: numbers.columns + [number], count: numbers.count), groupOfRow)
  }
}

extension Listing {
  fileprivate func tuples(of groups: Batch, budget: Budget) throws(RunError) -> Relation {
    let tuples = Relation(width: width, hasPairs ? .paired : .listed)
    for element in elements {
      var flow = Flow(
        element.steps,
        into: Proposals(element.tuple, to: tuples, isDistinct: isDistinct, isPaid: false))
      try flow.run(from: groups, within: budget)
    }
    return tuples
  }

  /// Whether each tuple is a group number with a value, of which sets are made; a set can't hold `none`.
  private var hasPairs: Bool {
    width == 2 && !isDistinct && elements.allSatisfy { !$0.tuple.contains(.constant(.none)) }
  }
}
