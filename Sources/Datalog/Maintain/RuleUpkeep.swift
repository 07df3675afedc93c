import Relations

/// What one rule of a stratum becomes to follow changes up. Everything is made when a change first needs
/// it, and kept.
final class RuleUpkeep {
  private let rule: Rule
  /// What it fills.
  private let target: UpkeepTarget
  /// What it reads: below, and for each recursive literal, of the stratum.
  private let inputs: [UpkeepInput]
  private let causes: [(place: Int, atom: Atom, target: UpkeepTarget)]
  private var endedBy: [Pattern: [LastingPlan]?] = [:]
  private var begunBy: [Pattern: [LastingPlan]] = [:]
  /// Finds which of the rows just doubted the rule derives; nil where it is recursive.
  private(set) lazy var check = makeCheck()
  /// Find which rows the rule had derived from those just lost: one for each recursive literal.
  private(set) lazy var consequences = causes.map(consequence)
  /// Finds the lost rows that the rule derives from what is left; nil where there are none: without
  /// recursion they were found before what they derive, but for the second best of a least-value column.
  private(set) lazy var comeback = makeComeback()

  /// Of each input, whether it has gained and whether it has lost rows.
  private typealias Pattern = [Bool]

  init(_ rule: Rule, _ inputs: [UpkeepInput], _ targets: [UpkeepTarget]) {
    func target(named name: String) -> UpkeepTarget? { targets.first { $0.name == name } }
    self.rule = rule
    self.target = target(named: rule.head.predicate.text)!
    var read: Set<String> = []
    for literal in rule.body { literal.forEachAtom { read.insert($0.predicate.text) } }
    self.inputs = inputs.filter { read.contains($0.name) }
    causes = rule.body.enumerated().compactMap { place, literal in
      guard case .positive(let atom) = literal.kind else { return nil }
      return target(named: atom.predicate.text).map { (place, atom, $0) }
    }
  }

  var isRecursive: Bool { !causes.isEmpty }

  // MARK: What has changed below

  /// Find the rows that solutions which have ended had derived; nil where they would be too many.
  func ended() -> [LastingPlan]? {
    guard let pattern else { return [] }
    if let known = endedBy[pattern] { return known }
    let known = Literal(.positive(rule.head), range: rule.head.range)
    let bodies = changedBodies.ended(rule.body, meeting: known)
    let plans = bodies?.map { LastingPlan(rule, $0, into: target.doubted) }
    endedBy.updateValue(plans, forKey: pattern)
    return plans
  }

  /// Find the rows that solutions which have begun derive.
  func begun() -> [LastingPlan] {
    guard let pattern else { return [] }
    if let known = begunBy[pattern] { return known }
    // A choice of one literal is never too many where choices of several were not.
    let bodies = changedBodies.begun(rule.body) ?? []
    let plans = bodies.map { LastingPlan(rule, $0, into: target.relation) }
    begunBy[pattern] = plans
    return plans
  }

  /// Nil where nothing that the rule reads has changed.
  private var pattern: Pattern? {
    guard inputs.contains(where: { !$0.change.isEmpty }) else { return nil }
    return inputs.flatMap { [$0.change.gained.count > 0, $0.change.lost.count > 0] }
  }

  private var changedBodies: ChangedBodies {
    func names(_ hasChanged: (RowChange) -> Bool) -> Set<String> {
      Set(inputs.filter { hasChanged($0.change) }.map(\.name))
    }
    return ChangedBodies(
      of: rule, gaining: names { $0.gained.count > 0 }, losing: names { $0.lost.count > 0 })
  }

  // MARK: What has changed here

  private func makeCheck() -> LastingPlan? {
    if isRecursive { return nil }
    let atom = rule.head.named(UpkeepTarget.doubtedName(target.name))
    return LastingPlan(
      rule, [Literal(.positive(atom), range: atom.range)] + rule.body, deltaAt: 0,
      of: target.doubted, into: target.kept)
  }

  private func consequence(of place: Int, _ atom: Atom, _ cause: UpkeepTarget) -> LastingPlan {
    var body = rule.body
    body[place].kind = .positive(atom.named(ChangedBodies.lostName(cause.name)))
    body.append(Literal(.positive(rule.head), range: rule.head.range))
    return LastingPlan(rule, body, deltaAt: place, of: cause.lost, into: target.doubted)
  }

  private func makeComeback() -> LastingPlan? {
    let best = target.relation.bestColumn
    guard best != nil || isRecursive else { return nil }
    var atom = rule.head.named(ChangedBodies.lostName(target.name))
    if let best { atom.arguments[best].term.kind = .wildcard }
    return LastingPlan(
      rule, [Literal(.positive(atom), range: atom.range)] + rule.body, into: target.relation)
  }
}
