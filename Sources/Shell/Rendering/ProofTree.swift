import Datalog
import DebateGraph

/// A proof as a tree, every fact with its place and every statement with its words:
///
/// ```
/// opposed(germany)      by queries/stances.dl:3
/// ├─ statement(s4, germany, nato_shootdown, oppose, …)      graph/articles/semafor.dl:31
/// │    “resistant”
/// │    Inside the NATO debate, Semafor, paragraph 5, 2024-05-29
/// └─ not supported(germany)      none found
/// ```
struct ProofTree {
  /// Levels shown; below, a line tells how to go on.
  private static let deepest = 40

  private let cited: CitedProof
  private let texts: InputTexts
  private let presentation: Presentation
  private var shown: Set<Int> = []
  private var lines: [String] = []

  init(_ cited: CitedProof, texts: InputTexts, _ presentation: Presentation) {
    self.cited = cited
    self.texts = texts
    self.presentation = presentation
  }

  func write(to output: inout some TextOutputStream) {
    var tree = self
    tree.add(node: 0, Branch())
    for line in tree.lines { output.write(line + "\n") }
  }

  private mutating func add(node number: Int, _ branch: Branch) {
    let node = cited.proof.nodes[number]
    let premises = node.reason.premises
    guard let atom = node.atom?.text else {
      for premise in premises { add(premise, branch) }
      return
    }
    guard shown.insert(number).inserted || premises.isEmpty else {
      return add(atom, "see above", branch)
    }
    add(atom, remark(on: node.reason), branch)
    if let citation = cited.citations[number] { add(citation, branch) }
    if branch.depth == Self.deepest, !premises.isEmpty {
      return add("…", "go on with .why \(atom)?", branch.child(isLast: true))
    }
    for (index, premise) in premises.enumerated() {
      add(premise, branch.child(isLast: index == premises.count - 1))
    }
  }

  private mutating func add(_ premise: Proof.Premise, _ branch: Branch) {
    switch premise {
    case .node(let number): add(node: number, branch)
    case .absent(let literal): add(literal.description, "none found", branch)
    case .holds(let literal): add(literal.description, "", branch)
    case .aggregate(let literal, let members):
      add(literal.description, members.count == 1 ? "1 member" : "\(members.count) members", branch)
      let nodes = members.flatMap(\.self)
      for (index, number) in nodes.enumerated() {
        add(node: number, branch.child(isLast: index == nodes.count - 1))
      }
    }
  }

  private mutating func add(_ citation: Citation, _ branch: Branch) {
    let margin = branch.margin + "  "
    let room = max((presentation.width ?? .max) - margin.displayWidth, 20)
    for line in citation.lines.flatMap({ $0.controlsEscaped.wrapped(to: room) }) {
      lines.append(margin + presentation.dim(line))
    }
  }

  /// A line of the tree; what is too long is cut, but its remark stays whole.
  private mutating func add(_ text: String, _ remark: String, _ branch: Branch) {
    let gap = remark.isEmpty ? "" : "      "
    let remark = remark.controlsEscaped
    var text = text.controlsEscaped
    if let width = presentation.width {
      let room = width - branch.stem.displayWidth - gap.count - remark.displayWidth
      text = cut(text, toWidth: max(room, 20))
    }
    lines.append(branch.stem + text + gap + presentation.dim(remark))
  }

  private func remark(on reason: Proof.Reason) -> String {
    switch reason {
    case .fact(let range): range.map(place) ?? "asserted"
    case .rule(let clause, _, _): "by \(place(clause.range))"
    }
  }

  /// `file:line`
  private func place(_ range: TextRange) -> String {
    let text = texts[range.input]
    return "\(text.name):\(text.lineColumn(at: Int(range.start)).line)"
  }
}

/// Where in the tree a line hangs.
private struct Branch {
  var depth = 0
  /// Before the line itself, and before what belongs under it.
  var stem = ""
  var margin = ""

  func child(isLast: Bool) -> Branch {
    Branch(
      depth: depth + 1, stem: margin + (isLast ? "└─ " : "├─ "),
      margin: margin + (isLast ? "   " : "│  "))
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
  fileprivate var text: String {
    let arguments = values.map { value in
      if case .text(let text) = value { Value.text(cut(text, toWidth: 32)) } else { value }
    }
    let list = arguments.map(\.description).joined(separator: ", ")
    return Value.symbol(name).description + (values.isEmpty ? "" : "(\(list))")
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
