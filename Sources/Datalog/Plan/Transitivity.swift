/// Takes rules apart that join a predicate with itself, end to end. By
///
///     path(X, Z) :- path(X, Y), path(Y, Z).
///
/// a row is found again for every node on the way. What all other rules derive is one *step* of `path`, and
/// the rows are the same by
///
///     path(X, Y) :- step(X, Y).        path(X, Z) :- path(X, Y), step(Y, Z).
///
/// Between the two atoms there may be others; arguments that the two and the head share stay as they are.
/// Of a predicate that is transitive, a rule that turns rows round turns the steps round instead.
///
/// - SeeAlso: Zhang, Yu and Troy, *Necessary and sufficient conditions to linearize doubly recursive
///   programs in logic databases*, 1990.
struct Transitivity {
  /// The rules, with others in place of those that say that a predicate is transitive. Those that derive
  /// steps stand before those that use them.
  private(set) var rules: [Rule] = []
  /// The predicates that hold the steps of others: what is stated of these is a step, too.
  private(set) var steps: [(name: String, of: String)] = []

  /// - Parameter isLeft: whether the rules of a predicate are to stay as they are.
  init(of rules: [Rule], leaving isLeft: (String) -> Bool = { _ in false }) {
    let byHead = Dictionary(grouping: rules, by: \.head.predicate.text)
    for predicate in distinct(rules.map(\.head.predicate.text)) {
      let rules = byHead[predicate]!
      if let chain = isLeft(predicate) ? nil : Chain(of: rules) {
        takeApart(rules, of: predicate, chain)
      } else {
        self.rules += rules
      }
    }
  }

  private mutating func takeApart(_ rules: [Rule], of predicate: String, _ chain: Chain) {
    let name = "+\(predicate)".unspelled()
    steps.append((name, predicate))
    let isTransitive = rules.contains { Chain($0)?.isWhole ?? false }
    var chains: [Rule] = []
    for rule in rules {
      if let chain = Chain(rule) {
        chains.append(rule.part(head: rule.head, body: chain.body(endingWith: name)))
      } else {
        let isTurned = isTransitive && chain.isTurned(rule)
        let body = isTurned ? [rule.body[0].named(name)] : rule.body
        self.rules.append(rule.part(head: rule.head.named(name), body: body))
      }
    }
    let head = chain.rule.head
    let step = Literal(.positive(head.named(name)), range: head.range)
    self.rules += [chain.rule.part(head: head, body: [step])] + chains
  }
}

/// A rule that leads by its predicate's own rows from one of its places to another, the other places being
/// shared.
private struct Chain {
  let rule: Rule
  /// Which literals of the body begin where the head does, and end where it does.
  let first: Int
  let last: Int
  /// The places where a row begins and ends.
  let places: [Int]

  /// What those of a predicate's rules that are such ones have in common; nil where there are none.
  init?(of rules: [Rule]) {
    let chains = rules.compactMap { Chain($0) }
    guard let chain = chains.first, chains.allSatisfy({ $0.places == chain.places }) else {
      return nil
    }
    self = chain
  }

  init?(_ rule: Rule) {
    let own = rule.body.indices.filter { place in
      guard case .positive(let atom) = rule.body[place].kind else { return false }
      return atom.predicate.text == rule.head.predicate.text
    }
    guard own.count > 1 else { return nil }
    let pairs = own.flatMap { first in own.filter { $0 != first }.map { (first, $0) } }
    let chains = pairs.lazy.compactMap { Chain(rule, first: $0, last: $1) }
    guard let chain = chains.first else { return nil }
    self = chain
  }

  private init?(_ rule: Rule, first: Int, last: Int) {
    let head = rule.head.terms
    let (one, other) = (rule.body[first].atom!.terms, rule.body[last].atom!.terms)
    guard (head + one + other).allSatisfy(\.isVariable) else { return nil }
    func isSame(_ term: Term, _ other: Term) -> Bool { term.variableName == other.variableName }
    let places = head.indices.filter {
      !isSame(head[$0], one[$0]) || !isSame(head[$0], other[$0])
    }
    guard places.count == 2, isSame(head[places[0]], one[places[0]]),
      isSame(head[places[1]], other[places[1]])
    else { return nil }
    let occurrences = rule.head.occurrences + rule.body.flatMap(\.occurrences)
    let ends = places.map { head[$0].variableName }
    guard ends.allSatisfy({ end in occurrences.count { $0 == end } == 2 }) else { return nil }
    (self.rule, self.first, self.last, self.places) = (rule, first, last, places)
  }

  /// Whether there is nothing between the two atoms.
  var isWhole: Bool {
    rule.body.count == 2
      && rule.body[first].atom!.terms[places[1]].kind
        == rule.body[last].atom!.terms[places[0]].kind
  }

  /// The body with what is known as a step in the last place.
  func body(endingWith step: String) -> [Literal] {
    var body = rule.body
    body[last] = body[last].named(step)
    return body
  }

  /// Whether a rule does nothing but turn rows round.
  func isTurned(_ rule: Rule) -> Bool {
    guard rule.body.count == 1, case .positive(let atom) = rule.body[0].kind,
      atom.predicate.text == rule.head.predicate.text, atom.terms.allSatisfy(\.isVariable)
    else { return false }
    var terms = atom.terms
    terms.swapAt(places[0], places[1])
    return Set(atom.occurrences).count == terms.count
      && rule.head.terms.map(\.kind) == terms.map(\.kind)
  }
}

extension Literal {
  /// The same positive literal of another predicate, of the engine's own.
  fileprivate func named(_ name: String) -> Literal {
    guard case .positive(let atom) = kind else {
      preconditionFailure("only a positive literal is given another predicate")
    }
    return Literal(.positive(atom.named(name)), range: range)
  }
}
