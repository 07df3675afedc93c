/// Rows in order of arrival: stable rows first, then the delta, then the pending ones, each state one
/// contiguous range of row numbers. Indices cover the rows that can be seen.
final class ListedRows: RowStorage {
  private var rows: Rows
  /// A few, each of other columns.
  private var indices: [RowIndex] = []
  /// Of rows of two columns, by the first and by the second.
  private var byFirst = PairIndex(column: 0)
  private var bySecond = PairIndex(column: 1)
  /// Of rows of more columns, by the column that the sets hold.
  private var sets: [Int: SetIndex] = [:]
  private var distinct: [Int: DistinctCount] = [:]
  /// Rows before this one are stable.
  private var stableEnd = 0
  /// Rows before this one can be seen.
  private var visibleEnd = 0

  init(width: Int) { rows = Rows(width: width) }

  var count: Int { rows.count }
  var deltaCount: Int { visibleEnd - stableEnd }
  var columns: [[ValueID]] { rows.settledColumns }
  var deltaRows: [[ValueID]] { rows.columns.map { Array($0[stableEnd..<visibleEnd]) } }
  var byteCount: Int {
    rows.byteCount + indices.reduce(0) { $0 + $1.byteCount } + byFirst.sets.byteCount
      + bySecond.sets.byteCount + sets.values.reduce(0) { $0 + $1.byteCount }
  }

  func insert(_ batch: borrowing Batch) -> Int { rows.insert(batch) }

  func append(_ batch: borrowing Batch) { rows.append(batch) }

  func advance() {
    stableEnd = visibleEnd
    if visibleEnd == rows.end { return }
    visibleEnd = rows.end
    for place in indices.indices { indices[place].extend(over: rows.columns, to: visibleEnd) }
    for set in sets.values { set.extend(over: rows, to: visibleEnd) }
    if byFirst.isKept { byFirst.extend(over: rows, to: visibleEnd) }
    if bySecond.isKept { bySecond.extend(over: rows, to: visibleEnd) }
  }

  func beginRounds() {
    advance()
    stableEnd = 0
  }

  var indexedColumns: [[Int]] {
    let besides = sets.keys.map { column in (0..<rows.width).filter { $0 != column } }
    return indices.map(\.key) + (byFirst.isKept ? [[0]] : []) + (bySecond.isKept ? [[1]] : [])
      + besides.filter { place(ofIndexOn: $0) == nil }
  }

  func prepareIndex(on key: [Int]) {
    if isPairIndex(key) {
      key == [0]
        ? byFirst.extend(over: rows, to: visibleEnd)
        : bySecond.extend(over: rows, to: visibleEnd)
      return
    }
    prepareRowIndex(on: key)
  }

  private func prepareRowIndex(on key: [Int]) {
    guard !key.isEmpty, place(ofIndexOn: key) == nil else { return }
    var index = RowIndex(key: key)
    index.extend(over: rows.columns, to: visibleEnd)
    indices.append(index)
  }

  private func place(ofIndexOn key: [Int]) -> Int? { indices.firstIndex { $0.key == key } }

  func prepareSets(of column: Int) {
    if rows.width == 2 { return prepareIndex(on: [1 - column]) }
    let index = sets[column] ?? SetIndex(column: column, width: rows.width)
    index.extend(over: rows, to: visibleEnd)
    sets[column] = index
  }

  private func isPairIndex(_ key: [Int]) -> Bool { rows.width == 2 && key.count == 1 }

  func distinctCount(of column: Int) -> Int {
    if column == 0, byFirst.isKept { return byFirst.sets.firsts.count }
    if column == 1, bySecond.isKept { return bySecond.sets.firsts.count }
    if let index = indices.first(where: { $0.key == [column] }) { return index.distinctKeys }
    if let known = distinct[column], known.rows * 2 > rows.end { return known.values }
    let fresh = DistinctCount(of: rows.columns[column])
    distinct[column] = fresh
    return fresh.values
  }

