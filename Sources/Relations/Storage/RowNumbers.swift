/// Gives each distinct row a number, in order of appearance.
struct RowNumbers {
  private(set) var columns: [[ValueID]]
  private var table = RowTable()

  init(width: Int) { columns = Array(repeating: [], count: width) }

  var count: Int { table.count }

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

  /// For each row of the batch the number of the row made of `operands`; nil where it has none.
  func numbers(of operands: [Operand], in batch: borrowing Batch) -> [Int?] {
    let hashes = hashes(of: operands, in: batch)
    return (0..<batch.count).map { row in
      table.find(hashes[row]) { number in
        for column in columns.indices
        where columns[column][number] != batch.value(operands[column], row) { return false }
        return true
      }
    }
  }
}
