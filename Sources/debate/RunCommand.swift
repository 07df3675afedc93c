import ArgumentParser
import Shell

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answer the questions of rule files.",
    discussion: """
      The files are read together with the facts of the debate and the rules beside them, so that each \
      may use what any of them defines. A question's title is the doc comment above it, '%! …'.
      """)

  @ParentCommand var debate: Debate
  @OptionGroup var options: FormatOptions
  @Argument(help: "Files of rules and questions.", completion: .file(extensions: ["dl"]))
  var files: [String]

  func run() throws {
    let printer = ReplyPrinter(options.format)
    _ = try OpenDebate(debate.graph).session(needsGraph: false, running: files, with: printer)
    try printer.finish()
  }
}
