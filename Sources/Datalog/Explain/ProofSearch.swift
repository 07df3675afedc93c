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
  let planner: Planner
  /// Its budget is that of the question being answered, which can change.
  var context: EvaluationContext
  /// Members of a group that are proved.
  let membersShown: Int
  private(set) var goals: [Goal] = []
  private var numbers: [Key: Int] = [:]

  init(evaluator: Evaluator, context: EvaluationContext, membersShown: Int = 12) {
    self.evaluator = evaluator
    self.context = context
    self.membersShown = membersShown
    planner = context.planner { evaluator.relation(named: $0, context) }
  }

  /// A row, or (without a predicate) the query itself.
  struct Key: Hashable {
    let predicate: PredicateID?
    let row: [ValueID]
  }

  struct Goal {
    let key: Key
    let isStated: Bool
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
  final class Instance {
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
    let root = try begin(query, row: row)
    return try ProofBuilder.build(&self, root: root)
  }

  /// The goal of a query's row, with its least height.
  mutating func begin(_ query: CheckedQuery, row: [ValueID]) throws(EvaluationError) -> Int {
    let given = zip(query.variables, row).map { (variable: $0, id: $1) }
    let root = goal(Key(predicate: nil, row: row), isStated: false)
    goals[root].isExpanded = true
    try expand(root, query.body, query.written, given: given, also: [])
    try search(from: root)
    return root
  }

  /// Finds the least height of `root`.
  mutating func search(from root: Int) throws(EvaluationError) {
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

  mutating func goal(_ key: Key) -> Int {
    if let number = numbers[key] { return number }
    return goal(
      key, isStated: key.predicate.map { context.store.contains(key.row, in: $0) } ?? false)
  }

  private mutating func goal(_ key: Key, isStated: Bool) -> Int {
    let number = goals.count
    numbers[key] = number
    goals.append(Goal(key: key, isStated: isStated, height: isStated ? 0 : nil))
    return number
  }

  /// Finds the ways in which a row follows; of what is stated only where `evenIfStated`.
  mutating func expand(_ number: Int, evenIfStated: Bool = false) throws(EvaluationError) {
    let key = goals[number].key
    guard !goals[number].isExpanded, evenIfStated || !goals[number].isStated,
      let predicate = key.predicate
    else { return }
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
  func key(of literal: Literal, _ bindings: [String: Value]) -> Key? {
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

  func height(of instance: Instance) -> Int? {
    var highest = 0
    for (_, premise) in instance.premises {
      guard let height = goals[premise].height else { return nil }
      highest = max(highest, height)
    }
    return highest + 1
  }
}
