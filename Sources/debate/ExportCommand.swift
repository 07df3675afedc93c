import ArgumentParser
import Datalog
import DebateGraph
import Shell

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a network of the debate as a drawing, or the debate as a program for clingo.",
    discussion: """
      'debate export asp' writes all facts and rules in the core language, as clingo reads it. \
      Networks are defined by rules: every predicate '…_edge' makes one. For example:
      debate export affiliation --topic nato_shootdown --format svg -o stances.svg
      """)

  /// What the program writes itself, and the pictures that Graphviz makes.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case dot, svg, png, pdf
    case graphml, gexf, pajek, ucinet, matrix, edges, nodes, json, cytoscape, mermaid, measures
  }

  @ParentCommand var debate: Debate
  @ArgumentParser.Argument(
    help: "The network's name, such as affiliation, congruence or conflict; or asp.")
  var network: String
  @Option(help: "Only edges on this topic.") var topic: String?
  @Option(
    help: """
      The text of the drawing, a picture that Graphviz makes of it, or a file for another program: matrix, \
      edges, nodes and measures are tables of comma-separated values.
      """)
  var format = Format.dot
  @OptionGroup var making: NetworkOptions
  @Option(name: .shortAndLong, help: "The file to write; otherwise standard output.")
  var output: String?
  @Option(
    help: ArgumentHelp(
      "The folder to make for a picture of each stretch of time, nodes at fixed places.",
      valueName: "folder"))
  var windows: String?

  func run() throws {
    let printer = ReplyPrinter(.tsv)
    let files = OpenDebate(debate.graph)
    let session = try files.session(needsGraph: true, with: printer)
    session.attempt(printer.show) {
      if network == "asp" { return try writeProgram(of: session, files, printer) }
      try making.apply(to: session.database)
      if let windows { return try writeWindows(of: session, to: windows, files) }
      try write(try bytes(of: session, files), files, printer)
    }
    printer.finish(leaving: session)
  }

  private func bytes(of session: Session, _ files: OpenDebate) throws -> [UInt8] {
    if network == "eventlist" { return Array(try session.database.eventList().utf8) }
    let withStatements = NetworkFormat(rawValue: format.rawValue)?.tellsStatements ?? true
    let network = try session.database.network(
      network, topic: topic, withStatements: withStatements)
    let windows = network.windows()
    if windows.count > 1, isPicture {
      throw Refusal(
        .drawingFailed, "there is a picture for each of \(windows.count) windows",
        help: "name a folder for them with '--windows'")
    }
    return try bytes(of: network.withCamps(), files)
  }

  private var isPicture: Bool {
    format == .dot || DrawingFormat(rawValue: format.rawValue) != nil
  }

  private func bytes(of network: Network, _ files: OpenDebate) throws(Refusal) -> [UInt8] {
    if let drawing = DrawingFormat(rawValue: format.rawValue) {
      return try files.draw(network.dot(), as: drawing)
    }
    return Array(network.text(as: NetworkFormat(rawValue: format.rawValue) ?? .dot).utf8)
  }

  /// A file for each window, '01.svg' and on.
  private func writeWindows(
    of session: Session, to folder: String, _ files: OpenDebate
  ) throws {
    let windows = try session.database.network(network, topic: topic).windows()
    let pictures = try windows.map { window throws(Refusal) in try bytes(of: window, files) }
    try createFolder(folder) { draft throws(Refusal) in
      for (number, picture) in pictures.enumerated() {
        let name = number < 9 ? "0\(number + 1)" : "\(number + 1)"
        try files.write(picture, to: "\(draft)/\(name).\(format.rawValue)")
      }
    }
  }

  private func write(
    _ bytes: [UInt8], _ files: OpenDebate, _ printer: ReplyPrinter
  ) throws(Refusal) {
    if let output {
      try files.write(bytes, to: output)
    } else {
      printer.output.write(bytes)
    }
  }

  private func writeProgram(
    of session: Session, _ files: OpenDebate, _ printer: ReplyPrinter
  ) throws(Refusal) {
    let program = session.database.asp()
    if program.diagnostics.isEmpty { return try write(Array(program.text.utf8), files, printer) }
    printer.show(.diagnostics(program.diagnostics, session.database.texts))
  }
}
