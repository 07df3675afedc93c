/// The values of one column for each combination of values of all others, as adaptive sets: for rows of
/// more than two columns what `PairSets` is for two.
final class SetIndex {
  private let column: Int
  private let others: [Int]
  /// Set numbers by the others' values.
  private var numbers = RowTable()
  private var sets: [AdaptiveSet] = []
  /// A row of each set, which may be there no more.
  private var samples: [UInt32] = []
  private var covered = 0

  /// - Parameter width: columns of the relation.
  init(column: Int, width: Int) {
    self.column = column
    others = (0..<width).filter { $0 != column }
  }

  deinit { for set in sets { set.free() } }

  var byteCount: Int {
    numbers.byteCount + sets.reduce(0) { $0 + $1.byteCount + MemoryLayout<AdaptiveSet>.stride + 4 }
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
    numbers.reserve(1) { keyHash(keys, Int(samples[$0])) }
    let hash = keyHash(keys, row)
    let place = numbers.place(hash) { number in
      keys.allSatisfy { $0[Int(samples[number])] == $0[row] }
    }
    if numbers.slots[place] == 0 {
      numbers.set(place, hash, row: sets.count)
      sets.append(AdaptiveSet())
      samples.append(UInt32(truncatingIfNeeded: row))
    }
    return RowTable.row(numbers.slots[place])
  }

  /// The values beside each set that is not empty, by column.
  func combinations(in columns: [[ValueID]]) -> [[ValueID]] {
    let rows = zip(samples, sets).filter { $1.count > 0 }.map { Int($0.0) }
    return others.map { other in rows.map { columns[other][$0] } }
  }

  /// The values beside `keys`, arguments of some rows of the batch in order of the other columns; an
  /// empty set where there are none. Valid until the index is extended.
  func sets(
    beside keys: [Operand], for rows: Range<Int>, of batch: borrowing Batch,
    in columns: [[ValueID]]
  ) -> [AdaptiveSet] {
    let hashes = hashes(of: keys, in: batch)
    let (numbers, sets, samples) = (numbers, sets, samples)
    let pairs = zip(others, keys).map { (columns[$0], $1) }
    var found: [AdaptiveSet] = []
    found.reserveCapacity(rows.count)
    for row in rows {
      let number = numbers.find(hashes[row]) { number in
        let sample = Int(samples[number])
        for (column, key) in pairs where column[sample] != batch.value(key, row) { return false }
        return true
      }
      found.append(number.map { sets[$0] } ?? AdaptiveSet())
    }
    return found
  }

  func checkInvariants(over rows: borrowing Rows) {
    let numbers = (0..<covered).filter(rows.isThere)
    precondition(
      sets.reduce(0) { $0 + Int($1.count) } == numbers.count, "a row is missing, or twice there")
    let columns = rows.columns
    for row in numbers {
      let keys = others.map { Operand.constant(columns[$0][row]) }
      let set = sets(beside: keys, for: 0..<1, of: .unit, in: columns)[0]
      precondition(set.contains(columns[column][row].raw), "a row is not in the index")
    }
  }
}
