import Datalog

/// A line for each value, an empty line between rows: for rows that are too wide for a table.
///
/// ```
///    # = 1
///  Who = germany
/// Gist = Resists the idea, says Volker
/// ```
func writeLines(_ grid: Grid, _ presentation: Presentation, to output: inout some TextOutputStream)
{
  let names = ["#"] + grid.columns.map(\.name.controlsEscaped)
  let width = names.map(\.displayWidth).max() ?? 0
  for row in 0..<grid.rowCount {
    guard presentation.goesOn(row) else { break }
    if row > 0 { output.write("\n") }
    let values = [String(row + 1)] + grid.row(row).map(\.displayText.controlsEscaped)
    for (name, value) in zip(names, values) {
      let padding = String(repeating: " ", count: width - name.displayWidth)
      output.write("\(padding)\(name) = \(value)\n")
    }
  }
}
