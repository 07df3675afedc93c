/// What a representation of a relation's rows does; each call is for a batch or a round.
protocol RowStorage: AnyObject {
  /// All rows, pending ones included.
  var count: Int { get }
  var deltaCount: Int { get }
  var byteCount: Int { get }
  var columns: [[ValueID]] { get }
  /// The rows of the delta, by column.
  var deltaRows: [[ValueID]] { get }
  /// Makes sure that it is known which rows those of later deltas replace.
  func prepareReplacedRows()
  /// The rows that those of the delta took the place of, by column.
  var replacedRows: [[ValueID]] { get }

  /// Returns how many rows were new.
  func insert(_ batch: borrowing Batch) -> Int
  /// The same for rows that are known to be new and distinct.
  func append(_ batch: borrowing Batch)
  /// Pending rows become the delta, the delta becomes stable.
  func advance()
  /// All rows become the delta.
  func beginRounds()
  /// All rows become stable.
  func settle()
  /// Whether a batch of so many rows is better joined without an index.
  func prefersScan(by key: [Int], for asking: Int) -> Bool
  /// Whether rows looked up by these columns are found as sets of the one other column's values.
  func lendsSets(by key: [Int], in view: Relation.View) -> Bool
  /// Makes sure that rows can be looked up by these columns.
  func prepareIndex(on key: [Int])
  /// The same where it is only asked whether there are such rows, or how many.
  func prepareTest(on key: [Int])
  func prepareCounts(by key: [Int])
  func distinctCount(of column: Int) -> Int

  /// Whether the row made of `operands` from each row of `batch` is there, pending rows included.
  func contains(_ operands: [Operand], of batch: borrowing Batch) -> [Bool]
  /// Fills `output` with up to a batch of matches: the `kept` columns of `batch`, then the outputs of
  /// the join; goes on at `cursor`.
  func fill(
    _ output: inout Batch, kept: [Int], of batch: borrowing Batch, by join: Join,
    from cursor: inout JoinCursor)
  /// For each row of the batch whether the join has a match.
  func exists(for batch: borrowing Batch, by join: Join) -> [Bool]
  /// For each row of the batch how many matches the join has.
  func matchCounts(for batch: borrowing Batch, by join: Join) -> [Int]
  /// Makes sure that the values of a column can be had as a set for each combination of the others.
  func prepareSets(of column: Int)
  /// For each such set the values beside it, by column.
  func combinations(besides column: Int) -> [[ValueID]]
  /// For each of some rows of the batch the values of a column beside `others`, the values of all other
  /// columns; an empty set where there are none. Valid until the next insertion.
  func sets(
    of column: Int, beside others: [Operand], for rows: Range<Int>, of batch: borrowing Batch
  ) -> [AdaptiveSet]

  /// Takes rows out, while none is new; tells for each whether it was there.
  func remove(_ batch: borrowing Batch) -> [Bool]
  /// How many removed rows still take room.
  var vacantCount: Int { get }
  /// Gives that room back.
  func compact()

  func checkInvariants()
}

extension RowStorage {
  func prepareReplacedRows() {}
  var replacedRows: [[ValueID]] { [] }

  func append(_ batch: borrowing Batch) { _ = insert(batch) }

  func prefersScan(by key: [Int], for asking: Int) -> Bool { false }
  func lendsSets(by key: [Int], in view: Relation.View) -> Bool { false }
  func prepareTest(on key: [Int]) { prepareIndex(on: key) }
  func prepareCounts(by key: [Int]) { prepareIndex(on: key) }

  func settle() {
    advance()
    advance()
  }

  func matchCounts(for batch: borrowing Batch, by join: Join) -> [Int] {
    listedMatchCounts(for: batch, by: join)
  }

  /// By making the matches.
  func listedMatchCounts(for batch: borrowing Batch, by join: Join) -> [Int] {
    var counts = [Int](repeating: 0, count: batch.count)
    let rows = (0..<batch.count).map { ValueID(raw: UInt32(truncatingIfNeeded: $0)) }
    let numbered = Batch(columns: batch.columns + [rows], count: batch.count)
    var output = Batch(width: 1 + join.outputs.count)
    var cursor = JoinCursor()
    while !cursor.isDone {
      fill(&output, kept: [batch.columns.count], of: numbered, by: join, from: &cursor)
      for row in output.columns[0].prefix(output.count) { counts[Int(row.raw)] += 1 }
    }
    return counts
  }
}

/// Where a join over one batch stands. Joins are taken up where they were left, so that nothing of the
/// relation is held while the batch they filled runs through the later steps, which may insert into
/// the same relation.
struct JoinCursor {
  /// In order of arrival, or set by set.
  enum Scan { case none, rows, sets }

  /// The row of the batch that is being matched.
  var row = 0
  /// Where in the representation the next candidate for `row` is, once `isInside`.
  var candidate = 0
  var isInside = false
  /// How all rows are gone through, if they are; nil before the first of them.
  var scan: Scan?
  var isDone = false
  /// Hashes of the keys of the whole batch, made once.
  var hashes: [UInt64] = []
  /// What was found for `row` but not passed on yet: all of it, and how much was.
  var found: [ValueID] = []
  var passedOn = 0
}
