/// The rows of one predicate: distinct, appended to and never reordered.
///
/// A row is *pending* when it proved new, *delta* for the one round after, then *stable*. Each state
/// is one contiguous range of row numbers, stable rows first. Indices cover the rows that can be seen,
/// the stable ones and the delta.
public final class Relation {
  public let width: Int
  private var rows: Rows
  private var indices: [[Int]: RowIndex] = [:]
  /// Rows before this one are stable.
  public private(set) var stableEnd = 0
  /// Rows before this one can be seen.
  public private(set) var visibleEnd = 0
  private var distinct: [Int: DistinctCount] = [:]

  public init(width: Int) {
    self.width = width
    rows = Rows(width: width)
  }

  /// All rows, pending ones included.
  public var count: Int { rows.count }
  public var columns: [[ValueID]] { rows.columns }
  public var byteCount: Int { rows.byteCount + indices.values.reduce(0) { $0 + $1.byteCount } }

  /// Which rows a step sees.
  public enum View: Hashable, Sendable { case stable, delta, visible }

  func range(_ view: View) -> Range<Int> {
    switch view {
    case .stable: 0..<stableEnd
    case .delta: stableEnd..<visibleEnd
    case .visible: 0..<visibleEnd
    }
  }

  /// Proposes the rows of `batch`; those not there yet become pending. Returns how many.
  @discardableResult
  public func insert(_ batch: borrowing Batch) -> Int { rows.insert(batch) }

  /// Ends a round: the delta becomes stable and what is pending the new delta. Returns its size.
  @discardableResult
  public func advance() -> Int {
    stableEnd = visibleEnd
    visibleEnd = rows.count
    for key in Array(indices.keys) { indices[key]?.extend(over: rows.columns, to: visibleEnd) }
    return visibleEnd - stableEnd
  }

  /// Ends the first round: everything there is so far becomes the delta. Returns whether that is any.
  public func mergeDelta() -> Bool {
    advance()
    stableEnd = 0
    return visibleEnd > 0
  }

  /// Makes every row stable.
  public func settle() {
    advance()
    stableEnd = visibleEnd
  }

  /// Makes sure that there is an index on these columns.
  public func prepareIndex(on key: [Int]) {
    guard !key.isEmpty, indices[key] == nil else { return }
    var index = RowIndex(key: key)
    index.extend(over: rows.columns, to: visibleEnd)
    indices[key] = index
  }

  /// About how many different values a column has.
  public func distinctCount(of column: Int) -> Int {
    if let index = indices[[column]] { return index.distinctKeys }
    if let known = distinct[column], known.rows * 2 > rows.count { return known.values }
    let fresh = DistinctCount(of: rows.columns[column])
    distinct[column] = fresh
    return fresh.values
  }

  /// The row number of a row, by a pass over the rows.
  public func rowNumber(of row: [ValueID]) -> Int? {
    (0..<rows.count).first { number in
      (0..<width).allSatisfy { rows.columns[$0][number] == row[$0] }
    }
  }

  public func contains(_ row: [ValueID]) -> Bool {
    rows.contains(row.map(Operand.constant), of: .unit)[0]
  }

  func withRows<Result, Failure: Error>(
    _ body: (borrowing Rows) throws(Failure) -> Result
  ) throws(Failure) -> Result { try body(rows) }

  func withIndex<Result>(on key: [Int], _ body: (borrowing RowIndex, [[ValueID]]) -> Result) -> Result {
    guard let index = indices[key] else { preconditionFailure("no index on columns \(key)") }
    return body(index, rows.columns)
  }

  public func checkInvariants() {
    precondition(stableEnd <= visibleEnd && visibleEnd <= rows.count, "row states overlap")
    rows.checkInvariants()
    for index in indices.values { index.checkInvariants(over: rows.columns) }
  }
}

/// An estimate of the number of different values, as of a number of rows: exact for few rows, from an
/// evenly spread sample for many.
private struct DistinctCount {
  let rows: Int
  let values: Int

  init(of column: [ValueID]) {
    let limit = 4096
    rows = column.count
    let step = max(1, column.count / limit)
    let sample = stride(from: 0, to: column.count, by: step).map { column[$0] }
    let seen = Set(sample).count
    // A sample that hardly repeats stands for a column that hardly repeats.
    values = seen * 2 > sample.count ? seen * step : seen
  }
}
