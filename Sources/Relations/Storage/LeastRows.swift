/// Rows of which, among those equal in all other columns, only the one with the best value in one
/// column stays. A better value replaces the old one in place, and the row is part of the next delta
/// again.
///
/// Which of two values is better is a matter of values, so it is handed down; small integers are
/// compared here. A join may see a row's newest value in the round in which it was found: sound, since
/// it follows, and complete, since the row is in the next delta all the same.
///
/// - SeeAlso: lattices in Flix (Madsen et al., 2016) and Ascent; subsumption in Soufflé.
final class LeastRows: RowStorage {
  private let width: Int
  private let valueColumn: Int
  /// All columns but the value's, ascending: what tells rows apart.
  private let keyColumns: [Int]
  private let isBetter: (ValueID, ValueID) -> Bool
  /// The columns by row number, with what vacant numbers had for values.
  private var numbered: [[ValueID]]
  private var vacant = RowSet()
  private var table = RowTable()
  private var indices: [[Int]: RowIndex] = [:]
  /// Row numbers, each once.
  private var delta: [UInt32] = []
  private var pending: [UInt32] = []
  private var isPending: [Bool] = []
  /// What pending rows took the place of, and what those of the delta did: the values before.
  private var displaced: [Displaced] = []
  private var displacedByDelta: [Displaced] = []
  private typealias Displaced = (row: UInt32, value: ValueID)

  init(
    width: Int, valueColumn: Int, isBetter: @escaping (ValueID, ValueID) -> Bool
  ) {
    self.width = width
    self.valueColumn = valueColumn
    self.isBetter = isBetter
    keyColumns = (0..<width).filter { $0 != valueColumn }
    numbered = Array(repeating: [], count: width)
  }

  /// Above all row numbers.
  private var end: Int { isPending.count }
  private var numbers: [Int] { (0..<end).filter(isThere) }
  @inline(__always) private func isThere(_ row: Int) -> Bool {
    vacant.isEmpty || !vacant.contains(row)
  }

  var count: Int { end - vacant.count }
  var columns: [[ValueID]] { vacant.isEmpty ? numbered : values(at: numbers) }
  var deltaCount: Int { delta.count }
  var byteCount: Int {
    table.byteCount + end * (width * 4 + 1) + (delta.count + pending.count) * 4
      + indices.values.reduce(0) { $0 + $1.byteCount }
  }

  func insert(_ batch: borrowing Batch) -> Int {
    let operands = keyColumns.map(Operand.column)
    let hashes = hashes(of: operands, in: batch)
    let before = pending.count
    table.reserve(batch.count, hash: keyHash)
    for row in 0..<batch.count {
      let place = table.place(hashes[row]) { stored in
        keyColumns.allSatisfy { numbered[$0][stored] == batch.columns[$0][row] }
      }
      let entry = table.slots[place]
      if entry == 0 {
        table.set(place, hashes[row], row: end)
        for column in 0..<width { numbered[column].append(batch.columns[column][row]) }
        pending.append(UInt32(truncatingIfNeeded: end))
        isPending.append(true)
      } else {
        improve(RowTable.row(entry), to: batch.columns[valueColumn][row])
      }
    }
    return pending.count - before
  }

  private func improve(_ row: Int, to value: ValueID) {
    let known = numbered[valueColumn][row]
    guard value != known, isBetter(value, known) else { return }
    numbered[valueColumn][row] = value
    guard !isPending[row] else { return }
    isPending[row] = true
    displaced.append((UInt32(truncatingIfNeeded: row), known))
    pending.append(UInt32(truncatingIfNeeded: row))
  }

  func advance() {
    delta = pending
    displacedByDelta = displaced
    (pending, displaced) = ([], [])
    for row in delta { isPending[Int(row)] = false }
    for key in indices.keys { indices[key]?.extend(over: numbered, to: end) }
  }

  func beginRounds() {
    advance()
    delta = numbers.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// The columns of a key that rows keep for good; the value's column is tested row by row.
  private func lasting(_ key: [Int]) -> [Int] { key.filter { $0 != valueColumn } }

  func prepareIndex(on key: [Int]) {
    let key = lasting(key)
    guard !key.isEmpty, indices[key] == nil else { return }
    var index = RowIndex(key: key)
    index.extend(over: numbered, to: end)
    indices[key] = index
  }

  func distinctCount(of column: Int) -> Int {
    indices[[column]]?.distinctKeys ?? Set(numbered[column].prefix(4096)).count
  }

  func contains(_ operands: [Operand], of batch: borrowing Batch) -> [Bool] {
    let hashes = hashes(of: keyColumns.map { operands[$0] }, in: batch)
    return (0..<batch.count).map { row in
      let found = table.find(hashes[row]) { stored in
        keyColumns.allSatisfy { numbered[$0][stored] == batch.value(operands[$0], row) }
      }
      guard let found else { return false }
      return numbered[valueColumn][found] == batch.value(operands[valueColumn], row)
    }
  }

  func checkInvariants() {
    let keys = Set(numbers.map { row in keyColumns.map { numbered[$0][row] } })
    precondition(keys.count == count, "two rows differ in their value only")
    precondition(pending.count == isPending.count { $0 }, "a pending row is listed twice")
    for index in indices.values { index.checkInvariants(over: numbered) }
  }
}

// MARK: - Change

extension LeastRows {
  private func values(at rows: [Int]) -> [[ValueID]] {
    numbered.map { column in rows.map { column[$0] } }
  }

