import Datalog

// Values for programs, separated by commas or tabs: no numbering, no colour, nothing cut.

/// Values separated by tabs under a line of column names; a tab, line end or backslash within a value
/// is written `\t`, `\n`, `\r` or `\\`.
func writeTSV(_ grid: Grid, _ presentation: Presentation, to output: inout some TextOutputStream) {
  func line(_ cells: [String]) -> String {
    cells.map { presentation.harmless(tsvCell($0)) }.joined(separator: "\t") + "\n"
  }
  output.write(line(grid.columns.map(\.name)))
  for row in 0..<grid.rowCount {
    guard presentation.goesOn(row) else { break }
    output.write(line(grid.row(row).map(\.displayText)))
  }
}

private func tsvCell(_ text: String) -> String {
  guard text.utf8.contains(where: { [0x09, 0x0A, 0x0D, 0x5C].contains($0) }) else { return text }
  var cell = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\t": cell += "\\t"
    case "\n": cell += "\\n"
    case "\r": cell += "\\r"
    case "\\": cell += "\\\\"
    default: cell.unicodeScalars.append(scalar)
    }
  }
  return cell
}

/// RFC 4180, with a header. A text or name that a spreadsheet would take for a formula gets a `'` in
/// front (CWE-1236) unless exact values are wanted; numbers and dates stay as they are.
func writeCSV(_ grid: Grid, _ presentation: Presentation, to output: inout some TextOutputStream) {
  func line(_ cells: [Value]) -> String {
    cells.map { csvCell(presentation.harmless(csvText($0, presentation))) }
      .joined(separator: ",") + "\r\n"
  }
  output.write(line(grid.columns.map { .text($0.name) }))
  for row in 0..<grid.rowCount {
    guard presentation.goesOn(row) else { break }
    output.write(line(grid.row(row)))
  }
}

private func csvText(_ value: Value, _ presentation: Presentation) -> String {
  switch value {
  case .symbol(let text), .text(let text):
    beginsFormula(text) && !presentation.isExact ? "'" + text : text
  case .int, .decimal, .date: value.displayText
  }
}

private func csvCell(_ text: String) -> String {
  guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
  return "\"" + text.replacing("\"", with: "\"\"") + "\""
}

private func beginsFormula(_ text: String) -> Bool {
  guard let first = text.utf8.first else { return false }
  return "=+-@\t\r\0".utf8.contains(first)
}
