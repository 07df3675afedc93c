extension Database {
  /// What a rule uses to derive something.
  public struct Dependency: Hashable, Sendable {
    public enum Use: String, Sendable { case plain, negated, counted }

    public let derived: PredicateID
    public let used: PredicateID
    /// `counted` within an aggregate.
    public let use: Use
  }

  /// Which predicates the rules use for which, each way once, in order of first use.
  public var dependencies: [Dependency] {
    var known: Set<Dependency> = []
    return PredicateDependencies(of: rules, catalog).edges.joined()
      .map { Dependency(derived: $0.source, used: $0.target, use: $0.use.kind) }
      .filter { known.insert($0).inserted }
  }

  /// The strata of all rules, in the order of evaluation.
  public var strata: [Stratum] { evaluator.strata }

  /// The derived predicates that use any of the given ones, directly or not, in the order of
  /// evaluation; the given ones themselves where rules derive them.
  public func consequences(of predicates: Set<PredicateID>) -> [PredicateID] {
    evaluator.strata(using: predicates).flatMap(\.predicates)
  }
}

extension PredicateDependencies.Use {
  fileprivate var kind: Database.Dependency.Use {
    switch self {
    case .plain: .plain
    case .negation: .negated
    case .aggregate: .counted
    }
  }
}
