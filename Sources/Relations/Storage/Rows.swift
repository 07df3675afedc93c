/// Distinct rows in order of arrival, stored by column.
///
/// `width` columns of `end` values. A row, once there, is not moved, so a row number names it for good; a
/// row that is removed leaves its number vacant.
struct Rows {
  let width: Int
  /// With what vacant numbers had for values.
  private(set) var columns: [[ValueID]]
  /// Above all row numbers.
  private(set) var end = 0
  private(set) var vacant = RowSet()
  /// Covers all rows, or none since it was last asked for.
  private var membership: Membership?

  var count: Int { end - vacant.count }

  /// What tells whether a row is there already, chosen by width.
  private enum Membership {
    /// Up to two columns: the row itself is the key.
    case packed(PackedSet)
    case hashed(RowTable)
  }

  init(width: Int) {
    self.width = width
    columns = Array(repeating: [], count: width)
  }

  var byteCount: Int {
    let table =
      switch membership {
      case .packed(let set): set.byteCount
      case .hashed(let table): table.byteCount
      case nil: 0
      }
    return table + width * end * MemoryLayout<ValueID>.stride
  }

  var hasMembership: Bool { membership != nil }

  /// Makes sure that rows can be told apart, those that `append` added too.
  mutating func prepareMembership() {
    guard membership == nil else { return }
    membership = width <= 2 ? .packed(packedRows()) : .hashed(hashedRows())
  }

  /// Appends all rows of `batch`, which are not there yet and distinct: nothing is looked up. The first
  /// ones may be columns that another relation has, too: they are stored once.
  mutating func append(_ batch: borrowing Batch) {
    membership = nil
    if end == 0, batch.columns.allSatisfy({ [count = batch.count] in $0.count == count }) {
      columns = batch.columns
    } else {
      for column in 0..<width { columns[column] += batch.columns[column].prefix(batch.count) }
    }
    end += batch.count
  }

  /// Appends those rows of `batch` (of `width` columns) that are not there yet, once each; returns how
  /// many that were.
  mutating func insert(_ batch: borrowing Batch) -> Int {
    prepareMembership()
    var fresh: [UInt32] = []
    fresh.reserveCapacity(batch.count)
    // Taken out, so that nothing is copied.
    switch membership.take() {
    case .packed(var set):
      set.insert(packedKeys(of: batch).span, fresh: &fresh)
      membership = .packed(set)
    case .hashed(var table):
      insert(batch, into: &table, fresh: &fresh)
      membership = .hashed(table)
    case nil: preconditionFailure("nothing tells rows apart")
    }
    append(fresh, of: batch)
    return fresh.count
  }

  /// Whether the row made of `operands` from each row of `batch` is there.
  mutating func contains(_ operands: [Operand], of batch: borrowing Batch) -> [Bool] {
    prepareMembership()
    switch membership {
    case .packed(let set):
      return (0..<batch.count).map { set.contains(packedKey(operands, of: batch, row: $0)) }
    case .hashed(let table):
      let hashes = hashes(of: operands, in: batch)
      return (0..<batch.count).map { row in
        table.find(hashes[row]) { equals($0, operands, of: batch, row: row) } != nil
      }
    case nil: preconditionFailure("nothing tells rows apart")
    }
  }

  /// Whether stored row `stored` is the row made of `operands` from row `row` of `batch`.
  @inline(__always)
  private func equals(
    _ stored: Int, _ operands: [Operand], of batch: borrowing Batch, row: Int
  ) -> Bool {
    for column in 0..<width where columns[column][stored] != batch.value(operands[column], row) {
      return false
    }
    return true
  }

  private mutating func append(_ fresh: [UInt32], of batch: borrowing Batch) {
    for column in 0..<width {
      let source = batch.columns[column]
      for row in fresh { columns[column].append(source[Int(row)]) }
    }
    end += fresh.count
  }
}

// Removal.
extension Rows {
  @inline(__always) func isThere(_ row: Int) -> Bool { vacant.isEmpty || !vacant.contains(row) }

