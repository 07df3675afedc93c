import ArgumentParser
import Datalog
import DebateGraph
import Shell

struct ImportCoding: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a debate of what was coded with another program, or join it to one.",
    subcommands: [ImportDNA.self, ImportCSV.self])
}

/// Where an import goes: into a folder to be made, or into the debate of '--graph'.
struct ImportTarget: ParsableArguments {
  @OptionGroup var graph: GraphOptions
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder to make; otherwise the coding joins the debate of '--graph'.",
      valueName: "folder"))
  var output: String?
  @Option(
    help: ArgumentHelp(
      "What the coding is called in the debate; otherwise as its file.", valueName: "name"))
  var name: String?
  @Option(
    help: ArgumentHelp(
      "Begins the ids of statements and documents, where others have the same.",
      valueName: "word"))
  var prefix: String?

  func expectPlace() throws {
    if output == nil, graph.graph == nil {
      throw ValidationError(
        "say where to: '-o' makes a folder, '--graph' names a debate that the coding is to join")
    }
    if output != nil, prefix != nil {
      throw ValidationError("'--prefix' is for a debate to join, not for a new folder")
    }
  }

  /// - Parameter file: the path of what is imported.
  func name(of file: String) -> String {
    if let name { return name }
    let last = file.split(separator: "/").last.map(String.init) ?? file
    return last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
  }

  /// Does it, or where something stands against it, nothing.
  func take(
    _ file: String, with printer: ReplyPrinter,
    _ read: (Surroundings) throws -> Import
  ) throws {
    let debate = OpenDebate(graph)
    if let output {
      return debate.emptySession().attempt(printer.show) {
        let coding = try refused { try read(Surroundings()) }
        try debate.found(coding, at: output, with: printer)
        if printer.status == .success { report(coding, printer) }
      }
    }
    let session = try debate.session(needsGraph: true, with: printer)
    session.attempt(printer.show) {
      let name = name(of: file).fitForFile
      try debate.expectRoom(for: name)
      let surroundings = try Surroundings(
        of: session.database, name: name, prefix: prefix ?? "")
      let coding = try refused { try read(surroundings) }
      guard try debate.joins(coding, with: printer) else { return }
      try debate.join(coding, named: name)
      report(coding, printer)
    }
  }

  private func report(_ coding: Import, _ printer: ReplyPrinter) {
    printer.show(.text(coding.report.map(\.controlsEscaped).joined(separator: "\n") + "\n"))
  }

  private func refused(_ read: () throws -> Import) throws -> Import {
    do {
      return try read()
    } catch let error as ImportRefusal {
      throw Refusal(.unreadableFile, error.message.controlsEscaped, help: error.help)
    }
  }
}

struct ImportDNA: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dna", abstract: "Take over a database of Discourse Network Analyzer 3.",
    discussion: """
      The new folder is a debate of its own: 'graph' with the coding as facts, 'texts' with the documents, \
      and 'queries' with the rules of the networks. For example:
      debate import dna coalition.dna -o coalition
      debate --graph coalition/graph export onemode --set aggregation=subtract --format svg -o camps.svg
      """)

  @OptionGroup var target: ImportTarget
  @ArgumentParser.Argument(help: "The database.", completion: .file(extensions: ["dna"])) var file:
    String

  func validate() throws { try target.expectPlace() }

  func run() throws {
    let printer = ReplyPrinter(.tsv)
    try target.take(file, with: printer) { try Import.dna(file, into: $0) }
    try printer.finish()
  }
}

extension String {
  /// Letters, digits, `-` and `_` of ASCII; others become `-`.
  fileprivate var fitForFile: String {
    let fit = String(
      map { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" ? $0 : "-" })
    return fit.isEmpty ? "coding" : fit
  }
}
