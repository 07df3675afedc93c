import Datalog

extension Network {
  /// The drawing as DOT text for Graphviz: one statement a line, nodes before edges, no time stamp.
  ///
  /// A network of actors and topics is laid out in two ranks, the actors in camps where there is one
  /// topic; one of actors alone by the springs of `sfdp`, which takes a thousand nodes.
  ///
  /// - SeeAlso: <https://graphviz.org/doc/info/lang.html>; the colours are Okabe and Ito's, which
  ///   colour-blind readers tell apart, and every sign has a line and an arrow head of its own as well.
  public func dot() -> String {
    let names = nodeNames()
    let labels = Dictionary(uniqueKeysWithValues: nodes.map { ($0.key, $0.label) })
    var lines = [
      dotComment("\(name): \(title)"), dotComment(caption),
      "\(isDirected ? "digraph" : "graph") \(dotName(name)) {",
      "  graph \(attributes(graphAttributes))",
      "  node \(attributes(nodeAttributes))",
      "  edge \(attributes(edgeAttributes))",
    ]
    for camp in camps {
      let frame = camp.name.map { cluster("camp \($0)", label: $0) } ?? []
      lines += frame
      for node in camp.nodes {
        lines.append("  \(names[node.key]!) \(attributes(look(of: node)))")
      }
      if !frame.isEmpty { lines.append("  }") }
    }
    for edge in edges {
      let ends = "\(names[edge.source]!) \(arrow) \(names[edge.target]!)"
      lines.append("  \(ends) \(attributes(look(of: edge, labels)))")
    }
    lines += legend() + ["}"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The nodes, those of a named camp in a frame of their own.
  private var camps: [(name: String?, nodes: [Node])] {
    guard nodes.count(where: { $0.key.role == .topic }) == 1 else { return [(nil, nodes)] }
    let signs = Dictionary(grouping: edges, by: \.source).mapValues { Set($0.map(\.sign)) }
    let named: [(String?, Set<Sign?>)] = [
      ("for", [.support]), ("undecided", [.open]), ("against", [.oppose]),
    ]
    let members = named.map { name, sign in (name, nodes.filter { signs[$0.key] == sign }) }
    let placed = Set(members.flatMap { $0.1.map(\.key) })
    return members.filter { !$0.1.isEmpty } + [(nil, nodes.filter { !placed.contains($0.key) })]
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

private typealias Attributes = DOTAttributes

extension Network {
  /// More nodes than these are not laid out in ranks, which would take long and show little.
  static let mostInRanks = 200

  /// What has Graphviz lay out by springs.
  static let springs: DOTAttributes = [
    ("layout", "sfdp"), ("K", "1.4"), ("start", "1"), ("overlap", "prism"), ("sep", "+14"),
    ("splines", "line"),
  ]

  /// Why the drawing is laid out by springs, where one would expect ranks; nil where it is not.
  public var layoutRemark: String? {
    nodes.count > Self.mostInRanks
      ? "laid out by sfdp, since it has more than \(Self.mostInRanks) nodes" : nil
  }

  private var graphAttributes: Attributes {
    let common: Attributes = [
      (
        "label",
        (title.split(separator: "\n").flatMap { $0.wrapped(to: 72) } + [caption])
          .joined(separator: "\n")
      ), ("labelloc", "t"),
      ("fontname", "Helvetica"), ("fontsize", "15"), ("bgcolor", "#FFFFFF"),
      ("pad", "0.3"), ("outputorder", "edgesfirst"),
    ]
    if isDirected, layoutRemark == nil {
      return common + [("rankdir", "LR"), ("ranksep", "1.6"), ("nodesep", "0.16")]
    }
    return common + Self.springs
  }

  private var nodeAttributes: Attributes {
    [
      ("fontname", "Helvetica"), ("fontsize", "11"), ("shape", "ellipse"), ("style", "filled"),
      ("fillcolor", "#FFFFFF"), ("color", "#333333"), ("margin", "0.08,0.04"),
    ]
  }

  private var edgeAttributes: Attributes {
    [("fontname", "Helvetica"), ("fontsize", "10")]
  }

  private func look(of node: Node) -> Attributes {
    let tooltip = [node.label, node.note ?? node.key.role.rawValue].joined(separator: ": ")
    let common: Attributes = [
      ("label", node.label.wrapped(to: 24).joined(separator: "\n")), ("tooltip", tooltip),
    ]
    if node.key.role == .actor { return common }
    return common + [
      ("shape", "box"), ("style", "rounded,filled"), ("fillcolor", "#EEEEEE"),
      ("height", inches(forEnds: edges.count { $0.target == node.key })),
    ]
  }

  private func look(of edge: Edge, _ labels: [NodeKey: String]) -> Attributes {
    let (source, target) = (labels[edge.source] ?? "", labels[edge.target] ?? "")
    let tooltip = "\(source) \(word(for: edge.sign)) \(target); \(unit): \(edge.weight)"
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
    case .support: isDirected ? "is for" : "agrees with"
    case .open: isDirected ? "is undecided on" : "is as often with as against"
    case .oppose: isDirected ? "is against" : "disagrees with"
    }
  }
}

/// Room at a node's side for the heads of so many arrows.
private func inches(forEnds count: Int) -> String {
  let tenths = min(max(5, 3 * count), 100)
  return "\(tenths / 10).\(tenths % 10)"
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
  /// One line for every sign that occurs.
  private func legend() -> [String] {
    let signs = Sign.allCases.filter { sign in edges.contains { $0.sign == sign } }
    if signs.isEmpty { return [] }
    var lines = cluster("legend", label: "")
    lines += isDirected ? legendOfEdges(signs) : legendOfWords(signs)
    lines.append("  }")
    return lines
  }

  private func legendOfEdges(_ signs: [Sign]) -> [String] {
    let look = [
      ("shape", "plaintext"), ("style", ""), ("fontsize", "10"), ("height", "0.2"),
      ("fixedsize", "true"),
    ]
    return ["    node \(attributes(look))"] + signs.flatMap(legendEdge)
  }

  private func legendEdge(_ sign: Sign) -> [String] {
    let (from, to) = (dotName("legend:\(sign):from"), dotName("legend:\(sign):to"))
    return [
      "    \(from) \(attributes([("label", ""), ("width", "0.1")]))",
      "    \(to) \(attributes([("label", word(for: sign)), ("width", "1.4")]))",
      "    \(from) \(arrow) \(to) \(attributes(look(of: sign) + [("penwidth", "2.2")]))",
    ]
  }

  /// Springs would tilt lines and scatter nodes: here the lines are characters, and the nodes are tied.
  private func legendOfWords(_ signs: [Sign]) -> [String] {
    let names = signs.map { dotName("legend:\($0)") }
    let nodes = zip(names, signs).map { name, sign in
      let (line, color) =
        switch sign {
        case .support: ("━━━━", "#0072B2")
        case .open: ("┈┈┈┈", "#777777")
        case .oppose: ("╍╍╍╍", "#D55E00")
        }
      let label = "\(line) \(word(for: sign))"
      return "    \(name) \(attributes([("label", label), ("fontcolor", color)]))"
    }
    let ties = zip(names, names.dropFirst()).map { "    \($0) \(arrow) \($1);" }
    return [
      "    node \(attributes([("shape", "plaintext"), ("style", ""), ("margin", "0.02")]))",
      "    edge \(attributes([("style", "invis")]))",
    ] + nodes + ties
  }

  /// The beginning of a frame.
  private func cluster(_ name: String, label: String) -> [String] {
    let look = [
      ("label", label), ("fontsize", "11"), ("style", "rounded"), ("color", "#BBBBBB"),
    ]
    return ["  subgraph \(dotName("cluster_" + name)) {", "    graph \(attributes(look))"]
  }
}
