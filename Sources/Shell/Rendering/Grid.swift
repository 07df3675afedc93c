import Datalog

/// What is shown in columns: an answer, or a list of what is known.
struct Grid {
  struct Column {
    let name: String
    let type: ColumnType
  }

  let columns: [Column]
  let rowCount: Int
  private let value: (_ row: Int, _ column: Int) -> Value

  init(_ answer: Answer) {
    columns = answer.columns.map { Column(name: $0.name, type: $0.type) }
    rowCount = answer.rowCount
    value = { answer[$0, $1] }
  }

  /// - Parameter rows: as many texts each as `header`.
  init(header: [String], rows: [[String]]) {
    columns = header.map { Column(name: $0, type: .text) }
    rowCount = rows.count
    value = { .text(rows[$0][$1]) }
  }

  /// - Parameter rows: as many values each as `columns`.
  init(columns: [(name: String, type: ColumnType)], rows: [[Value]]) {
    self.columns = columns.map { Column(name: $0.name, type: $0.type) }
    rowCount = rows.count
    value = { rows[$0][$1] }
  }

  subscript(row: Int, column: Int) -> Value { value(row, column) }

  func row(_ row: Int) -> [Value] { columns.indices.map { value(row, $0) } }
}
