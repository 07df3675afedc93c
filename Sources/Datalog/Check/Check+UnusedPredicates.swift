// A rule whose predicate nothing uses: in a text that asks questions, probably a slip in a name or a
// leftover.

extension Checker {
  /// Only in texts that ask something, since a file of rules is there for others to ask; and not where
  /// the predicate is declared or its rule has documentation, since it is then meant for others.
  /// A text with an error is not loaded, and is told of that alone.
  mutating func lintUnusedPredicates(in programs: [Program]) {
    guard reported[.error] == nil else { return }
    let used = usedPredicates(of: programs)
    var seen: Set<String> = []
    for program in programs where program.asksForSomething {
      for clause in program.clauses {
        guard case .rule(let head, _) = clause.kind, clause.documentation == nil,
          let id = catalog.predicate(named: head.predicate.text), !catalog[id].isDeclared,
          !used.contains(head.predicate.text), seen.insert(head.predicate.text).inserted
        else { continue }
        report(
          .unusedPredicate, .warning, at: head.predicate.range,
          "predicate '\(head.predicate.text)' is never used",
          help: "ask for it, or declare it by '#pred' where other texts are to use it")
      }
    }
  }

  /// Those in bodies, but for a predicate's own rules, and those that `#show` names.
  private func usedPredicates(of programs: [Program]) -> Set<String> {
    var used = Set(shown.map { catalog[$0.predicate].name })
    for clause in programs.lazy.flatMap(\.clauses) {
      var own: String?
      if case .rule(let head, _) = clause.kind { own = head.predicate.text }
      for literal in clause.body {
        literal.forEachAtom { if $0.predicate.text != own { used.insert($0.predicate.text) } }
      }
    }
    return used
  }
}

extension Program {
  fileprivate var asksForSomething: Bool {
    clauses.contains { clause in
      switch clause.kind {
      case .query, .directive(.show): true
      case .fact, .rule, .check, .retract, .directive: false
      }
    }
  }
}
