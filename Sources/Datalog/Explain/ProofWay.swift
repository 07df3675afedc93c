import Relations

/// A rule, or the query, as a way in which goals follow, with its instances for the goals that were
/// asked about: many at once, by a plan whose first columns are given.
struct ProofWay {
  let clause: Clause
  /// Every `_` of a positive literal is a variable of its own here, so that an instance names the very
  /// rows it rests on.
  let body: [Literal]
  /// Those that an instance binds, in order of first appearance.
  let variables: [String]
  /// The positive literals over relations.
  let premises: [Premise]
  /// What a goal's row must be made of: the value of a constant, which no row has where it is `none`, or
  /// the place where the variable stands first.
  private let head: [HeadTerm]
  /// The places where variables of the head stand first.
  private let seed: [Int]
  private let plan: Plan
  private var pipeline: Pipeline?

  private enum HeadTerm {
    case constant(ValueID)
    case variable(first: Int)
  }

  struct Premise {
    /// In the body, ascending.
    let place: Int
    let predicate: PredicateID
    /// Its row, in terms of the instances' columns.
    let row: [Operand]
  }

  /// - Parameter head: what a goal's row is made of, variables and constants.
  init(
    _ head: [Term], _ body: [Literal], _ clause: Clause, context: EvaluationContext,
    planner: Planner
  ) {
    self.clause = clause
    self.head = head.map { term in
      if let value = term.constantValue {
        return .constant(context.interner.knownID(of: value) ?? .none)
      }
      return .variable(first: head.firstIndex { $0.variableName == term.variableName }!)
    }
    seed = head.indices.filter { place in
      head[place].isVariable
        && !head[..<place].contains { $0.variableName == head[place].variableName }
    }
    self.body = BodySolutions.namingWildcards(of: body)
    let variables = distinct(self.body.flatMap(\.outerOccurrences))
    self.variables = variables
    let columns = [Self.goal] + variables
    premises = self.body.enumerated().compactMap { place, literal in
      guard case .positive(let atom) = literal.kind,
        let predicate = context.catalog.predicate(named: atom.predicate.text)
      else { return nil }
      let row = atom.terms.map { term in
        term.constantValue.map { .constant(context.interner.id(of: $0)) }
          ?? Operand.column(columns.firstIndex(of: term.variableName!)!)
      }
      return Premise(place: place, predicate: predicate, row: row)
    }
    plan = planner.plan(
      head: columns.map { Term(.variable($0), range: clause.range) }, body: self.body,
      target: Relation(width: columns.count),
      seed: [Self.goal] + seed.compactMap { head[$0].variableName }, readsFinished: true)
  }

  /// The column of the goals' numbers: plain counts, which no literal sees.
  private static let goal = "#goal"

  /// By row: the number of the instance's goal, then what its variables are.
  var instances: [[ValueID]] { plan.target.numbered.columns }

  var count: Int { plan.target.count }

  /// The way is to be paid for by another budget.
  mutating func changeBudget() { pipeline = nil }

  /// Finds the instances for goals.
  ///
  /// - Parameter goals: their numbers, and their rows behind, by column.
  mutating func findInstances(for goals: Batch, _ budget: Budget) throws(EvaluationError) {
    var pipeline = pipeline.take() ?? Pipeline(plan)
    defer { self.pipeline = pipeline }
    do {
      try pipeline.run(from: seeds(for: goals), within: budget)
    } catch {
      throw EvaluationError(error, in: clause, head: nil)
    }
  }

  /// What the head says of its variables where it is to be these rows; those are left out that it can't
  /// be.
  private func seeds(for goals: Batch) -> Batch {
    var isPossible = Array(repeating: true, count: goals.count)
    for (place, term) in head.enumerated() {
      let column = goals.columns[place + 1]
      switch term {
      case .constant(let id):
        for row in 0..<goals.count where column[row] != id { isPossible[row] = false }
      case .variable(let first) where first < place:
        let meant = goals.columns[first + 1]
        for row in 0..<goals.count where column[row] != meant[row] { isPossible[row] = false }
      case .variable: break
      }
    }
    let columns = [goals.columns[0]] + seed.map { goals.columns[$0 + 1] }
    return Batch(columns: columns, count: goals.count).filtered(by: isPossible)
  }
}
