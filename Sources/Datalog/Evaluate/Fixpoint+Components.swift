import Relations

extension Fixpoint {
  /// Targets that depend on each other, with all their rules. Rewritten rules of one stratum can make
  /// several: what only one of them computes is finished for the next.
  struct Component {
    let targets: [String: Relation]
    let rules: [Rule]

    var hasDelta: Bool { targets.values.contains { $0.deltaCount > 0 } }

    /// The places of a body where the component's own rows are asked for.
    func recursiveLiterals(of rule: Rule) -> [Int] {
      rule.body.indices.filter { targets[rule.body[$0].positivePredicate ?? ""] != nil }
    }
  }

  /// In the order of evaluation.
  static func components(of targets: [String: Relation], by rules: [Rule]) -> [Component] {
    let names = distinct(rules.map(\.head.predicate.text)) + targets.keys.sorted()
    let predicates = distinct(names)
    let numbers = Dictionary(uniqueKeysWithValues: predicates.enumerated().map { ($1, $0) })
    let rulesOf = Dictionary(grouping: rules, by: \.head.predicate.text)
    let edges = predicates.map { name in
      (rulesOf[name] ?? []).flatMap(\.body).compactMap(\.positivePredicate).compactMap {
        numbers[$0]
      }
    }
    return stronglyConnectedComponents(of: edges).map { members in
      let names = members.map { predicates[$0] }
      return Component(
        targets: Dictionary(uniqueKeysWithValues: names.map { ($0, targets[$0]!) }),
        rules: names.flatMap { rulesOf[$0] ?? [] })
    }
  }
}

extension Literal {
  /// The predicate of a positive atom.
  fileprivate var positivePredicate: String? {
    if case .positive(let atom) = kind { atom.predicate.text } else { nil }
  }
}