  func contains(_ operands: [Operand], of batch: borrowing Batch) -> [Bool] {
    rows.contains(operands, of: batch)
  }

  private func range(_ view: Relation.View) -> Range<Int> {
    switch view {
    case .stable: 0..<stableEnd
    case .delta: stableEnd..<visibleEnd
    case .visible: 0..<visibleEnd
    }
  }

  func checkInvariants() {
    precondition(stableEnd <= visibleEnd && visibleEnd <= rows.end, "row states overlap")
    rows.checkInvariants()
    for index in indices { index.checkInvariants(over: rows.columns) }
    byFirst.checkInvariants(over: rows)
    bySecond.checkInvariants(over: rows)
    for index in sets.values { index.checkInvariants(over: rows) }
  }
}

// MARK: - Removal

extension ListedRows {
  func remove(_ batch: borrowing Batch) -> [Bool] {
    precondition(stableEnd == rows.end, "rows are removed while others are new")
    return numbers(of: batch).map { number in
      guard let number, rows.isThere(number) else { return false }
      if rows.width == 2 {
        byFirst.remove(rows, number)
        bySecond.remove(rows, number)
      }
      for index in sets.values { index.remove(rows, number) }
      rows.remove(number)
      return true
    }
  }

  /// The row number of each row of the batch that is there and not new, by an index on all columns.
  func numbers(of batch: borrowing Batch) -> [Int?] {
    let operands = (0..<rows.width).map(Operand.column)
    let index = indexOnAll()
    let hashes = hashes(of: operands, in: batch)
    return (0..<batch.count).map { row in
      guard let index else {
        return rows.end > 0 && rows.isThere(rows.end - 1) ? rows.end - 1 : nil
      }
      var candidate = index.newest(hashes[row], operands, of: batch, row: row, in: rows.columns)
      while candidate > 0, !rows.isThere(candidate - 1) {
        candidate = Int(index.older[candidate - 1])
      }
      return candidate == 0 ? nil : candidate - 1
    }
  }

  /// Kept from when it is first asked for on; nil for rows without columns.
  private func indexOnAll() -> RowIndex? {
    let key = Array(0..<rows.width)
    prepareRowIndex(on: key)
    return place(ofIndexOn: key).map { indices[$0] }
  }

  var vacantCount: Int { rows.vacant.count }
  var numbered: (columns: [[ValueID]], vacant: RowSet) { (rows.columns, rows.vacant) }

  /// Numbers the rows anew, in the same order.
  func compact() {
    precondition(stableEnd == rows.end, "rows are numbered anew while others are new")
    var compacted = Rows(width: rows.width)
    let columns = rows.settledColumns
    for start in stride(from: 0, to: rows.count, by: Batch.capacity) {
      let end = min(start + Batch.capacity, rows.count)
      _ = compacted.insert(
        Batch(columns: columns.map { Array($0[start..<end]) }, count: end - start))
    }
    replace(by: compacted)
    byFirst.renumber(rows.end)
    bySecond.renumber(rows.end)
  }

  func removeAll() {
    if rows.end == 0 { return }
    replace(by: Rows(width: rows.width))
    byFirst.removeAll()
    bySecond.removeAll()
  }

  /// All but the indices of rows of two columns follow.
  private func replace(by other: Rows) {
    rows = other
    (stableEnd, visibleEnd) = (rows.end, rows.end)
    for place in indices.indices {
      indices[place] = RowIndex(key: indices[place].key)
      indices[place].extend(over: rows.columns, to: visibleEnd)
    }
    for column in sets.keys {
      sets[column] = SetIndex(column: column, width: rows.width)
      sets[column]?.extend(over: rows, to: visibleEnd)
    }
  }
}

// MARK: - Joining

