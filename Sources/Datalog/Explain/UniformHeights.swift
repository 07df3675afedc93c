import Relations

/// Of predicates all of whose rows have one height, that height, found from the rules without a look at
/// the rows.
///
/// A rule counts only where it can be taken: none of its positive literals has a relation without rows,
/// and none that says all of its row, such as `chosen(duplicates, week)`, says one that is not there.
/// Most rules without recursion have one height by that, and no search has to look at all the ways in
/// which such a row follows.
struct UniformHeights {
  private var heights: [PredicateID: Int] = [:]
  private let context: EvaluationContext
  private let relation: (String) -> Relation?

  /// Linear in the literals of all rules.
  ///
  /// - Parameter relation: that of a finished predicate; nil where it is built in.
  init(
    _ evaluator: Evaluator, _ context: EvaluationContext, relation: @escaping (String) -> Relation?
  ) {
    (self.context, self.relation) = (context, relation)
    for stratum in evaluator.strata where !stratum.isRecursive {
      for predicate in stratum.predicates {
        heights[predicate] = height(of: predicate, by: evaluator.rules(for: predicate), evaluator)
      }
    }
  }

  /// The height of all rows of a predicate; nil where they have several, or where it isn't known.
  ///
  /// - Precondition: the predicate has rules.
  subscript(predicate: PredicateID) -> Int? { heights[predicate] }

  private func height(
    of predicate: PredicateID, by rules: [CheckedRule], _ evaluator: Evaluator
  ) -> Int? {
    let isStated = context.store.relation(of: predicate).map { $0.count > 0 } ?? false
    var found: Int? = isStated ? 0 : nil
    for rule in rules where rule.body.allSatisfy(canHold) {
      guard let height = height(of: rule.body, evaluator).map({ $0 + 1 }), found ?? height == height
      else { return nil }
      found = height
    }
    return found
  }

  /// Of the highest positive literal.
  private func height(of body: [Literal], _ evaluator: Evaluator) -> Int? {
    var highest = 0
    for predicate in body.compactMap(predicate) {
      if evaluator.rules(for: predicate).isEmpty { continue }
      guard let height = heights[predicate] else { return nil }
      highest = max(highest, height)
    }
    return highest
  }

  private func canHold(_ literal: Literal) -> Bool {
    guard case .positive(let atom) = literal.kind, let relation = relation(atom.predicate.text)
    else { return true }
    if relation.count == 0 { return false }
    let values = atom.terms.compactMap(\.constantValue)
    guard values.count == relation.width else { return true }
    let row = values.compactMap(context.interner.knownID)
    return row.count == values.count && relation.contains(row)
  }

  /// The predicate of a positive literal; nil where it is built in.
  private func predicate(_ literal: Literal) -> PredicateID? {
    guard case .positive(let atom) = literal.kind else { return nil }
    return context.catalog.predicate(named: atom.predicate.text)
  }
}
