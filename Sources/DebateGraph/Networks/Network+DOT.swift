import Datalog

extension Network {
  /// The drawing as DOT text for Graphviz: one statement a line, nodes before edges, no time stamp.
  ///
  /// A network of actors and topics is laid out in ranks, the actors in frames by their side where
  /// there is one topic, and between what one and what several speak on where there are many; one of actors alone by springs, longer for disagreement, or, from 150 nodes on
  /// and where there is only one sign, by those of `sfdp`, which takes a thousand nodes. The nodes of a
  /// network of agreement and disagreement have the colours of their camps.
  ///
  /// - SeeAlso: <https://graphviz.org/doc/info/lang.html>; the colours are Okabe and Ito's, which
  ///   colour-blind readers tell apart, and every sign has a line and an arrow head of its own as well.
  public func dot() -> String {
    let names = nodeNames()
    let labels = Dictionary(uniqueKeysWithValues: nodes.map { ($0.key, $0.label) })
    var lines = [
      dotComment("\(name): \(title)"), dotComment(caption),
      "\(isDirected ? "digraph" : "graph") \(dotName(name)) {",
      "  graph \(attributes(graphAttributes, limit: 1200))",
      "  node \(attributes(nodeAttributes))",
      "  edge \(attributes(edgeAttributes))",
    ]
    for camp in frames {
      let frame = camp.name.map { cluster("camp \($0)", label: $0) } ?? []
      lines += frame
      for node in camp.nodes {
        lines.append("  \(names[node.key]!) \(attributes(look(of: node)))")
      }
      if !frame.isEmpty { lines.append("  }") }
    }
    let left = topicsOfOne
    for edge in edges {
      let isTurned = left.contains(edge.target)
      let (from, to) = isTurned ? (edge.target, edge.source) : (edge.source, edge.target)
      var look = look(of: edge, labels)
      if isTurned {
        look = [("dir", "back")] + look.map { ($0 == "arrowhead" ? "arrowtail" : $0, $1) }
      }
      lines.append("  \(names[from]!) \(arrow) \(names[to]!) \(attributes(look))")
    }
    lines += legend() + ["}"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Topics that only one actor speaks on, where there are so many topics that they stand on both sides
  /// of the actors: these on the left, shared ones on the right.
  private var topicsOfOne: Set<NodeKey> {
    guard isDirected, layoutRemark == nil, nodes.count(where: { $0.key.role == .topic }) > 16 else {
      return []
    }
    let ends = Dictionary(grouping: edges, by: \.target)
    return Set(ends.filter { $0.key.role == .topic && $0.value.count == 1 }.keys)
  }

  /// The nodes, those of a named camp in a frame of their own.
  private var frames: [(name: String?, nodes: [Node])] {
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
        ((title + "\n" + caption + legendLine).split(separator: "\n").flatMap { $0.wrapped(to: 96) })
          .joined(separator: "\n")
      ), ("labelloc", "t"),
      ("fontname", "Helvetica"), ("fontsize", isLaidOutBySign ? "20" : "15"),
      ("bgcolor", "#FFFFFF"),
      ("pad", "0.3"), ("outputorder", "edgesfirst"),
    ]
    if isDirected, layoutRemark == nil {
      return common + [("rankdir", "LR"), ("ranksep", "1.5"), ("nodesep", "0.12")]
    }
    if !positions.isEmpty { return common + [("layout", "neato"), ("splines", "line")] }
    if isLaidOutBySign {
      return common + [
        ("layout", "neato"), ("start", "1"), ("overlap", "prism"), ("sep", "+10"),
        ("splines", "line"), ("ratio", "0.7"),
      ]
    }
    return common + Self.springs
  }

  /// Whether lengths are to tell agreement from disagreement: neato heeds them, and takes some seconds
  /// for a few hundred nodes.
  private var isLaidOutBySign: Bool {
    !isDirected && positions.isEmpty && nodes.count <= 150
      && Set(edges.map(\.sign)).isSuperset(of: [.support, .oppose])
  }

  private var nodeAttributes: Attributes {
    [
      ("fontname", "Helvetica"), ("fontsize", isLaidOutBySign ? "14" : "11"), ("shape", "ellipse"),
      ("style", "filled"),
      ("fillcolor", "#FFFFFF"), ("color", "#333333"), ("margin", "0.08,0.04"),
    ]
  }

  private var edgeAttributes: Attributes {
    [("fontname", "Helvetica"), ("fontsize", "10")]
  }

  private func look(of node: Node) -> Attributes {
    let tooltip = [node.label, node.note ?? noun(for: node.key.role)].joined(separator: ": ")
    let common: Attributes = [
      ("label", node.label.wrapped(to: 24).joined(separator: "\n")), ("tooltip", tooltip),
    ]
    if node.key.role == .actor { return common + fill(of: node) + place(of: node) }
    return common + [
      ("shape", "box"), ("style", "rounded,filled"), ("fillcolor", "#EEEEEE"),
      ("height", inches(forEnds: edges.count { $0.target == node.key })),
    ]
  }

