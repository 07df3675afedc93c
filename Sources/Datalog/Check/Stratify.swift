/// The order in which rules can be evaluated, one group of predicates after the other.
public struct Stratification: Sendable {
  /// Each uses only predicates of itself and of those before it.
  public let strata: [Stratum]
  /// Negations and aggregates inside a cycle, in order of place: with any, there is no meaning, and
  /// `strata` is not to be evaluated.
  public let diagnostics: [Diagnostic]
}

/// Predicates that depend on each other, with all their rules; a predicate without rules is in none.
public struct Stratum: Sendable {
  /// Ascending.
  public let predicates: [PredicateID]
  /// Positions in the rules given, ascending.
  public let rules: [Int]
  /// Whether some rule uses a predicate of the same stratum.
  public let isRecursive: Bool
}

/// Groups the rules by the strongly connected components of what their predicates depend on.
///
/// Negation and aggregates may not close a cycle: what a rule denies, or counts, has to be finished
/// before. Components are found per predicate, not per file. Linear in the literals.
public func stratify(_ rules: [CheckedRule], catalog: Catalog) -> Stratification {
  let dependencies = PredicateDependencies(of: rules, catalog)
  let components = stronglyConnectedComponents(
    of: dependencies.edges.map { $0.map(\.target.number) })
  let rulesOfPredicate = Dictionary(grouping: rules.indices) { rules[$0].predicate.number }
  var strata: [Stratum] = []
  var diagnostics: [Diagnostic] = []
  for component in components {
    let members = Set(component)
    let rulesOfStratum = component.flatMap { rulesOfPredicate[$0] ?? [] }.sorted()
    let inside = dependencies.edges(within: members)
    diagnostics += inside.compactMap { dependencies.diagnostic(for: $0, within: members, catalog) }
    guard !rulesOfStratum.isEmpty else { continue }
    strata.append(
      Stratum(
        predicates: component.sorted().map(PredicateID.init), rules: rulesOfStratum,
        isRecursive: !inside.isEmpty))
  }
  return Stratification(
    strata: strata, diagnostics: diagnostics.sorted(by: isBefore))
}
