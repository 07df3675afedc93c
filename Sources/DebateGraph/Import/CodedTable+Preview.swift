import Datalog

extension CodedTable {
  /// The columns and what they are read as, for people: aligned, a line each.
  public var preview: [String] {
    var lines = [["column", "read as", "holds", "filled", "such as"]]
    for column in columns where !column.name.isEmpty {
      let examples = column.found.examples.prefix(2).map(\.beginning).joined(separator: " | ")
      lines.append([
        column.name.beginning, column.isIgnored ? "nothing" : column.role?.rawValue ?? "variable",
        column.isVariable ? column.kind.rawValue : "", "\(column.found.filled)", examples,
      ])
    }
    let shown = lines.map { $0.map(\.controlsEscaped) }
    let widths = (0..<4).map { column in shown.map { $0[column].count }.max() ?? 0 }
    let rows = shown.map { line in
      let cells = line.dropLast().enumerated().map { number, cell in
        cell + String(repeating: " ", count: widths[number] - cell.count)
      }
      return (cells.joined(separator: "  ") + "  " + line[4]).trimmed
    }
    return [
      "\(numbered(self.rows.count, "row")) of \(numbered(columns.count, "column")), parted by"
        + " \(style.separatorName)", "",
    ] + rows
  }
}
