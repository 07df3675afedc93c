import ArgumentParser
import Shell

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer the questions of rule files.",
    discussion: """
      The facts of the debate and the rules beside them are known to each file. A question's title is \
      the doc comment above it, '%! …'.
      """)

  @ParentCommand var debate: Debate
  @OptionGroup var options: FormatOptions
  @Argument(help: "Files of rules and questions.", completion: .file(extensions: ["dl"]))
  var files: [String]

  func run() throws {
    let printer = ReplyPrinter(options.format)
    let session = try OpenDebate(debate.graph).session(
      needsGraph: false, leavingOut: files, with: printer)
    for path in files { session.reply(toFile: path, say: printer.show) }
    try printer.finish()
  }
}
