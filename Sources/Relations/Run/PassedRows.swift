/// The rows of a plan that passes columns on, on their way into its target.
struct PassedRows {
  private let passing: Passing
  /// Of the columns that are made, by column of the target.
  private var made: [[ValueID]]
  private var count = 0
  /// The numbers of the rows that the plan began with; nil while they are 0, 1, 2 and so on.
  private var numbers: [ValueID]?

  init(_ passing: Passing) {
    self.passing = passing
    made = Array(repeating: [], count: passing.columns.count)
  }

  mutating func append(_ head: [Operand], of batch: borrowing Batch) {
    if numbers == nil, !continues(batch) { numbers = (0..<count).map(ValueID.init(number:)) }
    if numbers != nil {
      for row in 0..<batch.count { numbers!.append(batch.value(passing.number, row)) }
    }
    for (place, operand) in head.enumerated() where passing.columns[place] == nil {
      switch operand {
      case .column(let column): made[place] += batch.columns[column].prefix(batch.count)
      case .constant(let value): made[place] += repeatElement(value, count: batch.count)
      }
    }
    count += batch.count
  }

  private func continues(_ batch: borrowing Batch) -> Bool {
    for row in 0..<batch.count
    where batch.value(passing.number, row) != ValueID(number: count + row) { return false }
    return true
  }

  /// All rows, by column.
  consuming func rows() -> Batch {
    let source = passing.relation.columns
    var columns = made
    for (place, column) in passing.columns.enumerated() {
      guard let column else { continue }
      if let numbers {
        columns[place] = numbers.map { source[column][Int($0.raw)] }
      } else if count == source[column].count {
        columns[place] = source[column]
      } else {
        columns[place] = Array(source[column].prefix(count))
      }
    }
    return Batch(columns: columns, count: count)
  }
}

extension ValueID {
  fileprivate init(number: Int) { self.init(raw: UInt32(truncatingIfNeeded: number)) }
}
