import Relations

/// Numbers of rows by the values of their key, of which no two rows have the same.
struct KeyIndex {
  private var table = NumberTable()

  /// The row with this hash for which `isMeant` holds.
  @inline(__always)
  func row(_ hash: UInt64, where isMeant: (Int) -> Bool) -> Int? {
    table.first(hash, where: isMeant)
  }

  /// - Precondition: no row with the same key is there.
  mutating func add(_ row: Int, _ hash: UInt64) { table.add(row, hash) }

  /// Adds the rows that follow the last one.
  mutating func extend(over columns: [[ValueID]], key: [Int]) {
    guard !key.isEmpty else { return }
    table.reserve(columns[key[0]].count - table.count)
    for row in table.count..<columns[key[0]].count {
      table.add(row, KeyIndex.hash(key) { columns[$0][row] })
    }
  }

  /// Of the values in the columns of a key.
  @inline(__always)
  static func hash(_ key: [Int], _ value: (_ column: Int) -> ValueID) -> UInt64 {
    var hash: UInt64 = 0
    for column in key { hash = mixed(hash, UInt64(value(column).raw)) }
    // The last word alone would not reach the upper bits.
    return mixed(hash, 0x243F_6A88)
  }
}

/// The rows of a predicate that has a key, and where they were stated.
struct KeyedRows {
  /// By row number, like the places.
  let columns: [[ValueID]]
  let vacant: RowSet
  let places: RowPlaces
  let index: KeyIndex

  /// The row that has these values in the columns of the key.
  @inline(__always)
  func row(_ key: [Int], _ hash: UInt64, _ value: (_ column: Int) -> ValueID) -> Int? {
    index.row(hash) { row in
      !vacant.contains(row) && key.allSatisfy { columns[$0][row] == value($0) }
    }
  }

  /// The values of a column.
  func values(of column: Int) -> Set<ValueID> {
    Set(columns[column].indices.lazy.filter { !vacant.contains($0) }.map { columns[column][$0] })
  }
}
