import ArgumentParser
import Datalog
import DebateGraph
import Shell

struct ImportCoding: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make a debate of what was coded with another program.",
    subcommands: [ImportDNA.self])
}

struct ImportDNA: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dna", abstract: "Make a debate of a database of Discourse Network Analyzer 3.",
    discussion: """
      The new folder is a debate of its own: 'graph' with the coding as facts, 'texts' with the documents, \
      and 'queries' with the rules of the networks. For example:
      debate import dna coalition.dna -o coalition
      debate --graph coalition/graph export onemode --set aggregation=subtract --format svg -o camps.svg
      """)

  @OptionGroup var graph: GraphOptions
  @ArgumentParser.Argument(help: "The database.", completion: .file(extensions: ["dna"])) var file:
    String
  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to make.", valueName: "folder"))
  var output: String

  func run() throws {
    let printer = ReplyPrinter(.tsv)
    let debate = OpenDebate(graph)
    debate.emptySession().attempt(printer.show) {
      let coding = try readDNA()
      try debate.found(coding, at: output)
      printer.show(.text(coding.report.joined(separator: "\n") + "\n"))
    }
    try printer.finish()
  }

  private func readDNA() throws(Refusal) -> Import {
    do throws(ImportRefusal) {
      return try Import.dna(file)
    } catch {
      throw Refusal(.unreadableFile, error.message, help: error.help)
    }
  }
}
