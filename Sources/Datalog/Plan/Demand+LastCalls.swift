// Recursion in last place: what is asked further is answered by the same rows, so that the answers to
// all that is asked are those to the one question.

extension Demand {
  /// Leaves out answers on the way, where a predicate is asked with constants alone and its rules go on
  /// with nothing but a call of itself that takes the rest of the head over:
  ///
  ///     reach(X, Y) :- edge(X, Z), reach(Z, Y).        reach(1, Y)?
  ///
  /// asks for all nodes that can be reached, and whatever an edge leads to from one of them is an answer
  /// for 1: rows for the others, as many as there are pairs, are not made.
  ///
  /// - Parameter seeds: what the question asks for, the rules with its constants in their heads.
  /// - SeeAlso: Naughton, Ramakrishnan, Sagiv and Ullman, *Argument reduction by factoring*, 1989.
  static func shorteningLastCalls(
    of asked: [Asked], seeds: [Rule], in rules: [Rule]
  ) -> [Rule] {
    asked.reduce(rules) { rules, way in
      guard let constants = constants(of: way, seeds), let calls = lastCalls(of: way, rules) else {
        return rules
      }
      let others = rules.filter { rule in
        let head = rule.head.predicate.text
        return head == way.demandName ? rule.body.isEmpty : !rule.uses(way.answerName)
      }
      return others.map { rule in
        rule.head.predicate.text == way.answerName
          ? rule.part(head: rule.head.replacing(way.bound, by: constants), body: rule.body) : rule
      } + calls
    }
  }

  /// What a question asks a predicate with; nil where that is more than one row of constants.
  private static func constants(of way: Asked, _ seeds: [Rule]) -> [Term]? {
    let asking = seeds.filter { $0.head.predicate.text == way.demandName }
    guard let first = asking.first?.head,
      asking.allSatisfy({ $0.body.isEmpty && $0.head.hasTerms(of: first) }),
      first.terms.allSatisfy({ $0.constantValue != nil })
    else { return nil }
    return first.terms
  }

  /// For each recursive rule the one that asks further; nil where some isn't recursive in last place
  /// alone, or other rules need the answers, too.
  private static func lastCalls(of way: Asked, _ rules: [Rule]) -> [Rule]? {
    var calls: [Rule] = []
    for rule in rules where rule.uses(way.answerName) {
      if rule.head.predicate.text == way.demandName { continue }
      guard rule.head.predicate.text == way.answerName, let call = lastCall(of: way, rule) else {
        return nil
      }
      calls.append(call)
    }
    let isAskedByAnswers = rules.contains {
      $0.head.predicate.text == way.demandName && $0.uses(way.answerName)
    }
    return calls.isEmpty || isAskedByAnswers ? nil : calls
  }

  private static func lastCall(of way: Asked, _ rule: Rule) -> Rule? {
    let places = rule.body.indices.filter { rule.body[$0].isAtom(of: way.answerName) }
    guard places.count == 1, case .positive(let atom) = rule.body[places[0]].kind else {
      return nil
    }
    var rest = rule.body
    rest.remove(at: places[0])
    let taken =
      rest.flatMap(\.occurrences) + way.bound.flatMap { rule.head.terms[$0].occurrences }
      + way.bound.flatMap { atom.terms[$0].occurrences }
    let open = atom.terms.indices.filter { !way.bound.contains($0) }
    let names = open.compactMap { atom.terms[$0].variableName }
    guard names.count == open.count, Set(names).count == names.count,
      open.allSatisfy({ atom.terms[$0].kind == rule.head.terms[$0].kind }),
      names.allSatisfy({ !taken.contains($0) })
    else { return nil }
    let demand = Atom(
      internal: way.demandName, way.bound.map { atom.terms[$0] }, range: atom.range)
    return rule.part(head: demand, body: rest)
  }
}

extension Rule {
  /// Whether a positive literal asks for the predicate.
  func uses(_ predicate: String) -> Bool {
    body.contains { $0.isAtom(of: predicate) }
  }
}

extension Literal {
  fileprivate func isAtom(of predicate: String) -> Bool {
    if case .positive(let atom) = kind { atom.predicate.text == predicate } else { false }
  }
}

extension Atom {
  fileprivate func hasTerms(of other: Atom) -> Bool { terms.map(\.kind) == other.terms.map(\.kind) }

  fileprivate func replacing(_ places: [Int], by terms: [Term]) -> Atom {
    var atom = self
    for (place, term) in zip(places, terms) { atom.arguments[place].term = term }
    return atom
  }
}
