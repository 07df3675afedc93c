import Datalog

/// How a question was answered, rule by rule and literal by literal in the order in which they are
/// joined:
///
/// ```
///                                             expected    rows
/// stratum 1
/// └─ oppose                                                 15  listed
///    └─ oppose(Actor, Topic)                                15  by queries/stances.dl:28
///       └─ holds(Actor, Topic, oppose, _)          19.5     15  index on 3
/// the question
/// └─ oppose(Who, nato_shootdown)?                            4
///    └─ oppose(Who, nato_shootdown)                 1.9      4  set beside nato_shootdown
/// ```
struct PlanTree {
  private let lines: [PlanLine]
  private let notes: [String]
  private let presentation: Presentation

  init(_ account: EvaluationAccount, texts: InputTexts, _ presentation: Presentation) {
    var outline = PlanOutline(texts: texts)
    outline.add(account)
    lines = outline.lines
    notes = account.notes
    self.presentation = presentation
  }

  /// For programs: a row for each line.
  var grid: Grid {
    Grid(
      columns: [
        ("part", .int), ("depth", .int), ("what", .text), ("expected", .decimal), ("rows", .int),
        ("how", .text),
      ],
      rows: lines.map { line in
        [
          .int(Int64(line.part)), .int(Int64(line.branch.depth)), .text(line.text),
          line.expected.map(Value.decimal) ?? .text(""),
          line.rows.map { .int(Int64($0)) } ?? .text(""), .text(line.remark),
        ]
      })
  }

  func write(to output: inout some TextOutputStream) {
    let rows = lines.map { $0.rows.map(String.init) ?? "" } + ["rows"]
    let expected = lines.map { $0.expected.map(PlanLine.text) ?? "" } + ["expected"]
    let numbers = (width(of: expected), width(of: rows))
    let textWidth = textWidth(besides: numbers.0 + numbers.1)
    let room = max((presentation.width ?? .max) - textWidth - numbers.0 - numbers.1 - 6, 8)
    func write(_ text: String, _ expected: String, _ rows: String, _ remark: String) {
      let shown = cut(text.controlsEscaped, toWidth: textWidth)
      let columns = [
        shown + blanks(textWidth - shown.displayWidth),
        blanks(numbers.0 - expected.count) + expected, blanks(numbers.1 - rows.count) + rows,
      ]
      let line = columns.joined(separator: "  ")
      let shownRemark = presentation.dim(cut(remark.controlsEscaped, toWidth: room))
      output.write((remark.isEmpty ? line.withoutBlanksAtEnd : line + "  " + shownRemark) + "\n")
    }
    write("", "expected", "rows", "")
    for (place, line) in lines.enumerated() {
      write(line.branch.stem + line.text, expected[place], rows[place], line.remark)
    }
    for note in notes { output.write(presentation.dim(note) + "\n") }
  }

  private func width(of texts: [String]) -> Int { texts.map(\.count).max() ?? 0 }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

  /// As wide as the widest, or as there is room for beside the longest remark.
  private func textWidth(besides numbers: Int) -> Int {
    let widest = lines.map { ($0.branch.stem + $0.text).displayWidth }.max() ?? 0
    guard let width = presentation.width else { return widest }
    let remark = min(lines.map(\.remark.displayWidth).max() ?? 0, width * 9 / 20)
    return min(widest, max(width - numbers - remark - 6, 20))
  }
}

/// One line of an outline.
struct PlanLine {
  /// The part of the evaluation, from 1.
  let part: Int
  let branch: TreeBranch
  let text: String
  var expected: Double?
  var rows: Int?
  var remark = ""

  /// `0.3`, `4`, `158`
  static func text(of expected: Double) -> String {
    let tenths = (expected * 10).rounded()
    if expected >= 10 || tenths.truncatingRemainder(dividingBy: 10) == 0 {
      return expected < 1e15 ? String(Int(expected.rounded())) : String(expected)
    }
    return String(tenths / 10)
  }
}

/// The lines of an account.
private struct PlanOutline {
  let texts: InputTexts
  private(set) var lines: [PlanLine] = []
  private var part = 0

