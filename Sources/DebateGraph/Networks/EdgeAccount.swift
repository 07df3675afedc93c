public import Datalog

/// Why an edge weighs what it weighs: the proof of it, cut down to what is calculated and to the
/// statements that it rests on, each with its words.
///
/// ```
/// onemode_edge(a, b, 0.5, 0)  rests on 8 statements
///   0.5 = 4.0 / 8.0
///   strength(0, a, b, 4.0)
///     …
///       s124  “We can't rule it out”  The skies, Daily A, paragraph 3, 2019-12-28
/// ```
///
/// Left out is what says nothing of statements, such as which settings were chosen, and beside an
/// aggregate what only finds its groups and is not calculated with. Of what is too much to be shown the first few are, with a
/// question that asks for all.
public struct EdgeAccount: Sendable {
  /// Without an end of line.
  public let lines: [String]
}

extension Database {
  /// The account of the first edge that answers a question, such as `onemode_edge(a, b, _, _)?`; nil
  /// where none does.
  public func account(ofEdge question: String) throws(EvaluationError) -> EdgeAccount? {
    guard let proof = try prove(question) else { return nil }
    return try account(of: proof)
  }

  /// The account of an edge that is made by settings, such as `onemode_edge(a, b, 0.5, 0)`, or of a
  /// question about nothing but that; nil of anything else.
  public func account(ofEdgeIn proof: Proof) throws(EvaluationError) -> EdgeAccount? {
    guard let name = proof.onlyAtom?.name, name.hasSuffix("_edge"),
      let predicate = catalog.predicate(named: name),
      catalog[predicate].isMadeBySettings
    else { return nil }
    return try account(of: proof)
  }

  private func account(of proof: Proof) throws(EvaluationError) -> EdgeAccount {
    var writer = AccountWriter(proof)
    if let edge = proof.onlyAtom { writer.total = try statementCount(behind: edge) }
    for (number, node) in proof.nodes.enumerated() {
      guard let atom = node.atom, let id = atom.values.first, case .symbol = id else { continue }
      if AccountWriter.evidence.contains(atom.name) { writer.bearing.insert(number) }
      if writer.citations[id] == nil { writer.citations[id] = try citation(ofStatement: id) }
    }
    return writer.account()
  }

  /// How many statements the rules of `…_edge_statement` tell of an edge; nil where there are none. They
  /// are asked of this edge alone, since all edges together may rest on any number of statements.
  private func statementCount(behind edge: GroundAtom) throws(EvaluationError) -> Int64? {
    guard let predicate = catalog.predicate(named: edge.name + "_statement") else { return nil }
    let columns = catalog[predicate].columns.map(\.name)
    guard let statement = columns.firstIndex(of: "statement") else { return nil }
    let known = zip(catalog[edge.predicate].columns.map(\.name), edge.values)
    let values = Dictionary(known) { first, _ in first }
    let elements = rules.filter { $0.predicate == predicate }.map { rule in
      let given = zip(columns, rule.head.arguments).compactMap { column, argument in
        values[column].map { "\(argument.term) = \($0)" }
      }
      let body = (given + rule.body.map(\.description)).joined(separator: ", ")
      return "\(rule.head.arguments[statement].term) : \(body)"
    }
    return try ask("N = #count{ \(elements.joined(separator: "; ")) }?")[0, 0].integer
  }
}

extension Proof {
  /// What is proved, where that is a single atom.
  fileprivate var onlyAtom: GroundAtom? {
    guard let root = nodes.first else { return nil }
    if let atom = root.atom { return atom }
    guard root.premises.count == 1, case .node(let number) = root.premises[0] else { return nil }
    return nodes[number].atom
  }
}

private struct AccountWriter {
  /// Members of a group that is too large to be shown.
  private static let shownOfMany = 4
  /// Predicates whose rows are single statements.
  static let evidence: Set<String> = ["statement", "passage", "coded", "scored"]

  let proof: Proof
  /// Nodes that rest on statements, at first the statements themselves.
  var bearing: Set<Int> = []
  var citations: [Value: Citation] = [:]
  /// Of statements that the edge rests on.
  var total: Int64?
  private var lines: [String] = []
  private var shown: Set<Int> = []

