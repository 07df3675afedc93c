import Datalog

/// An array of objects, one a line; names, texts and dates as strings, numbers as numbers.
func writeJSON(_ grid: Grid, to output: inout some TextOutputStream) {
  output.write("[")
  for row in 0..<grid.rowCount {
    output.write((row == 0 ? "\n" : ",\n") + jsonObject(grid, row))
  }
  output.write(grid.rowCount == 0 ? "]\n" : "\n]\n")
}

/// An object a line, for programs that read line by line.
func writeJSONLines(_ grid: Grid, to output: inout some TextOutputStream) {
  for row in 0..<grid.rowCount { output.write(jsonObject(grid, row) + "\n") }
}

private func jsonObject(_ grid: Grid, _ row: Int) -> String {
  let members = grid.columns.indices.map {
    jsonString(grid.columns[$0].name) + ":" + json(grid[row, $0])
  }
  return "{" + members.joined(separator: ",") + "}"
}

func json(_ value: Value) -> String {
  switch value {
  case .int, .decimal: value.displayText
  case .symbol, .text, .date: jsonString(value.displayText)
  }
}

/// In quotes; all that a terminal might act on is written `\u001b`, which reads back as it was.
func jsonString(_ text: String) -> String {
  let hasControls = text.controlsEscaped.utf8.count != text.utf8.count
  var string = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": string += "\\\""
    case "\\": string += "\\\\"
    case "\n": string += "\\n"
    case "\t": string += "\\t"
    case _ where hasControls && String(scalar).controlsEscaped != String(scalar):
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        string += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    default: string.unicodeScalars.append(scalar)
    }
  }
  return string + "\""
}
