import ArgumentParser
import DebateGraph
import Shell

struct MeasurePolarization: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "polarization",
    abstract: "Tell how far actors stand in camps that are of one mind within and at odds between.",
    discussion: """
      A row for each camp, those that are polarized most; polarization runs from 0 to 1. For example:
      debate polarization --set normalization=average --set minimum=2
      debate polarization --camps 3 --set window=years --set window_size=1
      """)

  @ParentCommand var debate: Debate
  @OptionGroup var making: NetworkOptions
  @Option(help: "How many camps.") var camps = 2
  @OptionGroup var format: FormatOptions

  func validate() throws {
    if camps < 2 { throw ValidationError("there are at least 2 camps") }
    if making.choices.contains(where: { $0.hasPrefix("aggregation=") }) {
      throw ValidationError("polarization takes congruence and conflict: choose no 'aggregation'")
    }
  }

  func run() throws {
    let printer = ReplyPrinter(format)
    let session = try OpenDebate(debate.graph).session(needsGraph: true, with: printer)
    session.attempt(printer.show) {
      try making.apply(to: session.database)
      try session.database.choose(["aggregation=subtract"])
      let found = try session.database.polarization(camps: camps)
      printer.show(.listing(header: Self.header, rows: found.flatMap(rows)))
    }
    printer.finish(leaving: session)
  }

  private static let header = ["from", "until", "polarization", "camp", "actors", "who"]

  private func rows(_ found: PolarizedCamps) -> [[String]] {
    found.camps.enumerated().map { number, camp in
      [
        found.slice?.first ?? "", found.slice?.last ?? "", found.polarization.shortText,
        "\(number + 1)", "\(camp.count)", camp.joined(separator: ", "),
      ]
    }
  }
}
