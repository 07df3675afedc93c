import Datalog

/// An answer as a table for people, each row with the number by which `.why` knows it.
struct AnswerTable {
  let answer: Answer
  let presentation: Presentation

  func write(to output: inout some TextOutputStream) {
    guard !answer.columns.isEmpty else { return output.write(answer.holds ? "yes\n" : "no\n") }
    if answer.rowCount > 0 { writeRows(to: &output) }
    output.write(presentation.dim(summary) + "\n")
  }

  private func writeRows(to output: inout some TextOutputStream) {
    let rows = shownRows
    let layout = TableLayout(
      header: ["#"] + answer.columns.map(\.name.controlsEscaped),
      alignments: [.right] + answer.columns.indices.map(alignment),
      rows: rows.map(cells), fitting: presentation.width)
    for line in layout.head { output.write(presentation.bold(line) + "\n") }
    var next = 0
    for (row, line) in zip(rows, layout.body) {
      if row != next { output.write(presentation.dim("⋮") + "\n") }
      output.write(line + "\n")
      next = row + 1
    }
  }

  /// All, or the beginning and the end of a long answer.
  private var shownRows: [Int] {
    guard let longest = presentation.longestTable, answer.rowCount > longest else {
      return Array(0..<answer.rowCount)
    }
    let end = longest / 2
    return Array(0..<longest - end) + Array(answer.rowCount - end..<answer.rowCount)
  }

  private func cells(of row: Int) -> [String] {
    [String(row + 1)]
      + answer.columns.indices.map { answer[row, $0].displayText.controlsEscaped }
  }

  private func alignment(of column: Int) -> TableLayout.Alignment {
    switch answer.columns[column].type {
    case .int, .decimal: .right
    case .unknown, .mixed, .symbol, .text, .date, .enumeration, .reference: .left
    }
  }

  private var summary: String {
    let rows = answer.rowCount == 1 ? "1 row" : "\(answer.rowCount) rows"
    guard let longest = presentation.longestTable, answer.rowCount > longest else { return rows }
    return "\(rows), \(longest) shown; .all shows every one"
  }
}
