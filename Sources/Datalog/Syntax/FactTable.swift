import Relations

/// Facts of one predicate that state nothing but constants, as rows.
struct FactTable: Sendable {
  let predicate: String
  let arity: Int
  /// The column that each argument names, nil where it names none; empty where no argument does.
  var labels: [String?] = []
  /// `arity` a row, row after row: small integers, and numbers of the text's constants.
  var cells: [ValueID] = []
  var places = RowPlaces()

  static let empty = FactTable(predicate: "", arity: 0)

  var count: Int { places.count }

  /// Puts the cells of each row in the order of the columns.
  ///
  /// - Parameter arguments: which argument each column takes.
  mutating func arrange(_ arguments: [Int]) {
    labels = []
    guard arguments != Array(0..<arity) else { return }
    let written = cells
    for start in stride(from: 0, to: cells.count, by: arity) {
      for column in 0..<arity { cells[start + column] = written[start + arguments[column]] }
    }
  }

  func without(_ rows: Set<Int>) -> FactTable {
    guard !rows.isEmpty else { return self }
    var rest = FactTable(predicate: predicate, arity: arity, labels: labels)
    for row in 0..<count where !rows.contains(row) {
      rest.cells += cells[row * arity..<(row + 1) * arity]
      rest.places.append(places[row])
    }
    return rest
  }
}

/// The plain facts of one text, but for the first of each predicate, arity and labelling, which stands
/// among the clauses and introduces the predicate.
struct PlainFacts: Sendable {
  let text: InputText
  let input: InputID
  var tables: [FactTable] = []
  var constants = WrittenConstants()

  mutating func takeTables() -> [FactTable] {
    defer { tables = [] }
    return tables
  }
}

/// Where rows are stated, at six bytes a row.
struct RowPlaces: Sendable {
  private var starts: [UInt32] = []
  private var lengths: [UInt16] = []
  /// Rows from `row` on are in this text. Ascending.
  private var texts: [(row: Int, input: InputID)] = []
  /// Ends of the rows whose length says that it isn't one.
  private var ends: [Int: UInt32] = [:]

  var count: Int { starts.count }

  @inline(__always)
  mutating func append(_ range: TextRange) {
    if texts.isEmpty || texts[texts.count - 1].input != range.input {
      texts.append((count, range.input))
    }
    let length = range.end - range.start
    if length >= UInt16.max { ends[count] = range.end }
    starts.append(range.start)
    lengths.append(UInt16(truncatingIfNeeded: min(length, UInt32(UInt16.max))))
  }

  mutating func append(_ rows: Range<Int>, of other: RowPlaces) {
    let shift = count - rows.lowerBound
    for number in other.texts.indices {
      let end = number + 1 < other.texts.count ? other.texts[number + 1].row : other.count
      let shared = (other.texts[number].row..<end).clamped(to: rows)
      if shared.isEmpty || texts.last?.input == other.texts[number].input { continue }
      texts.append((shared.lowerBound + shift, other.texts[number].input))
    }
    for (row, end) in other.ends where rows.contains(row) { ends[row + shift] = end }
    starts += other.starts[rows]
    lengths += other.lengths[rows]
  }

  func start(of row: Int) -> UInt32 { starts[row] }

  /// O(log texts).
  subscript(row: Int) -> TextRange {
    var (low, high) = (0, texts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if texts[middle].row <= row { low = middle } else { high = middle }
    }
    let start = Int(starts[row])
    return TextRange(
      texts[low].input, start, ends[row].map { Int($0) } ?? start + Int(lengths[row]))
  }

  mutating func reserveCapacity(_ rows: Int) {
    starts.reserveCapacity(rows)
    lengths.reserveCapacity(rows)
  }
}
