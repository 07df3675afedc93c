/// The values of one column for each combination of values of all others, as adaptive sets: for rows of
/// more than two columns what `PairSets` is for two.
final class SetIndex {
  private let column: Int
  private let others: [Int]
  /// Set numbers by the others' values.
  private var numbers: RowNumbers
  private var sets: [AdaptiveSet] = []
  private var covered = 0

  /// - Parameter width: columns of the relation.
  init(column: Int, width: Int) {
    self.column = column
    others = (0..<width).filter { $0 != column }
    numbers = RowNumbers(width: others.count)
  }

  deinit { for set in sets { set.free() } }

  var byteCount: Int {
    numbers.byteCount + sets.reduce(0) { $0 + $1.byteCount + MemoryLayout<AdaptiveSet>.stride }
  }

  func extend(over rows: borrowing Rows, to end: Int) {
    let columns = rows.columns
    let keys = others.map { columns[$0] }
    while covered < end {
      if rows.isThere(covered) {
        let number = number(adding: covered, keys)
        _ = sets[number].insert(columns[column][covered].raw)
      }
      covered += 1
    }
  }

  /// Takes out a row that is there.
  func remove(_ rows: borrowing Rows, _ row: Int) {
    let number = number(adding: row, others.map { rows.columns[$0] })
    let wasThere = sets[number].remove(rows.columns[column][row].raw)
    precondition(wasThere, "a row was not in an index")
  }

  private func number(adding row: Int, _ keys: [[ValueID]]) -> Int {
    let number = numbers.number(adding: keys, row)
    if number == sets.count { sets.append(AdaptiveSet()) }
    return number
  }

  /// The values beside each set that is not empty, by column.
  var combinations: [[ValueID]] {
    let taken = sets.indices.filter { sets[$0].count > 0 }
    return numbers.columns.map { column in taken.map { column[$0] } }
  }

  /// The values beside `keys`, arguments of some rows of the batch in order of the other columns; an
  /// empty set where there are none. Valid until the index is extended.
  func sets(
    beside keys: [Operand], for rows: Range<Int>, of batch: borrowing Batch
  ) -> [AdaptiveSet] {
    let sets = sets
    return numbers.numbers(of: keys, for: rows, of: batch).map { number in
      number.map { sets[$0] } ?? AdaptiveSet()
    }
  }

  func checkInvariants(over rows: borrowing Rows) {
    let numbers = (0..<covered).filter(rows.isThere)
    precondition(
      sets.reduce(0) { $0 + Int($1.count) } == numbers.count, "a row is missing, or twice there")
    let columns = rows.columns
    for row in numbers {
      let keys = others.map { Operand.constant(columns[$0][row]) }
      let set = sets(beside: keys, for: 0..<1, of: .unit)[0]
      precondition(set.contains(columns[column][row].raw), "a row is not in the index")
    }
  }
}
