/// Rows in order of arrival: stable rows first, then the delta, then the pending ones, each state one
/// contiguous range of row numbers. Indices cover the rows that can be seen.
final class ListedRows: RowStorage {
  private var rows: Rows
  private var indices: [[Int]: RowIndex] = [:]
  /// For each key by which rows are looked up, that of the index which is used.
  private var indexKeys: [[Int]: [Int]] = [:]
  private var scannedKeys: Set<[Int]> = []
  private var tallies: [[Int]: KeyTally] = [:]
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
    rows.byteCount + indices.values.reduce(0) { $0 + $1.byteCount } + byFirst.sets.byteCount
      + bySecond.sets.byteCount + sets.values.reduce(0) { $0 + $1.byteCount }
      + tallies.values.reduce(0) { $0 + $1.byteCount }
  }

  func insert(_ batch: borrowing Batch) -> Int { rows.insert(batch) }

  func append(_ batch: borrowing Batch) { rows.append(batch) }

  func advance() {
    stableEnd = visibleEnd
    if visibleEnd == rows.end { return }
    visibleEnd = rows.end
    for key in indices.keys { indices[key]?.extend(over: rows.columns, to: visibleEnd) }
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
    return indices.keys + (byFirst.isKept ? [[0]] : []) + (bySecond.isKept ? [[1]] : [])
      + besides.filter { indices[$0] == nil }
  }

  func prepareIndex(on key: [Int]) {
    if key.isEmpty || isNumber(key) || indexKeys[key] != nil { return }
    let staysPaired = isPair(key) && (isPaired(key) || rows.end < ListedRows.manyPairs)
    if !staysPaired, let column = telling(of: key) {
      indexKeys[key] = [column]
    } else if isPair(key) {
      return preparePairs(by: key[0])
    } else {
      indexKeys[key] = key
    }
    prepareRowIndex(on: indexKeys[key]!)
  }

  /// Whether going through all rows once costs less than an index: where a single row asks, and a good
  /// part of all rows may answer. What comes out bounds the cost of asking so again.
  func prefersScan(by key: [Int], for asking: Int) -> Bool {
    guard asking == 1, rows.end >= ListedRows.manyRows, !key.isEmpty, !isNumber(key),
      indexKeys[key] == nil, !isPair(key) || !isPaired(key)
    else { return false }
    let scans = key.reduce(1) { $0 * distinctCount(of: $1) } <= 4
    if scans { scannedKeys.insert(key) }
    return scans
  }

  /// Whether rows of the key were found by going through all.
  func isScanned(by key: [Int]) -> Bool {
    scannedKeys.contains(key) && indexKeys[key] == nil && (!isPair(key) || !isPaired(key))
  }

  /// The key of the index by which rows of a key are found; nil where it is none that chains rows.
  func indexKey(for key: [Int]) -> [Int]? { indexKeys[key] }

  /// A column of the key that hardly repeats a value: an index on it is enough, whatever else the key
  /// has, and serves other keys, too. Not while rows are coming, which might repeat them.
  private func telling(of key: [Int]) -> Int? {
    guard rows.end >= ListedRows.manyRows, stableEnd == rows.end else { return nil }
    let best = key.max { distinctCount(of: $0) < distinctCount(of: $1) }!
    if key.count == 1 || distinctCount(of: best) * 4 <= rows.end {
      return repeats(best) ? nil : best
    }
    // The count was an estimate.
    prepareRowIndex(on: [best])
    if !repeats(best) { return best }
    if !indexKeys.values.contains([best]) { indices[[best]] = nil }
    return nil
  }

  private func repeats(_ column: Int) -> Bool { distinctCount(of: column) * 4 <= rows.end }

  private static let manyRows = 64
  /// From so many rows on, sets of one value each take too much room for what copying them saves.
  private static let manyPairs = 1 << 16

  private func preparePairs(by column: Int) {
    column == 0
      ? byFirst.extend(over: rows, to: visibleEnd)
      : bySecond.extend(over: rows, to: visibleEnd)
  }

  private func prepareRowIndex(on key: [Int]) {
    guard !key.isEmpty, indices[key] == nil else { return }
    var index = RowIndex(key: key)
    index.extend(over: rows.columns, to: visibleEnd)
    indices[key] = index
  }

  /// The whole row is looked up in what tells rows apart, if that is there; else by an index that others
  /// use, too, or what tells rows apart is made.
  func prepareTest(on key: [Int]) {
    if key.count < rows.width || !rows.hasMembership && telling(of: key) != nil {
      prepareIndex(on: key)
    }
  }

  func prepareCounts(by key: [Int]) {
    if key.isEmpty || isPair(key) || telling(of: key) != nil { return prepareIndex(on: key) }
    tallies[key, default: KeyTally(key: key)].extend(over: rows, to: visibleEnd)
  }

  func prepareSets(of column: Int) {
    if rows.width == 2 { return preparePairs(by: 1 - column) }
    let index = sets[column] ?? SetIndex(column: column, width: rows.width)
    index.extend(over: rows, to: visibleEnd)
    sets[column] = index
  }

  private func isPair(_ key: [Int]) -> Bool {
    rows.width == 2 && key.count == 1 && !isNumber(key)
  }

  /// Whether rows of the key are found as sets.
  private func isPairIndex(_ key: [Int]) -> Bool { isPair(key) && indexKeys[key] == nil }

  func lendsSets(by key: [Int], in view: Relation.View) -> Bool {
    view != .delta && isPairIndex(key) && isPaired(key)
  }

  private func isPaired(_ key: [Int]) -> Bool { key == [0] ? byFirst.isKept : bySecond.isKept }

  /// Whether the key is the number of the row.
  private func isNumber(_ key: [Int]) -> Bool { key == [rows.width] }

  func distinctCount(of column: Int) -> Int {
    if column == 0, byFirst.isKept { return byFirst.sets.firsts.count }
    if column == 1, bySecond.isKept { return bySecond.sets.firsts.count }
    if let index = indices[[column]] { return index.distinctKeys }
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
    for index in indices.values { index.checkInvariants(over: rows.columns) }
    byFirst.checkInvariants(over: rows)
    bySecond.checkInvariants(over: rows)
    for index in sets.values { index.checkInvariants(over: rows) }
    for tally in tallies.values { tally.checkInvariants(over: rows) }
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
      for key in tallies.keys { tallies[key]?.remove(rows, number) }
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
    return indices[key]
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
    for key in indices.keys {
      indices[key] = RowIndex(key: key)
      indices[key]?.extend(over: rows.columns, to: visibleEnd)
    }
    for column in sets.keys {
      sets[column] = SetIndex(column: column, width: rows.width)
      sets[column]?.extend(over: rows, to: visibleEnd)
    }
    tallies = [:]
  }
}

