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
  /// Heads of chains by key.
  private var heads = RowTable()
  /// For each row the next older row of equal key plus 1, or 0.
  private(set) var older: [UInt32] = []

  init(key: [Int]) { self.key = key }

  var byteCount: Int { heads.byteCount + older.count * 4 }

  mutating func extend(over columns: [[ValueID]], to end: Int) {
    guard covered < end else { return }
    let keys = key.map { columns[$0] }
    older.reserveCapacity(end)
    for row in covered..<end {
      heads.reserve(1) { keyHash(keys, $0) }
      let hash = keyHash(keys, row)
      let place = heads.place(hash) { head in keys.allSatisfy { $0[head] == $0[row] } }
      let entry = heads.slots[place]
      older.append(entry == 0 ? 0 : UInt32(truncatingIfNeeded: RowTable.row(entry) + 1))
      if entry == 0 { distinctKeys += 1 }
      heads.set(place, hash, row: row)
    }
    covered = end
  }

  /// The newest row whose key is `operands` of row `row` in `batch`, plus 1; 0 where there is none.
  @inline(__always)
  func newest(
    _ hash: UInt64, _ operands: [Operand], of batch: borrowing Batch, row: Int,
    in columns: [[ValueID]]
  ) -> Int {
    let found = heads.find(hash) { head in
      for (place, column) in key.enumerated()
      where columns[column][head] != batch.value(operands[place], row) { return false }
      return true
    }
    return found.map { $0 + 1 } ?? 0
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

/// The hash of a row's key, as `hashes(of:in:)` makes it.
@inline(__always) func keyHash(_ keys: [[ValueID]], _ row: Int) -> UInt64 {
  var hash = hashSeed
  for key in keys { hash = mix(hash, key[row]) }
  return hash
}
