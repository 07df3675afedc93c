/// The values that several relations of two columns all have beside values that are bound: for each
/// row of a batch the smallest set proposes and the others validate, so the cost is that of the
/// smallest, whichever it is.
///
/// - SeeAlso: Ngo, Ré and Rudra, *Skew strikes back*, 2013, for why a cycle of atoms can't be joined
///   pair by pair in this time.
public struct Intersection {
  /// Each with one column as its key and the other as its output.
  public var joins: [Join]

  /// - Precondition: all relations can be intersected.
  public init(_ joins: [Join]) {
    precondition(joins.allSatisfy { $0.relation.canBeIntersected && $0.key.count == 1 })
    self.joins = joins
  }

  /// Fills `output` with up to a batch of rows: the `kept` columns of `batch`, then the common value.
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, from cursor: inout JoinCursor
  ) {
    var filling = Filling(&output, kept: kept, outputs: [1])
    while cursor.row < batch.count {
      if cursor.found.isEmpty { cursor.found = commonValues(of: batch, cursor.row) }
      if !cursor.found.isEmpty, !cursor.passOn(.none, at: 0, &filling, batch) { break }
      cursor.row += 1
    }
    output = filling.output
    cursor.isDone = cursor.row == batch.count
  }

  private func commonValues(of batch: borrowing Batch, _ row: Int) -> [ValueID] {
    var sets: [AdaptiveSet] = []
    for join in joins {
      let value = batch.value(join.keyOperands[0], row)
      guard let set = join.relation.rows.values(beside: value, at: join.key[0]) else { return [] }
      sets.append(set)
    }
    let least = sets.indices.min { sets[$0].count < sets[$1].count }!
    sets.swapAt(0, least)
    if sets.count == 2 { return sets[0].common(with: sets[1]) }
    return sets[0].values.filter { value in
      sets.dropFirst().allSatisfy { $0.contains(value.raw) }
    }
  }
}

extension AdaptiveSet {
  /// The values that both have.
  fileprivate func common(with other: AdaptiveSet) -> [ValueID] {
    var common = Array(repeating: ValueID.none, count: Int(count))
    var size = 0
    do {
      var span = common.mutableSpan
      visit { value in
        guard other.contains(value) else { return }
        span[size] = ValueID(raw: value)
        size += 1
      }
    }
    common.removeLast(common.count - size)
    return common
  }
}
