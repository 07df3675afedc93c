public import ArgumentParser
import Datalog
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

  @Option(
    name: .customShort("D"),
    help: ArgumentHelp(
      "What $name stands for in files and questions, written as in a clause.",
      valueName: "name=value"))
  var definitions: [Definition] = []

  @OptionGroup var store: StoreOptions
  @Flag(help: "Take warnings for errors.") var strict = false
  @OptionGroup var limits: LimitOptions
}

/// `topic=nato_shootdown`
struct Definition: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "=") else { return nil }
    name = String(argument[..<equals])
    value = String(argument[equals...].dropFirst())
  }
}

/// Where what is asserted is kept.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file that keeps what is asserted; otherwise 'debate.db' beside the folder of facts.",
      valueName: "file"),
    completion: .file(extensions: ["db"]))
  var store: String?
  @Flag(help: "Keep nothing, and leave out what was kept.") var memory = false
  @Option(
    help: ArgumentHelp(
      "Who asserts; otherwise the name that git knows, or the user's.", valueName: "name"))
  var author: String?

  func validate() throws {
    if memory, store != nil { throw ValidationError("'--memory' keeps nothing in '--store'") }
    if author?.isEmpty ?? false { throw ValidationError("'--author' needs a name") }
  }
}

/// How far an evaluation may go.
struct LimitOptions: ParsableArguments {
  @Option(help: "Rows derived for one question.") var maxRows = Limits.standard.derivedRows
  @Option(help: "Rounds of one recursion.") var maxRounds = Limits.standard.rounds
  @Option(help: "Seconds that one question may take; otherwise as long as it needs.")
  var maxSeconds: Double?
  @Option(help: "MiB that relations may occupy; otherwise three quarters of the memory.")
  var maxMemory: Int?

  var limits: Limits {
    Limits(
      derivedRows: maxRows, rounds: maxRounds, seconds: maxSeconds,
      bytes: maxMemory.map { $0 << 20 } ?? Limits.mostOfMemory)
  }

  func validate() throws {
    if maxRows < 1 || maxRounds < 1 || maxSeconds ?? 1 <= 0 || maxMemory ?? 1 < 1 {
      throw ValidationError("a limit is a number above 0")
    }
    if maxMemory ?? 1 > 1 << 40 { throw ValidationError("--max-memory is given in MiB") }
  }
}

/// How answers are written.
struct FormatOptions: ParsableArguments {
  @Option(help: "How answers are written; otherwise a table at a terminal, elsewhere tsv.")
  var format: Presentation.Format?
  @Flag(help: "Write values as they are, even where a terminal or a spreadsheet would act on them.")
  var exact = false
  @Flag(help: "End with status 3 where an answer has no rows.") var failEmpty = false
}

/// Besides 0 for answered and 64 for a wrong command line.
extension ExitCode {
  static let refused = ExitCode(1)
  static let checkFailed = ExitCode(2)
  static let nothingFound = ExitCode(3)
  static let interrupted = ExitCode(130)
}
