/// Rewrites bodies to those that find which of their solutions a change may have ended or begun.
///
/// The relations that a body reads are taken to be as they are after the change; what they gained and
/// lost stands beside them, in relations with names of their own. A solution that has ended rests on some
/// literals that hold no more, and on others that still hold: there is a body for each choice of the
/// former,
///
///     p(X, Y), not q(Y)    becomes    'p lost'(X, Y), not q(Y)
///                                     p(X, Y), 'q gained'(Y)
///                                     'p lost'(X, Y), 'q gained'(Y)
///
/// A solution that has begun rests on a literal that holds only now: one body for each literal. Of an
/// aggregate it is enough to know the rows for which some tuple may have come or gone: its value is
/// computed anew.
///
/// - SeeAlso: Gupta, Mumick and Subrahmanian, *Maintaining views incrementally*, 1993, for the rules of
///   deletion and insertion.
struct ChangedBodies {
  /// Whether a predicate has gained, or lost, rows.
  let hasGained: (String) -> Bool
  let hasLost: (String) -> Bool
  /// Of the variables of the rule, those that have a meaning outside aggregates.
  let globals: Set<String>

  static func gainedName(_ predicate: String) -> String { "\(predicate) gained".unspelled() }
  static func lostName(_ predicate: String) -> String { "\(predicate) lost".unspelled() }

  /// How many choices of literals are looked at.
  private static let mostBodies = 64

  init(
    of rule: Rule, hasGained: @escaping (String) -> Bool, hasLost: @escaping (String) -> Bool
  ) {
    self.hasGained = hasGained
    self.hasLost = hasLost
    globals = Set(rule.head.occurrences + rule.body.flatMap(\.outerOccurrences))
  }

  /// Bodies with all solutions that have ended, and perhaps others; nil where they would be too many.
  ///
  /// - Parameter known: a literal that holds for all that is looked for. What can't be tested without the
  ///   value that an aggregate had is left out.
  func ended(_ body: [Literal], meeting known: Literal) -> [[Literal]]? {
    ended(body)?.map { testable($0 + [known]) }
  }

  private func ended(_ body: [Literal]) -> [[Literal]]? {
    var unchanged: [Literal] = []
    var bodies: [[Literal]] = []
    for (place, literal) in body.enumerated() {
      guard let ways = waysToEnd(of: literal, at: place) else { return nil }
      let kept = bodies.map { $0 + [literal] }
      bodies = kept + ways.flatMap { way in (bodies + [unchanged]).map { $0 + way } }
      unchanged.append(literal)
      if bodies.count > ChangedBodies.mostBodies { return nil }
    }
    return bodies
  }

  /// Bodies with all solutions that have begun, and perhaps others that hold.
  func begun(_ body: [Literal]) -> [[Literal]]? {
    var bodies: [[Literal]] = []
    for (place, literal) in body.enumerated() {
      guard let ways = waysToBegin(of: literal, at: place) else { return nil }
      let others = body[..<place] + body[(place + 1)...]
      bodies += ways.map { $0 + others }
    }
    return bodies
  }

  // MARK: Literals

  /// What a solution that has ended may have in place of the literal; none where it can't have ended by
  /// it.
  private func waysToEnd(of literal: Literal, at place: Int) -> [[Literal]]? {
    switch literal.kind {
    case .positive(let atom): hasLost(atom.predicate.text) ? [[lost(atom)]] : []
    case .negative(let atom): hasGained(atom.predicate.text) ? [[gained(atom)]] : []
    case .comparison: []
    case .aggregate(_, _, let aggregate): waysToChange(aggregate, at: place)
    }
  }

  /// The same for one that has begun. An atom that is denied has to be denied still.
  private func waysToBegin(of literal: Literal, at place: Int) -> [[Literal]]? {
    switch literal.kind {
    case .positive(let atom): hasGained(atom.predicate.text) ? [[gained(atom)]] : []
    case .negative(let atom): hasLost(atom.predicate.text) ? [[lost(atom), literal]] : []
    case .comparison: []
    case .aggregate(_, _, let aggregate):
      waysToChange(aggregate, at: place)?.map { $0 + [literal] }
    }
  }

  /// Bodies that find the rows for which the set of tuples may have changed.
  private func waysToChange(_ aggregate: Aggregate, at place: Int) -> [[Literal]]? {
    var ways: [[Literal]] = []
    for element in aggregate.elements {
      let body = outside(element, place)
      guard let ended = ended(body), let begun = begun(body) else { return nil }
      ways += ended + begun
    }
    return ways
  }

  /// An element's body, with other names for the variables that live in it only, and not in the literal
  /// at another place.
  private func outside(_ element: Aggregate.Element, _ place: Int) -> [Literal] {
    let locals = Set(element.body.flatMap(\.occurrences)).subtracting(globals)
    let names = Dictionary(uniqueKeysWithValues: locals.map { ($0, "\($0) inside \(place)") })
    return element.body.map { $0.renaming(names) }
  }

  private func gained(_ atom: Atom) -> Literal {
    Literal(.positive(atom.named(ChangedBodies.gainedName(atom.predicate.text))), range: atom.range)
  }

  private func lost(_ atom: Atom) -> Literal {
    Literal(.positive(atom.named(ChangedBodies.lostName(atom.predicate.text))), range: atom.range)
  }

  // MARK: What can be tested

  /// The literals of which all variables are bound by some.
  private func testable(_ body: [Literal]) -> [Literal] {
    let bound = boundVariables(of: body, globals: NameSet(globals))
    return body.filter { literal in
      switch literal.kind {
      case .positive(let atom):
        guard let builtin = Builtin.named(atom.predicate.text) else { return true }
        return builtin.isReady(atom, bound)
      case .negative, .comparison: return literal.occurrences.allSatisfy(bound.contains)
      case .aggregate: return literal.occurrences.allSatisfy { isBound($0, bound) }
      }
    }
  }

  private func isBound(_ variable: String, _ bound: NameSet) -> Bool {
    bound.contains(variable) || !globals.contains(variable)
  }
}
