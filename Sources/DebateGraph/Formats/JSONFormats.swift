// Networks for programs that read JSON, and for pages that draw Mermaid.

extension Network {
  /// Node-link data as networkx and D3 read it, with the edges as `links`.
  func nodeLinkJSON() -> String {
    let ids = tableIDs
    let nodes = nodes.map { jsonObject(data(of: $0, ids)) }
    let links = edges.map { jsonObject(data(of: $0, ids)) }
    let graph = jsonObject([
      ("name", name.json), ("title", title.json), ("unit", unit.json),
      ("settings", jsonObject(settings.map { ($0.name, $0.value.json) })),
      ("slices", jsonArray(slices.map(data(of:)))),
    ])
    return """
      {"directed": \(isDirected), "multigraph": \(isWindowed), "graph": \(graph),
      "nodes": [\(lines(nodes))],
      "links": [\(lines(links))]}

      """
  }

  /// Elements as Cytoscape.js takes them; 'value' and 'name' are where networkx looks for ids and labels.
  func cytoscapeJSON() -> String {
    let ids = tableIDs
    let nodes = nodes.map { node in
      let names = [("value", ids[node.key]!.json), ("name", node.label.json)]
      return jsonObject([("data", jsonObject(data(of: node, ids) + names))])
    }
    let edges = edges.enumerated().map { number, edge in
      jsonObject([("data", jsonObject([("id", "e\(number)".json)] + data(of: edge, ids)))])
    }
    return """
      {"data": {"name": \(name.json), "title": \(title.json), "settings": \(settingsText.json)},
      "directed": \(isDirected), "multigraph": \(isWindowed),
      "elements": {
      "nodes": [\(lines(nodes))],
      "edges": [\(lines(edges))]}}

      """
  }

  private func lines(_ items: [String]) -> String {
    items.isEmpty ? "" : "\n" + items.joined(separator: ",\n") + "\n"
  }

  private func data(of node: Node, _ ids: [NodeKey: String]) -> [(String, String)] {
    [
      ("id", ids[node.key]!.json), ("label", node.label.json),
      ("kind", (node.note ?? node.key.role.rawValue).json),
      ("mode", node.key.role == .actor ? "1" : "2"),
    ]
      + attributeNames.compactMap { name in
        node.content(of: name).map { ("attribute " + name, $0.json) }
      }
  }

  private func data(of edge: Edge, _ ids: [NodeKey: String]) -> [(String, String)] {
    var data = [
      ("source", ids[edge.source]!.json), ("target", ids[edge.target]!.json),
      ("weight", edge.weight.exactText),
    ]
    if let sign = number(of: edge.sign) { data.append(("sign", sign)) }
    if isWindowed { data.append(("slice", String(edge.slice))) }
    data.append(("statements", jsonArray(edge.statements.map(\.json))))
    return data
  }

  private func data(of slice: Slice) -> String {
    jsonObject([
      ("number", String(slice.number)), ("first", slice.first.json), ("last", slice.last.json),
    ])
  }
}

private func jsonObject(_ members: [(String, String)]) -> String {
  "{" + members.map { "\($0.0.json): \($0.1)" }.joined(separator: ", ") + "}"
}

private func jsonArray(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }

extension String {
  /// As a JSON string.
  fileprivate var json: String {
    var text = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

// MARK: - Mermaid

extension Network {
  /// A flowchart: agreement in blue, disagreement in dashes, weights on the lines.
  ///
  /// - SeeAlso: <https://mermaid.js.org/syntax/flowchart.html>
  func mermaid() -> String {
    let numbers = numbers
    var lines = ["%% \(title.replacing("\n", with: " "))", "flowchart LR"]
    for (number, node) in nodes.enumerated() {
      let (open, close) = node.key.role == .actor ? ("([", "])") : ("[", "]")
      lines.append("  n\(number)\(open)\"\(node.label.mermaid)\"\(close)")
    }
    for edge in edges {
      let weight = edge.weight.magnitude == 1 ? "" : "|\(edge.weight.shortText)|"
      let line = line(for: edge.sign)
      lines.append("  n\(numbers[edge.source]!) \(line)\(weight) n\(numbers[edge.target]!)")
    }
    for (sign, colour) in [(Sign.support, "#0072B2"), (.open, "#777777"), (.oppose, "#D55E00")] {
      let places = edges.indices.filter { edges[$0].sign == sign }.map(String.init)
      if !places.isEmpty {
        lines.append("  linkStyle \(places.joined(separator: ",")) stroke:\(colour)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(for sign: Sign?) -> String {
    switch (sign, isDirected) {
    case (.oppose, true): "-.->"
    case (.oppose, false): "-.-"
    case (_, true): "-->"
    case (_, false): "---"
    }
  }
}

extension String {
  /// Within quotation marks, where only entities are safe.
  fileprivate var mermaid: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"", "#", "&", "<", ">", "`", "\\", ";": text += "#\(scalar.value);"
      case _ where scalar.value < 0x20: text += " "
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
