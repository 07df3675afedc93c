/// Rows in order of arrival: stable rows first, then the delta, then the pending ones, each state one
/// contiguous range of row numbers. Indices cover the rows that can be seen.
final class ListedRows: RowStorage {
  private var rows: Rows
  private var indices: [[Int]: RowIndex] = [:]
  private var distinct: [Int: DistinctCount] = [:]
  /// Rows before this one are stable.
  private var stableEnd = 0
  /// Rows before this one can be seen.
  private var visibleEnd = 0

  init(width: Int) { rows = Rows(width: width) }

  var count: Int { rows.count }
  var deltaCount: Int { visibleEnd - stableEnd }
  var columns: [[ValueID]] { rows.columns }
  var byteCount: Int { rows.byteCount + indices.values.reduce(0) { $0 + $1.byteCount } }

  func insert(_ batch: borrowing Batch) -> Int { rows.insert(batch) }

  func advance() {
    stableEnd = visibleEnd
    visibleEnd = rows.count
    for key in indices.keys { indices[key]?.extend(over: rows.columns, to: visibleEnd) }
  }

  func beginRounds() {
    advance()
    stableEnd = 0
  }

  func prepareIndex(on key: [Int]) {
    guard !key.isEmpty, indices[key] == nil else { return }
    var index = RowIndex(key: key)
    index.extend(over: rows.columns, to: visibleEnd)
    indices[key] = index
  }

  func distinctCount(of column: Int) -> Int {
    if let index = indices[[column]] { return index.distinctKeys }
    if let known = distinct[column], known.rows * 2 > rows.count { return known.values }
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
    precondition(stableEnd <= visibleEnd && visibleEnd <= rows.count, "row states overlap")
    rows.checkInvariants()
    for index in indices.values { index.checkInvariants(over: rows.columns) }
  }
}

// MARK: - Joining

extension ListedRows {
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, by join: Join,
    from cursor: inout JoinCursor
  ) {
    var found = Found()
    if join.key.isEmpty {
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
        if join.agrees(columns, cursor.candidate) { found.append(cursor.row, cursor.candidate) }
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
        if match < range.upperBound, join.agrees(columns, match) { found.append(cursor.row, match) }
        cursor.candidate = Int(index.older[match])
      }
      cursor.isInside = false
      cursor.row += 1
    }
    cursor.isDone = true
  }

  private func index(on key: [Int]) -> RowIndex {
    guard let index = indices[key] else { preconditionFailure("no index on columns \(key)") }
    return index
  }

  func exists(for batch: borrowing Batch, by join: Join) -> [Bool] {
    let range = range(join.view)
    let columns = rows.columns
    if join.key.isEmpty {
      let found = range.contains { join.agrees(columns, $0) }
      return Array(repeating: found, count: batch.count)
    }
    if join.key.count == rows.width, range == 0..<rows.count {
      return rows.contains(join.keyOperands, of: batch)
    }
    let hashes = hashes(of: join.keyOperands, in: batch)
    let index = index(on: join.key)
    return (0..<batch.count).map { row in
      var candidate = index.newest(hashes[row], join.keyOperands, of: batch, row: row, in: columns)
      while candidate > range.lowerBound {
        if candidate <= range.upperBound, join.agrees(columns, candidate - 1) { return true }
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
