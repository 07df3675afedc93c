import Relations

/// Makes a proof of the ways that were found in which goals follow: the best of each, or the one
/// chosen. Members of aggregates are proved on the way.
///
/// A proof can be thousands of steps deep, so goals wait in a list for their turn.
struct ProofBuilder {
  private let choices: [Int: ProofSearch.Choice]
  /// In the order in which a proof is read; a premise says the number of its goal.
  private var reasons: [(goal: Int, reason: Proof.Reason)] = []
  /// The number of each goal's node.
  private var numbers: [Int: Int] = [:]

  static func build(
    _ search: inout ProofSearch, root: Int, choices: [Int: ProofSearch.Choice] = [:]
  ) throws(EvaluationError) -> Proof {
    var builder = ProofBuilder(choices: choices)
    try builder.addAll(from: builder.start(at: root, &search), &search)
    return Proof(nodes: builder.nodes(search))
  }

  private init(choices: [Int: ProofSearch.Choice]) { self.choices = choices }

  /// A query of one positive literal is proved by the row itself.
  private func start(
    at root: Int, _ search: inout ProofSearch
  ) throws(EvaluationError) -> Int {
    guard search.atom(of: root) == nil,
      case .instance(let instance) = try choice(of: root, &search),
      search.way(ofInstance: instance).body.count == 1
    else { return root }
    return search.graph.premises(of: instance).first ?? root
  }

  private func choice(
    of goal: Int, _ search: inout ProofSearch
  ) throws(EvaluationError) -> ProofSearch.Choice {
    if let choice = choices[goal] { return choice }
    return try search.best(of: goal)
  }

  private mutating func addAll(
    from root: Int, _ search: inout ProofSearch
  ) throws(EvaluationError) {
    var open = [root]
    while let goal = open.popLast() {
      guard numbers[goal] == nil else { continue }
      numbers[goal] = reasons.count
      let reason = try reason(for: goal, &search)
      reasons.append((goal, reason))
      open += reason.premises.flatMap(\.nodes).reversed()
    }
  }

  private func nodes(_ search: ProofSearch) -> [Proof.Node] {
    let reasons = reasons.map { $0.reason.numbering { numbers[$0]! } }
    let heights = heights(of: reasons)
    return reasons.indices.map { number in
      Proof.Node(
        atom: search.atom(of: self.reasons[number].goal), reason: reasons[number],
        height: heights[number])
    }
  }

  /// Each after its premises, which come later in most cases.
  private func heights(of reasons: [Proof.Reason]) -> [Int] {
    var heights = [Int?](repeating: nil, count: reasons.count)
    var open = Array(reasons.indices)
    while let node = open.last {
      let premises = reasons[node].premises.compactMap(\.node)
      let missing = premises.filter { heights[$0] == nil }
      guard heights[node] == nil, !missing.isEmpty else {
        open.removeLast()
        if heights[node] == nil {
          heights[node] = reasons[node].height(over: premises.map { heights[$0]! })
        }
        continue
      }
      open += missing
    }
    return heights.map { $0! }
  }

  /// Why a goal holds, its premises by goals.
  private func reason(
    for goal: Int, _ search: inout ProofSearch
  ) throws(EvaluationError) -> Proof.Reason {
    guard case .instance(let instance) = try choice(of: goal, &search) else {
      return .fact(search.origin(of: goal))
    }
    let (way, bindings) = (search.way(ofInstance: instance), search.bindings(ofInstance: instance))
    let goals = Dictionary(
      uniqueKeysWithValues: zip(way.premises.map(\.place), search.graph.premises(of: instance)))
    let premises = try premises(
      way.body, bindings, of: way.clause, &search
    ) { goals[$0] }
    let named = way.variables.filter { !$0.hasPrefix("_") }
      .map { (variable: $0, value: bindings[$0]!) }
    return .rule(clause: way.clause, bindings: named, premises: premises)
  }

  /// - Parameter goal: of the positive literal at a place of the body; nil where it is built in.
  private func premises(
    _ body: [Literal], _ bindings: [String: Value], of clause: Clause,
    _ search: inout ProofSearch, goal: (_ place: Int) -> Int?
  ) throws(EvaluationError) -> [Proof.Premise] {
    var premises: [Proof.Premise] = []
    for (place, literal) in body.enumerated() {
      let shown = literal.substituting(bindings)
      switch literal.kind {
      case .positive:
        if let goal = goal(place) {
          premises.append(.node(goal))
        } else {
          premises.append(.holds(shown))
        }
      case .negative(let atom):
        premises.append(.absent(shown, among: search.rowCount(of: atom.predicate.text)))
      case .comparison: premises.append(.holds(shown))
      case .aggregate(let term, let comparison, let aggregate):
        let written = Literal(
          .aggregate(term, comparison, aggregate.withoutRewriting), range: literal.range)
        let group = try group(aggregate, bindings, of: clause, &search)
        premises.append(.aggregate(written.substituting(bindings), group))
      }
    }
    return premises
  }

  private func group(
    _ aggregate: Aggregate, _ bindings: [String: Value], of clause: Clause,
    _ search: inout ProofSearch
  ) throws(EvaluationError) -> Proof.Group {
    let tuples = try search.tuples(of: aggregate, bindings, clause)
    var members: [Proof.Member] = []
    for tuple in tuples.prefix(search.membersShown) {
      var goals: [Int: Int] = [:]
      let body = tuple.body.filter { $0.rewriting == nil }
      for (place, literal) in body.enumerated() {
        goals[place] = try search.provenGoal(of: literal, tuple.bindings)
      }
      let premises = try premises(body, tuple.bindings, of: clause, &search) { goals[$0] }
      members.append(
        Proof.Member(tuple: tuple.values, premises: premises, otherWays: tuple.otherWays))
    }
    return Proof.Group(count: tuples.count, members: members)
  }
}

extension Proof.Reason {
  fileprivate var premises: [Proof.Premise] {
    if case .rule(_, _, let premises) = self { premises } else { [] }
  }

  /// Over the heights of the premises.
  fileprivate func height(over premises: [Int]) -> Int {
    if case .rule = self { 1 + (premises.max() ?? 0) } else { 0 }
  }

  /// The same with other numbers for nodes.
  fileprivate func numbering(_ number: (Int) -> Int) -> Proof.Reason {
    guard case .rule(let clause, let bindings, let premises) = self else { return self }
    return .rule(
      clause: clause, bindings: bindings, premises: premises.map { $0.numbering(number) })
  }
}

extension Proof.Premise {
  /// Of a positive literal.
  fileprivate var node: Int? { if case .node(let number) = self { number } else { nil } }

  /// With those of an aggregate's members.
  fileprivate var nodes: [Int] {
    switch self {
    case .node(let number): [number]
    case .absent, .holds: []
    case .aggregate(_, let group): group.members.flatMap { $0.premises.flatMap(\.nodes) }
    }
  }

  fileprivate func numbering(_ number: (Int) -> Int) -> Proof.Premise {
    switch self {
    case .node(let old): return .node(number(old))
    case .absent, .holds: return self
    case .aggregate(let literal, let group):
      let members = group.members.map { member in
        Proof.Member(
          tuple: member.tuple, premises: member.premises.map { $0.numbering(number) },
          otherWays: member.otherWays)
      }
      return .aggregate(literal, Proof.Group(count: group.count, members: members))
    }
  }
}
