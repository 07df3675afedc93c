import Relations

/// Finds a proof of least height by going from the goal backwards through the rules.
///
/// The rows that a goal may rest on are expanded layer by layer, all of a layer and a predicate at once;
/// what proves to follow passes its height on to the rows that rest on it. A proof of height h only uses
/// rows at most h steps from the goal, so once the goal has a height no greater than the distance
/// expanded, nothing smaller is left to find. Evaluation itself pays nothing: only finished relations
/// are read.
///
/// The height of a derived row is one more than that of its highest positive premise; a negated or
/// aggregated literal counts 0, since it speaks of relations that were complete before. Of several ways
/// of least height a goal takes the first: by the order of the rules, then by what their variables are.
struct ProofSearch {
  private let evaluator: Evaluator
  let planner: Planner
  /// Its budget is that of the question being answered, which can change.
  var context: EvaluationContext {
    didSet { for way in ways.indices { ways[way].changeBudget() } }
  }
  /// Members of a group that are proved.
  let membersShown: Int
  private(set) var goals = ProofGoals()
  private(set) var graph = ProofGraph()
  private(set) var ways: [ProofWay] = []
  /// The ways of a predicate that was asked about, in the order of the rules.
  private var known: [PredicateID?: Range<Int>] = [:]

  init(evaluator: Evaluator, context: EvaluationContext, membersShown: Int = 12) {
    self.evaluator = evaluator
    self.context = context
    self.membersShown = membersShown
    planner = context.planner { evaluator.relation(named: $0, context) }
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
    graph.beginSearch(at: root)
    var layer = [root]
    var distance = 0
    while !layer.isEmpty, graph.height(of: root).map({ $0 > distance }) ?? true {
      try expand(layer)
      layer = graph.newPremises(of: layer)
      distance += 1
    }
    precondition(graph.height(of: root) != nil, "a row of a finished relation has no proof")
  }

  /// Finds the ways in which rows follow; of those that are stated only where `evenIfStated`.
  mutating func expand(_ layer: [Int], evenIfStated: Bool = false) throws(EvaluationError) {
    let unexpanded = graph.takeUnexpanded(layer, evenIfStated: evenIfStated)
    let byPredicate = Dictionary(grouping: unexpanded, by: goals.predicate)
    for predicate in distinct(unexpanded.map(goals.predicate)) {
      let ways = waysToDerive(predicate)
      for goals in (byPredicate[predicate] ?? []).batches {
        for way in ways { try findInstances(of: way, for: goals) }
      }
    }
    graph.passHeightsOn()
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
    of way: Int, for layer: ArraySlice<Int>
  ) throws(EvaluationError) {
    let first = ways[way].count
    var rows = goals.rows(of: layer)
    rows.columns.insert(layer.map { ValueID(raw: UInt32($0)) }, at: 0)
    try ways[way].findInstances(for: rows, context.budget)
    for start in stride(from: first, to: ways[way].count, by: Batch.capacity) {
      do {
        try context.budget.poll()
      } catch {
        throw EvaluationError(error, in: ways[way].clause, head: nil)
      }
      addInstances(of: way, start..<min(start + Batch.capacity, ways[way].count))
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
    for place in 0..<rows.count { graph.addGoal(isStated: stated?[place] ?? false) }
    return numbers
  }
}

extension [Int] {
  fileprivate var batches: [ArraySlice<Int>] {
    stride(from: 0, to: count, by: Batch.capacity).map {
      self[$0..<Swift.min($0 + Batch.capacity, count)]
    }
  }
}
