import Relations

/// Brings the relations of a finished stratum up to date with what has changed below it, at the cost of
/// what that changes.
///
/// First the rows are found that don't follow any more: those that a lost solution of a body had derived
/// are *doubted*; of them those are *kept* that still follow by a body without recursion; all others are
/// *lost*, and so in turn are doubted what they had derived. Then what is lost is taken out; whatever of
/// it follows from the rows left, and what follows only now, is put in; and rounds bring in the rest.
///
/// - SeeAlso: delete and rederive, Gupta, Mumick and Subrahmanian, 1993; checking before deleting
///   further, Motik, Nenov, Piro and Horrocks, *Incremental update of Datalog materialisation*, 2015.
struct StratumUpdate {
  let upkeep: StratumUpkeep
  /// Finds the relations below as they are after the changes.
  let planner: Planner
  let budget: Budget
  let limits: Limits
  let fewRows: Int

  private var targets: [UpkeepTarget] { upkeep.targets }

  /// Tells what the targets have gained and lost; false, with nothing done, where they are better computed
  /// anew.
  func run() throws(RuleFailure) -> Bool {
    guard try canFindLost() else { return false }
    for target in targets where target.lost.count > 0 {
      let rows = target.lost.all
      target.relation.remove(rows)
      target.change.lose(rows)
    }
    try findGained()
    for target in targets { target.relation.compact() }
    return true
  }

  /// Rows that may be doubted: with more, going on would cost more than computing all anew.
  private var mostDoubted: Int {
    fewRows + targets.reduce(0) { $0 + $1.relation.count } / 4
  }

  // MARK: What is lost

  /// False where too much is doubted, or something has no value that was not asked for before.
  private func canFindLost() throws(RuleFailure) -> Bool {
    do throws(RuleFailure) {
      return try findLost()
    } catch {
      if case .run(.undefined) = error.reason { return false }
      throw error
    }
  }

  private func findLost() throws(RuleFailure) -> Bool {
    for rule in upkeep.rules {
      guard let plans = rule.ended() else { return false }
      for plan in plans { try plan.run(by: planner, within: budget) }
    }
    guard advance(\.doubted) else { return true }
    repeat {
      if targets.reduce(0, { $0 + $1.doubted.count }) > mostDoubted { return false }
      for rule in upkeep.rules { try rule.check?.run(by: planner, within: budget) }
      for target in targets {
        target.kept.settle()
        let rows = target.doubted.delta
        target.lost.insert(rows.filtered(by: target.kept.contains(rows).map { !$0 }))
      }
      _ = advance(\.lost)
      for rule in upkeep.rules {
        for plan in rule.consequences { try plan.run(by: planner, within: budget) }
      }
    } while advance(\.doubted)
    for target in targets { target.lost.settle() }
    return true
  }

  /// Whether there is something new.
  private func advance(_ relation: KeyPath<UpkeepTarget, Relation>) -> Bool {
    targets.reduce(false) { ($1[keyPath: relation].advance() > 0) || $0 }
  }

  // MARK: What is gained

  private func findGained() throws(RuleFailure) {
    for target in targets { target.relation.prepareReplaced() }
    for rule in upkeep.rules {
      for plan in rule.begun() { try plan.run(by: planner, within: budget) }
      try rule.comeback?.run(by: planner, within: budget)
    }
    for target in targets { target.relation.advance() }
    noteRound()
    if upkeep.isRecursive, targets.contains(where: { $0.relation.deltaCount > 0 }) {
      try fixpoint.resume(&upkeep.rounds, noteRound)
    }
    for target in targets { target.relation.settle() }
  }

  private var fixpoint: Fixpoint {
    let relations = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0.relation) })
    return Fixpoint(
      rules: upkeep.writtenRules, targets: relations, planner: planner, budget: budget,
      limits: limits, isRewriting: false)
  }

  private func noteRound() {
    for target in targets where target.relation.deltaCount > 0 {
      target.change.gain(target.relation.delta)
      target.change.lose(target.relation.replaced)
    }
  }
}
