import Relations

extension Interner {
  /// Row numbers in the order of the rows' values, columns from left to right.
  ///
  /// Values are ranked once per distinct value; then one stable counting pass per column, from the last
  /// to the first, orders the rows. O(rows × columns) besides the ranking.
  ///
  /// - SeeAlso: radix sorting from the least significant digit, Knuth, *The Art of Computer
  ///   Programming*, 5.2.5.
  ///
  /// - Parameter budget: what may stop it.
  func sortedRows(of relation: Relation, _ budget: Budget) throws(RunError) -> [Int] {
    var order = Array(0..<relation.count)
    for column in relation.columns.reversed() {
      let (ranks, count) = try ranks(of: column, budget)
      order = try sorted(order, by: ranks, count: count, budget)
    }
    return order
  }

  /// For each row the place of its value among the column's distinct values, and their number.
  private func ranks(
    of column: [ValueID], _ budget: Budget
  ) throws(RunError) -> (ranks: [Int], count: Int) {
    var rank: [ValueID: Int] = [:]
    for (row, id) in column.enumerated() {
      if row & 0x3FFF == 0 { try budget.poll() }
      rank[id] = 0
    }
    for (place, id) in try sorted(Array(rank.keys), budget).enumerated() { rank[id] = place }
    var ranks: [Int] = []
    ranks.reserveCapacity(column.count)
    for (row, id) in column.enumerated() {
      if row & 0x3FFF == 0 { try budget.poll() }
      ranks.append(rank[id]!)
    }
    return (ranks, rank.count)
  }

  private func sorted(_ ids: [ValueID], _ budget: Budget) throws(RunError) -> [ValueID] {
    var comparisons = 0
    do {
      return try ids.sorted {
        comparisons += 1
        if comparisons & 0x3FFF == 0 { try budget.poll() }
        return precedes($0, $1)
      }
    } catch let error as RunError {
      throw error
    } catch {
      preconditionFailure("nothing but a poll throws here: \(error)")
    }
  }

  private func sorted(
    _ order: [Int], by ranks: [Int], count: Int, _ budget: Budget
  ) throws(RunError) -> [Int] {
    var ends = [Int](repeating: 0, count: count)
    for rank in ranks { ends[rank] += 1 }
    var end = 0
    for rank in ends.indices {
      end += ends[rank]
      ends[rank] = end
    }
    var sorted = order
    for (number, row) in order.reversed().enumerated() {
      if number & 0x3FFF == 0 { try budget.poll() }
      ends[ranks[row]] -= 1
      sorted[ends[ranks[row]]] = row
    }
    return sorted
  }
}