  var deltaRows: [[ValueID]] { values(at: delta.map { Int($0) }) }

  var replacedRows: [[ValueID]] {
    var rows = values(at: displacedByDelta.map { Int($0.row) })
    rows[valueColumn] = displacedByDelta.map(\.value)
    return rows
  }

  func remove(_ batch: borrowing Batch) -> [Bool] {
    precondition(delta.count + pending.count == 0, "rows are removed while others are new")
    let isThere = contains((0..<width).map(Operand.column), of: batch)
    let hashes = hashes(of: keyColumns.map(Operand.column), in: batch)
    for row in 0..<batch.count where isThere[row] {
      let place = table.place(hashes[row]) { number in
        keyColumns.allSatisfy { numbered[$0][number] == batch.columns[$0][row] }
      }
      if table.slots[place] == 0 { continue }
      vacant.insert(RowTable.row(table.slots[place]))
      table.remove(at: place, hash: keyHash)
    }
    return isThere
  }

  private func keyHash(_ row: Int) -> UInt64 {
    keyColumns.reduce(hashSeed) { mix($0, numbered[$1][row]) }
  }

  var vacantCount: Int { vacant.count }

  func compact() {
    precondition(delta.count + pending.count == 0, "rows are numbered anew while others are new")
    let rows = Batch(columns: columns, count: count)
    numbered = Array(repeating: [], count: width)
    (vacant, table, isPending) = (RowSet(), RowTable(), [])
    for key in indices.keys { indices[key] = RowIndex(key: key) }
    _ = insert(rows)
    advance()
    advance()
  }
}

// MARK: - Joining

extension LeastRows {
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, by join: Join,
    from cursor: inout JoinCursor
  ) {
    var rows: [UInt32] = []
    var matches: [UInt32] = []
    collect(batch, by: join, from: &cursor) { row, match in
      rows.append(UInt32(truncatingIfNeeded: row))
      matches.append(UInt32(truncatingIfNeeded: match))
      return rows.count < Batch.capacity
    }
    output.count = rows.count
    output.gather(batch, kept, rows[...])
    for (place, column) in join.outputs.enumerated() {
      let source = numbered[column]
      var target = output.columns[kept.count + place].mutableSpan
      gather(source.span, at: matches.span, into: &target)
    }
  }

  func values(beside value: ValueID, at column: Int) -> AdaptiveSet? {
    preconditionFailure("values that get better can't be kept as sets")
  }

  func exists(for batch: borrowing Batch, by join: Join) -> [Bool] {
    var found = [Bool](repeating: false, count: batch.count)
    var cursor = JoinCursor()
    for row in 0..<batch.count {
      cursor.row = row
      cursor.isInside = false
      collect(batch, by: join, from: &cursor, until: row + 1) { _, _ in
        found[row] = true
        return false
      }
    }
    return found
  }

  /// Calls back with each pair of a row of the batch and a matching row number here, from the cursor on,
  /// until `goOn` says no.
  private func collect(
    _ batch: borrowing Batch, by join: Join, from cursor: inout JoinCursor, until end: Int? = nil,
    _ goOn: (Int, Int) -> Bool
  ) {
    let key = lasting(join.key)
    let operands = join.key.indices.filter { join.key[$0] != valueColumn }.map {
      join.keyOperands[$0]
    }
    let index = join.view == .delta || key.isEmpty ? nil : indices[key]
    if index != nil, cursor.hashes.isEmpty { cursor.hashes = hashes(of: operands, in: batch) }
    let candidates = join.view == .delta ? delta.count : self.end
    while cursor.row < end ?? batch.count {
      if !cursor.isInside {
        cursor.isInside = true
        cursor.candidate =
          index?.newest(
            cursor.hashes[cursor.row], operands, of: batch, row: cursor.row, in: numbered)
          ?? candidates
      }
      // Without an index the candidate is the number of rows still to be looked at.
      while cursor.candidate > 0 {
        let match =
          join.view == .delta ? Int(delta[cursor.candidate - 1]) : cursor.candidate - 1
        cursor.candidate = index.map { Int($0.older[match]) } ?? cursor.candidate - 1
        if isThere(match), agrees(match, join, batch, cursor.row), !goOn(cursor.row, match) { return }
      }
      cursor.isInside = false
      cursor.row += 1
    }
    cursor.isDone = true
  }

  private func agrees(_ row: Int, _ join: Join, _ batch: borrowing Batch, _ batchRow: Int) -> Bool {
    for (place, column) in join.key.enumerated()
    where numbered[column][row] != batch.value(join.keyOperands[place], batchRow) { return false }
    return join.equalColumns.allSatisfy { numbered[$0.0][row] == numbered[$0.1][row] }
  }
}
