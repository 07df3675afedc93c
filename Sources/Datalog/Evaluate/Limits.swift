/// How far an evaluation may go. Each limit, when hit, is an error that names it and the rule.
public struct Limits: Sendable {
  /// Rows derived for one question, all relations together.
  public var derivedRows: Int
  /// Rounds of one stratum.
  public var rounds: Int
  /// Wall time of one question; nil for no limit.
  public var seconds: Double?

  public init(derivedRows: Int = 100_000_000, rounds: Int = 1_000_000, seconds: Double? = nil) {
    self.derivedRows = derivedRows
    self.rounds = rounds
    self.seconds = seconds
  }

  public static let standard = Limits()
}
