import Datalog

// Answers for programs: exact values, no numbering, no colour, nothing cut.

/// Values separated by tabs under a line of column names; a tab, line end or backslash within a value
/// is written `\t`, `\n`, `\r` or `\\`.
func writeTSV(_ answer: Answer, to output: inout some TextOutputStream) {
  guard !answer.columns.isEmpty else { return output.write(answer.holds ? "yes\n" : "no\n") }
  output.write(answer.columns.map { tsvCell($0.name) }.joined(separator: "\t") + "\n")
  for row in 0..<answer.rowCount {
    let cells = answer.columns.indices.map { tsvCell(answer[row, $0].displayText) }
    output.write(cells.joined(separator: "\t") + "\n")
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
/// front (CWE-1236); numbers and dates stay as they are.
func writeCSV(_ answer: Answer, to output: inout some TextOutputStream) {
  guard !answer.columns.isEmpty else { return output.write(answer.holds ? "yes\r\n" : "no\r\n") }
  output.write(answer.columns.map { csvCell(.text($0.name)) }.joined(separator: ",") + "\r\n")
  for row in 0..<answer.rowCount {
    let cells = answer.columns.indices.map { csvCell(answer[row, $0]) }
    output.write(cells.joined(separator: ",") + "\r\n")
  }
}

private func csvCell(_ value: Value) -> String {
  let text =
    switch value {
    case .symbol(let text), .text(let text): beginsFormula(text) ? "'" + text : text
    case .int, .decimal, .date: value.displayText
    }
  guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
  return "\"" + text.replacing("\"", with: "\"\"") + "\""
}

private func beginsFormula(_ text: String) -> Bool {
  guard let first = text.utf8.first else { return false }
  return "=+-@\t\r\0".utf8.contains(first)
}

/// An array of objects, one a line; names, texts and dates as strings, numbers as numbers. A question
/// without variables is `true` or `false`.
func writeJSON(_ answer: Answer, to output: inout some TextOutputStream) {
  guard !answer.columns.isEmpty else { return output.write(answer.holds ? "true\n" : "false\n") }
  output.write("[")
  for row in 0..<answer.rowCount {
    let members = answer.columns.indices.map {
      jsonString(answer.columns[$0].name) + ":" + json(answer[row, $0])
    }
    output.write((row == 0 ? "\n" : ",\n") + "{" + members.joined(separator: ",") + "}")
  }
  output.write(answer.rowCount == 0 ? "]\n" : "\n]\n")
}

private func json(_ value: Value) -> String {
  switch value {
  case .int, .decimal: value.displayText
  case .symbol, .text, .date: jsonString(value.displayText)
  }
}

private func jsonString(_ text: String) -> String {
  var string = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": string += "\\\""
    case "\\": string += "\\\\"
    case "\n": string += "\\n"
    case "\t": string += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      let digits = String(scalar.value, radix: 16)
      string += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: string.unicodeScalars.append(scalar)
    }
  }
  return string + "\""
}
