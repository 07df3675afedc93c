/// A batch that a join with pairs fills: the kept columns of the batch that came in, then the columns
/// of the pairs that are passed on.
struct Filling {
  private(set) var output: Batch
  private let kept: [Int]
  /// Where in the output the first and the second values of the pairs go; nil where they don't.
  private let places: (first: Int?, second: Int?)

  /// Takes the output over; `finished` gives it back.
  init(_ output: inout Batch, kept: [Int], outputs: [Int]) {
    self.output = output
    self.kept = kept
    func place(of column: Int) -> Int? { outputs.firstIndex(of: column).map { kept.count + $0 } }
    places = (place(of: 0), place(of: 1))
    self.output.count = 0
    output = Batch(columns: [], count: 0)
  }

  var room: Int { Batch.capacity - output.count }
  var isEmpty: Bool { output.count == 0 }

  func wants(_ column: Int) -> Bool { place(of: column) != nil }

  @inline(__always) private func place(of column: Int) -> Int? {
    column == 0 ? places.first : places.second
  }

  /// Appends one pair beside row `row` of the batch.
  mutating func append(_ pair: (ValueID, ValueID), _ batch: borrowing Batch, _ row: Int) {
    repeatValues(of: batch, row, 1)
    if let place = places.first { output.columns[place][output.count] = pair.0 }
    if let place = places.second { output.columns[place][output.count] = pair.1 }
    output.count += 1
  }

  /// Appends pairs given by column beside row `row` of the batch.
  mutating func append(
    _ columns: [[ValueID]], _ range: Range<Int>, _ batch: borrowing Batch, _ row: Int
  ) {
    repeatValues(of: batch, row, range.count)
    for column in 0..<2 {
      if let place = place(of: column) { copy(columns[column][range], to: place) }
    }
    output.count += range.count
  }

  /// Appends the pairs of `value` at column `column` with each value of `set` at the other.
  @inline(__always)
  mutating func append(
    _ value: ValueID, at column: Int, _ set: AdaptiveSet, _ batch: borrowing Batch, _ row: Int
  ) {
    let size = Int(set.count)
    repeatValues(of: batch, row, size)
    if let place = place(of: column) { fill(place, with: value, size) }
    if let place = place(of: 1 - column) {
      var target = output.columns[place].mutableSpan
      set.copy(to: &target, at: output.count)
    }
    output.count += size
  }

  /// The same with values that are listed.
  mutating func append(
    _ value: ValueID, at column: Int, _ values: ArraySlice<ValueID>, _ batch: borrowing Batch,
    _ row: Int
  ) {
    repeatValues(of: batch, row, values.count)
    if let place = place(of: column) { fill(place, with: value, values.count) }
    if let place = place(of: 1 - column) { copy(values, to: place) }
    output.count += values.count
  }

  @inline(__always)
  private mutating func repeatValues(of batch: borrowing Batch, _ row: Int, _ count: Int) {
    for (place, column) in kept.enumerated() {
      fill(place, with: batch.columns[column][row], count)
    }
  }

  @inline(__always) private mutating func fill(_ place: Int, with value: ValueID, _ count: Int) {
    var span = output.columns[place].mutableSpan
    for row in output.count..<output.count + count { span[row] = value }
  }

  private mutating func copy(_ values: ArraySlice<ValueID>, to place: Int) {
    output.columns[place].replaceSubrange(
      output.count..<output.count + values.count, with: values)
  }
}

extension Filling {
  /// Appends as many as there is room for of `values`, from `start` on; returns where it stopped.
  mutating func append(
    _ value: ValueID, at column: Int, _ values: [ValueID], from start: Int,
    _ batch: borrowing Batch, _ row: Int
  ) -> Int {
    let end = min(start + room, values.count)
    append(value, at: column, values[start..<end], batch, row)
    return end
  }
}
