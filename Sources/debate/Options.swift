public import ArgumentParser
public import Shell

extension Presentation.Format: ExpressibleByArgument {}

/// Where the debate is. May stand before a subcommand or behind it.
struct GraphOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of facts; the rules stand in 'queries' beside it. Otherwise 'graph' here.",
      valueName: "folder"),
    completion: .directory)
  var graph: String?

  /// These, and what they leave open as given before the subcommand.
  func or(_ outer: GraphOptions) -> GraphOptions {
    var options = self
    options.graph = graph ?? outer.graph
    return options
  }
}

/// How answers are written. May stand before a subcommand or behind it.
struct FormatOptions: ParsableArguments {
  @Option(help: "How answers are written; otherwise a table at a terminal, elsewhere tsv.")
  var format: Presentation.Format?

  func or(_ outer: FormatOptions) -> Presentation.Format? { format ?? outer.format }
}

/// Besides 0 for answered and 64 for a wrong command line.
extension ExitCode {
  static let refused = ExitCode(1)
  static let checkFailed = ExitCode(2)
  static let interrupted = ExitCode(130)
}
