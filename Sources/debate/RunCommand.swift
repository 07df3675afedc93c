import ArgumentParser
import Datalog
import Shell

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Answer the questions of rule files.",
    discussion: """
      The files are read together with the facts of the debate and the rules beside them, so that each \
      may use what any of them defines. A question's title is the doc comment above it, '%! …'. With \
      --check, files are what '.save-session' wrote: they are typed again, and where an answer has \
      changed, that is told and the exit status is 2.
      """)

  @ParentCommand var debate: Debate
  @OptionGroup var options: FormatOptions
  @Flag(help: "Compare answers with those that the files have.") var check = false
  @ArgumentParser.Argument(
    help: "Files of rules and questions.", completion: .file(extensions: ["dl"]))
  var files: [String]

  func run() throws {
    let printer = ReplyPrinter(options)
    if check { try replay(printer) }
    let session = try OpenDebate(debate.graph).session(
      needsGraph: false, running: files, with: printer)
    printer.finish(leaving: session)
  }

  /// Each file begins anew, and nothing that it writes is kept.
  private func replay(_ printer: ReplyPrinter) throws -> Never {
    for path in files {
      let files = OpenDebate(debate.graph)
      let session = try files.session(
        needsGraph: false, outside: UnwrittenFiles(over: files), with: printer)
      session.isConversation = true
      session.attempt(printer.show) {
        let transcript = Transcript(parsing: String(decoding: try readFile(path), as: UTF8.self))
        let differing = session.replay(transcript, named: path, say: printer.show)
        let summary = "\(path): \(differing) of \(transcript.count) answers differ"
        printer.show(.text(summary + "\n"))
        if differing > 0 { printer.raise(.checkFailed) }
      }
    }
    try printer.finish()
  }
}

/// Files as they are; what is written is forgotten in the end.
private final class UnwrittenFiles: Outside {
  private let files: OpenDebate
  private var written: [String: [UInt8]] = [:]

  init(over files: OpenDebate) { self.files = files }

  func read(_ path: String) throws(Refusal) -> [UInt8] {
    if let bytes = written[path] { return bytes }
    return try files.read(path)
  }

  func write(_ bytes: [UInt8], to path: String) throws(Refusal) { written[path] = bytes }

  func pipe(_ bytes: [UInt8], to command: String) throws(Refusal) {}

  func draw(_ dot: String, as format: DrawingFormat) throws(Refusal) -> [UInt8] { Array(dot.utf8) }
}
