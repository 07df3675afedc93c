extension PairRows {
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, by join: Join,
    from cursor: inout JoinCursor
  ) {
    var filling = Filling(&output, kept: kept, outputs: join.outputs)
    if !join.equalColumns.isEmpty || join.key.count > (join.view == .delta ? 0 : 1) {
      fillOneByOne(&filling, batch, by: join, from: &cursor)
    } else if join.view == .delta {
      fillDelta(&filling, batch, from: &cursor)
    } else {
      join.key == [1]
        ? bySecond.fill(&filling, of: batch, by: join, from: &cursor)
        : byFirst.fill(&filling, of: batch, by: join, from: &cursor)
    }
    output = filling.output
    cursor.isDone = cursor.row == batch.count
  }

  private func fillDelta(
    _ filling: inout Filling, _ batch: borrowing Batch, from cursor: inout JoinCursor
  ) {
    while cursor.row < batch.count, filling.room > 0 {
      let end = min(cursor.candidate + filling.room, deltaCount)
      filling.append(delta, cursor.candidate..<end, batch, cursor.row)
      cursor.candidate = end
      if cursor.candidate == deltaCount {
        cursor.row += 1
        cursor.candidate = 0
      }
    }
  }
}

// MARK: - One by one

extension PairRows {
  /// Where each row has to be looked at: both values given, equal to each other, or one given in the
  /// delta.
  private func fillOneByOne(
    _ filling: inout Filling, _ batch: borrowing Batch, by join: Join,
    from cursor: inout JoinCursor
  ) {
    while cursor.row < batch.count {
      let row = cursor.row
      let more = forEachMatch(of: batch, row, by: join, from: &cursor.candidate) { pair in
        filling.append(pair, batch, row)
        return filling.room > 0
      }
      if more { return }
      cursor.row += 1
      cursor.candidate = 0
    }
  }

  /// Calls back with every match of a row of the batch from candidate `position` on, until `goOn` says
  /// no. Returns whether there may be more.
  private func forEachMatch(
    of batch: borrowing Batch, _ row: Int, by join: Join, from position: inout Int,
    _ goOn: ((ValueID, ValueID)) -> Bool
  ) -> Bool {
    let candidates = candidates(batch, row, join)
    while position < candidates.count {
      let pair = candidates.pair(position)
      position += 1
      if join.agrees(pair, batch, row), isThere(pair, join.view), !goOn(pair) { return true }
    }
    return false
  }

  /// Rows that may match: those of the delta, or the one that is given, or one for each first value.
  private func candidates(
    _ batch: borrowing Batch, _ row: Int, _ join: Join
  ) -> (count: Int, pair: (Int) -> (ValueID, ValueID)) {
    if join.view == .delta {
      return (deltaCount, { [delta] in (delta[0][$0], delta[1][$0]) })
    }
    let given = join.keyOperands.map { batch.value($0, row) }
    if given.count == 2 { return (1, { _ in (given[0], given[1]) }) }
    if let value = given.first { return (1, { _ in (value, value) }) }
    return (
      byFirst.firsts.count,
      { [firsts = byFirst.firsts] in (ValueID(raw: firsts[$0]), ValueID(raw: firsts[$0])) }
    )
  }

  private func isThere(_ pair: (ValueID, ValueID), _ view: Relation.View) -> Bool {
    view == .delta || byFirst.contains(pair.0, pair.1)
  }

  func lendsSets(by key: [Int], in view: Relation.View) -> Bool {
    view == .delta ? key == [0] && hasDeltaSets : key.count == 1
  }

  func prepareSets(of column: Int) { prepareIndex(on: [1 - column]) }

  func combinations(besides column: Int) -> [[ValueID]] {
    [column == 1 ? byFirst.firstValues : bySecond.firstValues]
  }

  func sets(
    of column: Int, beside others: [Operand], for rows: Range<Int>, of batch: borrowing Batch
  ) -> [AdaptiveSet] {
    column == 1
      ? byFirst.sets(of: others[0], for: rows, of: batch)
      : bySecond.sets(of: others[0], for: rows, of: batch)
  }

  func matchCounts(for batch: borrowing Batch, by join: Join) -> [Int] {
    guard join.key.count < 2, join.equalColumns.isEmpty, join.view != .delta else {
      return listedMatchCounts(for: batch, by: join)
    }
    guard let operand = join.keyOperands.first else {
      return Array(repeating: count, count: batch.count)
    }
    let sets = sets(of: 1 - join.key[0], beside: [operand], for: 0..<batch.count, of: batch)
    return sets.map { Int($0.count) }
  }

  func exists(for batch: borrowing Batch, by join: Join) -> [Bool] {
    guard join.equalColumns.isEmpty, join.view != .delta else {
      return (0..<batch.count).map { row in
        var position = 0
        return forEachMatch(of: batch, row, by: join, from: &position) { _ in false }
      }
    }
    let operands = join.keyOperands
    return (0..<batch.count).map { row in
      switch join.key {
      case [0]: byFirst.hasFirst(batch.value(operands[0], row))
      case [1]: bySecond.hasFirst(batch.value(operands[0], row))
      case [0, 1]: byFirst.contains(batch.value(operands[0], row), batch.value(operands[1], row))
      default: count > 0
      }
    }
  }
}

extension Join {
  /// Whether a pair has the given values, and equal ones where the literal repeats a variable.
  fileprivate func agrees(_ pair: (ValueID, ValueID), _ batch: borrowing Batch, _ row: Int) -> Bool
  {
    for (place, column) in key.enumerated()
    where (column == 0 ? pair.0 : pair.1) != batch.value(keyOperands[place], row) { return false }
    return equalColumns.isEmpty || pair.0 == pair.1
  }
}
