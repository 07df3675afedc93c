import ArgumentParser
import DebateGraph
import Shell

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a network of the debate as a drawing.",
    discussion: """
      Networks are defined by rules: every predicate '…_edge' makes one. For example:
      debate export affiliation --topic nato_shootdown --format svg -o stances.svg
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case dot, svg, png, pdf
  }

  @ParentCommand var debate: Debate
  @Argument(help: "The network's name, such as affiliation, congruence or conflict.")
  var network: String
  @Option(help: "Only edges on this topic.") var topic: String?
  @Option(help: "The text of the drawing, or a picture that Graphviz makes of it.")
  var format = Format.dot
  @Option(name: .shortAndLong, help: "The file to write; otherwise standard output.")
  var output: String?

  func run() throws {
    let printer = ReplyPrinter(.tsv)
    let files = OpenDebate(debate.graph)
    let session = try files.session(needsGraph: true, with: printer)
    session.attempt(printer.show) {
      let dot = try session.database.network(network, topic: topic).dot()
      let drawing = DrawingFormat(rawValue: format.rawValue)
      let bytes = try drawing.map { format in try files.draw(dot, as: format) } ?? Array(dot.utf8)
      if let output {
        try files.write(bytes, to: output)
      } else {
        printer.output.write(bytes)
      }
    }
    try printer.finish()
  }
}
