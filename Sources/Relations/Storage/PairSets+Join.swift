// Joining: the matches of a row are a whole set, which is copied into the batch as it is.

extension PairSets {
  /// Joins with the pairs by their first value, which is column `join.key[0]` of the relation, or with
  /// all pairs.
  func fill(
    _ filling: inout Filling, of batch: borrowing Batch, by join: Join,
    from cursor: inout JoinCursor
  ) {
    let key = join.keyOperands.first
    let given = join.key.first ?? 0
    let end = key == nil ? firsts.count : 1
    while cursor.row < batch.count {
      guard cursor.candidate < end else {
        cursor.row += 1
        cursor.candidate = 0
        continue
      }
      if let key {
        let value = batch.value(key, cursor.row)
        let set = seconds(of: value)
        if let set, !append(set, of: value, at: given, &filling, batch, &cursor) { return }
      } else {
        let (value, set) = group(at: cursor.candidate)
        if set.count > 0, !append(set, of: value, at: given, &filling, batch, &cursor) { return }
      }
      cursor.candidate += 1
    }
  }

  /// Appends the rows with `value` at column `given` and one of `set` at the other; false where the
  /// batch is full before. A set larger than a batch is copied once, since what comes behind the join
  /// may change it.
  @inline(__always)
  private func append(
    _ set: AdaptiveSet, of value: ValueID, at given: Int, _ filling: inout Filling,
    _ batch: borrowing Batch, _ cursor: inout JoinCursor
  ) -> Bool {
    if !filling.wants(1 - given) {
      // That there is another value is enough.
      if filling.room == 0 { return false }
      filling.append(value, at: given, [value], batch, cursor.row)
      return true
    }
    if cursor.found.isEmpty {
      if Int(set.count) <= filling.room {
        filling.append(value, at: given, set, batch, cursor.row)
        return true
      }
      if !filling.isEmpty { return false }
      cursor.found = set.values
    }
    return cursor.passOn(value, at: given, &filling, batch)
  }
}

extension JoinCursor {
  /// Passes on what was found and is still there, as far as there is room; whether that was all.
  mutating func passOn(
    _ value: ValueID, at column: Int, _ filling: inout Filling, _ batch: borrowing Batch
  ) -> Bool {
    passedOn = filling.append(value, at: column, found, from: passedOn, batch, row)
    guard passedOn == found.count else { return false }
    found.removeAll(keepingCapacity: true)
    passedOn = 0
    return true
  }
}
