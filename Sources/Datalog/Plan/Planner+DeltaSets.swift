import Relations

extension Planner {
  /// A recursive rule's plan that takes the new rows of one literal as sets,
  ///
  ///     path(X, Z) :- edge(X, Y), path(Y, Z).
  ///
  /// for many new `Z` beside few `Y`: it is run from the `Y`, and whatever the rest of the body leads to
  /// from one of them gets its whole set. Nil where the rule does more with the rows than to pass `Z` on as
  /// the second column.
  ///
  /// - Parameters:
  ///   - delta: the literal's place.
  ///   - views: of recursive literals; those behind the delta see all rows.
  func planBySets(
    of rule: Rule, delta: Int, target: Relation, views: [Int: Relation.View]
  ) -> Plan? {
    let head = rule.head.terms
    guard case .positive(let atom) = rule.body[delta].kind, atom.terms.count == 2, head.count == 2,
      let given = atom.terms[0].variableName, let passed = atom.terms[1].variableName,
      head[1].variableName == passed, given != passed,
      let relation = relation(atom.predicate.text), relation.isPaired, target.isPaired
    else { return nil }
    var body = rule.body
    body.remove(at: delta)
    guard !body.isEmpty, !(head[0].occurrences + body.flatMap(\.occurrences)).contains(passed)
    else {
      return nil
    }
    var ordering = Ordering(
      planner: self, body: body, wanted: [given] + head[0].occurrences, seed: [given],
      views: views.filter { $0.key < delta }, readsFinished: false)
    let planned = ordering.run()
    func column(_ name: String) -> Int { planned.layout.firstIndex(of: name)! }
    let kept = head[0].variableName.map { [column($0)] } ?? []
    let join = Join(
      relation, .delta, key: [0], keyOperands: [.column(column(given))], outputs: [1])
    let first: Operand =
      head[0].constantValue.map { .constant(interner.id(of: $0)) } ?? .column(0)
    return Plan(
      steps: planned.steps
        + [Step(.join(join), kept: kept, counter: note([rule.body[delta]], estimate: nil))],
      head: [first, .column(kept.count)], target: target)
  }
}
