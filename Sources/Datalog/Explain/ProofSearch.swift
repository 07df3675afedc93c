import Relations

/// Finds a proof of least height over finished relations; evaluation itself pays nothing for it.
///
/// The search goes backwards through the rules: the rows that a goal may rest on are expanded layer by
/// layer, and what proves to follow passes its height on to the rows that rest on it. Where that takes
/// long, it goes forwards by turns, too, in rounds from the facts upwards, and meets itself in the
/// middle: a proof of height h only uses rows at most h steps from the goal, so once the goal has a
/// height no greater than the layers expanded and the rounds taken together, nothing smaller is left to
/// find.
///
/// The height of a derived row is one more than that of its highest positive premise; a negated or
/// aggregated literal counts 0, since it speaks of relations that were complete before. Of several ways
/// of least height a goal takes the first: by the order of the rules, then by what their variables are.
struct ProofSearch {
  let evaluator: Evaluator
  let planner: Planner
  /// Its budget is that of the question being answered, which can change.
  var context: EvaluationContext
  /// Members of a group that are proved.
  let membersShown: Int
  private(set) var goals = ProofGoals()
  var graph = ProofGraph()
  private(set) var ways: [ProofWay] = []
  private let uniformHeights: UniformHeights
  /// The ways of a predicate that was asked about, in the order of the rules.
  private var known: [PredicateID?: Range<Int>] = [:]
  /// Once going backwards has taken long.
  var rounds: HeightRounds?
  /// As many rounds as all goals have learned of.
  var learnedRounds = 0
  /// How long a search goes backwards before it goes forwards, too. Later turns are longer, so that
  /// neither direction takes much more time than both would need.
  private let firstTurn: Duration

  init(
    evaluator: Evaluator, context: EvaluationContext, membersShown: Int = 12,
    firstTurn: Duration = .milliseconds(100)
  ) {
    self.firstTurn = firstTurn
    self.evaluator = evaluator
    self.context = context
    self.membersShown = membersShown
    let planner = context.planner { evaluator.relation(named: $0, context) }
    self.planner = planner
    uniformHeights = UniformHeights(evaluator, context, relation: planner.relation)
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
  ///
  /// - Precondition: a search has one query.
  mutating func begin(_ query: CheckedQuery, row: [ValueID]) throws(EvaluationError) -> Int {
    if known[nil] == nil {
      let head = query.variables.map { Term(.variable($0), range: query.written.range) }
      known[nil] = add(ways: [
        ProofWay(head, query.body, query.written, context: context, planner: planner)
      ])
    }
    let root = goal(of: nil, row)
    try search(from: root)
    return root
  }

  /// Finds the least height of `root`.
  mutating func search(from root: Int) throws(EvaluationError) {
    learnHeights(of: [root])
    graph.beginSearch(at: root)
    var layers = Layers(root: root)
    if !isKnown(layers) { try learnAllHeights() }
    var turn = firstTurn
    while !isKnown(layers) {
      try goBackwards(&layers, for: turn)
      if isKnown(layers) { break }
      try goForwards(layers)
      turn *= 2
    }
    precondition(graph.height(of: root) != nil, "a row of a finished relation has no proof")
  }

  /// Finds the ways in which rows follow, of those that aren't known to have no greater height.
  ///
  /// - Parameter height: nil for all.
  mutating func expand(
    _ layer: some Collection<Int>, above height: Int? = nil
  ) throws(EvaluationError) {
    let unexpanded = graph.takeUnexpanded(layer, above: height)
    let byPredicate = Dictionary(grouping: unexpanded, by: goals.predicate)
    for predicate in distinct(unexpanded.map(goals.predicate)) {
      let ways = waysToDerive(predicate)
      for way in ways { try findInstances(of: way, for: byPredicate[predicate] ?? []) }
    }
  }

  private mutating func waysToDerive(_ predicate: PredicateID?) -> Range<Int> {
    if let ways = known[predicate] { return ways }
    let rules = predicate.map(evaluator.rules(for:)) ?? []
    let ways = add(
      ways: rules.map { rule in
        ProofWay(rule.head.terms, rule.body, rule.written, context: context, planner: planner)
      })
    known[predicate] = ways
    return ways
  }

  private mutating func add(ways new: [ProofWay]) -> Range<Int> {
    ways += new
    return ways.count - new.count..<ways.count
  }

  private mutating func findInstances(
    of way: Int, for layer: [Int]
  ) throws(EvaluationError) {
    let first = ways[way].count
    var rows = goals.rows(of: layer)
    rows.columns.insert(layer.map { ValueID(raw: UInt32($0)) }, at: 0)
    try ways[way].findInstances(for: rows, context.budget)
    for start in stride(from: first, to: ways[way].count, by: Batch.capacity) {
      try poll()
      addInstances(of: way, start..<min(start + Batch.capacity, ways[way].count))
    }
  }

  /// Heeds a request to stop, and limits.
  func poll() throws(EvaluationError) {
    do {
      try context.budget.poll()
    } catch {
      throw EvaluationError(error, in: ways[0].clause, head: nil)
    }
  }

  private mutating func addInstances(of way: Int, _ rows: Range<Int>) {
    let columns = ways[way].instances.map { Array($0[rows]) }
    let batch = Batch(columns: columns, count: rows.count)
    let premises = ways[way].premises.map { numbers(adding: $0.row, of: batch, $0.predicate) }
    for (place, row) in rows.enumerated() {
      graph.addInstance(
        way: way, row: row, goal: Int(columns[0][place].raw), premises: premises, at: place)
    }
  }
}

// MARK: - Goals

extension ProofSearch {
  /// The goal of one row.
  mutating func goal(of predicate: PredicateID?, _ row: [ValueID]) -> Int {
    numbers(adding: row.map(Operand.constant), of: .unit, predicate)[0]
  }

  private mutating func numbers(
    adding operands: [Operand], of batch: Batch, _ predicate: PredicateID?
  ) -> [Int] {
    let first = goals.count
    let numbers = goals.numbers(adding: operands, of: batch, predicate)
    if goals.count == first { return numbers }
    let rows = goals.rows(of: first..<goals.count)
    let stated = predicate.flatMap { context.store.relation(of: $0) }?.contains(rows)
    let height = predicate.flatMap { uniformHeights[$0] }
    for place in 0..<rows.count {
      graph.addGoal(isStated: stated?[place] ?? false, height: height)
    }
    learnHeights(of: first..<goals.count)
    return numbers
  }
}
