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
  let valueColumn: Int
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
  /// What pending rows took the place of, and what those of the delta did: the values before. Kept once
  /// somebody asked for it.
  private var tellsReplaced = false
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
    let rows = rows(adding: batch, hashes)
    var values = [ValueID]()
    swap(&values, &numbered[valueColumn])
    for (row, value) in zip(rows, batch.columns[valueColumn]) {
      let known = values[Int(row)]
      guard value != known, isBetter(value, known) else { continue }
      values[Int(row)] = value
      if isPending[Int(row)] { continue }
      isPending[Int(row)] = true
      pending.append(row)
      if tellsReplaced { displaced.append((row, known)) }
    }
    swap(&values, &numbered[valueColumn])
    return pending.count - before
  }

  /// The number of the row with each row's key; where there was none, the row is added.
  private func rows(adding batch: borrowing Batch, _ hashes: [UInt64]) -> [UInt32] {
    var rows: [UInt32] = []
    rows.reserveCapacity(batch.count)
    var (table, columns) = (RowTable(), [[ValueID]]())
    swap(&table, &self.table)
    swap(&columns, &self.numbered)
    for row in 0..<batch.count {
      let place = table.place(hashes[row]) { stored in
        for column in keyColumns where columns[column][stored] != batch.columns[column][row] {
          return false
        }
        return true
      }
      if table.slots[place] == 0 {
        table.set(place, hashes[row], row: isPending.count)
        for column in 0..<width { columns[column].append(batch.columns[column][row]) }
        pending.append(UInt32(truncatingIfNeeded: isPending.count))
        isPending.append(true)
      }
      rows.append(UInt32(truncatingIfNeeded: RowTable.row(table.slots[place])))
    }
    swap(&table, &self.table)
    swap(&columns, &self.numbered)
    return rows
  }

  /// Of many pending rows only the better ones become the delta: what follows from the others would
  /// mostly be replaced, since what is good follows from what is better.
  ///
  /// - SeeAlso: Meyer and Sanders, *Δ-stepping*, 2003.
  func advance() {
    delta = takePending()
    for row in delta { isPending[Int(row)] = false }
    if tellsReplaced {
      displacedByDelta = displaced.filter { !isPending[Int($0.row)] }
      displaced.removeAll { !isPending[Int($0.row)] }
    }
    for key in indices.keys { indices[key]?.extend(over: numbered, to: end) }
  }

  private func takePending() -> [UInt32] {
    let sample = stride(from: 0, to: pending.count, by: pending.count / 32 + 1).map {
      numbered[valueColumn][Int(pending[$0])]
    }
    guard sample.count > 16 else {
      defer { pending = [] }
      return pending
    }
    let pivot = sample.sorted(by: isBetter)[sample.count / LeastRows.share]
    var taken: [UInt32] = []
    var left: [UInt32] = []
    for row in pending {
      isBetter(pivot, numbered[valueColumn][Int(row)]) ? left.append(row) : taken.append(row)
    }
    pending = left
    return taken
  }

  /// Which part of the pending rows is taken.
  private static let share = 4

  func beginRounds() {
    settle()
    delta = numbers.map { UInt32(truncatingIfNeeded: $0) }
  }

  func settle() {
    for row in pending { isPending[Int(row)] = false }
    (delta, pending, displaced, displacedByDelta) = ([], [], [], [])
    for key in indices.keys { indices[key]?.extend(over: numbered, to: end) }
  }

  /// The columns of a key that rows keep for good; the value's column is tested row by row.
  private func lasting(_ key: [Int]) -> [Int] { key.filter { $0 != valueColumn } }

  var indexedColumns: [[Int]] { Array(indices.keys) }

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

  func prepareReplacedRows() { tellsReplaced = true }

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
    settle()
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

  func prepareSets(of column: Int) {
    preconditionFailure("values that get better can't be kept as sets")
  }

  func combinations(besides column: Int) -> [[ValueID]] {
    preconditionFailure("values that get better can't be kept as sets")
  }

  func sets(
    of column: Int, beside others: [Operand], for rows: Range<Int>, of batch: borrowing Batch
  ) -> [AdaptiveSet] {
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
        if isThere(match), agrees(match, join, batch, cursor.row), !goOn(cursor.row, match) {
          return
        }
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
