import Relations

/// Rewrites rules so that they derive only what a question demands ("magic sets"): for each way in
/// which a predicate is asked, by the places that are bound, a relation of the values it is asked
/// with, which every rule of the predicate has to meet, and which grows as its rules ask further.
///
///     path(X, Y) :- path(X, Z), edge(Z, Y).        path(1, Y)?
///
/// becomes, with `asked` and `path'` for the first place bound,
///
///     asked(1).    path'(X, Y) :- asked(X), path'(X, Z), edge(Z, Y).
///
/// - SeeAlso: Beeri and Ramakrishnan, *On the power of magic*, 1991.
struct Demand {
  /// The rules of a predicate that may be restricted; empty for one whose rows are all there.
  private let rules: (String) -> [Rule]
  /// Whether a predicate that may be restricted has facts, too.
  private let hasFacts: (String) -> Bool
  /// Whether an atom's predicate has rows, rather than being built in.
  private let isRelation: (String) -> Bool
  /// Whether the answers are to hold all that a proof of one may rest on.
  private let isForProofs: Bool

  private(set) var rewritten: [Rule] = []
  /// The ways in which predicates are asked, in order of appearance.
  private(set) var asked: [Asked] = []

  /// A predicate with the places that are bound when it is asked, ascending; not none.
  struct Asked: Hashable {
    let predicate: String
    let bound: [Int]

    private var ending: String { bound.map { "\($0)" }.joined(separator: ",") }
    /// The relation of the values it is asked with.
    var demandName: String { "?\(predicate)/\(ending)".unspelled() }
    /// The relation of the rows that answer.
    var answerName: String { "!\(predicate)/\(ending)".unspelled() }
  }

  init(
    rules: @escaping (String) -> [Rule], hasFacts: @escaping (String) -> Bool,
    isRelation: @escaping (String) -> Bool, isForProofs: Bool
  ) {
    self.isForProofs = isForProofs
    self.rules = rules
    self.hasFacts = hasFacts
    self.isRelation = isRelation
  }

  /// The name under which rewritten rules find the facts of a predicate that has rules, too.
  static func factsName(_ predicate: String) -> String { "=\(predicate)".unspelled() }

  /// Collects what a body demands; false where some predicate is asked for all its rows.
  mutating func rewrite(_ question: Rule) -> Bool {
    guard rewrite(question, asking: nil) else { return false }
    let seeds = rewritten
    var done = 0
    while done < asked.count {
      let asked = asked[done]
      done += 1
      if hasFacts(asked.predicate) { addFacts(of: asked) }
      for rule in rules(asked.predicate) where !rewrite(rule, asking: asked) { return false }
    }
    if !isForProofs {
      rewritten = Demand.shorteningLastCalls(of: asked, seeds: seeds, in: rewritten)
    }
    return true
  }

  private mutating func addFacts(of asked: Asked) {
    guard let rule = rules(asked.predicate).first else { return }
    let terms = rule.head.terms.indices.map { Term(.variable("V\($0)"), range: rule.head.range) }
    func atom(_ name: String, _ terms: [Term]) -> Atom {
      Atom(internal: name, terms, range: rule.head.range)
    }
    let body = [
      atom(asked.demandName, asked.bound.map { terms[$0] }),
      atom(Demand.factsName(asked.predicate), terms),
    ]
    rewritten.append(
      rule.part(
        head: atom(asked.answerName, terms),
        body: body.map { Literal(.positive($0), range: rule.head.range) }))
  }

  // MARK: One rule

  /// A body on its way: its literals are taken in the order in which values are passed on.
  fileprivate struct Passage {
    var remaining: [Literal]
    var body: [Literal] = []
    /// The literals of `body` that what is asked further may rest on.
    var grounds: [Literal] = []
    var bound: Set<String> = []
  }

  private mutating func rewrite(_ rule: Rule, asking asked: Asked?) -> Bool {
    var passage = Passage(remaining: rule.body)
    if let asked {
      let atom = Atom(
        internal: asked.demandName, asked.bound.map { rule.head.terms[$0] }, range: rule.head.range)
      passage.take(Literal(.positive(atom), range: rule.head.range))
    }
    guard pass(&passage, of: rule) else { return false }
    if let asked {
      let head = Atom(internal: asked.answerName, rule.head.terms, range: rule.head.range)
      rewritten.append(rule.part(head: head, body: passage.body))
      return true
    }
    // What a question counts or denies is asked for with what the rest of it binds.
    for body in rule.body.enclosedBodies {
      var inner = passage
      inner.remaining = body
      guard pass(&inner, of: rule) else { return false }
    }
    return true
  }