// MARK: - Joining

extension ListedRows {
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, by join: Join,
    from cursor: inout JoinCursor
  ) {
    // A later step may make the index meanwhile.
    let way = cursor.scan ?? scanning(by: join)
    cursor.scan = way
    if way == .sets || way == .none && isPairIndex(join.key) && join.view != .delta {
      var filling = Filling(&output, kept: kept, outputs: join.outputs)
      join.key == [1]
        ? bySecond.sets.fill(&filling, of: batch, by: join, from: &cursor)
        : byFirst.sets.fill(&filling, of: batch, by: join, from: &cursor)
      output = filling.output
      cursor.isDone = cursor.row == batch.count
      return
    }
    var found = Found()
    if isNumber(join.key) {
      number(batch, by: join, from: &cursor, &found)
    } else if way == .rows || isPairIndex(join.key) {
      scan(batch, by: join, from: &cursor, &found)
    } else {
      probe(batch, by: join, from: &cursor, &found)
    }
    output.count = found.rows.count
    output.gather(batch, kept, found.rows[...])
    for (place, column) in join.outputs.enumerated() {
      if column == rows.width {
        output.setNumbers(found.matches.span, at: kept.count + place)
        continue
      }
      let source = rows.columns[column]
      var target = output.columns[kept.count + place].mutableSpan
      gather(source.span, at: found.matches.span, into: &target)
    }
  }

  /// How all rows are gone through, where no index leads to those of the key: by their first values, where
  /// sets of these are there, so that what is behind the join meets one value after the other.
  private func scanning(by join: Join) -> JoinCursor.Scan {
    guard join.key.isEmpty else { return isScanned(by: join.key) ? .rows : .none }
    let hasSets = rows.width == 2 && byFirst.isKept && range(join.view) == 0..<byFirst.covered
    let needsNumbers = join.outputs.contains(rows.width)
    return hasSets && !needsNumbers && join.equalColumns.isEmpty ? .sets : .rows
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

  /// The row that each row of the batch has the number of.
  private func number(
    _ batch: borrowing Batch, by join: Join, from cursor: inout JoinCursor, _ found: inout Found
  ) {
    for row in 0..<batch.count {
      found.append(row, Int(batch.value(join.keyOperands[0], row).raw))
    }
    cursor.isDone = true
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
    let range = range(join.view)
    let columns = rows.columns
    let (index, operands) = index(for: join)
    let isWhole = operands.count == join.key.count
    if cursor.hashes.isEmpty, index.needsHashes { cursor.hashes = hashes(of: operands, in: batch) }
    while cursor.row < batch.count {
      if !cursor.isInside {
        cursor.candidate = index.newest(
          index.needsHashes ? cursor.hashes[cursor.row] : 0, operands, of: batch,
          row: cursor.row, in: columns)
        cursor.isInside = true
      }
      while cursor.candidate > range.lowerBound {
        if found.isFull { return }
        let match = cursor.candidate - 1
        if match < range.upperBound, rows.isThere(match), join.agrees(columns, match),
          isWhole || join.hasKey(columns, match, batch, cursor.row)
        {
          found.append(cursor.row, match)
        }
        cursor.candidate = Int(index.older[match])
      }
      cursor.isInside = false
      cursor.row += 1
    }
    cursor.isDone = true
  }

  /// The index by which a join finds rows, and the operands of its key: all of the join's, or else what
  /// it finds is to be compared with the others.
  private func index(for join: Join) -> (RowIndex, [Operand]) {
    guard let key = indexKeys[join.key], let index = indices[key] else {
      preconditionFailure("no index on columns \(join.key)")
    }
    return (index, key.map { join.keyOperands[join.key.firstIndex(of: $0)!] })
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
    if tallies[join.key] != nil {
      tallies[join.key]!.extend(over: rows, to: visibleEnd)
      return tallies[join.key]!.counts(join.keyOperands, of: batch)
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
    if isNumber(join.key) { return Array(repeating: true, count: batch.count) }
    if join.key.count == rows.width, range == 0..<rows.end, indexKeys[join.key] == nil {
      return rows.contains(join.keyOperands, of: batch)
    }
    prepareIndex(on: join.key)
    let (index, operands) = index(for: join)
    let isWhole = operands.count == join.key.count
    let hashes = index.needsHashes ? hashes(of: operands, in: batch) : []
    return (0..<batch.count).map { row in
      var candidate = index.newest(
        hashes.isEmpty ? 0 : hashes[row], operands, of: batch, row: row, in: columns)
      while candidate > range.lowerBound {
        let match = candidate - 1
        if match < range.upperBound, rows.isThere(match), join.agrees(columns, match),
          isWhole || join.hasKey(columns, match, batch, row)
        {
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
