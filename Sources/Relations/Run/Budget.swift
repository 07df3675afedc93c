/// What a run may use, and what it has used. One for a question and all that it makes necessary.
public final class Budget {
  public let rowLimit: Int
  public let secondLimit: Double?
  private let stopFlag: StopFlag
  private let start = ContinuousClock.now
  private var rows = 0
  private var polls = 0

  public init(rowLimit: Int, secondLimit: Double?, stopFlag: StopFlag) {
    self.rowLimit = rowLimit
    self.secondLimit = secondLimit
    self.stopFlag = stopFlag
  }

  /// Called once a batch; the clock is read every 64 calls.
  func poll() throws(RunError) {
    if stopFlag.isRaised { throw .interrupted }
    polls += 1
    guard let secondLimit, polls % 64 == 0 else { return }
    if start.duration(to: .now) > .seconds(secondLimit) { throw .timeLimit(seconds: secondLimit) }
  }

  func spend(rows more: Int) throws(RunError) {
    rows += more
    if rows > rowLimit { throw .rowLimit(rowLimit) }
  }
}