  private mutating func pass(_ passage: inout Passage, of rule: Rule) -> Bool {
    while let next = nextPlace(in: passage) {
      let literal = passage.remaining.remove(at: next)
      guard case .positive(let atom) = literal.kind, !rules(atom.predicate.text).isEmpty else {
        isGround(literal, passage.bound) ? passage.take(literal) : passage.body.append(literal)
        continue
      }
      guard let answer = ask(atom, of: rule, passage) else { return false }
      passage.take(Literal(.positive(answer), range: literal.range))
    }
    return true
  }

  /// Notes what an atom asks for, and returns the atom that holds the answers; nil where none of its
  /// arguments is bound.
  private mutating func ask(_ atom: Atom, of rule: Rule, _ passage: Passage) -> Atom? {
    let way = Asked(predicate: atom.predicate.text, bound: atom.boundPlaces(passage.bound))
    if way.bound.isEmpty { return nil }
    if !asked.contains(way) { asked.append(way) }
    let demand = Atom(
      internal: way.demandName, way.bound.map { atom.terms[$0] }, range: atom.range)
    let isKnown = passage.grounds.contains { ground in
      if case .positive(let known) = ground.kind { known.asksTheSame(as: demand) } else { false }
    }
    if !isKnown { rewritten.append(rule.part(head: demand, body: passage.grounds)) }
    return Atom(internal: way.answerName, atom.terms, range: atom.range)
  }

  // MARK: Order

  /// What has all it needs comes first, then stored atoms, then those that ask further, each the one
  /// with the most arguments bound.
  private func nextPlace(in passage: Passage) -> Int? {
    let places = passage.remaining.indices
    func rank(_ place: Int) -> Int {
      let literal = passage.remaining[place]
      guard case .positive(let atom) = literal.kind, isRelation(atom.predicate.text) else {
        return isGround(literal, passage.bound) ? 1000 : -1000
      }
      let isStored = rules(atom.predicate.text).isEmpty
      let bound = atom.boundPlaces(passage.bound).count
      return bound == 0 ? (isStored ? 0 : -500) : bound + (isStored ? 100 : 0)
    }
    return places.max { (rank($0), -$0) < (rank($1), -$1) }
  }

  /// Whether what is asked further may rest on a literal: an atom with rows, or a comparison that can
  /// be made or passes a value on. One that calculates a new value may not, since asking for `N - 1`
  /// to know `N` need not end.
  private func isGround(_ literal: Literal, _ bound: Set<String>) -> Bool {
    switch literal.kind {
    case .positive(let atom): return isRelation(atom.predicate.text)
    case .comparison(let left, let comparison, let right):
      let unbound = literal.occurrences.filter { !bound.contains($0) }
      if unbound.isEmpty { return true }
      return comparison == .equal && unbound.count == 1 && !left.isCalculated
        && !right.isCalculated
    case .negative, .aggregate: return false
    }
  }
}

extension Demand.Passage {
  fileprivate mutating func take(_ literal: Literal) {
    body.append(literal)
    grounds.append(literal)
    bound.formUnion(literal.occurrences)
  }
}

extension Literal {
  /// Whether it speaks of atoms without having to hold with them.
  var isEnclosing: Bool {
    switch kind {
    case .negative, .aggregate: true
    case .positive, .comparison: false
    }
  }
}

extension [Literal] {
  /// What the aggregates of a body speak of, and what it denies, as bodies of their own.
  var enclosedBodies: [[Literal]] {
    flatMap { (literal) -> [[Literal]] in
      switch literal.kind {
      case .aggregate(_, _, let aggregate): aggregate.elements.map(\.body)
      case .negative(let atom): [[Literal(.positive(atom), range: literal.range)]]
      case .positive, .comparison: []
      }
    }
  }
}

extension Atom {
  fileprivate func asksTheSame(as other: Atom) -> Bool {
    predicate.text == other.predicate.text && terms.map(\.kind) == other.terms.map(\.kind)
  }
}
