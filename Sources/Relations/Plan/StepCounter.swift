/// Counts the rows that come out of a step, where somebody wants to know; a step of a plan that is only
/// to be run has none.
open class StepCounter {
  public private(set) var rows = 0

  public init() {}

  func add(_ more: Int) { rows += more }
}
