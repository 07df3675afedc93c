/// Which predicates the rules of each predicate use, and how.
struct PredicateDependencies {
  enum Use: Hashable {
    case plain
    case negation
    case aggregate(Aggregate.Function)
  }

  /// One literal: a rule of `source` uses `target`.
  struct Edge {
    let source: PredicateID
    let target: PredicateID
    let use: Use
    let range: TextRange
  }

  /// By the number of the source, in order of rules and literals.
  private(set) var edges: [[Edge]]

  init(of rules: [CheckedRule], _ catalog: Catalog) {
    edges = [[Edge]](repeating: [], count: catalog.predicates.count)
    for rule in rules {
      for literal in rule.body { add(literal, of: rule.predicate, nil, catalog) }
    }
  }

  private mutating func add(
    _ literal: Literal, of source: PredicateID, _ outer: Use?, _ catalog: Catalog
  ) {
    switch literal.kind {
    case .positive(let atom): add(atom, of: source, outer ?? .plain, catalog)
    case .negative(let atom): add(atom, of: source, outer ?? .negation, catalog)
    case .comparison: break
    case .aggregate(_, _, let aggregate):
      for literal in aggregate.elements.lazy.flatMap(\.body) {
        add(literal, of: source, .aggregate(aggregate.function), catalog)
      }
    }
  }

  private mutating func add(
    _ atom: Atom, of source: PredicateID, _ use: Use, _ catalog: Catalog
  ) {
    guard let target = catalog.predicate(named: atom.predicate.text) else { return }
    edges[source.number].append(Edge(source: source, target: target, use: use, range: atom.range))
  }

  /// The edges that stay in a component.
  func edges(within members: Set<Int>) -> [Edge] {
    members.sorted().flatMap { edges[$0] }.filter { members.contains($0.target.number) }
  }

  // MARK: cycles

  /// What is wrong with an edge that lies on a cycle; nil where nothing is.
  ///
  /// A least-value column is no aggregate: its rows only improve, so a rule may use them while they
  /// are found, as long as a better value never takes a conclusion back.
  func diagnostic(for edge: Edge, within members: Set<Int>, _ catalog: Catalog) -> Diagnostic? {
    guard edge.use != .plain else { return nil }
    let cycle = [edge] + path(from: edge.target, to: edge.source, within: members)
    let name = catalog[edge.source].name
    let steps = cycle.map { "\($0.use.mark)\(nameText(catalog[$0.target].name))" }
    let text = ([nameText(name)] + steps).joined(separator: " → ")
    let notes = cycle.dropFirst().map {
      Diagnostic.Note(
        "'\(catalog[$0.source].name)' uses '\(catalog[$0.target].name)' here", at: $0.range)
    }
    return switch edge.use {
    case .plain: nil
    case .negation:
      Diagnostic(
        .negationInCycle, at: edge.range, "'\(name)' depends on its own negation: \(text)",
        notes: notes)
    case .aggregate(let function):
      Diagnostic(
        .aggregateInCycle, at: edge.range,
        "'\(name)' depends on an aggregate of itself: \(text)", notes: notes,
        help: function == .min || function == .max
          ? "declare the column with '\(function.rawValue.dropFirst())', so that only its best value"
            + " stays, and leave the aggregate out" : nil)
    }
  }

  /// A shortest path inside the component; empty where it starts at its end.
  private func path(
    from start: PredicateID, to end: PredicateID, within members: Set<Int>
  ) -> [Edge] {
    var arrival: [PredicateID: Edge] = [:]
    var frontier = [start]
    var position = 0
    while position < frontier.count, start != end, arrival[end] == nil {
      for edge in edges[frontier[position].number]
      where members.contains(edge.target.number) && edge.target != start {
        guard arrival[edge.target] == nil else { continue }
        arrival[edge.target] = edge
        frontier.append(edge.target)
      }
      position += 1
    }
    var path: [Edge] = []
    var place = end
    while place != start, let edge = arrival[place] {
      path.append(edge)
      place = edge.source
    }
    return path.reversed()
  }
}

extension PredicateDependencies.Use {
  /// What stands before the predicate in a cycle's text.
  fileprivate var mark: String {
    switch self {
    case .plain: ""
    case .negation: "not "
    case .aggregate(let function): "\(function.rawValue) "
    }
  }
}
