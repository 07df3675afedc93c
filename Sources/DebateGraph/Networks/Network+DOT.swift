import Datalog

extension Network {
  /// The drawing as DOT text for Graphviz: one statement a line, nodes before edges, no time stamp.
  ///
  /// A network of actors and topics is laid out in two ranks, one of actors alone by springs
  /// (`sfdp` above 200 nodes, where `neato` takes too long).
  ///
  /// - SeeAlso: <https://graphviz.org/doc/info/lang.html>; the colours are Okabe and Ito's, which
  ///   colour-blind readers tell apart, and every sign has a line and an arrow head of its own as well.
  public func dot() -> String {
    let names = nodeNames()
    var lines = [
      dotComment("\(name): \(title)"), dotComment(caption),
      "\(isDirected ? "digraph" : "graph") \(dotName(name)) {",
      "  graph \(attributes(graphAttributes))",
      "  node \(attributes(nodeAttributes))",
      "  edge \(attributes(edgeAttributes))",
    ]
    for node in nodes { lines.append("  \(names[node.key]!) \(attributes(look(of: node)))") }
    for edge in edges {
      let ends = "\(names[edge.source]!) \(arrow) \(names[edge.target]!)"
      lines.append("  \(ends) \(attributes(look(of: edge)))")
    }
    lines += legend() + ["}"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var arrow: String { isDirected ? "->" : "--" }

  /// Quoted names, different for different keys even where they differ only beyond the cut.
  private func nodeNames() -> [NodeKey: String] {
    var names: [NodeKey: String] = [:]
    var taken: Set<String> = []
    for key in nodes.map(\.key) {
      var name = dotName("\(key.role.rawValue):\(key.id)")
      if taken.contains(name) { name = dotName("\(key.role.rawValue)#\(taken.count):\(key.id)") }
      taken.insert(name)
      names[key] = name
    }
    return names
  }
}

// MARK: - Looks

private typealias Attributes = [(name: String, value: String)]

private func attributes(_ list: Attributes) -> String {
  "[" + list.map { "\($0.name)=\(dotLabel($0.value))" }.joined(separator: ", ") + "];"
}

extension Network {
  private var graphAttributes: Attributes {
    let common: Attributes = [
      ("label", (title.wrapped(to: 72) + [caption]).joined(separator: "\n")), ("labelloc", "t"),
      ("fontname", "Helvetica"), ("fontsize", "15"), ("bgcolor", "#FFFFFF"),
      ("pad", "0.3"), ("outputorder", "edgesfirst"),
    ]
    if isDirected {
      return common + [("rankdir", "LR"), ("ranksep", "1.6"), ("nodesep", "0.16")]
    }
    return common + [
      ("layout", nodes.count > 200 ? "sfdp" : "neato"), ("overlap", "vpsc"),
      ("splines", "true"), ("sep", "+10"), ("start", "1"), ("pack", "24"),
    ]
  }

  private var nodeAttributes: Attributes {
    [
      ("fontname", "Helvetica"), ("fontsize", "11"), ("shape", "ellipse"), ("style", "filled"),
      ("fillcolor", "#FFFFFF"), ("color", "#333333"), ("margin", "0.08,0.04"),
    ]
  }

  private var edgeAttributes: Attributes {
    [("fontname", "Helvetica"), ("fontsize", "10")] + (isDirected ? [] : [("len", "1.9")])
  }

  private func look(of node: Node) -> Attributes {
    let tooltip = [node.label, node.note ?? node.key.role.rawValue].joined(separator: ": ")
    let common: Attributes = [
      ("label", node.label.wrapped(to: 24).joined(separator: "\n")), ("tooltip", tooltip),
    ]
    if node.key.role == .actor { return common }
    return common + [("shape", "box"), ("style", "rounded,filled"), ("fillcolor", "#EEEEEE")]
  }

  private func look(of edge: Edge) -> Attributes {
    let tooltip =
      "\(edge.source.id) \(word(for: edge.sign)) \(edge.target.id); \(unit): \(edge.weight)"
    let line = look(of: edge.sign) + [("penwidth", penWidth(edge.weight))]
    let label: Attributes = edge.weight > 1 ? [("label", " \(edge.weight) ")] : []
    return line + label + [("tooltip", tooltip)]
  }

  private func look(of sign: Sign?) -> Attributes {
    let (color, style, head) =
      switch sign {
      case nil: ("#333333", "solid", "normal")
      case .support: ("#0072B2", "solid", "normal")
      case .open: ("#777777", "dotted", "odot")
      case .oppose: ("#D55E00", "dashed", "tee")
      }
    return [("color", color), ("style", style)]
      + (isDirected ? [("arrowhead", head)] : [])
  }

  private func word(for sign: Sign?) -> String {
    switch sign {
    case nil: isDirected ? "→" : "–"
    case .support: isDirected ? "supports" : "agrees with"
    case .open: isDirected ? "is undecided on" : "is beside"
    case .oppose: isDirected ? "opposes" : "disagrees with"
    }
  }
}

/// 1 + 1.2 log₂(1 + weight) points, at most 6, with one decimal; whole steps of the logarithm are
/// enough for the eye and need no floating point.
private func penWidth(_ weight: Int64) -> String {
  let magnitude = weight.magnitude
  let steps = min(UInt64.bitWidth - magnitude.leadingZeroBitCount, 4)
  let tenths = min(10 + 12 * steps, 60)
  return "\(tenths / 10).\(tenths % 10)"
}

// MARK: - Legend

extension Network {
  /// One short edge for every sign that occurs, in a frame of its own.
  private func legend() -> [String] {
    let signs = Sign.allCases.filter { sign in edges.contains { $0.sign == sign } }
    if signs.isEmpty { return [] }
    var lines = [
      "  subgraph \"cluster_legend\" {",
      "    graph \(attributes([("label", ""), ("style", "rounded"), ("color", "#BBBBBB")]))",
      "    node \(attributes(legendNodeAttributes))",
    ]
    for (row, sign) in signs.enumerated() { lines += legendRow(sign, row) }
    lines.append("  }")
    return lines
  }

  private var legendNodeAttributes: Attributes {
    [
      ("shape", "plaintext"), ("style", ""), ("fontsize", "10"), ("height", "0.2"),
      ("fixedsize", "true"),
    ]
  }

  private func legendRow(_ sign: Sign, _ row: Int) -> [String] {
    let (from, to) = (dotName("legend:\(sign):from"), dotName("legend:\(sign):to"))
    let start: Attributes = [("label", ""), ("width", "0.1")]
    let end: Attributes = [("label", word(for: sign)), ("width", "1.4")]
    let line = look(of: sign) + [("penwidth", "2.2")]
    return [
      "    \(from) \(attributes(start + pin(inches: "0", row)))",
      "    \(to) \(attributes(end + pin(inches: "1.5", row)))",
      "    \(from) \(arrow) \(to) \(attributes(line))",
    ]
  }

  /// Springs would tilt the legend's lines, so there its nodes are pinned.
  private func pin(inches: String, _ row: Int) -> Attributes {
    isDirected ? [] : [("pos", "\(inches),-0.\(25 * row)!")]
  }
}
