import Relations

/// Finds a proof of least height by going from the goal backwards through the rules.
///
/// The rows that a goal may rest on are expanded breadth first; whenever a row proves to follow, the
/// height is passed on to the rows that rest on it. A proof of height h only uses rows at most h steps
/// from the goal, so once the goal has a height no greater than the distance expanded, nothing smaller
/// is left to find. Evaluation itself pays nothing: only finished relations are read.
///
/// The height of a derived row is one more than that of its highest positive premise; a negated or
/// aggregated literal counts 0, since it speaks of relations that were complete before.
struct ProofSearch {
  private let evaluator: Evaluator
  private let context: EvaluationContext
  private let planner: Planner
  private var goals: [Goal] = []
  private var numbers: [Key: Int] = [:]

  init(evaluator: Evaluator, context: EvaluationContext) {
    self.evaluator = evaluator
    self.context = context
    planner = context.planner { evaluator.relation(named: $0, context) }
  }

  /// A row, or (without a predicate) the query itself.
  private struct Key: Hashable {
    let predicate: PredicateID?
    let row: [ValueID]
  }

  private struct Goal {
    let key: Key
    var height: Int?
    /// The instance that gives the height; nil for a fact.
    var best: Instance?
    var isExpanded = false
    /// The ways in which the row follows.
    var instances: [Instance] = []
    /// Instances that have this row among their premises, by goal.
    var parents: [(goal: Int, instance: Instance)] = []
  }

  /// A rule with all its variables bound.
  private final class Instance {
    let clause: Clause
    let body: [Literal]
    let variables: [String]
    let bindings: [String: Value]
    /// The positive literals over relations: their places in the body, ascending, and their goals.
    let premises: [(place: Int, goal: Int)]

    init(
      _ clause: Clause, _ solutions: BodySolutions, _ bindings: [String: Value],
      premises: [(place: Int, goal: Int)]
    ) {
      self.clause = clause
      body = solutions.body
      variables = solutions.variables
      self.bindings = bindings
      self.premises = premises
    }
  }
}

// MARK: - Searching

extension ProofSearch {
  /// A proof of one row of a query's answer.
  ///
  /// - Precondition: the row is an answer, and the strata that the query reaches are finished.
  mutating func prove(_ query: CheckedQuery, row: [ValueID]) throws(EvaluationError) -> Proof {
    let root = goal(Key(predicate: nil, row: row))
    let given = zip(query.variables, row).map { (variable: $0, id: $1) }
    goals[root].isExpanded = true
    try expand(root, query.body, query.written, given: given, also: [])
    try search(from: root)
    return try ProofBuilder.build(&self, root: root)
  }

  /// Finds the least height of `root`.
  private mutating func search(from root: Int) throws(EvaluationError) {
    var seen: Set<Int> = [root]
    var layer = [root]
    var distance = 0
    while !layer.isEmpty, goals[root].height.map({ $0 > distance }) ?? true {
      var next: [Int] = []
      for goal in layer {
        try expand(goal)
        let premises = goals[goal].instances.flatMap(\.premises)
        next += premises.map(\.goal).filter { seen.insert($0).inserted }
      }
      layer = next
      distance += 1
    }
    precondition(goals[root].height != nil, "a row of a finished relation has no proof")
  }

  private mutating func goal(_ key: Key) -> Int {
    if let number = numbers[key] { return number }
    let number = goals.count
    numbers[key] = number
    let isFact = key.predicate.map { isStated(key.row, in: $0) } ?? false
    goals.append(Goal(key: key, height: isFact ? 0 : nil))
    return number
  }

  private func isStated(_ row: [ValueID], in predicate: PredicateID) -> Bool {
    context.store.contains(row, in: predicate)
  }

  private mutating func expand(_ number: Int) throws(EvaluationError) {
    let key = goals[number].key
    guard !goals[number].isExpanded, goals[number].height != 0, let predicate = key.predicate else {
      return
    }
    goals[number].isExpanded = true
    for rule in evaluator.rules(for: predicate) {
      guard let (given, conditions) = unify(rule, with: key.row) else { continue }
      try expand(number, rule.body, rule.written, given: given, also: conditions)
    }
  }

  /// What a rule's head says of its variables when it is to be this row; nil where it can't be.
  private func unify(
    _ rule: CheckedRule, with row: [ValueID]
  ) -> (given: [(variable: String, id: ValueID)], conditions: [Literal])? {
    var given: [(variable: String, id: ValueID)] = []
    var conditions: [Literal] = []
    for (term, id) in zip(rule.head.terms, row) {
      switch term.kind {
      case .variable(let name):
        if let known = given.first(where: { $0.variable == name }) {
          if known.id != id { return nil }
        } else {
          given.append((name, id))
        }
      case .constant(let value):
        if context.interner.knownID(of: value) != id { return nil }
      default:
        let constant = Term(.constant(context.interner[id]), range: term.range)
        conditions.append(Literal(.comparison(constant, .equal, term), range: term.range))
      }
    }
    return (given, conditions)
  }

  private mutating func expand(
    _ number: Int, _ body: [Literal], _ clause: Clause,
    given: [(variable: String, id: ValueID)], also conditions: [Literal]
  ) throws(EvaluationError) {
    let solutions = BodySolutions(body, clause: clause, context: context, planner: planner)
    for bindings in try solutions.all(given: given, also: conditions) {
      var premises: [(place: Int, goal: Int)] = []
      for (place, literal) in solutions.body.enumerated() {
        guard let key = key(of: literal, bindings) else { continue }
        premises.append((place, goal(key)))
      }
      let instance = Instance(clause, solutions, bindings, premises: premises)
      goals[number].instances.append(instance)
      for (_, premise) in premises { goals[premise].parents.append((number, instance)) }
      improve(number, by: instance)
    }
  }

