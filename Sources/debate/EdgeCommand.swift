import ArgumentParser
import Datalog
import DebateGraph
import Shell

struct ExplainEdge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edge", abstract: "Tell why an edge of a network weighs what it weighs.",
    discussion: """
      The calculation, rule by rule, down to the statements with their words. For example:
      debate edge onemode germany poland --set aggregation=subtract
      """)

  @ParentCommand var debate: Debate
  @OptionGroup var making: NetworkOptions
  @ArgumentParser.Argument(help: "The network's name, such as onemode.") var network: String
  @ArgumentParser.Argument(help: "One end.") var source: String
  @ArgumentParser.Argument(help: "The other end.") var target: String

  func run() throws {
    let printer = ReplyPrinter(.tsv)
    let session = try OpenDebate(debate.graph).session(needsGraph: true, with: printer)
    session.attempt(printer.show) {
      try making.apply(to: session.database)
      let account = try account(source, target, in: session) ?? account(target, source, in: session)
      guard let account else {
        throw Refusal(
          .nothingToExplain, "'\(network)' has no edge between '\(source)' and '\(target)'")
      }
      printer.show(.text(account.lines.map { $0.controlsEscaped + "\n" }.joined()))
    }
    printer.finish(leaving: session)
  }

  private func account(
    _ source: String, _ target: String, in session: Session
  ) throws -> EdgeAccount? {
    let database = session.database
    guard let predicate = database.catalog.predicate(named: network + "_edge") else {
      _ = try database.network(network)
      return nil
    }
    let rest = database.catalog[predicate].columns.dropFirst(2).map { _ in ", _" }.joined()
    return try database.account(
      ofEdge: "\(network)_edge(\(Value.symbol(source)), \(Value.symbol(target))\(rest))?")
  }
}

/// How the networks 'onemode' and 'twomode' are made.
struct NetworkOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "How to make 'onemode' and 'twomode', such as aggregation=subtract.", valueName: "name=value")
  )
  var choices: [String] = []
  @Option(
    help: ArgumentHelp(
      "Leave out statements with this value, such as source=Daily News.",
      valueName: "variable=value"))
  var exclude: [String] = []
  @Option(
    help: ArgumentHelp(
      "Keep only statements with one of these values.", valueName: "variable=value"))
  var only: [String] = []
  @Option(
    name: .customLong("with"),
    help: ArgumentHelp(
      "Keep only statements whose entity has an attribute, such as organization:Type=NGO.",
      valueName: "variable:attribute=content"))
  var attributes: [String] = []
  @Option(
    name: .customLong("period"),
    help: ArgumentHelp(
      "Make a network of this stretch of time, such as 2022-01-01/2022-06; may be given several times.",
      valueName: "from/until"))
  var periods: [String] = []

  func apply(to database: Database) throws {
    try database.choose(choices)
    try database.filter("exclude", exclude)
    try database.filter("only", only)
    try database.filterByAttributes(attributes)
    try database.choosePeriods(periods)
  }
}