  /// The colour of its camp; grey where the node has no part in the stretch of time.
  private func fill(of node: Node) -> Attributes {
    if !positions.isEmpty,
      !edges.contains(where: { $0.source == node.key || $0.target == node.key })
    {
      return [("fillcolor", "#F2F2F2"), ("color", "#BBBBBB"), ("fontcolor", "#999999")]
    }
    return camps[node.key].map { [("fillcolor", campColours[$0 % campColours.count])] } ?? []
  }

  private func place(of node: Node) -> Attributes {
    positions[node.key].map { [("pos", "\($0.x.shortText),\($0.y.shortText)!")] } ?? []
  }

  private func look(of edge: Edge, _ labels: [NodeKey: String]) -> Attributes {
    let (source, target) = (labels[edge.source] ?? "", labels[edge.target] ?? "")
    let tooltip = "\(source) \(word(for: edge.sign)) \(target); \(unit): \(edge.weight.shortText)"
    let line = look(of: edge.sign) + [("penwidth", penWidth(edge.weight))]
    let isLabelled = edge.weight > 1 && edges.count <= 60 && !(isOfCodes && edge.sign != nil)
    let label: Attributes = isLabelled ? [("label", " \(edge.weight.shortText) ")] : []
    return line + label + length(of: edge) + [("tooltip", tooltip)]
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
    if comparesWords, !isDirected {
      return switch sign {
      case nil, .open: "–"
      case .support: "says the same as"
      case .oppose: "says other things than"
      }
    }
    return switch sign {
    case nil: isDirected ? "→" : "–"
    case .support: isDirected ? "is for" : "agrees with"
    case .open where isOfCodes: "is for and against"
    case .open: isDirected ? "is undecided on" : "is as often with as against"
    case .oppose: isDirected ? "is against" : "disagrees with"
    }
  }
}

/// Light enough for black letters, and told apart by colour-blind readers.
private let campColours = ["#CFE5F3", "#FCE3C2", "#D0EBDD", "#F3D6E6", "#F7F1BE", "#DDD8EE"]

/// Room at a node's side for the heads of so many arrows.
private func inches(forEnds count: Int) -> String {
  let tenths = min(max(4, 2 * count), 100)
  return "\(tenths / 10).\(tenths % 10)"
}

extension Network {
  /// Points: of counts 1 + 1.2 log₂(1 + weight), at most 6, in whole steps of the logarithm, which are
  /// enough for the eye; of shares 0.8 to 6, in proportion to the greatest.
  private func penWidth(_ weight: Double) -> String {
    if isOfCodes { return "1.6" }
    let magnitude = weight.magnitude
    if edges.contains(where: { $0.weight != $0.weight.rounded() }) {
      let greatest = edges.map(\.weight.magnitude).max() ?? 1
      return tenths(Int((8 + 52 * magnitude / greatest).rounded()))
    }
    let whole = UInt64(min(magnitude, 1e9))
    return tenths(min(10 + 12 * min(UInt64.bitWidth - whole.leadingZeroBitCount, 4), 60))
  }

  /// In inches, for springs that are to keep camps together and apart.
  private func length(of edge: Edge) -> Attributes {
    guard isLaidOutBySign else { return [] }
    switch edge.sign {
    case .support: return [("len", "2.2")]
    case .oppose: return [("len", "3.8")]
    case .open, nil: return [("len", "3.2")]
    }
  }
}

private func tenths(_ number: Int) -> String { "\(number / 10).\(number % 10)" }

// MARK: - Legend

extension Network {
  /// One line for every sign that occurs.
  private func legend() -> [String] {
    guard isDirected, !signsInUse.isEmpty else { return [] }
    return cluster("legend", label: "") + legendOfEdges(signsInUse) + ["  }"]
  }

  private var signsInUse: [Sign] {
    Sign.allCases.filter { sign in edges.contains { $0.sign == sign } }
  }

  /// Springs would tilt lines and scatter nodes, so the legend of what they lay out is in words.
  private var legendLine: String {
    if isDirected || signsInUse.isEmpty { return "" }
    let words = signsInUse.map { sign in
      switch sign {
      case .support: "blue ━━ \(word(for: sign))"
      case .open: "grey ┈┈ \(word(for: sign))"
      case .oppose: "orange ╍╍ \(word(for: sign))"
      }
    }
    return "\n" + words.joined(separator: "  ·  ")
      + (camps.isEmpty ? "" : "  ·  colour of a node: its camp")
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

  /// The beginning of a frame.
  private func cluster(_ name: String, label: String) -> [String] {
    let look = [
      ("label", label), ("fontsize", "11"), ("style", "rounded"), ("color", "#BBBBBB"),
    ]
    return ["  subgraph \(dotName("cluster_" + name)) {", "    graph \(attributes(look))"]
  }
}