  /// The row that a positive literal over a relation names under the bindings.
  private func key(of literal: Literal, _ bindings: [String: Value]) -> Key? {
    guard case .positive(let atom) = literal.kind,
      let (predicate, row) = context.row(of: atom, bindings)
    else { return nil }
    return Key(predicate: predicate, row: row)
  }

  /// Takes an instance as a goal's reason if it gives a smaller height, and passes that on.
  private mutating func improve(_ number: Int, by instance: Instance) {
    var changes: [(goal: Int, instance: Instance)] = [(number, instance)]
    while let (goal, instance) = changes.popLast() {
      guard let height = height(of: instance), height < goals[goal].height ?? .max else { continue }
      goals[goal].height = height
      goals[goal].best = instance
      changes += goals[goal].parents
    }
  }

  private func height(of instance: Instance) -> Int? {
    var highest = 0
    for (_, premise) in instance.premises {
      guard let height = goals[premise].height else { return nil }
      highest = max(highest, height)
    }
    return highest + 1
  }
}

// MARK: - Building

/// Makes the proof's nodes from the goals' best instances; members of aggregates are proved on the way.
private struct ProofBuilder {
  private var nodes: [Proof.Node?] = []
  private var numbers: [Int: Int] = [:]

  static func build(_ search: inout ProofSearch, root: Int) throws(EvaluationError) -> Proof {
    var builder = ProofBuilder()
    let first = try builder.add(root, &search)
    precondition(first == 0, "the root is the first node")
    return Proof(nodes: builder.nodes.map { $0! }).withoutTrivialRoot
  }

  private mutating func add(
    _ goal: Int, _ search: inout ProofSearch
  ) throws(EvaluationError) -> Int {
    if let number = numbers[goal] { return number }
    let number = nodes.count
    numbers[goal] = number
    nodes.append(nil)
    nodes[number] = Proof.Node(
      atom: search.atom(of: goal), reason: try reason(for: goal, &search),
      height: search.height(of: goal))
    return number
  }

  private mutating func add(
    _ members: [[Int]], _ search: inout ProofSearch
  ) throws(EvaluationError) -> [[Int]] {
    var added: [[Int]] = []
    for member in members {
      var numbers: [Int] = []
      for goal in member { numbers.append(try add(goal, &search)) }
      added.append(numbers)
    }
    return added
  }

  private mutating func reason(
    for goal: Int, _ search: inout ProofSearch
  ) throws(EvaluationError) -> Proof.Reason {
    guard let instance = search.instance(of: goal) else { return .fact(search.origin(of: goal)) }
    var premises: [Proof.Premise] = []
    for (place, literal) in instance.body.enumerated() {
      let shown = literal.substituting(instance.bindings)
      switch literal.kind {
      case .positive:
        if let premise = instance.premises.first(where: { $0.place == place }) {
          premises.append(.node(try add(premise.goal, &search)))
        } else {
          premises.append(.holds(shown))
        }
      case .negative: premises.append(.absent(shown))
      case .comparison: premises.append(.holds(shown))
      case .aggregate(_, _, let aggregate):
        let members = try search.members(of: aggregate, instance.bindings, instance.clause)
        premises.append(.aggregate(shown, members: try add(members, &search)))
      }
    }
    let bindings = instance.variables.filter { !$0.hasPrefix("_") }
      .map { (variable: $0, value: instance.bindings[$0]!) }
    return .rule(clause: instance.clause, bindings: bindings, premises: premises)
  }
}

extension ProofSearch {
  fileprivate func height(of goal: Int) -> Int { goals[goal].height ?? 0 }

  fileprivate func atom(of goal: Int) -> GroundAtom? {
    let key = goals[goal].key
    guard let predicate = key.predicate else { return nil }
    return GroundAtom(
      predicate: predicate, name: context.catalog[predicate].name,
      values: key.row.map { context.interner[$0] })
  }

  fileprivate func origin(of goal: Int) -> TextRange? {
    let key = goals[goal].key
    return key.predicate.flatMap { context.store.origin(of: key.row, in: $0) }
  }

  fileprivate func instance(
    of goal: Int
  ) -> (
    clause: Clause, body: [Literal], variables: [String], bindings: [String: Value],
    premises: [(place: Int, goal: Int)]
  )? {
    goals[goal].best.map { ($0.clause, $0.body, $0.variables, $0.bindings, $0.premises) }
  }

  /// The goals of each solution of an aggregate's elements, each proved.
  fileprivate mutating func members(
    of aggregate: Aggregate, _ bindings: [String: Value], _ clause: Clause
  ) throws(EvaluationError) -> [[Int]] {
    var members: [[Int]] = []
    for element in aggregate.elements {
      let body = element.body.map { $0.substituting(bindings) }
      let solutions = BodySolutions(body, clause: clause, context: context, planner: planner)
      for solution in try solutions.all(given: []) {
        var member: [Int] = []
        for literal in solutions.body {
          guard let key = key(of: literal, solution) else { continue }
          let goal = goal(key)
          try search(from: goal)
          member.append(goal)
        }
        members.append(member)
      }
    }
    return members
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
    let moved = premises.map { premise -> Proof.Premise in
      switch premise {
      case .node(let number): .node(number - 1)
      case .aggregate(let literal, let members):
        .aggregate(literal, members: members.map { $0.map { $0 - 1 } })
      case .absent, .holds: premise
      }
    }
    return Proof.Node(
      atom: atom, reason: .rule(clause: clause, bindings: bindings, premises: moved),
      height: height)
  }
}
