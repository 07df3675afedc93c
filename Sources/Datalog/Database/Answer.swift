import Relations

/// All answers to a query: distinct rows, sorted by the columns from left to right in the total order
/// of values.
public struct Answer {
  public struct Column: Hashable, Sendable {
    public let name: String
    public let type: ColumnType
  }

  public let query: CheckedQuery
  public let columns: [Column]
  public let rowCount: Int
  /// Remarks, such as on a constant that occurs nowhere.
  public let hints: [Diagnostic]
  let ids: [[ValueID]]
  private let interner: Interner

  init(
    _ query: CheckedQuery, columns: [Column], rows: Relation, interner: Interner,
    hints: [Diagnostic], order: [Int]
  ) {
    self.query = query
    self.columns = columns
    self.interner = interner
    self.hints = hints
    rowCount = rows.count
    ids = rows.columns.map { column in order.map { column[$0] } }
  }

  public subscript(row: Int, column: Int) -> Value { interner[ids[column][row]] }

  /// For a question without variables: whether it holds.
  public var holds: Bool { rowCount > 0 }

  public func row(_ number: Int) -> [Value] { columns.indices.map { self[number, $0] } }
}
