/// What takes the batches that come out of a pipeline's last step. Rows that come of one row follow one
/// another.
protocol BatchSink {
  mutating func take(_ batch: borrowing Batch, _ budget: Budget) throws(RunError)

  /// Takes what the last step, a join, would make of a batch, without its being made: for each row a whole
  /// set. Returns how many rows that stands for; nil, with nothing taken, where rows are wanted.
  mutating func take(
    setsFoundBy join: Join, kept: [Int], beside batch: borrowing Batch, _ budget: Budget
  ) throws(RunError) -> Int?
}

extension BatchSink {
  mutating func take(
    setsFoundBy join: Join, kept: [Int], beside batch: borrowing Batch, _ budget: Budget
  ) throws(RunError) -> Int? { nil }
}

/// Runs steps: batches are pushed from step to step, depth first, so that a batch is still in the
/// cache when the next step reads it and no step's whole result is ever stored.
struct Flow<Sink: BatchSink> {
  private let steps: [Step]
  var sink: Sink
  /// How aggregates are computed in this run, by step.
  private var ways: [Int: Aggregation.Way] = [:]
  /// By step, whether its indices are there for this run. They are made when the first batch comes: most
  /// rules of a large program have nothing to join.
  private var isReady: [Bool] = []

  init(_ steps: [Step], into sink: Sink) {
    self.steps = steps
    self.sink = sink
  }

  mutating func run(from seed: Batch = .unit, within budget: Budget) throws(RunError) {
    isReady = steps.map { $0.prepareIntersection() }
    ways = [:]
    try push(seed, to: 0, budget)
  }

  private mutating func push(
    _ batch: Batch, to number: Int, _ budget: Budget
  ) throws(RunError) {
    if batch.count == 0 { return }
    if number > 0 { steps[number - 1].counter?.add(batch.count) }
    try budget.poll()
    guard number < steps.count else { return try sink.take(batch, budget) }
    let step = steps[number]
    if !isReady[number] { isReady[number] = step.prepareIndices(for: batch.count) }
    switch step.kind {
    case .join(let join):
      if number == steps.count - 1,
        let rows = try sink.take(setsFoundBy: join, kept: step.kept, beside: batch, budget)
      {
        step.counter?.add(rows)
        return
      }
      try run(of: step, number, budget) { output, cursor in
        join.relation.rows.fill(&output, kept: step.kept, of: batch, by: join, from: &cursor)
      }
    case .intersect(let intersection):
      try run(of: step, number, budget) { output, cursor in
        intersection.fill(&output, kept: step.kept, of: batch, from: &cursor)
      }
    case .compose(let composition):
      try run(of: step, number, budget) { output, cursor in
        composition.fill(&output, kept: step.kept, of: batch, from: &cursor)
      }
    case .exists(let join, let negated):
      let found = join.relation.rows.exists(for: batch, by: join)
      let rows = (0..<batch.count).filter { found[$0] != negated }
      try pass(rows.map { UInt32(truncatingIfNeeded: $0) }, [], of: step, batch, number, budget)
    case .apply(let function, let operands):
      var matches = Matches(width: function.outputs)
      try function.apply(operands, of: batch, into: &matches)
      try pass(matches.rows, matches.columns, of: step, batch, number, budget)
    case .aggregate(let aggregation):
      let way = ways[number] ?? aggregation.way()
      ways[number] = way
      let matches = try aggregation.run(on: batch, by: way, budget)
      try pass(matches.rows, matches.columns, of: step, batch, number, budget)
    }
  }

  /// Passes on what `fill` makes, batch by batch, until the cursor is done.
  private mutating func run(
    of step: Step, _ number: Int, _ budget: Budget,
    _ fill: (inout Batch, inout JoinCursor) -> Void
  ) throws(RunError) {
    var cursor = JoinCursor()
    while !cursor.isDone {
      var output = budget.takeBatch(width: step.width)
      fill(&output, &cursor)
      try push(output, to: number + 1, budget)
      budget.giveBack(output)
    }
  }

  /// Passes on the kept columns of the given rows with `columns` behind them, in batches.
  private mutating func pass(
    _ rows: [UInt32], _ columns: [[ValueID]], of step: Step, _ batch: Batch, _ number: Int,
    _ budget: Budget
  ) throws(RunError) {
    for start in stride(from: 0, to: rows.count, by: Batch.capacity) {
      let end = min(start + Batch.capacity, rows.count)
      var output = budget.takeBatch(width: step.width)
      output.count = end - start
      output.gather(batch, step.kept, rows[start..<end])
      for (place, column) in columns.enumerated() {
        output.columns[step.kept.count + place].replaceSubrange(
          0..<output.count, with: column[start..<end])
      }
      try push(output, to: number + 1, budget)
      budget.giveBack(output)
    }
  }
}

extension Step {
  /// Prepares the sets of an intersection before anything is gone through, which is then done set by set;
  /// whether the step is ready.
  fileprivate func prepareIntersection() -> Bool {
    guard case .intersect(let intersection) = kind,
      !intersection.joins.contains(where: { $0.relation.count == 0 })
    else { return false }
    intersection.prepareIndices()
    return true
  }

  /// Returns whether a later batch needs no more.
  fileprivate func prepareIndices(for asking: Int) -> Bool {
    switch kind {
    case .join(let join):
      if join.relation.rows.prefersScan(by: join.key, for: asking) { return false }
      join.relation.rows.prepareIndex(on: join.key)
    case .exists(let join, _): join.relation.rows.prepareTest(on: join.key)
    case .intersect(let intersection): intersection.prepareIndices()
    case .compose(let composition): composition.prepareIndices()
    case .apply, .aggregate: break
    }
    return true
  }

  /// Columns of the batches that come out.
  var width: Int {
    switch kind {
    case .join(let join): kept.count + join.outputs.count
    case .intersect, .compose: kept.count + 1
    case .exists: kept.count
    case .apply(let function, _): kept.count + function.outputs
    case .aggregate: kept.count + 1
    }
  }
}

extension Batch {
  /// Fills the first columns with the `kept` columns of `batch` at `rows`.
  mutating func gather(_ batch: borrowing Batch, _ kept: [Int], _ rows: ArraySlice<UInt32>) {
    for (place, column) in kept.enumerated() {
      let source = batch.columns[column]
      var target = columns[place].mutableSpan
      Relations.gather(source.span, at: rows.span, into: &target)
    }
  }
}