extension ListedRows {
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, by join: Join,
    from cursor: inout JoinCursor
  ) {
    if isPairIndex(join.key) ? join.view != .delta : isScannedBySets(join) {
      var filling = Filling(&output, kept: kept, outputs: join.outputs)
      join.key == [1]
        ? bySecond.sets.fill(&filling, of: batch, by: join, from: &cursor)
        : byFirst.sets.fill(&filling, of: batch, by: join, from: &cursor)
      output = filling.output
      cursor.isDone = cursor.row == batch.count
      return
    }
    var found = Found()
    if join.key.isEmpty || isPairIndex(join.key) {
      scan(batch, by: join, from: &cursor, &found)
    } else {
      probe(batch, by: join, from: &cursor, &found)
    }
    output.count = found.rows.count
    output.gather(batch, kept, found.rows[...])
    for (place, column) in join.outputs.enumerated() {
      let source = rows.columns[column]
      var target = output.columns[kept.count + place].mutableSpan
      gather(source.span, at: found.matches.span, into: &target)
    }
  }

  /// Whether all rows are gone through by their first values, where these are known: what is behind the
  /// join then meets one value after the other.
  private func isScannedBySets(_ join: Join) -> Bool {
    join.key.isEmpty && rows.width == 2 && join.equalColumns.isEmpty
      && range(join.view) == 0..<byFirst.covered && byFirst.isKept
  }

  /// Up to a batch of pairs of a row of the batch and a row number here.
  private struct Found {
    var rows: [UInt32] = []
    var matches: [UInt32] = []
    var isFull: Bool { rows.count == Batch.capacity }

    init() {
      rows.reserveCapacity(Batch.capacity)
      matches.reserveCapacity(Batch.capacity)
    }

    @inline(__always) mutating func append(_ row: Int, _ match: Int) {
      rows.append(UInt32(truncatingIfNeeded: row))
      matches.append(UInt32(truncatingIfNeeded: match))
    }
  }

  /// Every row of the view for every row of the batch.
  private func scan(
    _ batch: borrowing Batch, by join: Join, from cursor: inout JoinCursor, _ found: inout Found
  ) {
    let range = range(join.view)
    let columns = rows.columns
    while cursor.row < batch.count {
      if !cursor.isInside {
        cursor.candidate = range.lowerBound
        cursor.isInside = true
      }
      while cursor.candidate < range.upperBound {
        if found.isFull { return }
        if rows.isThere(cursor.candidate), join.agrees(columns, cursor.candidate),
          join.hasKey(columns, cursor.candidate, batch, cursor.row)
        {
          found.append(cursor.row, cursor.candidate)
        }
        cursor.candidate += 1
      }
      cursor.isInside = false
      cursor.row += 1
    }
    cursor.isDone = true
  }

  /// The rows of the view with the key of each row of the batch, newest first. The cursor's candidate
  /// is a row number plus 1, or 0 at the end of a chain.
  private func probe(
    _ batch: borrowing Batch, by join: Join, from cursor: inout JoinCursor, _ found: inout Found
  ) {
    if cursor.hashes.isEmpty { cursor.hashes = hashes(of: join.keyOperands, in: batch) }
    let range = range(join.view)
    let columns = rows.columns
    let index = index(on: join.key)
    while cursor.row < batch.count {
      if !cursor.isInside {
        cursor.candidate = index.newest(
          cursor.hashes[cursor.row], join.keyOperands, of: batch, row: cursor.row, in: columns)
        cursor.isInside = true
      }
      while cursor.candidate > range.lowerBound {
        if found.isFull { return }
        let match = cursor.candidate - 1
        if match < range.upperBound, rows.isThere(match), join.agrees(columns, match) {
          found.append(cursor.row, match)
        }
        cursor.candidate = Int(index.older[match])
      }
      cursor.isInside = false
      cursor.row += 1
    }
    cursor.isDone = true
  }

  private func index(on key: [Int]) -> RowIndex {
    guard let place = place(ofIndexOn: key) else {
      preconditionFailure("no index on columns \(key)")
    }
    return indices[place]
  }

  func combinations(besides column: Int) -> [[ValueID]] {
    if rows.width == 2 {
      return [column == 1 ? byFirst.sets.firstValues : bySecond.sets.firstValues]
    }
    return sets[column]!.combinations
  }

  func sets(
    of column: Int, beside others: [Operand], for rows: Range<Int>, of batch: borrowing Batch
  ) -> [AdaptiveSet] {
    if self.rows.width == 2 {
      return column == 1
        ? byFirst.sets.sets(of: others[0], for: rows, of: batch)
        : bySecond.sets.sets(of: others[0], for: rows, of: batch)
    }
    guard let index = sets[column] else { preconditionFailure("no sets of column \(column)") }
    return index.sets(beside: others, for: rows, of: batch)
  }

  private func values(beside value: ValueID, at column: Int) -> AdaptiveSet? {
    column == 0 ? byFirst.sets.seconds(of: value) : bySecond.sets.seconds(of: value)
  }

  func matchCounts(for batch: borrowing Batch, by join: Join) -> [Int] {
    guard join.equalColumns.isEmpty, join.view != .delta else {
      return listedMatchCounts(for: batch, by: join)
    }
    if join.key.isEmpty {
      let matches = range(join.view).count - rows.vacant.count
      return Array(repeating: matches, count: batch.count)
    }
    guard isPairIndex(join.key) else { return listedMatchCounts(for: batch, by: join) }
    return sets(
      of: 1 - join.key[0], beside: join.keyOperands, for: 0..<batch.count, of: batch
    ).map { Int($0.count) }
  }

  func exists(for batch: borrowing Batch, by join: Join) -> [Bool] {
    let range = range(join.view)
    let columns = rows.columns
    if isPairIndex(join.key) {
      return (0..<batch.count).map { row in
        let value = batch.value(join.keyOperands[0], row)
        if join.view != .delta { return values(beside: value, at: join.key[0]) != nil }
        return range.contains { rows.isThere($0) && columns[join.key[0]][$0] == value }
      }
    }
    if join.key.isEmpty {
      let found = range.contains { rows.isThere($0) && join.agrees(columns, $0) }
      return Array(repeating: found, count: batch.count)
    }
    if join.key.count == rows.width, range == 0..<rows.end {
      return rows.contains(join.keyOperands, of: batch)
    }
    let hashes = hashes(of: join.keyOperands, in: batch)
    let index = index(on: join.key)
    return (0..<batch.count).map { row in
      var candidate = index.newest(hashes[row], join.keyOperands, of: batch, row: row, in: columns)
      while candidate > range.lowerBound {
        let match = candidate - 1
        if match < range.upperBound, rows.isThere(match), join.agrees(columns, match) {
          return true
        }
        candidate = Int(index.older[candidate - 1])
      }
      return false
    }
  }
}

extension Join {
  /// Whether the row has equal values wherever the literal repeats a variable.
  @inline(__always) fileprivate func agrees(_ columns: [[ValueID]], _ row: Int) -> Bool {
    for (one, other) in equalColumns where columns[one][row] != columns[other][row] { return false }
    return true
  }

  @inline(__always)
  fileprivate func hasKey(
    _ columns: [[ValueID]], _ row: Int, _ batch: borrowing Batch, _ batchRow: Int
  ) -> Bool {
    for (place, column) in key.enumerated()
    where columns[column][row] != batch.value(keyOperands[place], batchRow) { return false }
    return true
  }
}

/// An estimate of the number of different values, as of a number of rows: exact for few rows, from an
/// evenly spread sample for many.
private struct DistinctCount {
  let rows: Int
  let values: Int

  init(of column: [ValueID]) {
    let limit = 4096
    rows = column.count
    let step = max(1, column.count / limit)
    let sample = stride(from: 0, to: column.count, by: step).map { column[$0] }
    let seen = Set(sample).count
    // A sample that hardly repeats stands for a column that hardly repeats.
    values = seen * 2 > sample.count ? seen * step : seen
  }
}
