// Tables of separated values, and UCINET's, which is one of blanks.

extension Network {
  /// A matrix as RFC 4180 has it, labels in quotes; with stretches of time a row for each tie and
  /// stretch.
  func matrix() -> String {
    if isWindowed { return slicedTable() }
    let matrix = AdjacencyMatrix(of: self)
    var lines = [csvLine([""] + matrix.columns.map { matrix.label(of: $0) }, isQuoted: true)]
    for row in matrix.rows {
      let weights = matrix.columns.map { matrix.weight(row, $0).exactText }
      lines.append(csvQuoted(matrix.label(of: row)) + weights.map { "," + $0 }.joined())
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func slicedTable() -> String {
    let names = distinctLabels
    var lines = ["slice,first,last,row,column,weight"]
    for slice in slices {
      for edge in edges where edge.slice == slice.number {
        lines.append(
          csvLine([
            String(slice.number), slice.first, slice.last, names[edge.source]!,
            names[edge.target]!, edge.weight.exactText,
          ]))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A table of edges with the headers that Gephi reads.
  func edgeTable() -> String {
    let ids = tableIDs
    var header = ["Source", "Target", "Type", "Weight", "Sign", "Statements"]
    if isWindowed { header.append("Slice") }
    var lines = [csvLine(header)]
    for edge in edges {
      var cells = [
        ids[edge.source]!, ids[edge.target]!, isDirected ? "Directed" : "Undirected",
        edge.weight.exactText, number(of: edge.sign) ?? "", edge.statements.joined(separator: " "),
      ]
      if isWindowed { cells.append(String(edge.slice)) }
      lines.append(csvLine(cells))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A table of nodes with the headers that Gephi reads.
  func nodeTable() -> String {
    let (ids, names) = (tableIDs, attributeNames)
    var lines = [csvLine(["Id", "Label", "Kind"] + names)]
    for node in nodes {
      let kind = node.note ?? node.key.role.rawValue
      let contents = names.map { node.content(of: $0) ?? "" }
      lines.append(csvLine([ids[node.key]!, node.label, kind] + contents))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Ids, with the role before them where an actor and a topic have the same.
  var tableIDs: [NodeKey: String] {
    let isDistinct = Set(nodes.map(\.key.id)).count == nodes.count
    return Dictionary(
      uniqueKeysWithValues: nodes.map { node in
        (node.key, isDistinct ? node.key.id : "\(node.key.role.rawValue):\(node.key.id)")
      })
  }

  /// UCINET's DL, a full matrix. It knows no quotation marks within labels: they become apostrophes.
  func ucinet() -> String {
    let matrix = AdjacencyMatrix(of: self)
    func labels(_ nodes: [Node]) -> [String] {
      nodes.map { "\"\(matrix.label(of: $0).withoutQuotes)\"" }
    }
    var lines: [String] =
      isTwoMode
      ? ["dl nr = \(matrix.rows.count), nc = \(matrix.columns.count), format = fullmatrix"]
        + ["row labels:"] + labels(matrix.rows) + ["column labels:"] + labels(matrix.columns)
      : ["dl n = \(matrix.rows.count), format = fullmatrix", "labels:"] + labels(matrix.rows)
    lines.append("data:")
    for row in matrix.rows {
      lines.append(
        matrix.columns.map { matrix.weight(row, $0).exactText }.joined(separator: " "))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Pajek's `.net`. Its labels know no quotation marks: they become apostrophes.
  func pajek() -> String {
    let ordered = nodes.filter { $0.key.role == .actor } + nodes.filter { $0.key.role == .topic }
    let actors = ordered.count { $0.key.role == .actor }
    var lines = ["*Vertices \(ordered.count)" + (isTwoMode ? " \(actors)" : "")]
    let (ids, names) = (ordered.map(\.key), distinctLabels)
    for (number, node) in ordered.enumerated() {
      lines.append("\(number + 1) \"\(names[node.key]!.withoutQuotes)\"")
    }
    let numbers = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0 + 1) })
    lines.append(isDirected && !isTwoMode ? "*Arcs" : "*Edges")
    for edge in edges {
      lines.append(
        "\(numbers[edge.source]!) \(numbers[edge.target]!) \(edge.weight.exactText)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// On one line and without quotation marks.
  fileprivate var withoutQuotes: String {
    String(map { $0 == "\"" ? "'" : $0.isNewline ? " " : $0 == "\\" ? "/" : $0 })
  }
}

// MARK: - RFC 4180

/// Cells in quotes where they need them.
func csvLine(_ cells: [String], isQuoted: Bool = false) -> String {
  cells.map { isQuoted || $0.needsCSVQuotes ? csvQuoted($0) : $0 }.joined(separator: ",")
}

func csvQuoted(_ cell: String) -> String {
  "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}

extension String {
  fileprivate var needsCSVQuotes: Bool {
    utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) } || first == " " || last == " "
  }
}
