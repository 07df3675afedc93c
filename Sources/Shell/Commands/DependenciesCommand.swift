import Datalog
import DebateGraph

extension Command {
  static let strata: Command = Command(
    name: "strata", usage: "[PREDICATE]",
    summary: "list the order in which rules are evaluated",
    details: """
      A stratum is evaluated when all those before it that it uses are finished: what it denies or
      counts is known by then. Predicates that depend on each other share one. With a predicate, only
      what it needs.
      """,
    example: ".strata oppose", arguments: [.predicate]
  ) { session, name, say in
    let catalog = session.database.catalog
    let root = name.isEmpty ? nil : try session.database.predicate(called: name)
    let needed = Set(PredicateUses(in: session.database, from: root).derived)
    let strata = session.database.strata.filter { !needed.isDisjoint(with: $0.predicates) }
    let rows = strata.enumerated().map { number, stratum in
      [
        String(number + 1), stratum.predicates.map { catalog[$0].name }.joined(separator: ", "),
        String(stratum.rules.count), stratum.isRecursive ? "recursive" : "",
      ]
    }
    if rows.isEmpty { return say(.text("there are no rules for that\n")) }
    say(.listing(header: ["stratum", "predicates", "rules", ""], rows: rows))
  }

  static let deps: Command = Command(
    name: "deps", usage: "[PREDICATE] [> FILE]",
    summary: "show which predicates the rules use for which",
    details: """
      For one predicate, all that it uses, as a tree; 'not' stands before what is denied, '#' before
      what is counted. With a file, a drawing: .dot writes the text, .svg, .png and .pdf have
      Graphviz draw it.
      """,
    example: ".deps oppose > oppose.svg", arguments: [.predicate]
  ) { session, argument, say in
    let parts = argument.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first?.trimmed ?? ""
    let root = name.isEmpty ? nil : try session.database.predicate(called: name)
    let uses = PredicateUses(in: session.database, from: root)
    guard parts.count > 1 else {
      return say(.text(root.map(uses.tree) ?? uses.list))
    }
    let path = parts[1].trimmed
    if path.isEmpty { throw Refusal.wrongUsage(of: .deps) }
    try session.draw(uses.dot, to: path)
    say(.remark("drawn to \(path.controlsEscaped)"))
  }
}

/// Which predicates use which, in texts and drawings.
private struct PredicateUses {
  private let database: Database
  private let uses: [PredicateID: [Database.Dependency]]
  /// In the order of the rules.
  let derived: [PredicateID]

  /// - Parameter root: only it and what it uses; nil for all.
  init(in database: Database, from root: PredicateID?) {
    let all = database.dependencies
    let uses = Dictionary(grouping: all, by: \.derived)
    self.database = database
    self.uses = uses
    var reached = root.map { [$0] } ?? database.strata.flatMap(\.predicates)
    var place = 0
    while root != nil, place < reached.count {
      for use in uses[reached[place], default: []] where !reached.contains(use.used) {
        reached.append(use.used)
      }
      place += 1
    }
    derived = reached.filter { uses[$0] != nil || $0 == root }
  }

  /// A line for each derived predicate: `firm: oppose, not support`.
  var list: String {
    if derived.isEmpty { return "no predicate uses another one\n" }
    return derived.map { predicate in
      let used = uses[predicate, default: []].map(mark)
      return "\(name(predicate)): \(used.joined(separator: ", "))\n"
    }.joined()
  }

  func tree(from root: PredicateID) -> String {
    var lines = [name(root)]
    var shown: Set<PredicateID> = []
    add(below: root, margin: "", &shown, &lines)
    return lines.map { $0 + "\n" }.joined()
  }

  private func add(
    below predicate: PredicateID, margin: String, _ shown: inout Set<PredicateID>,
    _ lines: inout [String]
  ) {
    guard shown.insert(predicate).inserted else { return }
    let used = uses[predicate, default: []]
    for (place, use) in used.enumerated() {
      let isLast = place == used.count - 1
      let isRepeated = shown.contains(use.used) && uses[use.used] != nil
      let remark = isRepeated ? "      see above" : ""
      lines.append(margin + (isLast ? "└─ " : "├─ ") + mark(use) + remark)
      add(below: use.used, margin: margin + (isLast ? "   " : "│  "), &shown, &lines)
    }
  }

  var dot: String {
    let nodes = Set(derived + derived.flatMap { uses[$0, default: []].map(\.used) })
    let boxes = nodes.map { (dotName(name($0)), database.isDerived($0)) }.sorted { $0.0 < $1.0 }
      .map { "  \($0) [shape=\($1 ? "ellipse" : "box")];\n" }
    let edges = derived.flatMap { uses[$0, default: []] }.map { use in
      "  \(dotName(name(use.derived))) -> \(dotName(name(use.used)))\(style(of: use.use));\n"
    }
    return "digraph rules {\n  rankdir=LR; node [fontname=\"Helvetica\"];\n"
      + boxes.joined() + edges.joined() + "}\n"
  }

  private func style(of use: Database.Dependency.Use) -> String {
    switch use {
    case .plain: ""
    case .negated: " [style=dashed, arrowhead=tee, label=\"not\"]"
    case .counted: " [style=bold, label=\"#\"]"
    }
  }

  private func name(_ predicate: PredicateID) -> String {
    database.catalog[predicate].name.controlsEscaped
  }

  private func mark(_ use: Database.Dependency) -> String {
    switch use.use {
    case .plain: name(use.used)
    case .negated: "not \(name(use.used))"
    case .counted: "#\(name(use.used))"
    }
  }
}