  /// Makes a row number vacant.
  ///
  /// - Precondition: its row is there.
  mutating func remove(_ row: Int) {
    prepareMembership()
    vacant.insert(row)
    let values = columns.map { [$0[row]] }
    let batch = Batch(columns: values, count: 1)
    switch membership.take() {
    case .packed(var set):
      let wasThere = set.remove(packedKey((0..<width).map(Operand.column), of: batch, row: 0))
      precondition(wasThere, "a row was not in the set of rows")
      membership = .packed(set)
    case .hashed(var table):
      table.remove(at: table.place(hash(of: row)) { $0 == row }, hash: hash)
      membership = .hashed(table)
    case nil: preconditionFailure("nothing tells rows apart")
    }
  }

  /// The columns without the vacant numbers.
  var settledColumns: [[ValueID]] {
    if vacant.isEmpty { return columns }
    let numbers = (0..<end).filter { !vacant.contains($0) }
    return columns.map { column in numbers.map { column[$0] } }
  }
}

// Packed rows.
extension Rows {
  private func packedRows() -> PackedSet {
    var set = PackedSet()
    var fresh: [UInt32] = []
    let columns = settledColumns
    for start in stride(from: 0, to: count, by: Batch.capacity) {
      let range = start..<min(start + Batch.capacity, count)
      let batch = Batch(columns: columns.map { Array($0[range]) }, count: range.count)
      fresh.removeAll(keepingCapacity: true)
      set.insert(packedKeys(of: batch).span, fresh: &fresh)
    }
    return set
  }

  private func packedKeys(of batch: borrowing Batch) -> [UInt64] {
    let operands = (0..<width).map(Operand.column)
    return (0..<batch.count).map { packedKey(operands, of: batch, row: $0) }
  }

  @inline(__always)
  private func packedKey(_ operands: [Operand], of batch: borrowing Batch, row: Int) -> UInt64 {
    switch width {
    case 0: 0
    case 1: PackedSet.pack(ValueID(raw: 0), batch.value(operands[0], row))
    default: PackedSet.pack(batch.value(operands[0], row), batch.value(operands[1], row))
    }
  }
}

// Hashed rows.
extension Rows {
  private func hashedRows() -> RowTable {
    var table = RowTable()
    table.reserve(count, hash: hash)
    for row in 0..<end where isThere(row) {
      let hash = hash(of: row)
      let place = table.place(hash) { stored in columns.allSatisfy { $0[stored] == $0[row] } }
      table.set(place, hash, row: row)
    }
    return table
  }

  /// Rows of the batch that prove new are numbered from `count` on, though not appended yet.
  private func insert(
    _ batch: borrowing Batch, into table: inout RowTable, fresh: inout [UInt32]
  ) {
    let operands = (0..<width).map(Operand.column)
    let hashes = hashes(of: operands, in: batch)
    table.reserve(batch.count, hash: hash)
    for row in 0..<batch.count {
      let place = table.place(hashes[row]) { stored in
        stored < end
          ? equals(stored, operands, of: batch, row: row)
          : batch.equals(Int(fresh[stored - end]), row)
      }
      guard table.slots[place] == 0 else { continue }
      table.set(place, hashes[row], row: end + fresh.count)
      fresh.append(UInt32(truncatingIfNeeded: row))
    }
  }

  private func hash(of row: Int) -> UInt64 {
    keyHash(columns, row)
  }

  /// Traps where the structure is not what it promises: columns of equal length, distinct rows, each
  /// one found. For tests.
  mutating func checkInvariants() {
    precondition(columns.allSatisfy { $0.count == end }, "columns differ in length")
    let columns = settledColumns
    let distinct = Set((0..<count).map { row in columns.map { $0[row] } })
    precondition(width == 0 || distinct.count == count, "a row is there twice")
    for start in stride(from: 0, to: count, by: Batch.capacity) {
      let end = min(start + Batch.capacity, count)
      let batch = Batch(columns: columns.map { Array($0[start..<end]) }, count: end - start)
      let found = contains((0..<width).map(Operand.column), of: batch)
      precondition(!found.contains(false), "a row is not found")
    }
  }
}

extension Batch {
  fileprivate func equals(_ one: Int, _ other: Int) -> Bool {
    for column in columns where column[one] != column[other] { return false }
    return true
  }
}
