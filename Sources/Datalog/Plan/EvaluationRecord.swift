import Relations

/// What an evaluation plans and does, written down on the way for those who want to see it.
final class EvaluationRecord {
  /// The time since some moment.
  let clock: () -> Duration
  private(set) var parts: [Part] = []

  init(clock: @escaping () -> Duration) { self.clock = clock }

  enum Kind {
    /// The predicates of one stratum.
    case stratum(isRecursive: Bool)
    /// What a question demands of recursive predicates.
    case demand
    /// A body that is solved over what the other parts have computed.
    case question
  }

  /// A fixpoint, or a question's own body.
  final class Part {
    let kind: Kind
    /// What it fills, by name, those relations included that a rewriting has added.
    fileprivate(set) var targets: [String: Relation] = [:]
    /// The columns of each index of a target that some plan has asked for.
    fileprivate(set) var indices: [String: [[Int]]] = [:]
    fileprivate(set) var runs: [PlanRun] = []
    /// Those after the first, in which rules without recursion are run.
    var rounds = 0
    private let clock: () -> Duration

    fileprivate init(_ kind: Kind, clock: @escaping () -> Duration) {
      self.kind = kind
      self.clock = clock
    }

    func fills(_ targets: [String: Relation]) { self.targets = targets }

    /// - Parameter delta: the literal that sees the last round's new rows only.
    func adds(_ rule: Rule, _ plan: Plan, delta: Literal? = nil) -> PlanRun {
      runs.append(PlanRun(rule, plan, delta: delta, clock: clock))
      return runs[runs.count - 1]
    }
  }

  /// Called when the last plan has run: what comes later, such as hints, makes indices of its own.
  func end() {
    for part in parts { part.indices = part.targets.mapValues(\.indexedColumns) }
  }

  func begin(_ kind: Kind) -> Part {
    parts.append(Part(kind, clock: clock))
    return parts[parts.count - 1]
  }
}

/// A plan, and what came of running it, once or round after round.
final class PlanRun {
  let rule: Rule
  let plan: Plan
  let delta: Literal?
  private(set) var runs = 0
  /// Rows that were new to the target.
  private(set) var newRows = 0
  private(set) var time = Duration.zero
  private let clock: () -> Duration
  private var start: (time: Duration, rows: Int) = (.zero, 0)

  init(_ rule: Rule, _ plan: Plan, delta: Literal?, clock: @escaping () -> Duration) {
    (self.rule, self.plan, self.delta, self.clock) = (rule, plan, delta, clock)
  }

  func begins() { start = (clock(), plan.target.count) }

  func ends() {
    runs += 1
    newRows += plan.target.count - start.rows
    time += clock() - start.time
  }

  /// Rows that were proposed; without steps there is one each time.
  var derivedRows: Int { plan.steps.last.map { $0.counter?.rows ?? 0 } ?? runs }
}