  init(_ proof: Proof) { self.proof = proof }

  func account() -> EdgeAccount {
    var writer = self
    // Premises have smaller heights, so one pass in order of height is enough.
    for number in proof.nodes.indices.sorted(by: { proof.nodes[$0].height < proof.nodes[$1].height }
    )
    where proof.nodes[number].premises.contains(where: { writer.bears($0) }) {
      writer.bearing.insert(number)
    }
    writer.add(0, depth: 0)
    if let total {
      writer.lines[0] += "  rests on \(numbered(Int(total), "statement"))"
    }
    return EdgeAccount(lines: writer.lines)
  }

  private func bears(_ premise: Proof.Premise) -> Bool {
    switch premise {
    case .node(let number): bearing.contains(number)
    case .aggregate(_, let group): group.nodes.contains(where: bearing.contains)
    case .absent, .holds: false
    }
  }

  private mutating func add(_ number: Int, depth: Int) {
    let node = proof.nodes[number]
    guard let atom = node.atom else {
      for premise in node.premises { add(premise, depth: depth) }
      return
    }
    if let id = atom.values.first, let citation = citations[id] {
      return lines.append(indent(depth) + "\(id.displayText)  \(citation.line)")
    }
    let isKnown = !shown.insert(number).inserted
    lines.append(indent(depth) + atom.description + (isKnown ? "  see above" : ""))
    if isKnown { return }
    let isAggregated = node.premises.contains { if case .aggregate = $0 { true } else { false } }
    for (place, premise) in node.premises.enumerated() {
      if isAggregated, case .node = premise, !node.calculatedPlaces.contains(place) { continue }
      add(premise, depth: depth + 1)
    }
  }

  private mutating func add(_ premise: Proof.Premise, depth: Int) {
    switch premise {
    case .absent: return
    case .node(let number) where bearing.contains(number): add(number, depth: depth)
    case .node: return
    case .holds(let literal):
      if literal.isCalculation { lines.append(indent(depth) + literal.description) }
    case .aggregate(let literal, let group):
      lines.append(indent(depth) + literal.description)
      let members = group.members.prefix(
        group.count > group.members.count ? Self.shownOfMany : group.count)
      var added: Set<Int> = []
      for number in members.flatMap(\.nodes)
      where bearing.contains(number) && added.insert(number).inserted {
        add(number, depth: depth + 1)
      }
      let hidden = group.count - members.count
      if hidden > 0 {
        let question = literal.questionForMembers.map { ": \($0)" } ?? ""
        lines.append(indent(depth + 1) + "… and \(hidden) more\(question)")
      }
    }
  }

  private func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}

extension Proof.Group {
  /// Of the positive literals of its members.
  fileprivate var nodes: [Int] { members.flatMap(\.nodes) }
}

extension Proof.Member {
  fileprivate var nodes: [Int] {
    premises.compactMap { if case .node(let number) = $0 { number } else { nil } }
  }
}

extension Proof.Node {
  fileprivate var premises: [Proof.Premise] {
    switch reason {
    case .fact: []
    case .rule(_, _, let premises): premises
    }
  }

  /// Of premises.
  fileprivate var calculatedPlaces: Set<Int> {
    if case .rule(let clause, _, _) = reason { clause.calculatedPlaces } else { [] }
  }
}

extension Literal {
  /// Whether it gives a value, rather than only comparing two.
  fileprivate var isCalculation: Bool {
    if case .comparison(_, let comparison, _) = kind { comparison == .equal } else { true }
  }
}

extension Citation {
  /// The words and where they stand.
  fileprivate var line: String {
    let quoted = words.map { "“\($0)”" }
    let place = [
      article?.title, article?.publisher, paragraph.map { "paragraph \($0)" }, date?.text,
    ].compactMap(\.self).filter { !$0.isEmpty }
    return (quoted.isEmpty ? [gist ?? ""] : quoted).joined(separator: " ") + "  "
      + place.joined(separator: ", ")
  }
}
