// Joining: the matches of a row are whole sets, which are copied into the batch as they are.

extension PairRows {
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, by join: Join,
    from cursor: inout JoinCursor
  ) {
    var filling = Filling(output: output, kept: kept, join: join)
    output = Batch(columns: [], count: 0)
    if !join.equalColumns.isEmpty || join.key.count > (join.view == .delta ? 0 : 1) {
      fillOneByOne(&filling, batch, from: &cursor)
    } else if join.view == .delta {
      fillDelta(&filling, batch, from: &cursor)
    } else {
      join.key == [1]
        ? fillSets(&filling, batch, from: &cursor, of: bySecond)
        : fillSets(&filling, batch, from: &cursor, of: byFirst)
    }
    output = filling.output
    cursor.isDone = cursor.row == batch.count
  }

  /// A batch being filled: the kept columns of the batch that came in, then the outputs of the join.
  private struct Filling {
    var output: Batch
    let kept: [Int]
    let join: Join

    init(output: Batch, kept: [Int], join: Join) {
      self.output = output
      self.kept = kept
      self.join = join
      self.output.count = 0
    }

    var room: Int { Batch.capacity - output.count }

    /// Repeats the kept columns of a row of `batch` beside `count` matches.
    @inline(__always)
    mutating func repeatKept(_ batch: borrowing Batch, _ row: Int, _ count: Int) {
      for (place, column) in kept.enumerated() {
        fill(place, with: batch.columns[column][row], count)
      }
    }

    @inline(__always) private mutating func fill(_ place: Int, with value: ValueID, _ count: Int) {
      var span = output.columns[place].mutableSpan
      for row in output.count..<output.count + count { span[row] = value }
    }

    /// Appends what a row of the batch has in common with `count` matches: the kept columns, and the
    /// value at column `column` of the relation where it is passed on.
    @inline(__always)
    mutating func append(
      _ batch: borrowing Batch, _ row: Int, value: ValueID, at column: Int, count: Int
    ) {
      repeatKept(batch, row, count)
      for (place, wanted) in join.outputs.enumerated() where wanted == column {
        fill(kept.count + place, with: value, count)
      }
    }

    /// The output's column that holds column `column` of the relation.
    func place(of column: Int) -> Int? {
      join.outputs.firstIndex(of: column).map { kept.count + $0 }
    }
  }

  private func fillDelta(
    _ filling: inout Filling, _ batch: borrowing Batch, from cursor: inout JoinCursor
  ) {
    while cursor.row < batch.count, filling.room > 0 {
      let count = min(filling.room, deltaCount - cursor.candidate)
      let range = cursor.candidate..<cursor.candidate + count
      filling.repeatKept(batch, cursor.row, count)
      for (place, column) in filling.join.outputs.enumerated() {
        filling.output.columns[filling.kept.count + place].replaceSubrange(
          filling.output.count..<filling.output.count + count, with: delta[column][range])
      }
      filling.output.count += count
      cursor.candidate = range.upperBound
      if cursor.candidate == deltaCount {
        cursor.row += 1
        cursor.candidate = 0
      }
    }
  }

  /// The rows by one of their values, or all rows.
  private func fillSets(
    _ filling: inout Filling, _ batch: borrowing Batch, from cursor: inout JoinCursor,
    of groups: borrowing PairSets
  ) {
    let key = filling.join.keyOperands.first
    let given = filling.join.key.first ?? 0
    let end = key == nil ? groups.firsts.count : 1
    while cursor.row < batch.count {
      guard cursor.candidate < end else {
        cursor.row += 1
        cursor.candidate = 0
        continue
      }
      if let key {
        let value = batch.value(key, cursor.row)
        if let set = groups.seconds(of: value),
          !append(set, of: value, at: given, &filling, batch, &cursor)
        {
          return
        }
      } else {
        let (value, set) = groups.group(at: cursor.candidate)
        if !append(set, of: value, at: given, &filling, batch, &cursor) { return }
      }
      cursor.candidate += 1
    }
  }

  /// Appends the rows with `value` at column `given` and one of `set` at the other; false where the
  /// batch is full before. A set larger than a batch is copied once, since what comes behind the join
  /// may change it.
  @inline(__always)
  private func append(
    _ set: AdaptiveSet, of value: ValueID, at given: Int, _ filling: inout Filling,
    _ batch: borrowing Batch, _ cursor: inout JoinCursor
  ) -> Bool {
    guard let place = filling.place(of: 1 - given) else {
      // The other value isn't asked for: that there is one is enough.
      if filling.room == 0 { return false }
      filling.append(batch, cursor.row, value: value, at: given, count: 1)
      filling.output.count += 1
      return true
    }
    let size = Int(set.count)
    if cursor.found.isEmpty, size <= filling.room {
      filling.append(batch, cursor.row, value: value, at: given, count: size)
      var target = filling.output.columns[place].mutableSpan
      set.copy(to: &target, at: filling.output.count)
      filling.output.count += size
      return true
    }
    if filling.output.count > 0 { return false }
    if cursor.found.isEmpty { cursor.found = set.values }
    let range = cursor.passedOn..<min(cursor.passedOn + filling.room, cursor.found.count)
    filling.append(batch, cursor.row, value: value, at: given, count: range.count)
    filling.output.columns[place].replaceSubrange(
      0..<range.count, with: cursor.found[range])
    filling.output.count = range.count
    cursor.passedOn = range.upperBound
    guard cursor.passedOn == cursor.found.count else { return false }
    cursor.found = []
    cursor.passedOn = 0
    return true
  }
}

// MARK: - One by one

extension PairRows {
  /// Where each row has to be looked at: both values given, equal to each other, or one given in the
  /// delta.
  private func fillOneByOne(
    _ filling: inout Filling, _ batch: borrowing Batch, from cursor: inout JoinCursor
  ) {
    while cursor.row < batch.count {
      let more = forEachMatch(of: batch, cursor.row, by: filling.join, from: &cursor.candidate) {
        pair in
        filling.repeatKept(batch, cursor.row, 1)
        for (place, column) in filling.join.outputs.enumerated() {
          filling.output.columns[filling.kept.count + place][filling.output.count] =
            column == 0 ? pair.0 : pair.1
        }
        filling.output.count += 1
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
