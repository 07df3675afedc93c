import Datalog

/// Columns as a table for people; of an answer, each row has the number by which `.why` knows it.
struct GridTable {
  let grid: Grid
  let style: TableLayout.Style
  let presentation: Presentation
  /// Whether rows are numbered and counted.
  var isAnswer = true

  func write(to output: inout some TextOutputStream) {
    if grid.rowCount > 0 || style != .plain { writeRows(to: &output) }
    if isAnswer, style != .markdown { output.write(presentation.dim(summary) + "\n") }
  }

  private func writeRows(to output: inout some TextOutputStream) {
    let rows = shownRows
    let layout = TableLayout(
      style, header: header, alignments: alignments(of: rows), widths: widths(of: rows),
      fitting: style == .markdown ? nil : presentation.width)
    for (number, line) in layout.head.enumerated() {
      let isTypes = style == .plain && header.count > 1 && number == 1
      output.write((isTypes ? presentation.dim(line) : presentation.bold(line)) + "\n")
    }
    var next = 0
    for row in rows {
      guard presentation.goesOn(row) else { break }
      if row != next { output.write(presentation.dim(layout.gap) + "\n") }
      output.write(layout.line(cells(of: row)) + "\n")
      next = row + 1
    }
    for line in layout.foot { output.write(line + "\n") }
  }

  /// Of the widest cell of each column.
  private func widths(of rows: [Int]) -> [Int] {
    var widths = [Int](repeating: 0, count: header[0].count)
    for row in rows {
      guard presentation.goesOn(row) else { break }
      for (column, cell) in cells(of: row).enumerated() {
        widths[column] = max(widths[column], cell.displayWidth)
      }
    }
    return widths
  }

  private var isNumbered: Bool { isAnswer && style != .markdown }

  /// Numbers stand to the right.
  private func alignments(of rows: [Int]) -> [TableLayout.Alignment] {
    (isNumbered ? [.right] : [])
      + grid.columns.indices.map { column in
        switch grid.columns[column].type {
        case .int, .decimal: .right
        case .symbol, .text, .date, .enumeration, .reference: .left
        case .unknown, .mixed: rows.allSatisfy { grid[$0, column].isNumber } ? .right : .left
        }
      }
  }

  /// The names and what the columns hold: in a box, and where it can be written less loudly.
  private var header: [[String]] {
    let names = (isNumbered ? ["#"] : []) + grid.columns.map { shown($0.name) }
    let types = (isNumbered ? [""] : []) + grid.columns.map(\.type.noun)
    let showsTypes = style == .box || style == .plain && presentation.isColoured
    return isAnswer && showsTypes ? [names, types] : [names]
  }

  /// All, or the beginning and the end of a long answer.
  private var shownRows: [Int] {
    guard let longest = presentation.longestTable, isAnswer, style != .markdown,
      grid.rowCount > longest
    else { return Array(0..<grid.rowCount) }
    let end = longest / 2
    return Array(0..<longest - end) + Array(grid.rowCount - end..<grid.rowCount)
  }

  private func cells(of row: Int) -> [String] {
    (isNumbered ? [String(row + 1)] : []) + grid.row(row).map { shown($0.displayText) }
  }

  /// Safe to print, and in Markdown without marks that mean something there.
  private func shown(_ text: String) -> String {
    let text = text.controlsEscaped
    guard style == .markdown else { return text }
    return text.reduce(into: "") { result, character in
      if "\\|<*`".contains(character) { result.append("\\") }
      result.append(character)
    }
  }

  private var summary: String {
    let rows = grid.rowCount == 1 ? "1 row" : "\(grid.rowCount) rows"
    let shown = shownRows.count
    return shown == grid.rowCount ? rows : "\(rows), \(shown) shown; .all shows every one"
  }
}

extension Value {
  fileprivate var isNumber: Bool {
    switch self {
    case .int, .decimal: true
    case .symbol, .text, .date: false
    }
  }
}
