extension Tally {
  /// The number of tuples of each group; 0 for those that have none.
  func counts(of groups: Batch, budget: Budget) throws(RunError) -> [Int] {
    let sink: any TallySink =
      switch last {
      case .rows: RowTally(group: group, groups: groups.count)
      case .matches(let join): MatchTally(of: join, group: group, groups: groups.count)
      case .common(let intersection):
        CommonTally(of: intersection, group: group, groups: groups.count)
      }
    let counts = try counts(of: groups, by: sink, budget)
    counter?.add(counts.reduce(0, +))
    return counts
  }

  private func counts<Sink: TallySink>(
    of groups: Batch, by sink: Sink, _ budget: Budget
  ) throws(RunError) -> [Int] {
    var flow = Flow(steps, into: sink)
    defer { flow.sink.free() }
    try flow.run(from: groups, within: budget)
    return flow.sink.counts
  }
}

private protocol TallySink: BatchSink {
  /// By group.
  var counts: [Int] { get }
  func free()
}

extension TallySink {
  func free() {}
}

private struct RowTally: TallySink {
  private let group: Operand
  private(set) var counts: [Int]

  init(group: Operand, groups: Int) {
    self.group = group
    counts = Array(repeating: 0, count: groups)
  }

  mutating func take(_ batch: borrowing Batch, _ budget: Budget) {
    for row in 0..<batch.count { counts[batch.number(group, row)] += 1 }
  }
}

private struct MatchTally: TallySink {
  private let join: Join
  private let group: Operand
  private(set) var counts: [Int]

  init(of join: Join, group: Operand, groups: Int) {
    join.relation.rows.prepareCounts(by: join.key)
    self.join = join
    self.group = group
    counts = Array(repeating: 0, count: groups)
  }

  mutating func take(_ batch: borrowing Batch, _ budget: Budget) {
    let matches = join.relation.rows.matchCounts(for: batch, by: join)
    for row in 0..<batch.count { counts[batch.number(group, row)] += matches[row] }
  }
}

private struct CommonTally: TallySink {
  private let intersection: Intersection
  private let group: Operand
  private(set) var counts: [Int]
  private var common = CommonValues()

  init(of intersection: Intersection, group: Operand, groups: Int) {
    intersection.prepareIndices()
    self.intersection = intersection
    self.group = group
    counts = Array(repeating: 0, count: groups)
  }

  mutating func take(_ batch: borrowing Batch, _ budget: Budget) {
    intersection.count(batch, groups: group, &common, into: &counts)
  }

  func free() { common.free() }
}

extension Batch {
  /// The group number of a row.
  @inline(__always) fileprivate func number(_ group: Operand, _ row: Int) -> Int {
    Int(value(group, row).raw)
  }
}