  init(texts: InputTexts) { self.texts = texts }

  mutating func add(_ account: EvaluationAccount) {
    var stratum = 0
    for each in account.parts {
      part += 1
      if case .stratum = each.kind { stratum += 1 }
      lines.append(
        PlanLine(part: part, branch: TreeBranch(), text: title(of: each, stratum)))
      add(each)
    }
  }

  private func title(of part: EvaluationAccount.Part, _ stratum: Int) -> String {
    let rounds = counted(part.rounds, "round").map { ": \($0)" } ?? ""
    let known = part.isKnown ? ", known already" : ""
    switch part.kind {
    case .stratum(let isRecursive):
      return "stratum \(stratum)" + (isRecursive ? ", recursive\(rounds)" : "") + known
    case .demand: return "what the question demands\(rounds)"
    case .question: return "the question"
    }
  }

  private mutating func add(_ part: EvaluationAccount.Part) {
    let root = TreeBranch()
    if part.relations.isEmpty {
      for (place, rule) in part.rules.enumerated() {
        add(rule, root.child(isLast: place == part.rules.count - 1))
      }
    }
    for (place, relation) in part.relations.enumerated() {
      let branch = root.child(isLast: place == part.relations.count - 1)
      lines.append(
        PlanLine(
          part: self.part, branch: branch, text: relation.name, rows: relation.rows,
          remark: relation.storage))
      let rules = part.rules.filter { $0.relation == relation.name }
      for (place, rule) in rules.enumerated() {
        add(rule, branch.child(isLast: place == rules.count - 1))
      }
    }
  }

  private mutating func add(_ rule: EvaluationAccount.RuleAccount, _ branch: TreeBranch) {
    var remark = rule.isQuestion ? "" : "by \(texts.place(of: rule.place))"
    if rule.derived != rule.new { remark += ", \(rule.derived) derived" }
    switch rule.origin {
    case .written: break
    case .projection: remark += ", joined before the rest"
    case .rewritten, .demanded: remark += ", rewritten"
    }
    if rule.plans.isEmpty { remark += ", not run: there was nothing to join" }
    lines.append(
      PlanLine(part: part, branch: branch, text: rule.head, rows: rule.new, remark: remark))
    if rule.plans.count == 1, rule.plans[0].delta == nil {
      return add(rule.plans[0].steps, branch)
    }
    for (place, plan) in rule.plans.enumerated() {
      add(plan, branch.child(isLast: place == rule.plans.count - 1))
    }
  }

  private mutating func add(_ plan: EvaluationAccount.PlanAccount, _ branch: TreeBranch) {
    let remark = plan.runs == 1 ? "once" : "\(plan.runs) times"
    let text = plan.delta.map { "for new rows of \($0)" } ?? "for all rows"
    lines.append(
      PlanLine(part: part, branch: branch, text: text, rows: plan.new, remark: remark))
    add(plan.steps, branch)
  }

  private mutating func add(_ steps: [EvaluationAccount.StepAccount], _ branch: TreeBranch) {
    for (place, step) in steps.enumerated() {
      let child = branch.child(isLast: place == steps.count - 1)
      lines.append(
        PlanLine(
          part: part, branch: child, text: step.text, expected: step.expected, rows: step.rows,
          remark: step.how))
      for steps in step.elements { add(steps, child) }
    }
  }
}

extension EvaluationAccount {
  /// What the names mean that rewritings have made.
  fileprivate var notes: [String] {
    var notes: [String] = []
    let rules = parts.flatMap(\.rules)
    if rules.contains(where: { $0.origin == .projection }) {
      notes.append(
        "#1: the distinct rows of a join, kept for the joins behind it (early projection)")
    }
    if rules.contains(where: { $0.origin == .demanded }) {
      notes.append("p^bf: rows of p asked for with the first of two places bound (magic sets)")
      notes.append("?p^bf: the values that p is asked with")
    }
    return notes
  }
}

extension String {
  fileprivate var withoutBlanksAtEnd: String {
    String(dropLast(utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count))
  }
}
