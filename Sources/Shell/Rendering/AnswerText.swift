import Datalog

/// An answer in the format of a presentation.
struct AnswerText {
  let answer: Answer
  let presentation: Presentation
  let isWhole: Bool

  func write(to output: inout some TextOutputStream) {
    if presentation.format == .facts { return writeFacts(answer, presentation, to: &output) }
    guard !answer.columns.isEmpty else { return output.write(word) }
    var presentation = presentation
    if isWhole { presentation.longestTable = nil }
    writeGrid(Grid(answer), presentation, isAnswer: true, to: &output)
  }

  /// The answer to a question without variables.
  private var word: String {
    switch presentation.format {
    case .json, .jsonl: answer.holds ? "true\n" : "false\n"
    case .csv: answer.holds ? "yes\r\n" : "no\r\n"
    case .table, .box, .markdown, .tsv, .line, .facts, .dot: answer.holds ? "yes\n" : "no\n"
    }
  }
}

/// Columns in the format of a presentation; where that is one for answers only, as a table.
func writeGrid(
  _ grid: Grid, _ presentation: Presentation, isAnswer: Bool,
  to output: inout some TextOutputStream
) {
  func writeTable(_ style: TableLayout.Style) {
    GridTable(grid: grid, style: style, presentation: presentation, isAnswer: isAnswer)
      .write(to: &output)
  }
  switch presentation.format {
  case .table, .facts, .dot: writeTable(.plain)
  case .box: writeTable(.box)
  case .markdown: writeTable(.markdown)
  case .csv: writeCSV(grid, presentation, to: &output)
  case .tsv: writeTSV(grid, presentation, to: &output)
  case .json: writeJSON(grid, presentation, to: &output)
  case .jsonl: writeJSONLines(grid, presentation, to: &output)
  case .line: writeLines(grid, presentation, to: &output)
  }
}
