/// Rows of two columns as an adaptive set of second values per first value. Only the delta and the
/// pending rows are listed too; all others live in the sets alone.
///
/// The sets hold every row, pending ones included, so a join may see a row in the round in which it is
/// derived: sound, since the row follows, and complete, since it is in the next delta all the same.
final class PairRows: RowStorage {
  private(set) var byFirst = PairSets()
  /// The rows turned round, kept from when they are first asked for (`isTurned`) on.
  private(set) var bySecond = PairSets()
  private var isTurned = false
  private(set) var delta: [[ValueID]] = [[], []]
  private var pending = PairList()
  /// How often the first value changes in the delta.
  private var deltaRuns = 0
  /// The delta as sets, where they were asked for (`prepareDeltaSets`), else empty.
  private var deltaSets = PairSets()

  var count: Int { byFirst.count }
  var deltaRows: [[ValueID]] { delta }
  var deltaCount: Int { delta[0].count }
  var byteCount: Int {
    byFirst.byteCount + bySecond.byteCount + (deltaCount + pending.count) * 8
  }

  var columns: [[ValueID]] {
    var columns: [[ValueID]] = [[], []]
    columns[0].reserveCapacity(count)
    columns[1].reserveCapacity(count)
    for place in byFirst.firsts.indices {
      let (first, seconds) = byFirst.group(at: place)
      columns[0].append(contentsOf: repeatElement(first, count: Int(seconds.count)))
      columns[1].append(contentsOf: seconds.values)
    }
    return columns
  }

  func insert(_ batch: borrowing Batch) -> Int {
    var fresh: [UInt32] = []
    byFirst.insert(batch.columns[0], batch.columns[1], count: batch.count, fresh: &fresh)
    pending.append(fresh, of: batch)
    return fresh.count
  }

  /// Proposes, for some rows of a batch, the value of `first` with every value of the set that a join finds
  /// beside the row. Returns how many values these sets have, and how many rows proved new.
  func unite(
    _ rows: Range<Int>, of batch: borrowing Batch, _ first: Operand, with join: Join
  ) -> (derived: Int, new: Int) {
    let sources = sources(join, rows, batch)
    let before = pending.count
    let derived = byFirst.unite(rows, of: batch, first, with: sources, fresh: &pending)
    return (derived, pending.count - before)
  }

  func advance() {
    (delta, deltaRuns) = (pending.columns, pending.runs)
    pending = PairList()
    if hasDeltaSets { deltaSets = PairSets() }
    turnRound(delta)
  }

  func beginRounds() {
    advance()
    (delta, deltaRuns) = (columns, byFirst.firsts.count)
  }

  /// The first values of the delta's rows, whose second values can be had as sets from now on until the
  /// round ends; nil where few rows agree in the first, so that sets would not pay.
  func prepareDeltaSets() -> [ValueID]? {
    guard deltaCount >= deltaRuns * PairRows.leastRun else { return nil }
    if !hasDeltaSets {
      var ignored: [UInt32] = []
      deltaSets.insert(delta[0], delta[1], count: deltaCount, fresh: &ignored)
    }
    return deltaSets.firstValues
  }

  var hasDeltaSets: Bool { deltaSets.count > 0 }

  private static var leastRun: Int { ForcedWay.chosen?.representation == .paired ? 0 : 8 }

  private func sources(
    _ join: Join, _ rows: Range<Int>, _ batch: borrowing Batch
  ) -> SetSources {
    if join.view == .delta, let pairs = join.relation.rows as? PairRows {
      return .listed(pairs.deltaSets.sets(of: join.keyOperands[0], for: rows, of: batch))
    }
    if join.relation.rows === self, join.key == [0] { return .own(join.keyOperands[0]) }
    return .listed(
      join.relation.rows.sets(of: join.outputs[0], beside: join.keyOperands, for: rows, of: batch))
  }

  var indexedColumns: [[Int]] { isTurned ? [[0], [1]] : [[0]] }

  func prepareIndex(on key: [Int]) {
    guard key == [1], !isTurned else { return }
    isTurned = true
    turnRound(columns)
  }

  private func turnRound(_ rows: [[ValueID]]) {
    guard isTurned else { return }
    var ignored: [UInt32] = []
    bySecond.insert(rows[1], rows[0], count: rows[0].count, fresh: &ignored)
  }

  func distinctCount(of column: Int) -> Int {
    if column == 0 { return byFirst.firsts.count }
    return isTurned ? bySecond.firsts.count : max(1, byFirst.firsts.count)
  }

  func contains(_ operands: [Operand], of batch: borrowing Batch) -> [Bool] {
    (0..<batch.count).map { row in
      byFirst.contains(batch.value(operands[0], row), batch.value(operands[1], row))
    }
  }

  /// Whether some row has the value at a column.
  func has(_ value: ValueID, at column: Int) -> Bool {
    if column == 0 { return byFirst.hasFirst(value) }
    if isTurned { return bySecond.hasFirst(value) }
    return byFirst.firsts.indices.contains { byFirst.group(at: $0).seconds.contains(value.raw) }
  }

  // MARK: Removal

  /// Sets give room back only as a whole: first values that lost all others keep an empty one.
  var vacantCount: Int { 0 }
  func compact() {}

  func remove(_ batch: borrowing Batch) -> [Bool] {
    precondition(deltaCount + pending.count == 0, "rows are removed while others are new")
    return (0..<batch.count).map { row in
      let (first, second) = (batch.columns[0][row], batch.columns[1][row])
      guard byFirst.remove(first, second) else { return false }
      if isTurned {
        let wasThere = bySecond.remove(second, first)
        precondition(wasThere, "a row was not turned round")
      }
      return true
    }
  }

  func checkInvariants() {
    let rows = columns
    precondition(rows[0].count == count, "a set does not hold what was counted")
    let distinct = Set(zip(rows[0], rows[1]).map { [$0, $1] })
    precondition(distinct.count == count, "a row is there twice")
    for row in distinct { precondition(byFirst.contains(row[0], row[1]), "a row is not found") }
    guard isTurned else { return }
    precondition(bySecond.count == count - pending.count, "a row is not turned round")
    for row in zip(delta[0], delta[1]) {
      precondition(bySecond.contains(row.1, row.0), "a row is not found by its second value")
    }
  }
}
