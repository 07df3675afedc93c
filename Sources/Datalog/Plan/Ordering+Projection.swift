import Relations

// Atoms most of whose columns nobody needs, where many rows agree in the others.

extension Ordering {
  /// The distinct values of the columns that a join with all rows puts out, in place of the rows; nil where
  /// they would not be far fewer, or nothing is done with them but to keep them.
  func distinctRows(for join: Join) -> Relation? {
    let relation = join.relation
    guard readsFinished, !planner.isLasting, join.view == .visible, join.key.isEmpty,
      join.equalColumns.isEmpty, !join.outputs.isEmpty, join.outputs.count < relation.width,
      !join.outputs.contains(relation.width), !remaining.isEmpty || !isUntouched
    else { return nil }
    let most = join.outputs.reduce(1.0) { $0 * Double(relation.distinctCount(of: $1)) }
    return most * Ordering.leastRepetition <= Double(relation.count)
      ? relation.rows(with: join.outputs) : nil
  }

  /// How many rows have to agree for telling them apart to pay.
  private static let leastRepetition = 4.0
}
