/// The values of the other column for each value of one, of rows of two columns.
struct PairIndex: ~Copyable {
  let column: Int
  private(set) var sets = PairSets()
  private(set) var isKept = false
  /// The row number behind the last row that is in the sets, or was.
  private(set) var covered = 0

  init(column: Int) { self.column = column }

  /// Keeps the index from now on, and brings it up to date in time proportional to what came since.
  mutating func extend(over rows: borrowing Rows, to end: Int) {
    isKept = true
    guard covered < end else { return }
    var ignored: [UInt32] = []
    let (values, others) = (rows.columns[column], rows.columns[1 - column])
    if rows.vacant.isEmpty {
      sets.insert(
        Array(values[covered..<end]), Array(others[covered..<end]), count: end - covered,
        fresh: &ignored)
    } else {
      let numbers = (covered..<end).filter(rows.isThere)
      sets.insert(
        numbers.map { values[$0] }, numbers.map { others[$0] }, count: numbers.count,
        fresh: &ignored)
    }
    covered = end
  }

  mutating func remove(_ rows: borrowing Rows, _ number: Int) {
    guard isKept else { return }
    let wasThere = sets.remove(rows.columns[column][number], rows.columns[1 - column][number])
    precondition(wasThere, "a row was not in an index")
  }

  /// All rows were taken out.
  mutating func removeAll() {
    if covered == 0 { return }
    sets = PairSets()
    covered = 0
  }

  /// Rows were numbered anew, up to `end`.
  mutating func renumber(_ end: Int) { if isKept { covered = end } }

  func checkInvariants(over rows: borrowing Rows) {
    let numbers = (0..<covered).filter(rows.isThere)
    precondition(sets.count == numbers.count, "the index does not hold what it covers")
    for row in numbers {
      let (value, other) = (rows.columns[column][row], rows.columns[1 - column][row])
      precondition(sets.contains(value, other), "a row is not in the index")
    }
  }
}
