/// What a run may use, and what it has used. One for a question and all that it makes necessary.
public final class Budget {
  private let rowLimit: Int
  private let secondLimit: Double?
  private let byteLimit: Int
  private let stopFlag: StopFlag
  private let start = ContinuousClock.now
  private var rows = 0
  private var polls = 0
  /// Bytes of each relation that grew, as of when it was weighed last.
  private var weights: [ObjectIdentifier: Int] = [:]
  private var rowsSinceWeighing = 0
  /// Batches that no step is filling, by width.
  private var spareBatches: [[Batch]] = []

  /// - Parameters:
  ///   - rowLimit: rows derived, those of all relations together.
  ///   - secondLimit: wall time; nil for no limit.
  ///   - byteLimit: what the relations may occupy, by their own account.
  public init(rowLimit: Int, secondLimit: Double?, byteLimit: Int, stopFlag: StopFlag) {
    self.rowLimit = rowLimit
    self.secondLimit = secondLimit
    self.byteLimit = byteLimit
    self.stopFlag = stopFlag
  }

  /// A batch to be filled; what it has for rows means nothing.
  func takeBatch(width: Int) -> Batch {
    if width < spareBatches.count, let spare = spareBatches[width].popLast() { return spare }
    return Batch(width: width)
  }

  func giveBack(_ batch: consuming Batch) {
    let width = batch.columns.count
    while spareBatches.count <= width { spareBatches.append([]) }
    spareBatches[width].append(batch)
  }

  /// Called once a batch; the clock is read every 64 calls.
  public func poll() throws(RunError) {
    if stopFlag.isRaised { throw .interrupted }
    polls += 1
    guard let secondLimit, polls % 64 == 0 else { return }
    if start.duration(to: .now) > .seconds(secondLimit) { throw .timeLimit(seconds: secondLimit) }
  }

  /// Accounts for rows that were new to a relation. Relations are weighed every quarter of a million
  /// rows, since weighing takes a pass over their parts.
  func spend(rows more: Int, on relation: Relation) throws(RunError) {
    rows += more
    if rows > rowLimit { throw .rowLimit(rowLimit) }
    rowsSinceWeighing += more
    guard rowsSinceWeighing > 1 << 18 else { return }
    rowsSinceWeighing = 0
    weights[ObjectIdentifier(relation)] = relation.byteCount
    if weights.values.reduce(0, +) > byteLimit { throw .memoryLimit(bytes: byteLimit) }
  }
}
