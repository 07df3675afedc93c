// GraphML and GEXF. Keys are plain and typed, so that Gephi, visone, igraph and networkx read them.

extension Network {
  /// - SeeAlso: <http://graphml.graphdrawing.org/specification.html>
  func graphML() -> String {
    let (names, numbers) = (attributeNames, numbers)
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#,
      key("title", for: "graph"), key("settings", for: "graph"), key("label", for: "node"),
      key("id", for: "node", named: "name"), key("kind", for: "node"),
      key("mode", for: "node", "int"),
    ]
    lines += names.enumerated().map { key("a\($0)", for: "node", named: $1) }
    lines += [
      key("weight", for: "edge", "double"), key("sign", for: "edge", "int"),
      key("statements", for: "edge"), key("slice", for: "edge", "int"),
      "  <graph edgedefault=\"\(isDirected ? "directed" : "undirected")\">",
      data("title", title, 4), data("settings", settingsText, 4),
    ]
    for (number, node) in nodes.enumerated() {
      lines.append("    <node id=\"n\(number)\">")
      lines += [
        data("label", node.label), data("id", node.key.id),
        data("kind", node.note ?? node.key.role.rawValue),
        data("mode", node.key.role == .actor ? "1" : "2"),
      ]
      for (number, name) in names.enumerated() {
        if let content = node.content(of: name) { lines.append(data("a\(number)", content)) }
      }
      lines.append("    </node>")
    }
    for edge in edges {
      lines.append(
        "    <edge source=\"n\(numbers[edge.source]!)\" target=\"n\(numbers[edge.target]!)\">")
      lines.append(data("weight", edge.weight.exactText))
      if let sign = number(of: edge.sign) { lines.append(data("sign", sign)) }
      if !edge.statements.isEmpty {
        lines.append(data("statements", edge.statements.joined(separator: " ")))
      }
      if isWindowed { lines.append(data("slice", String(edge.slice))) }
      lines.append("    </edge>")
    }
    lines += ["  </graph>", "</graphml>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func key(
    _ id: String, for domain: String, _ type: String = "string", named name: String? = nil
  ) -> String {
    let name = (name ?? id).xml
    return "  <key id=\"\(id)\" for=\"\(domain)\" attr.name=\"\(name)\" attr.type=\"\(type)\"/>"
  }

  private func data(_ key: String, _ value: String, _ indent: Int = 6) -> String {
    String(repeating: " ", count: indent) + "<data key=\"\(key)\">\(value.xml)</data>"
  }
}

// MARK: - GEXF

extension Network {
  /// Version 1.3. With stretches of time the graph is dynamic: an edge has a spell for each, and its
  /// weight in each.
  ///
  /// Gephi lays out by `weight`, which is without sign; `signed_weight` is as the rules say.
  ///
  /// - SeeAlso: <https://gexf.net/schema.html>
  func gexf() -> String {
    let clock = slices.contains { $0.first.contains("T") } ? "dateTime" : "date"
    let mode = isWindowed ? "mode=\"dynamic\" timeformat=\"\(clock)\"" : "mode=\"static\""
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<gexf xmlns="http://gexf.net/1.3" version="1.3">"#,
      "  <meta>", "    <creator>debate</creator>",
      "    <description>\((title + "\n" + settingsText).xml)</description>", "  </meta>",
      "  <graph \(mode) defaultedgetype=\"\(isDirected ? "directed" : "undirected")\">",
    ]
    lines += gexfAttributes() + gexfNodes()
    lines.append("    <edges>")
    let groups = Dictionary(grouping: edges) { [$0.source, $0.target] }
    var seen: Set<[NodeKey]> = []
    for edge in edges where seen.insert([edge.source, edge.target]).inserted {
      let group = isWindowed ? groups[[edge.source, edge.target]] ?? [] : [edge]
      lines += gexfEdge(group, number: seen.count - 1)
    }
    lines += ["    </edges>", "  </graph>", "</gexf>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func gexfAttributes() -> [String] {
    func attribute(_ id: String, _ title: String, _ type: String) -> String {
      "      <attribute id=\"\(id)\" title=\"\(title.xml)\" type=\"\(type)\"/>"
    }
    let dynamic = isWindowed ? " mode=\"dynamic\"" : ""
    return [#"    <attributes class="node">"#, attribute("kind", "kind", "string")]
      + attributeNames.enumerated().map { attribute("a\($0)", $1, "string") }
      + ["    </attributes>", "    <attributes class=\"edge\"\(dynamic)>"]
      + [
        attribute("signed_weight", "signed_weight", "double"), attribute("sign", "sign", "integer"),
        attribute("statements", "statements", "string"), "    </attributes>",
      ]
  }

  private func gexfNodes() -> [String] {
    var lines = ["    <nodes>"]
    let names = attributeNames
    for (number, node) in nodes.enumerated() {
      lines.append("      <node id=\"n\(number)\" label=\"\(node.label.xml)\">")
      lines.append("        <attvalues>")
      lines.append(attvalue("kind", node.note ?? node.key.role.rawValue))
      for (number, name) in names.enumerated() {
        if let content = node.content(of: name) { lines.append(attvalue("a\(number)", content)) }
      }
      lines += ["        </attvalues>", "      </node>"]
    }
    return lines + ["    </nodes>"]
  }

  /// - Parameter group: the edge, or what it is in each stretch of time.
  private func gexfEdge(_ group: [Edge], number: Int) -> [String] {
    let (numbers, first) = (numbers, group[0])
    let spans = Dictionary(uniqueKeysWithValues: slices.map { ($0.number, $0) })
    let greatest = group.map(\.weight.magnitude).max() ?? 0
    var lines = [
      "      <edge id=\"e\(number)\" source=\"n\(numbers[first.source]!)\""
        + " target=\"n\(numbers[first.target]!)\" weight=\"\(greatest.exactText)\">"
    ]
    let times = group.compactMap { spans[$0.slice] }
    if !times.isEmpty {
      lines.append("        <spells>")
      lines += times.map { "          <spell start=\"\($0.first)\" end=\"\($0.last)\"/>" }
      lines.append("        </spells>")
    }
    lines.append("        <attvalues>")
    for edge in group {
      lines.append(attvalue("signed_weight", edge.weight.exactText, spans[edge.slice]))
      if let sign = self.number(of: edge.sign) {
        lines.append(attvalue("sign", sign, spans[edge.slice]))
      }
      if !edge.statements.isEmpty {
        let ids = edge.statements.joined(separator: " ")
        lines.append(attvalue("statements", ids, spans[edge.slice]))
      }
    }
    return lines + ["        </attvalues>", "      </edge>"]
  }

  private func attvalue(_ id: String, _ value: String, _ slice: Slice? = nil) -> String {
    let time = slice.map { " start=\"\($0.first)\" end=\"\($0.last)\"" } ?? ""
    return "          <attvalue for=\"\(id)\" value=\"\(value.xml)\"\(time)/>"
  }
}

extension String {
  /// As content or between quotation marks; what XML 1.0 can't hold becomes U+FFFD.
  var xml: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\n", "\t", "\r": text += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
