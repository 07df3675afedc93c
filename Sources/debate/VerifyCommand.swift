import ArgumentParser
import Shell

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare every quote, paragraph and file with the articles' texts.",
    discussion: """
      Each article's file must be the one that was coded, each paragraph that a fact cites must be in it, \
      and each quote must stand there in quotation marks, character by character. What differs only in \
      the shape of quotation marks is told and let pass. Ends with status 2 where something differs, 1 \
      where an article can't be read.
      """)

  @ParentCommand var debate: Debate
  @Option(
    help: ArgumentHelp("The folder with the articles' text files.", valueName: "folder"),
    completion: .directory)
  var articles: String

  func run() throws {
    let printer = ReplyPrinter(.table)
    let session = try OpenDebate(debate.graph).session(needsGraph: true, with: printer)
    session.attempt(printer.show) {
      let isVerified = try session.verify(articlesIn: articles, printer.show)
      if !isVerified, printer.status == .success { printer.raise(.checkFailed) }
    }
    printer.finish(leaving: session)
  }
}
