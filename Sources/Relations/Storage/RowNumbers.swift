/// Gives each distinct row a number, in order of appearance.
public struct RowNumbers {
  public private(set) var columns: [[ValueID]]
  private var table = RowTable()

  public init(width: Int) { columns = Array(repeating: [], count: width) }

  public var count: Int { table.count }
  var byteCount: Int { table.byteCount + columns.count * count * MemoryLayout<ValueID>.stride }

  /// The number of row `row` of `source`, which gets one if it has none.
  mutating func number(adding source: [[ValueID]], _ row: Int) -> Int {
    table.reserve(1) { keyHash(columns, $0) }
    let hash = keyHash(source, row)
    let place = table.place(hash) { number in
      for column in columns.indices where columns[column][number] != source[column][row] {
        return false
      }
      return true
    }
    if table.slots[place] == 0 {
      table.set(place, hash, row: count)
      for column in columns.indices { columns[column].append(source[column][row]) }
    }
    return RowTable.row(table.slots[place])
  }

  /// For each row of the batch the number of the row made of `operands`, which gets one if it has none.
  public mutating func numbers(adding operands: [Operand], of batch: borrowing Batch) -> [Int] {
    let hashes = hashes(of: operands, in: batch)
    table.reserve(batch.count) { keyHash(columns, $0) }
    var numbers: [Int] = []
    numbers.reserveCapacity(batch.count)
    for row in 0..<batch.count {
      let place = table.place(hashes[row]) { has($0, operands, of: batch, row) }
      if table.slots[place] == 0 {
        table.set(place, hashes[row], row: count)
        for column in columns.indices { columns[column].append(batch.value(operands[column], row)) }
      }
      numbers.append(RowTable.row(table.slots[place]))
    }
    return numbers
  }

  /// For some rows of the batch the number of the row made of `operands`; nil where it has none.
  func numbers(
    of operands: [Operand], for rows: Range<Int>, of batch: borrowing Batch
  ) -> [Int?] {
    let hashes = hashes(of: operands, for: rows, of: batch)
    var numbers: [Int?] = []
    numbers.reserveCapacity(rows.count)
    for row in rows {
      numbers.append(
        table.find(hashes[row - rows.lowerBound]) { has($0, operands, of: batch, row) })
    }
    return numbers
  }

  @inline(__always)
  private func has(
    _ number: Int, _ operands: [Operand], of batch: borrowing Batch, _ row: Int
  ) -> Bool {
    for column in columns.indices
    where columns[column][number] != batch.value(operands[column], row) { return false }
    return true
  }
}
