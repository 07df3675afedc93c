import ArgumentParser
import Datalog
import Shell

struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Write rule files in the canonical layout.",
    discussion: """
      Comments are kept, and a file with a mistake is left as it is. Without a file, standard input is \
      written to standard output. With --check nothing is written; the exit status is 2 where a file \
      would change.
      """)

  @Flag(help: "Only name the files that would change.") var check = false
  @ArgumentParser.Argument(help: "The files to write anew.", completion: .file(extensions: ["dl"]))
  var files: [String] = []

  func run() throws {
    let printer = ReplyPrinter(.tsv)
    if files.isEmpty { formatStandardInput(printer) }
    for file in files { format(file, printer) }
    try printer.finish()
  }

  private func formatStandardInput(_ printer: ReplyPrinter) {
    attempt(printer) { () throws(Refusal) in
      let input = InputText(name: "<stdin>", bytes: try readStandardInput())
      if let text = formatted(input, printer) { printer.output.write(Array(text.utf8)) }
    }
  }

  private func format(_ path: String, _ printer: ReplyPrinter) {
    attempt(printer) { () throws(Refusal) in
      let bytes = try readFile(path, isPlain: true)
      guard let text = formatted(InputText(name: path, bytes: bytes), printer),
        Array(text.utf8) != bytes
      else { return }
      if check {
        printer.output.write(Array("\(path)\n".utf8))
        printer.raise(.checkFailed)
      } else {
        try writeFile(Array(text.utf8), to: path)
      }
    }
  }

  /// Nil, having said why, where the text has a mistake.
  private func formatted(_ input: InputText, _ printer: ReplyPrinter) -> String? {
    var texts = InputTexts()
    _ = texts.add(input)
    let (text, diagnostics) = Datalog.format(input)
    let errors = diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty { printer.show(.diagnostics(errors, texts)) }
    return text
  }

  private func attempt(_ printer: ReplyPrinter, _ action: () throws(Refusal) -> Void) {
    do throws(Refusal) {
      try action()
    } catch {
      printer.show(.diagnostics([error.diagnostic], InputTexts()))
    }
  }
}
