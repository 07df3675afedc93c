import Relations

extension Interner {
  /// Row numbers in the order of the rows' values, columns from left to right.
  ///
  /// Values are ranked once per distinct value; then one stable counting pass per column, from the last
  /// to the first, orders the rows. O(rows × columns) besides the ranking.
  ///
  /// - SeeAlso: radix sorting from the least significant digit, Knuth, *The Art of Computer
  ///   Programming*, 5.2.5.
  func sortedRows(of relation: Relation) -> [Int] {
    var order = Array(0..<relation.count)
    for column in relation.columns.reversed() {
      let (ranks, count) = ranks(of: column)
      order = sorted(order, by: ranks, count: count)
    }
    return order
  }

  /// For each row the place of its value among the column's distinct values, and their number.
  private func ranks(of column: [ValueID]) -> (ranks: [Int], count: Int) {
    var rank: [ValueID: Int] = [:]
    for id in column { rank[id] = 0 }
    let distinct = rank.keys.sorted(by: precedes)
    for (place, id) in distinct.enumerated() { rank[id] = place }
    return (column.map { rank[$0]! }, distinct.count)
  }

  private func sorted(_ order: [Int], by ranks: [Int], count: Int) -> [Int] {
    var ends = [Int](repeating: 0, count: count)
    for rank in ranks { ends[rank] += 1 }
    var end = 0
    for rank in ends.indices {
      end += ends[rank]
      ends[rank] = end
    }
    var sorted = order
    for row in order.reversed() {
      ends[ranks[row]] -= 1
      sorted[ends[ranks[row]]] = row
    }
    return sorted
  }
}
