/// The rows of a relation by the values of some of its columns.
///
/// Rows of equal key are chained from the newest to the oldest, so the delta stands at the front of
/// each chain. Covers the first `covered` rows; `extend` brings it up to date in time proportional to
/// what came since.
struct RowIndex {
  /// Column numbers of the key, ascending; not empty.
  let key: [Int]
  private(set) var covered = 0
  private(set) var distinctKeys = 0
  /// Where the chains begin.
  private var heads: Heads
  /// For each row the next older row of equal key plus 1, or 0.
  private(set) var older: [UInt32] = []

  private enum Heads {
    /// Of one column, whose values are numbered without great gaps, as those are that were read one
    /// after the other: by value.
    case dense(DenseHeads)
    case hashed(RowTable)
  }

  init(key: [Int]) {
    self.key = key
    heads = key.count == 1 ? .dense(DenseHeads()) : .hashed(RowTable())
  }

  var byteCount: Int {
    let bytes =
      switch heads {
      case .dense(let heads): heads.byteCount
      case .hashed(let table): table.byteCount
      }
    return bytes + older.count * 4
  }

  mutating func extend(over columns: [[ValueID]], to end: Int) {
    guard covered < end else { return }
    older.reserveCapacity(end)
    switch heads {
    case .dense(var dense):
      heads = .dense(DenseHeads())
      let column = columns[key[0]]
      if dense.cover(column.span, covered..<end) {
        distinctKeys += dense.add(column.span, covered..<end, to: &older)
        heads = .dense(dense)
      } else {
        older.removeAll(keepingCapacity: true)
        var table = RowTable()
        distinctKeys = add(0..<end, of: columns, to: &table)
        heads = .hashed(table)
      }
    case .hashed(var table):
      heads = .hashed(RowTable())
      distinctKeys += add(covered..<end, of: columns, to: &table)
      heads = .hashed(table)
    }
    covered = end
  }

  /// Returns how many keys are new.
  private mutating func add(
    _ rows: Range<Int>, of columns: [[ValueID]], to table: inout RowTable
  ) -> Int {
    let keys = key.map { columns[$0] }
    let known = table.count
    for row in rows {
      table.reserve(1) { keyHash(keys, $0) }
      let hash = keyHash(keys, row)
      let place = table.place(hash) { head in keys.allSatisfy { $0[head] == $0[row] } }
      let entry = table.slots[place]
      older.append(entry == 0 ? 0 : UInt32(truncatingIfNeeded: RowTable.row(entry) + 1))
      table.set(place, hash, row: row)
    }
    return table.count - known
  }

  /// Whether `newest` needs the hash of a key.
  var needsHashes: Bool {
    switch heads {
    case .dense: false
    case .hashed: true
    }
  }

  /// The newest row whose key is `operands` of row `row` in `batch`, plus 1; 0 where there is none.
  ///
  /// - Parameter hash: that of the key, where `needsHashes`.
  @inline(__always)
  func newest(
    _ hash: UInt64, _ operands: [Operand], of batch: borrowing Batch, row: Int,
    in columns: [[ValueID]]
  ) -> Int {
    switch heads {
    case .dense(let heads): return heads.newest(batch.value(operands[0], row))
    case .hashed(let table):
      let found = table.find(hash) { head in
        for (place, column) in key.enumerated()
        where columns[column][head] != batch.value(operands[place], row) { return false }
        return true
      }
      return found.map { $0 + 1 } ?? 0
    }
  }

  func checkInvariants(over columns: [[ValueID]]) {
    precondition(older.count == covered, "a covered row has no link")
    for row in 0..<covered where older[row] > 0 {
      let next = Int(older[row]) - 1
      precondition(next < row, "a chain does not run from new to old")
      precondition(key.allSatisfy { columns[$0][next] == columns[$0][row] }, "a chain mixes keys")
    }
  }
}

/// The newest row of each value, at the place of the value: four bytes a value, no hash, and where rows
/// are asked for in the order in which they came, hardly a miss of the cache.
private struct DenseHeads {
  /// The value at the first place.
  private var first: UInt32 = 0
  /// Row numbers plus 1; 0 where a value has no row.
  private var heads: [UInt32] = []

  var byteCount: Int { heads.count * 4 }

  /// Makes places for the values of some rows; false where they lie too far apart.
  mutating func cover(_ column: Span<ValueID>, _ rows: Range<Int>) -> Bool {
    var (least, greatest) = (UInt32.max, UInt32.min)
    for row in rows {
      least = min(least, column[row].raw)
      greatest = max(greatest, column[row].raw)
    }
    if !heads.isEmpty {
      least = min(least, first)
      greatest = max(greatest, first + UInt32(heads.count - 1))
    }
    let places = Int(greatest - least) + 1
    guard places <= 1024 + 4 * rows.upperBound else { return false }
    if least < first, !heads.isEmpty {
      heads.insert(contentsOf: repeatElement(0, count: Int(first - least)), at: 0)
    }
    first = least
    // Values mostly come in ascending order: room is made for some more of them.
    if places > heads.count {
      let room = heads.isEmpty ? places : max(places, heads.count + heads.count / 4)
      heads += repeatElement(0, count: min(room, Int(UInt32.max - first)) - heads.count)
    }
    return true
  }

  /// Puts rows at the front of the chains of their values; returns how many chains are new.
  mutating func add(
    _ column: Span<ValueID>, _ rows: Range<Int>, to older: inout [UInt32]
  ) -> Int {
    let first = first
    var heads = heads.mutableSpan
    var new = 0
    for row in rows {
      let place = Int(column[row].raw - first)
      if heads[place] == 0 { new += 1 }
      older.append(heads[place])
      heads[place] = UInt32(truncatingIfNeeded: row + 1)
    }
    return new
  }

  @inline(__always) func newest(_ value: ValueID) -> Int {
    let place = Int(value.raw) - Int(first)
    return heads.indices.contains(place) ? Int(heads[place]) : 0
  }
}

/// The hash of a row's key, as `hashes(of:in:)` makes it.
@inline(__always) func keyHash(_ keys: [[ValueID]], _ row: Int) -> UInt64 {
  var hash = hashSeed
  for key in keys { hash = mix(hash, key[row]) }
  return hash
}
