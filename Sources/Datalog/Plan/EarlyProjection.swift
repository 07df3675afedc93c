import Relations

/// Splits bodies of recursive rules where a variable that joins two atoms is needed no further: the
/// join of the two, without that variable, becomes a relation of its own, so that its duplicates are
/// gone before the next join instead of behind it. In
///
///     pt(Y, W) :- load(Y, X), pt(X, Z), pt(Z, W).
///
/// `X` ends with the second atom: the rows `(Y, Z)` are kept, and only distinct ones are joined on.
///
/// - SeeAlso: Beeri and Ramakrishnan, *On the power of magic*, 1991, for supplementary relations.
struct EarlyProjection {
  /// The relation that holds a predicate's rows now; nil for a built-in predicate.
  private let relation: (String) -> Relation?
  /// The predicates that are being computed, of which little is known before.
  private let recursive: Set<String>
  /// What was split off: the rule, with variables named by order of appearance, and its head's name.
  private(set) var auxiliaries: [(rule: Rule, name: String)] = []
  private var known: [Joined: String] = [:]

  /// Two atoms and the variables kept of them, alike for all that differ in variables' names only.
  fileprivate struct Joined: Hashable {
    let predicates: [String]
    let terms: [[Term.Kind]]
    let kept: [Term.Kind]
  }

  init(recursive: Set<String>, relation: @escaping (String) -> Relation?) {
    self.recursive = recursive
    self.relation = relation
  }

  /// The rule with every such pair of atoms replaced.
  mutating func apply(to rule: Rule) -> Rule {
    var rule = rule
    while let pair = pair(in: rule) { rule = split(rule, pair) }
    return rule
  }

  // MARK: Choosing

  private struct Pair {
    let first: Int
    let second: Int
    let kept: [String]
  }

  /// The pair to be split off: the one whose join promises to stay smallest.
  private func pair(in rule: Rule) -> Pair? {
    let atoms = rule.body.indices.filter { joinedRelation(rule.body[$0]) != nil }
    guard atoms.count > 2 else { return nil }
    let recursions = atoms.count { isRecursive(rule.body[$0]) }
    let users = users(in: rule)
    let places = Set(atoms)
    let joined = Set(users.values.filter { $0.count == 2 && places.isSuperset(of: $0) })
    var best: (pair: Pair, size: Double)?
    for literals in joined.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let pair = Pair(
        first: literals[0], second: literals[1], kept: kept(of: literals, in: rule, users))
      guard (1...2).contains(pair.kept.count),
        pays(pair, in: rule, recursions: recursions, of: atoms.count)
      else { continue }
      let size = size(rule.body[pair.first]) * size(rule.body[pair.second])
      if best.map({ size < $0.size }) ?? true { best = (pair, size) }
    }
    return best?.pair
  }

  /// For each variable the literals that need it, ascending; the head is behind the last.
  private func users(in rule: Rule) -> [String: [Int]] {
    var users: [String: [Int]] = [:]
    for (number, literal) in rule.body.enumerated() {
      for name in Set(literal.occurrences) { users[name, default: []].append(number) }
    }
    for name in Set(rule.head.occurrences) { users[name, default: []].append(rule.body.count) }
    return users
  }

  /// The variables of two literals that go on.
  private func kept(of literals: [Int], in rule: Rule, _ users: [String: [Int]]) -> [String] {
    distinct(literals.flatMap { rule.body[$0].occurrences }).filter { name in
      !users[name]!.allSatisfy(literals.contains)
    }
  }

  /// Of several recursive atoms, each is brought together with one that isn't, if there is any, which
  /// otherwise would be looked at only behind the join of the recursive ones. One recursive atom alone
  /// is worth it where rows fall together.
  private func pays(_ pair: Pair, in rule: Rule, recursions: Int, of atoms: Int) -> Bool {
    let literals = [rule.body[pair.first], rule.body[pair.second]]
    if recursions > 1 { return recursions == atoms || !literals.allSatisfy(isRecursive) }
    return literals.allSatisfy { isRecursive($0) || repeats($0, pair.kept) }
  }

  /// Whether many rows agree in the kept variables.
  private func repeats(_ literal: Literal, _ kept: [String]) -> Bool {
    guard case .positive(let atom) = literal.kind, let relation = relation(atom.predicate.text)
    else { return false }
    let places = atom.terms.indices.filter {
      atom.terms[$0].variableName.map(kept.contains) ?? false
    }
    let groups = places.map { relation.distinctCount(of: $0) }.max() ?? 1
    return Double(relation.count) > EarlyProjection.leastFanOut * Double(groups)
  }

  /// How many rows have to fall together: inserting costs about as much as joining twice.
  private static let leastFanOut = 1.5

  private func joinedRelation(_ literal: Literal) -> Relation? {
    guard case .positive(let atom) = literal.kind, let relation = relation(atom.predicate.text),
      !relation.isLeastValued
    else { return nil }
    return relation
  }

  private func isRecursive(_ literal: Literal) -> Bool {
    guard case .positive(let atom) = literal.kind else { return false }
    return recursive.contains(atom.predicate.text)
  }

  private func size(_ literal: Literal) -> Double {
    isRecursive(literal) ? 1e9 : Double(joinedRelation(literal)?.count ?? 0)
  }

  // MARK: Splitting

  private mutating func split(_ rule: Rule, _ pair: Pair) -> Rule {
    let literals = [rule.body[pair.first], rule.body[pair.second]]
    let name = auxiliary(for: literals, kept: pair.kept, of: rule)
    let range = rule.body[pair.first].range
    let atom = Atom(
      internal: name, pair.kept.map { Term(.variable($0), range: range) }, range: range)
    var body = rule.body
    body[pair.first] = Literal(.positive(atom), range: range)
    body.remove(at: pair.second)
    return rule.part(head: rule.head, body: body)
  }

  /// The name of the relation that holds the join, shared with other rules that join the same.
  private mutating func auxiliary(
    for literals: [Literal], kept: [String], of rule: Rule
  ) -> String {
    let joined = Joined(literals, kept: kept)
    if let name = known[joined] { return name }
    let range = rule.body[0].range
    let name = "#\(auxiliaries.count + 1)".unspelled()
    known[joined] = name
    let head = Atom(internal: name, kept.map { Term(.variable($0), range: range) }, range: range)
    auxiliaries.append((rule.part(head: head, body: literals), name))
    return name
  }
}

extension EarlyProjection.Joined {
  /// Variables are numbered in order of appearance.
  fileprivate init(_ literals: [Literal], kept: [String]) {
    var predicates: [String] = []
    var terms: [[Term.Kind]] = []
    let names = distinct(literals.flatMap(\.occurrences))
    func numbered(_ term: Term.Kind) -> Term.Kind {
      guard case .variable(let name) = term else { return term }
      return .variable("\(names.firstIndex(of: name)!)")
    }
    for literal in literals {
      guard case .positive(let atom) = literal.kind else { continue }
      predicates.append(atom.predicate.text)
      terms.append(atom.terms.map { numbered($0.kind) })
    }
    self.init(
      predicates: predicates, terms: terms, kept: kept.map { numbered(.variable($0)) })
  }
}
