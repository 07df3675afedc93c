/// The values that one column of each of several relations has beside values that are bound in all its
/// other columns: for each row of a batch the smallest set proposes and the others validate, so the
/// cost is that of the smallest, whichever it is.
///
/// - SeeAlso: Ngo, Ré and Rudra, *Skew strikes back*, 2013, for why a cycle of atoms can't be joined
///   pair by pair in this time.
public struct Intersection {
  /// Each with one column as its output, and all others as its key.
  public var joins: [Join]

  /// - Precondition: all relations can be intersected.
  public init(_ joins: [Join]) {
    precondition(
      joins.allSatisfy {
        $0.relation.canBeIntersected && $0.outputs.count == 1
          && $0.key.count + 1 == $0.relation.width
      })
    self.joins = joins
  }

  /// Makes sure that the sets are there.
  func prepareIndices() {
    for join in joins { join.relation.rows.prepareSets(of: join.outputs[0]) }
  }

  /// Fills `output` with up to a batch of rows: the `kept` columns of `batch`, then the common value.
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, from cursor: inout JoinCursor
  ) {
    var filling = Filling(&output, kept: kept, outputs: [1])
    var marked = MarkedValues()
    defer { marked.free() }
    while cursor.row < batch.count {
      let rows = cursor.row..<min(cursor.row + Intersection.lookAhead, batch.count)
      let sets = sets(for: rows, of: batch)
      for row in rows {
        if cursor.found.isEmpty {
          findCommonValues(of: sets, row - rows.lowerBound, &marked, into: &cursor.found)
        }
        if !cursor.found.isEmpty, !cursor.passOn(.none, at: 0, &filling, batch) {
          output = filling.output
          return
        }
        cursor.row += 1
      }
    }
    output = filling.output
    cursor.isDone = true
  }

  /// Rows that are looked up at a time, though the batch may be full before them.
  private static let lookAhead = 64

  /// Adds how many different values there are for each group's rows, which follow one another, to
  /// `counts`; `common` holds the values found for the group that is counted at the moment.
  func count(
    _ batch: borrowing Batch, groups: Operand, _ common: inout CommonValues,
    into counts: inout [Int]
  ) {
    let sets = sets(for: 0..<batch.count, of: batch)
    for row in 0..<batch.count {
      common.begin(Int(batch.value(groups, row).raw))
      if joins.count == 2 {
        common.set.insertCommon(of: sets[0][row], sets[1][row])
      } else {
        for value in commonValues(of: sets, row) { _ = common.set.insert(value.raw) }
      }
      counts[common.group] = Int(common.set.count)
    }
  }

  /// For each relation the sets for some rows of a batch.
  private func sets(for rows: Range<Int>, of batch: borrowing Batch) -> [[AdaptiveSet]] {
    var sets: [[AdaptiveSet]] = []
    for join in joins {
      sets.append(
        join.relation.rows.sets(
          of: join.outputs[0], beside: join.keyOperands, for: rows, of: batch))
    }
    return sets
  }

  private func findCommonValues(
    of sets: [[AdaptiveSet]], _ row: Int, _ marked: inout MarkedValues, into found: inout [ValueID]
  ) {
    guard sets.count == 2 else {
      found = commonValues(of: sets, row)
      return
    }
    let (one, other) = isRepeated(sets[0], row) ? (sets[0], sets[1]) : (sets[1], sets[0])
    let set = isRepeated(one, row) ? marked.form(of: one[row]) : one[row]
    set.appendCommon(with: other[row], to: &found)
  }

  /// Whether the next row, or the one before, has the same set.
  private func isRepeated(_ sets: [AdaptiveSet], _ row: Int) -> Bool {
    row > 0 && sets[row].isSame(as: sets[row - 1])
      || row + 1 < sets.count && sets[row].isSame(as: sets[row + 1])
  }

  private func commonValues(of sets: [[AdaptiveSet]], _ row: Int) -> [ValueID] {
    let least = sets.indices.min { sets[$0][row].count < sets[$1][row].count }!
    return sets[least][row].values.filter { value in
      sets.allSatisfy { $0[row].contains(value.raw) }
    }
  }
}

/// The values found for one group: a set that `free` gives back.
struct CommonValues {
  private(set) var group = 0
  var set = AdaptiveSet()

  /// Goes on to a group, unless it is the one at hand.
  @inline(__always) mutating func begin(_ group: Int) {
    if group == self.group { return }
    self.group = group
    set.removeAll()
  }

  func free() { set.free() }
}

/// The set that many rows in turn have, as a bitmap: a value is quicker found in it.
private struct MarkedValues {
  private var set = AdaptiveSet()
  private var bitmap = AdaptiveSet()

  /// Up to so many words, which stay in the cache.
  private static let mostWords: UInt64 = 1 << 12

  /// The set's values in the form that is asked most quickly; valid until it is called again.
  mutating func form(of repeated: AdaptiveSet) -> AdaptiveSet {
    if repeated.form == .bitmap { return repeated }
    if repeated.isSame(as: set) { return bitmap }
    guard let marked = repeated.bitmap(ofAtMost: MarkedValues.mostWords) else { return repeated }
    bitmap.free()
    (set, bitmap) = (repeated, marked)
    return marked
  }

  func free() { bitmap.free() }
}
