/// The values of one variable that two relations reach over another one which nobody needs behind them:
/// for each row of a batch the union, over the values that the first relation has beside it, of the
/// sets that the second has beside these. No value comes twice for a row, however many ways lead to it.
public struct Composition {
  /// With all columns but one as its key, and that one as its output.
  public var first: Join
  /// The same; the operand at place `joining` of its key is what the first puts out.
  public var second: Join
  public var joining: Int

  /// - Precondition: both relations can be intersected.
  public init(_ first: Join, _ second: Join, joining: Int) {
    precondition(first.relation.canBeIntersected && second.relation.canBeIntersected)
    self.first = first
    self.second = second
    self.joining = joining
  }

  /// Makes sure that the sets are there.
  func prepareIndices() {
    for join in [first, second] { join.relation.rows.prepareSets(of: join.outputs[0]) }
  }

  /// Fills `output` with up to a batch of rows: the `kept` columns of `batch`, then the value.
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, from cursor: inout JoinCursor
  ) {
    var filling = Filling(&output, kept: kept, outputs: [1])
    while cursor.row < batch.count {
      if cursor.found.isEmpty { cursor.found = values(for: cursor.row, of: batch) }
      if !cursor.found.isEmpty, !cursor.passOn(.none, at: 0, &filling, batch) {
        output = filling.output
        return
      }
      cursor.row += 1
    }
    output = filling.output
    cursor.isDone = true
  }

  private func values(for row: Int, of batch: borrowing Batch) -> [ValueID] {
    let between = first.relation.rows.sets(
      of: first.outputs[0], beside: first.keyOperands, for: row..<row + 1, of: batch)[0].values
    var operands = second.keyOperands.map { Operand.constant(batch.value($0, row)) }
    operands[joining] = .column(0)
    var union = AdaptiveSet()
    defer { union.free() }
    for start in stride(from: 0, to: between.count, by: Batch.capacity) {
      let values = Array(between[start..<min(start + Batch.capacity, between.count)])
      let sets = second.relation.rows.sets(
        of: second.outputs[0], beside: operands, for: 0..<values.count,
        of: Batch(columns: [values], count: values.count))
      for set in sets { union.formUnion(set) }
    }
    return union.values
  }
}
