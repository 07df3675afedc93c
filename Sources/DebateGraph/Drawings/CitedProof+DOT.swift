public import Datalog

extension CitedProof {
  /// The proof as DOT text for Graphviz, from what is proved down to the facts: derived rows in white,
  /// facts in gray with their words, what is not there dashed, aggregates as ellipses.
  ///
  /// - Parameter texts: those that the proof's places are in.
  public func dot(_ texts: InputTexts) -> String {
    var drawing = ProofDrawing(self, texts)
    return drawing.text()
  }

  /// Why the drawing is laid out by springs, where one would expect ranks; nil where it is not.
  public var layoutRemark: String? {
    proof.nodes.count > Network.mostInRanks
      ? "laid out by sfdp, since it has more than \(Network.mostInRanks) rows" : nil
  }
}

private struct ProofDrawing {
  private let cited: CitedProof
  private let texts: InputTexts
  private var lines: [String] = []
  /// Of nodes besides those of the proof.
  private var extraCount = 0

  init(_ cited: CitedProof, _ texts: InputTexts) {
    self.cited = cited
    self.texts = texts
  }

  mutating func text() -> String {
    let title = name(of: cited.proof.root)
    let common: DOTAttributes = [
      ("label", (["Why \(title)"].flatMap { $0.wrapped(to: 72) }).joined(separator: "\n")),
      ("labelloc", "t"), ("fontname", "Helvetica"), ("fontsize", "15"), ("bgcolor", "#FFFFFF"),
      ("pad", "0.3"), ("outputorder", "edgesfirst"),
    ]
    let layout: DOTAttributes =
      cited.layoutRemark != nil ? Network.springs : [("rankdir", "TB"), ("ranksep", "0.35")]
    lines = [
      dotComment("why \(title)"), "digraph \"proof\" {",
      "  graph \(attributes(common + layout))",
      "  node "
        + attributes([
          ("fontname", "Helvetica"), ("fontsize", "11"), ("shape", "box"),
          ("style", "rounded,filled"), ("fillcolor", "#FFFFFF"), ("color", "#333333"),
          ("margin", "0.1,0.06"),
        ]),
      "  edge " + attributes([("color", "#777777"), ("arrowhead", "none")]),
    ]
    for (number, node) in cited.proof.nodes.enumerated() { add(node, number) }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private mutating func add(_ node: Proof.Node, _ number: Int) {
    let text = name(of: node)
    let place: String
    var look: DOTAttributes = []
    var words: [String] = []
    switch node.reason {
    case .fact(let range):
      place = range.map(texts.place(of:)) ?? "asserted"
      look = [("fillcolor", "#EEEEEE")]
      words = cited.citations[number].map(lines(of:)) ?? []
    case .rule(let clause, _, _): place = "by \(texts.place(of: clause.range))"
    }
    let label = (text.wrapped(to: 44) + words.flatMap { $0.wrapped(to: 44) } + [place])
    addNode("row \(number)", label: label, tooltip: tooltip(of: node.reason) ?? place, look)
    guard case .rule(_, _, let premises) = node.reason else { return }
    for premise in premises { add(premise, below: "row \(number)") }
  }

  /// The row with its texts cut, which stand below it; or the question.
  private func name(of node: Proof.Node) -> String {
    guard let atom = node.atom else {
      if case .rule(let clause, _, _) = node.reason { return clause.description }
      preconditionFailure("only a question is no row")
    }
    return GroundAtom(atom, cuttingTextsTo: 24).description
  }

  private mutating func add(_ premise: Proof.Premise, below parent: String) {
    switch premise {
    case .node(let number): addEdge(parent, "row \(number)")
    case .absent(let literal, let rows):
      let found = rows.map { "none found among \($0)" } ?? "does not hold"
      addLeaf(literal, [found], [("style", "rounded,dashed")], below: parent)
    case .holds(let literal):
      addLeaf(literal, [], [("shape", "plaintext"), ("style", "")], below: parent)
    case .aggregate(let literal, let group):
      let members = group.count == 1 ? "1 member" : "\(group.count) members"
      let name = addLeaf(
        literal, [members], [("shape", "ellipse"), ("style", "filled")], below: parent)
      for premise in group.members.flatMap(\.premises) { add(premise, below: name) }
    }
  }

  @discardableResult
  private mutating func addLeaf(
    _ literal: Literal, _ more: [String], _ look: DOTAttributes, below parent: String
  ) -> String {
    extraCount += 1
    let name = "literal \(extraCount)"
    addNode(
      name, label: literal.description.wrapped(to: 44) + more, tooltip: literal.description, look)
    addEdge(parent, name)
    return name
  }

  private mutating func addNode(
    _ name: String, label: [String], tooltip: String, _ look: DOTAttributes
  ) {
    let all =
      [("label", label.joined(separator: "\n")), ("tooltip", tooltip)] + look
    lines.append("  \(dotName(name)) \(attributes(all))")
  }

  private mutating func addEdge(_ from: String, _ to: String) {
    lines.append("  \(dotName(from)) -> \(dotName(to));")
  }

  /// The rule.
  private func tooltip(of reason: Proof.Reason) -> String? {
    if case .rule(let clause, _, _) = reason { clause.description } else { nil }
  }

  private func lines(of citation: Citation) -> [String] {
    let said =
      citation.words.isEmpty ? [citation.gist].compactMap(\.self) : citation.words.map { "“\($0)”" }
    let place = [
      citation.article?.publisher, citation.paragraph.map { "paragraph \($0)" },
      citation.date?.text,
    ].compactMap(\.self).joined(separator: ", ")
    let reporters = citation.reporters.joined(separator: ", ")
    return said + [place] + (reporters.isEmpty ? [] : ["reported by \(reporters)"])
  }
}
