import ArgumentParser
import DebateGraph
import Shell

struct NewArticle: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-article", abstract: "Begin to code an article: write a file to be filled in.",
    discussion: """
      The file has the article's record and each paragraph of its text, numbered, as a comment with a \
      statement to be uncommented and the words that are quoted there. For example:
      debate new-article texts/bridge.txt -o graph/articles/bridge.dl
      docs/coding-your-own.md leads from a text file to the first answer.
      """)

  @ParentCommand var debate: Debate
  @Argument(help: "The article as plain text, a paragraph a line.", completion: .file())
  var file: String
  @Option(help: "What the article is to be called; otherwise a name made from the file's.")
  var id: String?
  @Option(name: .shortAndLong, help: "The file to write; otherwise standard output.")
  var output: String?
  @Flag(help: "Put it in place of a file that is there already.") var force = false

  func run() throws {
    let printer = ReplyPrinter(.tsv)
    let session = try OpenDebate(debate.graph).session(needsGraph: true, with: printer)
    session.attempt(printer.show) {
      let bytes = try readFile(file)
      let template = try session.database.articleTemplate(for: fileName, bytes, id: id)
      switch output {
      case nil: printer.show(.text(template))
      case let path? where force: try writeFile(Array(template.utf8), to: path)
      case let path?: try createFile(Array(template.utf8), at: path)
      }
    }
    try printer.finish()
  }

  /// Without its folders.
  private var fileName: String { String(file.split(separator: "/").last ?? "") }
}
