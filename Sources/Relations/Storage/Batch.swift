/// Some rows on their way through a plan: `columns.count` columns, of which the first `count` entries
/// of each are the rows. Not necessarily sorted or distinct; `count` is at most `Batch.capacity`.
public struct Batch: Sendable {
  /// As many rows as keep a few columns within the first-level cache.
  public static var capacity: Int { 1024 }

  public var columns: [[ValueID]]
  public var count: Int

  public init(columns: [[ValueID]], count: Int) {
    self.columns = columns
    self.count = count
  }

  /// Room for `Batch.capacity` rows of `width` columns.
  public init(width: Int) {
    columns = Array(
      repeating: Array(repeating: .none, count: Batch.capacity), count: width)
    count = 0
  }

  /// The one row without columns that every plan starts from.
  public static var unit: Batch { Batch(columns: [], count: 1) }
}

/// Where a step finds one of its arguments.
public enum Operand: Hashable, Sendable {
  /// A column of the batch that comes in.
  case column(Int)
  case constant(ValueID)
}

extension Batch {
  /// The argument of row `row`.
  @inline(__always) func value(_ operand: Operand, _ row: Int) -> ValueID {
    switch operand {
    case .column(let column): columns[column][row]
    case .constant(let value): value
    }
  }
}

extension Batch {
  /// Fills a column with row numbers, as they are.
  mutating func setNumbers(_ numbers: Span<UInt32>, at column: Int) {
    var target = columns[column].mutableSpan
    for place in 0..<numbers.count { target[place] = ValueID(raw: numbers[place]) }
  }
}

/// Copies `source[rows[i]]` to `target[i]` for every place of `rows`.
func gather(
  _ source: Span<ValueID>, at rows: Span<UInt32>, into target: inout MutableSpan<ValueID>
) {
  for place in 0..<rows.count { target[place] = source[Int(rows[place])] }
}

extension Batch {
  /// The rows for which `isKept` holds.
  public func filtered(by isKept: [Bool]) -> Batch {
    let rows = (0..<count).filter { isKept[$0] }
    return Batch(columns: columns.map { column in rows.map { column[$0] } }, count: rows.count)
  }
}
