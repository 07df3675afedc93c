import ArgumentParser
import DebateGraph
import Shell

struct CompareCodings: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement", abstract: "Measure how far two coders of the same articles agree.",
    discussion: """
      Each coding is a file of facts, or a folder of such files; actors, topics and the schema are those of \
      the debate, or, for a folder that has a schema of its own, that folder's. For example:
      debate agreement graph/articles/one.dl second-coding/one.dl
      """)

  @ParentCommand var debate: Debate
  @Argument(help: "A coding.", completion: .file(extensions: ["dl"])) var first: String
  @Argument(help: "Another one.", completion: .file(extensions: ["dl"])) var second: String
  @Option(
    name: .customLong("leave-out"),
    help: ArgumentHelp(
      "A statement that is not independent; its unit is left out of both codings.",
      valueName: "statement"))
  var leftOut: [String] = []

  func run() throws {
    let printer = ReplyPrinter(.table, isConversation: true)
    let files = OpenDebate(debate.graph)
    if let agreement = try files.agreement(of: first, and: second, leavingOut: leftOut, printer) {
      printer.show(.text(agreement.report))
    }
    try printer.finish()
  }
}
