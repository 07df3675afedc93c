/// Pairs in order of arrival, by column.
struct PairList {
  private(set) var firsts: [ValueID] = []
  /// Ahead of the first values, while pairs are added.
  var seconds: [ValueID] = []
  /// How often the first value is another one than that of the pair before.
  private(set) var runs = 0

  var count: Int { firsts.count }
  var columns: [[ValueID]] { [firsts, seconds] }

  /// Gives all second values that have none yet this first one.
  @inline(__always) mutating func fillFirsts(with value: ValueID) {
    let missing = seconds.count - firsts.count
    if missing > 0, firsts.last != value { runs += 1 }
    if missing == 1 {
      firsts.append(value)
    } else if missing > 1 {
      firsts.append(contentsOf: repeatElement(value, count: missing))
    }
  }

  /// Appends the pairs at some places of a batch of two columns.
  mutating func append(_ places: [UInt32], of batch: borrowing Batch) {
    for place in places { seconds.append(batch.columns[1][Int(place)]) }
    for place in places {
      let first = batch.columns[0][Int(place)]
      if firsts.last != first { runs += 1 }
      firsts.append(first)
    }
  }
}
