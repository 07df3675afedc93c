import Relations

/// What is kept to bring a finished stratum up to date, as long as the relations that it fills are kept:
/// what has changed below and was not followed up yet, and the plans of the rules that follow it up.
///
/// Facts stated of a predicate that has rules count as a rule, `p(X) :- 'p stated'(X).`
final class StratumUpkeep {
  let inputs: [UpkeepInput]
  let targets: [UpkeepTarget]
  /// As of the stratum, with one for what is stated of each target.
  let writtenRules: [Rule]
  /// The same as they are run to follow a change up; none before the first.
  private(set) var rules: [RuleUpkeep] = []
  private var planner: Planner?
  /// The inputs' relations as the rules were planned for them; nil where there was none.
  private var below: [Relation?] = []
  /// The rules as the last fixpoint was taken up with them.
  var rounds: [RuleVariant]?

  init(rules: [Rule], inputs: [UpkeepInput], targets: [UpkeepTarget]) {
    writtenRules = rules
    self.inputs = inputs
    self.targets = targets
  }

  var hasChanges: Bool { inputs.contains { !$0.change.isEmpty } }
  var isRecursive: Bool { rules.contains(where: \.isRecursive) }

  /// Forgets plans where they read relations that are no more. Returns what makes new ones.
  ///
  /// - Parameter relation: what an input is now; nil where nothing is stated.
  func prepare(_ interner: Interner, _ relation: (UpkeepInput) -> Relation?) -> Planner {
    let now = inputs.map(relation)
    if let planner, zip(now, below).allSatisfy({ $0 === $1 }) { return planner }
    below = now
    let named = named
    let planner = Planner(interner: interner, relation: { named[$0] }, isLasting: true)
    self.planner = planner
    rules = writtenRules.map { RuleUpkeep($0, inputs, targets) }
    rounds = nil
    return planner
  }

  /// All that rules and rewritten rules read, by the names that they give it.
  private var named: [String: Relation] {
    var named: [String: Relation] = [:]
    for target in targets {
      named[target.name] = target.relation
      named[UpkeepTarget.doubtedName(target.name)] = target.doubted
      named[ChangedBodies.lostName(target.name)] = target.lost
    }
    for (input, relation) in zip(inputs, below) {
      named[input.name] = relation ?? Relation(width: input.width)
      named[ChangedBodies.gainedName(input.name)] = input.change.gained
      named[ChangedBodies.lostName(input.name)] = input.change.lost
    }
    return named
  }

  /// What has changed was followed up.
  func forgetChanges() {
    for target in targets { target.forgetChanges() }
    for input in inputs { input.change.removeAll() }
  }
}

/// A relation below a stratum that its rules read.
struct UpkeepInput {
  let predicate: PredicateID
  let name: String
  let width: Int
  /// Whether it has what is stated of a predicate of the stratum.
  let isStated: Bool
  /// What was not followed up yet.
  let change: RowChange

  init(_ id: PredicateID, _ name: String, width: Int, isStated: Bool) {
    (predicate, self.name, self.width) = (id, name, width)
    self.isStated = isStated
    change = RowChange(width: width)
  }
}

/// A relation that a stratum fills, and what is found of it while a change is followed up.
struct UpkeepTarget {
  let predicate: PredicateID
  let name: String
  let relation: Relation
  /// Rows that may not follow any more, those of them that do, and the others.
  let doubted: Relation
  let kept: Relation
  let lost: Relation
  let change: RowChange

  static func doubtedName(_ predicate: String) -> String { "\(predicate) doubted".unspelled() }

  /// - Parameter relation: settled.
  init(_ id: PredicateID, _ name: String, _ relation: Relation) {
    (predicate, self.name, self.relation) = (id, name, relation)
    doubted = Relation(width: relation.width)
    kept = Relation(width: relation.width)
    lost = Relation(width: relation.width)
    change = RowChange(width: relation.width)
  }

  fileprivate func forgetChanges() {
    for relation in [doubted, kept, lost] { relation.removeAll() }
    change.removeAll()
  }
}
