/// What the manual tells of a command.
public struct CommandSummary: Sendable {
  /// `.why ROW | GOAL?`
  public let synopsis: String
  public let summary: String
  /// Whole sentences, possibly none.
  public let details: String
  public let example: String

  /// In the order in which help lists them.
  public static var all: [CommandSummary] {
    Command.all.map { command in
      CommandSummary(
        synopsis: command.synopsis, summary: command.summary, details: command.details,
        example: command.example)
    }
  }
}
