import Relations

// Going backwards from a goal and forwards from the facts, by turns.

extension ProofSearch {
  /// How far a search has gone backwards.
  struct Layers {
    let root: Int
    /// The goals at this distance, of which so many were expanded.
    private(set) var layer: [Int]
    private(set) var distance = 0
    fileprivate var expanded = 0
    /// Few enough to look at the clock between: each may have any number of ways to follow.
    private(set) var goalsAtOnce = 16
    fileprivate var spent = Duration.zero

    init(root: Int) {
      self.root = root
      layer = [root]
    }

    fileprivate mutating func adapt(toInstances found: Int) {
      goalsAtOnce = found > 10_000 ? max(1, goalsAtOnce / 2) : min(1024, goalsAtOnce * 2)
    }

    fileprivate mutating func goOn(to next: [Int]) {
      layer = next
      distance += 1
      expanded = 0
    }
  }

  /// Whether nothing can give the root a smaller height than it has.
  func isKnown(_ layers: Layers) -> Bool {
    if layers.layer.isEmpty || graph.isSettled(layers.root) { return true }
    let reach = layers.distance + (rounds?.complete ?? 0)
    return graph.height(of: layers.root).map { $0 <= reach } ?? false
  }

  mutating func goBackwards(
    _ layers: inout Layers, for turn: Duration
  ) throws(EvaluationError) {
    let start = ContinuousClock.now
    while !isKnown(layers), ContinuousClock.now - start < turn {
      let part = layers.layer.dropFirst(layers.expanded).prefix(layers.goalsAtOnce)
      let known = graph.instanceCount
      try expand(part, above: rounds?.complete ?? 0)
      layers.expanded += part.count
      layers.adapt(toInstances: graph.instanceCount - known)
      guard layers.expanded == layers.layer.count else { continue }
      try passHeightsOn()
      layers.goOn(to: graph.newPremises(of: layers.layer))
    }
    layers.spent += ContinuousClock.now - start
  }

  /// How many times as long as backwards a search goes forwards: that takes hardly more time than
  /// computing the relations did, and less memory.
  private static let forwardShare = 24

  mutating func goForwards(_ layers: Layers) throws(EvaluationError) {
    var rounds =
      self.rounds
      ?? HeightRounds(below: goals.predicates, evaluator, context, finished: planner)
    while !rounds.isOver,
      rounds.spent + rounds.nextDuration < layers.spent * Self.forwardShare
    {
      try rounds.takeRound(within: context.budget)
    }
    self.rounds = rounds
    try learnHeightsOfPremises(of: [layers.root])
    if !isKnown(layers) { try learnAllHeights() }
  }

  private mutating func passHeightsOn() throws(EvaluationError) {
    while !graph.passHeightsOn(atMost: 1 << 16) { try poll() }
  }
}

// MARK: - What the rounds have found

extension ProofSearch {
  mutating func learnAllHeights() throws(EvaluationError) {
    guard let rounds, learnedRounds < rounds.complete else { return }
    learnedRounds = rounds.complete
    for goals in goals.byPredicate {
      for start in stride(from: 0, to: goals.count, by: 1 << 14) {
        try poll()
        learnHeights(of: goals[start..<min(start + (1 << 14), goals.count)])
      }
    }
    try passHeightsOn()
  }

  /// Of all that the goals' instances rest on.
  mutating func learnHeightsOfPremises(of goals: [Int]) throws(EvaluationError) {
    guard rounds != nil else { return }
    let premises = Set(goals.flatMap(graph.instances).flatMap(graph.premises))
    for goals in Dictionary(grouping: premises, by: self.goals.predicate).values {
      learnHeights(of: goals)
    }
    try passHeightsOn()
  }

  /// - Parameter goals: of one predicate.
  mutating func learnHeights(of goals: some Collection<Int>) {
    guard let rounds, let first = goals.first,
      let predicate = self.goals.predicate(of: first),
      let heights = rounds.heights(
        of: self.goals.rows(of: goals), context.catalog[predicate].name)
    else { return }
    for (goal, height) in zip(goals, heights) {
      if let height { graph.learn(height, of: goal) }
    }
  }
}
