import Relations

/// Makes a proof of the ways that were found in which goals follow: the best of each, or the one
/// chosen. Members of aggregates are proved on the way.
struct ProofBuilder {
  private let choices: [Int: ProofSearch.Choice]
  private var nodes: [Proof.Node?] = []
  private var numbers: [Int: Int] = [:]

  static func build(
    _ search: inout ProofSearch, root: Int, choices: [Int: ProofSearch.Choice] = [:]
  ) throws(EvaluationError) -> Proof {
    var builder = ProofBuilder(choices: choices)
    let first = try builder.add(root, &search)
    precondition(first == 0, "the root is the first node")
    return Proof(nodes: builder.nodes.map { $0! }).withoutTrivialRoot
  }

  private init(choices: [Int: ProofSearch.Choice]) { self.choices = choices }

  private mutating func add(
    _ goal: Int, _ search: inout ProofSearch
  ) throws(EvaluationError) -> Int {
    if let number = numbers[goal] { return number }
    let number = nodes.count
    numbers[goal] = number
    nodes.append(nil)
    let reason = try reason(for: goal, &search)
    nodes[number] = Proof.Node(
      atom: search.atom(of: goal), reason: reason, height: height(of: reason))
    return number
  }

  private func height(of reason: Proof.Reason) -> Int {
    guard case .rule(_, _, let premises) = reason else { return 0 }
    let heights = premises.map { premise in
      if case .node(let number) = premise { nodes[number]!.height } else { 0 }
    }
    return 1 + (heights.max() ?? 0)
  }

  private mutating func reason(
    for goal: Int, _ search: inout ProofSearch
  ) throws(EvaluationError) -> Proof.Reason {
    guard case .instance(let instance) = choices[goal] ?? search.best(of: goal) else {
      return .fact(search.origin(of: goal))
    }
    let premises = try premises(
      instance.body, instance.bindings, of: instance.clause, &search
    ) { place in instance.premises.first { $0.place == place }?.goal }
    let bindings = instance.variables.filter { !$0.hasPrefix("_") }
      .map { (variable: $0, value: instance.bindings[$0]!) }
    return .rule(clause: instance.clause, bindings: bindings, premises: premises)
  }

  /// - Parameter goal: of the positive literal at a place of the body; nil where it is built in.
  private mutating func premises(
    _ body: [Literal], _ bindings: [String: Value], of clause: Clause,
    _ search: inout ProofSearch, goal: (_ place: Int) -> Int?
  ) throws(EvaluationError) -> [Proof.Premise] {
    var premises: [Proof.Premise] = []
    for (place, literal) in body.enumerated() {
      let shown = literal.substituting(bindings)
      switch literal.kind {
      case .positive:
        if let goal = goal(place) {
          premises.append(.node(try add(goal, &search)))
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

  private mutating func group(
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

extension Proof {
  /// A query of one positive literal is proved by the row itself.
  fileprivate var withoutTrivialRoot: Proof {
    guard root.atom == nil, case .rule(_, _, let premises) = root.reason, premises.count == 1,
      case .node(let only) = premises[0], only == 1
    else { return self }
    return Proof(nodes: nodes.dropFirst().map(\.withoutRoot))
  }
}

extension Proof.Node {
  /// The node in a proof whose first node was taken away.
  fileprivate var withoutRoot: Proof.Node {
    guard case .rule(let clause, let bindings, let premises) = reason else { return self }
    return Proof.Node(
      atom: atom,
      reason: .rule(clause: clause, bindings: bindings, premises: premises.map(\.withoutRoot)),
      height: height)
  }
}

extension Proof.Premise {
  fileprivate var withoutRoot: Proof.Premise {
    switch self {
    case .node(let number): return .node(number - 1)
    case .absent, .holds: return self
    case .aggregate(let literal, let group):
      let members = group.members.map { member in
        Proof.Member(
          tuple: member.tuple, premises: member.premises.map(\.withoutRoot),
          otherWays: member.otherWays)
      }
      return .aggregate(literal, Proof.Group(count: group.count, members: members))
    }
  }
}
