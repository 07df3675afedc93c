import Glibc

/// How far an evaluation may go. Each limit, when hit, is an error that names it and the rule.
public struct Limits: Sendable {
  /// Rows derived for one question, all relations together.
  public var derivedRows: Int
  /// Rounds of one stratum.
  public var rounds: Int
  /// Wall time of one question; nil for no limit.
  public var seconds: Double?
  /// What relations may occupy, by their own account.
  public var bytes: Int
  /// How large the texts may be that are read.
  public var syntax = SyntaxLimits.standard

  public init(
    derivedRows: Int = 100_000_000, rounds: Int = 1_000_000, seconds: Double? = nil,
    bytes: Int = Limits.mostOfMemory
  ) {
    self.derivedRows = derivedRows
    self.rounds = rounds
    self.seconds = seconds
    self.bytes = bytes
  }

  public static let standard = Limits()

  /// Three quarters of the machine's memory.
  public static var mostOfMemory: Int {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    return pages > 0 && pageSize > 0 ? pages * pageSize / 4 * 3 : 1 << 32
  }
}
