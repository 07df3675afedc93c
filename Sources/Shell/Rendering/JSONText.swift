import Datalog

/// An array of objects, one a line; names, texts and dates as strings, numbers as numbers.
func writeJSON(_ grid: Grid, _ presentation: Presentation, to output: inout some TextOutputStream) {
  output.write("[")
  for row in 0..<grid.rowCount {
    guard presentation.goesOn(row) else { break }
    output.write((row == 0 ? "\n" : ",\n") + jsonObject(grid, row))
  }
  output.write(grid.rowCount == 0 ? "]\n" : "\n]\n")
}

/// An object a line, for programs that read line by line.
func writeJSONLines(
  _ grid: Grid, _ presentation: Presentation, to output: inout some TextOutputStream
) {
  for row in 0..<grid.rowCount {
    guard presentation.goesOn(row) else { break }
    output.write(jsonObject(grid, row) + "\n")
  }
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
