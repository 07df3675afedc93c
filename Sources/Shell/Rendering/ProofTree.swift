import Datalog
import DebateGraph

/// A proof as a tree, every fact with its place and every statement with its words:
///
/// ```
/// opposed(germany)      by queries/stances.dl:3
/// ├─ statement(s4, germany, nato_shootdown, oppose, …)      graph/articles/semafor.dl:31
/// │    “resistant”
/// │    Inside the NATO debate, Semafor, paragraph 5, 2024-05-29
/// └─ not supported(germany)      none found among 12 rows
/// ```
struct ProofTree {
  /// Levels shown; below, a line tells how to go on.
  private static let deepest = 40

  private let cited: CitedProof
  private let texts: InputTexts
  /// Whether each rule stands under what it derives, with what its variables are.
  private let showsRules: Bool
  private var shown: Set<Int> = []
  private var tree: TreeLines

  init(_ cited: CitedProof, texts: InputTexts, showsRules: Bool, _ presentation: Presentation) {
    self.cited = cited
    self.texts = texts
    self.showsRules = showsRules
    tree = TreeLines(presentation)
  }

  func write(to output: inout some TextOutputStream) {
    var drawn = self
    drawn.add(node: 0, TreeBranch())
    drawn.tree.write(to: &output)
  }

  private mutating func add(node number: Int, _ branch: TreeBranch) {
    let node = cited.proof.nodes[number]
    let premises = node.reason.premises
    guard let atom = node.atom?.shortText else {
      for premise in premises { add(premise, branch) }
      return
    }
    guard shown.insert(number).inserted || premises.isEmpty else {
      return tree.add(atom, "see above", branch)
    }
    tree.add(atom, remark(on: node.reason), branch)
    if showsRules { add(ruleOf: node.reason, branch) }
    if let citation = cited.citations[number] { tree.add(words: citation.lines, under: branch) }
    if branch.depth == Self.deepest, !premises.isEmpty {
      return tree.add("…", "go on with .why \(atom)?", branch.child(isLast: true))
    }
    for (index, premise) in premises.enumerated() {
      add(premise, branch.child(isLast: index == premises.count - 1))
    }
  }

  private mutating func add(_ premise: Proof.Premise, _ branch: TreeBranch) {
    switch premise {
    case .node(let number): add(node: number, branch)
    case .absent(let literal, let rows): tree.add(literal.description, noneFound(in: rows), branch)
    case .holds(let literal): tree.add(literal.description, "", branch)
    case .aggregate(let literal, let group):
      tree.add(literal.description, counted(group.count, "member") ?? "no members", branch)
      add(group, of: literal, branch)
    }
  }

  /// A member of one premise is that premise; one of several has a line that names its tuple.
  private mutating func add(_ group: Proof.Group, of literal: Literal, _ branch: TreeBranch) {
    let hidden = group.count - group.members.count
    for (index, member) in group.members.enumerated() {
      let child = branch.child(isLast: hidden == 0 && index == group.members.count - 1)
      let other = counted(member.otherWays, "other way").map { "and in \($0)" } ?? ""
      if member.premises.count == 1, other.isEmpty {
        add(member.premises[0], child)
        continue
      }
      tree.add(member.tuple.map(\.description).joined(separator: ", "), other, child)
      for (index, premise) in member.premises.enumerated() {
        add(premise, child.child(isLast: index == member.premises.count - 1))
      }
    }
    if hidden > 0 {
      let question = literal.questionForMembers.map { ": \($0)" } ?? ""
      tree.add("…", "\(hidden) more\(question)", branch.child(isLast: true))
    }
  }

  private mutating func add(ruleOf reason: Proof.Reason, _ branch: TreeBranch) {
    guard case .rule(let clause, let bindings, _) = reason else { return }
    let values = bindings.map { "\($0.variable) = \($0.value)" }.joined(separator: ", ")
    tree.add(
      words: ["\(clause)"] + (values.isEmpty ? [] : ["with \(values)"]), under: branch)
  }

  private func noneFound(in rows: Int?) -> String {
    guard let rows else { return "" }
    return counted(rows, "row").map { "none found among \($0)" } ?? "none found: there are no rows"
  }

  private func remark(on reason: Proof.Reason) -> String {
    switch reason {
    case .fact(let range): range.map(texts.place(of:)) ?? "asserted"
    case .rule(let clause, _, _): "by \(texts.place(of: clause.range))"
    }
  }
}

extension Proof.Reason {
  fileprivate var premises: [Proof.Premise] {
    switch self {
    case .rule(_, _, let premises): premises
    case .fact: []
    }
  }
}

extension GroundAtom {
  /// As the language writes it, long texts cut.
  var shortText: String {
    GroundAtom(self, cuttingTextsTo: 32).description
  }
}

extension Citation {
  /// The words, where they stand, and who reported them; a line each.
  fileprivate var lines: [String] {
    var lines = words.map { "“\($0)”" }
    if words.isEmpty, let gist { lines.append(gist) }
    let place = [
      article?.title, article?.publisher, paragraph.map { "paragraph \($0)" }, date?.text,
    ]
    lines.append(place.compactMap(\.self).joined(separator: ", "))
    if !reporters.isEmpty { lines.append("reported by " + reporters.joined(separator: ", ")) }
    return lines
  }
}
