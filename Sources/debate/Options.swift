public import ArgumentParser
public import Shell

extension Presentation.Format: ExpressibleByArgument {}

/// Where the debate is.
struct GraphOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The folder of facts; the rules stand in 'queries' beside it. Otherwise $DEBATE_GRAPH, or 'graph' \
      here.
      """,
      valueName: "folder"),
    completion: .directory)
  var graph: String?
}

/// How answers are written.
struct FormatOptions: ParsableArguments {
  @Option(help: "How answers are written; otherwise a table at a terminal, elsewhere tsv.")
  var format: Presentation.Format?
}

/// Besides 0 for answered and 64 for a wrong command line.
extension ExitCode {
  static let refused = ExitCode(1)
  static let checkFailed = ExitCode(2)
  static let interrupted = ExitCode(130)
}
