/// Rows of two columns as an adaptive set of second values per first value. Only the delta and the
/// pending rows are listed too; all others live in the sets alone.
///
/// The sets hold every row, pending ones included, so a join may see a row in the round in which it is
/// derived: sound, since the row follows, and complete, since it is in the next delta all the same.
final class PairRows: RowStorage {
  private let bySecond = TurnedSets()
  private let byFirst = PairSets()
  private var delta: [[ValueID]] = [[], []]
  private var pending: [[ValueID]] = [[], []]

  /// The rows turned round, kept once they were asked for.
  private final class TurnedSets {
    var sets: PairSets?
  }

  var count: Int { byFirst.count }
  var deltaCount: Int { delta[0].count }
  var byteCount: Int {
    byFirst.byteCount + (bySecond.sets?.byteCount ?? 0) + (deltaCount + pending[0].count) * 8
  }

  var columns: [[ValueID]] {
    var columns: [[ValueID]] = [[], []]
    columns[0].reserveCapacity(count)
    columns[1].reserveCapacity(count)
    for first in byFirst.firsts {
      byFirst.forEachSecond(of: ValueID(raw: first)) { second in
        columns[0].append(ValueID(raw: first))
        columns[1].append(ValueID(raw: second))
      }
    }
    return columns
  }

  func insert(_ batch: borrowing Batch) -> Int {
    var fresh: [UInt32] = []
    byFirst.insert(batch.columns[0], batch.columns[1], count: batch.count, fresh: &fresh)
    for column in 0..<2 {
      let source = batch.columns[column]
      for row in fresh { pending[column].append(source[Int(row)]) }
    }
    return fresh.count
  }

  func advance() {
    delta = pending
    pending = [[], []]
    turnRound(delta)
  }

  func beginRounds() {
    advance()
    delta = columns
  }

  func prepareIndex(on key: [Int]) {
    guard key == [1], bySecond.sets == nil else { return }
    bySecond.sets = PairSets()
    turnRound(columns)
  }

  private func turnRound(_ rows: [[ValueID]]) {
    var ignored: [UInt32] = []
    bySecond.sets?.insert(rows[1], rows[0], count: rows[0].count, fresh: &ignored)
  }

  func distinctCount(of column: Int) -> Int {
    if column == 0 { return byFirst.firsts.count }
    return bySecond.sets?.firsts.count ?? max(1, byFirst.firsts.count)
  }

  func contains(_ operands: [Operand], of batch: borrowing Batch) -> [Bool] {
    (0..<batch.count).map { row in
      byFirst.contains(batch.value(operands[0], row), batch.value(operands[1], row))
    }
  }

  func checkInvariants() {
    let rows = columns
    precondition(rows[0].count == count, "a set does not hold what was counted")
    let distinct = Set(zip(rows[0], rows[1]).map { [$0, $1] })
    precondition(distinct.count == count, "a row is there twice")
    for row in distinct { precondition(byFirst.contains(row[0], row[1]), "a row is not found") }
    guard let turned = bySecond.sets else { return }
    precondition(turned.count == count - pending[0].count, "a row is not turned round")
    for row in zip(delta[0], delta[1]) {
      precondition(turned.contains(row.1, row.0), "a row is not found by its second value")
    }
  }
}

// MARK: - Joining

extension PairRows {
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, by join: Join,
    from cursor: inout JoinCursor
  ) {
    if cursor.passedOn == cursor.found.rows.count {
      cursor.found = Matches(width: join.outputs.count)
      cursor.passedOn = 0
      collect(batch, by: join, from: &cursor)
    }
    let end = min(cursor.passedOn + Batch.capacity, cursor.found.rows.count)
    let range = cursor.passedOn..<end
    output.count = range.count
    output.gather(batch, kept, cursor.found.rows[range])
    for place in join.outputs.indices {
      output.columns[kept.count + place].replaceSubrange(
        0..<range.count, with: cursor.found.columns[place][range])
    }
    cursor.passedOn = end
    cursor.isDone = cursor.row == batch.count && end == cursor.found.rows.count
  }

  /// Collects matches for whole rows of the batch until there is a batch of them: a set is never left
  /// half read, since the later steps may change it.
  private func collect(
    _ batch: borrowing Batch, by join: Join, from cursor: inout JoinCursor
  ) {
    while cursor.row < batch.count, cursor.found.rows.count < Batch.capacity {
      let row = cursor.row
      let key = join.key.indices.map { batch.value(join.keyOperands[$0], row) }
      collect(key, row, by: join, into: &cursor.found, from: &cursor.candidate)
      if cursor.candidate == 0 { cursor.row += 1 }
    }
  }

  /// The matches of one row; where all rows match, those of one first value (or one stretch of the
  /// delta) at a time, `position` being 0 again at the end.
  private func collect(
    _ key: [ValueID], _ row: Int, by join: Join, into found: inout Matches,
    from position: inout Int
  ) {
    if join.view == .delta {
      let end = min(position + Batch.capacity, deltaCount)
      for place in position..<end {
        let pair = (delta[0][place], delta[1][place])
        if join.matches(pair, key) { found.append(pair, row, join) }
      }
      position = end == deltaCount ? 0 : end
      return
    }
    switch join.key {
    case [0]:
      byFirst.forEachSecond(of: key[0]) { found.append((key[0], ValueID(raw: $0)), row, join) }
    case [1]:
      bySecond.sets!.forEachSecond(of: key[0]) {
        found.append((ValueID(raw: $0), key[0]), row, join)
      }
    case [0, 1]:
      if byFirst.contains(key[0], key[1]) { found.append((key[0], key[1]), row, join) }
    default:
      guard position < byFirst.firsts.count else {
        position = 0
        return
      }
      let first = ValueID(raw: byFirst.firsts[position])
      byFirst.forEachSecond(of: first) { found.append((first, ValueID(raw: $0)), row, join) }
      position = position + 1 == byFirst.firsts.count ? 0 : position + 1
    }
  }

  func exists(for batch: borrowing Batch, by join: Join) -> [Bool] {
    (0..<batch.count).map { row in
      let key = join.key.indices.map { batch.value(join.keyOperands[$0], row) }
      if join.equalColumns.isEmpty, join.view != .delta {
        switch join.key {
        case [0]: return byFirst.hasFirst(key[0])
        case [1]: return bySecond.sets!.hasFirst(key[0])
        case [0, 1]: return byFirst.contains(key[0], key[1])
        default: return count > 0
        }
      }
      var found = Matches(width: join.outputs.count)
      var position = 0
      repeat {
        collect(key, row, by: join, into: &found, from: &position)
      } while position > 0 && found.rows.isEmpty
      return !found.rows.isEmpty
    }
  }
}

extension Join {
  fileprivate func matches(_ pair: (ValueID, ValueID), _ wanted: [ValueID]) -> Bool {
    zip(key, wanted).allSatisfy { ($0 == 0 ? pair.0 : pair.1) == $1 }
  }
}

extension Matches {
  @inline(__always)
  fileprivate mutating func append(_ pair: (ValueID, ValueID), _ row: Int, _ join: Join) {
    if !join.equalColumns.isEmpty, pair.0 != pair.1 { return }
    rows.append(UInt32(truncatingIfNeeded: row))
    for (place, column) in join.outputs.enumerated() {
      columns[place].append(column == 0 ? pair.0 : pair.1)
    }
  }
}
