extension Aggregation {
  /// The folded value for each row of the batch that has one. Equal groups of a batch are computed
  /// once, but for products; the tuples of a batch's groups are all that is stored.
  func run(
    on batch: borrowing Batch, by way: Way, _ budget: Budget
  ) throws(RunError) -> Matches {
    if case .multiplied(let product, let number) = way {
      return try sums(of: product, number, on: batch)
    }
    let (groups, groupOfRow) = distinctGroups(of: batch)
    var matches = Matches(width: 1)
    let values = try values(of: groups, by: way, budget)
    for row in 0..<batch.count {
      guard let value = values[groupOfRow[row]] else { continue }
      matches.rows.append(UInt32(truncatingIfNeeded: row))
      matches.columns[0].append(value)
    }
    return matches
  }

  private func values(
    of groups: Batch, by way: Way, _ budget: Budget
  ) throws(RunError) -> [ValueID?] {
    switch way {
    case .listed(let listing, let fold):
      try fold.fold(listing.tuples(of: groups, budget: budget), groups: groups.count)
    case .counted(let tally, let number):
      try tally.counts(of: groups, budget: budget).map(number)
    case .multiplied: preconditionFailure("a product needs no groups")
    }
  }

  /// Products take so little time that telling groups apart would take more.
  private func sums(
    of product: InnerProduct, _ number: (Int64?) throws(RunError) -> ValueID,
    on batch: borrowing Batch
  ) throws(RunError) -> Matches {
    var columns: [[ValueID]] = []
    for operand in group {
      switch operand {
      case .column(let column): columns.append(batch.columns[column])
      case .constant(let value): columns.append(Array(repeating: value, count: batch.count))
      }
    }
    var matches = Matches(width: 1)
    matches.rows = (0..<batch.count).map { UInt32(truncatingIfNeeded: $0) }
    matches.columns[0].reserveCapacity(batch.count)
    for sum in product.sums(of: Batch(columns: columns, count: batch.count)) {
      matches.columns[0].append(try number(sum))
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
