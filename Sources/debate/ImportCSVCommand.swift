public import ArgumentParser
import Datalog
public import DebateGraph
import Shell

extension TableOptions.DayOrder: ExpressibleByArgument {}

struct ImportCSV: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv", abstract: "Take over a table of statements, a row each.",
    discussion: """
      The first row names the columns. Two of them are read as actor and topic, one as date, and if there \
      is one, as stance; which ones is guessed by their names and told by '--preview'. All others become \
      variables of the statements. Cells are parted by commas, semicolons or tabs. For example:
      debate import csv coded.csv --preview
      debate import csv coded.csv --map actor=ministry --map topic=claim -o coded
      """)

  @OptionGroup var target: ImportTarget
  @ArgumentParser.Argument(
    help: "The table.", completion: .file(extensions: ["csv", "tsv"])) var file: String
  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      """
      What a column is read as: statement, actor, topic, stance, date, document, title, author, source, \
      section, type, text, coder, start, stop or paragraph.
      """,
      valueName: "role=column"))
  var roles: [String] = []
  @Option(
    name: .customLong("kind"),
    help: ArgumentHelp(
      "What a column holds, where it isn't as guessed: short_text, long_text, integer or boolean.",
      valueName: "kind=column"))
  var kinds: [String] = []
  @Option(
    name: .customLong("ignore"),
    help: ArgumentHelp("Leave a column out.", valueName: "column"))
  var ignored: [String] = []
  @Option(help: "When statements without a date were made, as in EDTF: 2024-05~.")
  var date: String?
  @Option(
    help: "How days are written: edtf (2024-03-28, 2024-05~), dmy (28.3.2024) or mdy (3/28/2024).")
  var dates = TableOptions.DayOrder.edtf
  @Flag(help: "Tell how the table is read and show the first facts, and write nothing.")
  var preview = false

  func validate() throws {
    if !preview { try target.expectPlace() }
    guard let date else { return }
    do throws(EDTFError) {
      _ = try EDTFDate(parsing: date)
    } catch {
      throw ValidationError("'\(date)' is no date: \(error.reason), such as \(error.example)")
    }
  }

  func run() throws {
    let printer = ReplyPrinter(.tsv)
    if let table = table(with: printer) {
      let name = target.name(of: file)
      if preview {
        printer.show(.text(try beginning(of: table, named: name)))
      } else {
        try target.take(file, with: printer) { try Import.table(table, named: name, into: $0) }
      }
    }
    try printer.finish()
  }

  /// Nil where something is wrong with it, which is said.
  private func table(with printer: ReplyPrinter) -> CodedTable? {
    var table: CodedTable?
    OpenDebate(target.graph).emptySession().attempt(printer.show) {
      let bytes = file == "-" ? try readStandardInput() : try readFile(file)
      let read = CodedTable(InputText(name: file == "-" ? "<stdin>" : file, bytes: bytes), options)
      if read.isRight {
        table = read
      } else {
        printer.show(.diagnostics(read.diagnostics, read.texts))
      }
    }
    return table
  }

  private var options: TableOptions {
    var options = TableOptions()
    (options.roles, options.kinds, options.ignored) = (roles, kinds, ignored)
    (options.date, options.dayOrder) = (date, dates)
    return options
  }

  private func beginning(of table: CodedTable, named name: String) throws -> String {
    let beginning = try Import.table(table, named: name, first: 2)
    let facts = beginning.files.prefix(2).map { String(decoding: $0.bytes, as: UTF8.self) }
    return (table.preview + [""] + facts).joined(separator: "\n")
  }
}
