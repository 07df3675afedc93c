import Datalog

/// What is missing, as a tree of what would have to hold and the rules by which it could:
///
/// ```
/// oppose(poland, nato_shootdown)      not derived
/// └─ by queries/stances.dl:28: holds(poland, nato_shootdown, oppose, _)      not derived
///    └─ by queries/stances.dl:14: statement(_, poland, nato_shootdown, oppose, …)      not stated
///         statement(s_semafor_10, poland, …)      graph/articles/2024-05-semafor.dl:71
///           has stance interested, not oppose
/// ```
struct AbsenceTree {
  private let texts: InputTexts
  private var tree: TreeLines

  init(texts: InputTexts, _ presentation: Presentation) {
    self.texts = texts
    tree = TreeLines(presentation)
  }

  func write(_ absence: Absence, to output: inout some TextOutputStream) {
    var drawn = self
    drawn.add(absence, after: "", TreeBranch())
    drawn.tree.write(to: &output)
  }

  /// - Parameters:
  ///   - way: what stands before the goal on its line.
  ///   - among: what stands behind its remark.
  private mutating func add(
    _ absence: Absence, after way: String, among: String = "", _ branch: TreeBranch
  ) {
    if let goal = absence.goal {
      let remark = (absence.isDerived ? "not derived" : "not stated") + among
      tree.add(way + goal.shortText, remark, branch)
    }
    for near in absence.nearest { add(near, branch) }
    for (index, attempt) in absence.attempts.enumerated() {
      if absence.goal == nil {
        add(attempt, "", branch)
      } else {
        let way = "by \(texts.place(of: attempt.clause.range)): "
        add(attempt, way, branch.child(isLast: index == absence.attempts.count - 1))
      }
    }
  }

  private mutating func add(_ attempt: Absence.Attempt, _ way: String, _ branch: TreeBranch) {
    switch attempt.obstacle {
    case .head(let head, let goal): tree.add(way + "its head has \(head), not \(goal)", "", branch)
    case .outdone: tree.add(way + "it follows, but a better row is kept", "", branch)
    case .literal(let failure): add(failure, after: way, branch)
    }
  }

  private mutating func add(_ failure: Absence.Failure, after way: String, _ branch: TreeBranch) {
    let text = way + failure.literal.shortText
    let among = failure.ways > 1 ? ", for the first of \(failure.ways) ways" : ""
    switch failure.reason {
    case .missing(let absence): add(absence, after: way, among: among, branch)
    case .missingAgain: tree.add(text, "see .whynot \(failure.literal.shortText)" + among, branch)
    case .untrue: tree.add(text, "does not hold" + among, branch)
    case .value(let value):
      tree.add(text, (value.map { "it is \($0)" } ?? "it has no value") + among, branch)
    case .present(let count, let rows):
      tree.add(text, (count == 1 ? "there is 1" : "there are \(count)") + among, branch)
      for row in rows { add(row, branch) }
    }
  }

  private mutating func add(_ near: NearRow, _ branch: TreeBranch) {
    let place = near.place.map(texts.place(of:)) ?? ""
    let under = TreeBranch(stem: branch.margin + "  ", margin: branch.margin + "  ")
    tree.add(near.atom.shortText, place, under)
    let differences = near.differences.map { column, here, wanted in
      let isUnnamed = column.first?.isNumber ?? true
      return "\(isUnnamed ? "argument \(column)" : column) is \(here), not \(wanted)"
    }
    if !differences.isEmpty { tree.add(words: [differences.joined(separator: "; ")], under: under) }
  }
}

extension Literal {
  /// As it is written, long texts cut, each nameless variable `_`.
  fileprivate var shortText: String {
    switch kind {
    case .positive(let atom): atom.shortText
    case .negative(let atom): "not " + atom.shortText
    case .comparison, .aggregate: description
    }
  }
}

extension Atom {
  fileprivate var shortText: String {
    var short = self
    for place in arguments.indices { short.arguments[place].term.shorten() }
    return short.description
  }
}

extension Term {
  fileprivate mutating func shorten() {
    switch kind {
    case .constant(.text(let text)): kind = .constant(.text(cut(text, toWidth: 32)))
    case .variable(let name) where name.hasPrefix("_"): kind = .wildcard
    default: break
    }
  }
}
