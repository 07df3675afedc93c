/// How many rows of a relation have each value of some columns: for counting what nobody wants to see.
struct KeyTally {
  private let key: [Int]
  private var numbers: RowNumbers
  /// By number.
  private var counts: [Int] = []
  private var covered = 0

  init(key: [Int]) {
    self.key = key
    numbers = RowNumbers(width: key.count)
  }

  var byteCount: Int { numbers.byteCount + counts.count * MemoryLayout<Int>.stride }

  mutating func extend(over rows: borrowing Rows, to end: Int) {
    guard covered < end else { return }
    let columns = key.map { rows.columns[$0] }
    for row in covered..<end where rows.isThere(row) {
      let number = numbers.number(adding: columns, row)
      if number == counts.count { counts.append(0) }
      counts[number] += 1
    }
    covered = end
  }

  /// Takes out a row that is there.
  mutating func remove(_ rows: borrowing Rows, _ row: Int) {
    if row < covered { counts[numbers.number(adding: key.map { rows.columns[$0] }, row)] -= 1 }
  }

  /// For each row of the batch how many rows have the values of `operands`.
  func counts(_ operands: [Operand], of batch: borrowing Batch) -> [Int] {
    numbers.numbers(of: operands, for: 0..<batch.count, of: batch).map { number in
      number.map { counts[$0] } ?? 0
    }
  }

  func checkInvariants(over rows: borrowing Rows) {
    let numbers = (0..<covered).filter(rows.isThere)
    precondition(counts.reduce(0, +) == numbers.count, "not every row is counted once")
  }
}
