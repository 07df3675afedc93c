import Datalog
import DebateGraph

extension Command {
  static let cite: Command = Command(
    name: "cite", usage: "[ROW] [text | bibtex | csl] [> FILE]",
    summary: "list the sources of the last answer",
    details: """
      Every article that a proof of a row refers to, with the paragraphs and the words. A file's ending
      tells the format: .bib is BibTeX, .json is CSL JSON.
      """,
    example: ".cite bibtex > sources.bib", arguments: [.word(CitationRequest.formatNames)]
  ) { session, argument, say in
    let request = try CitationRequest(argument)
    let (answer, rows) = try session.citedRows(request.row)
    let sources = try session.database.bibliography(of: answer, rows: rows)
    if sources.sources.isEmpty {
      throw Refusal(.nothingToExplain, "no article stands behind the last answer")
    }
    let text =
      switch request.format {
      case .text: sources.text(namesRows: !answer.columns.isEmpty)
      case .bibtex: sources.bibTeX
      case .csl: sources.cslJSON
      }
    guard let path = request.path else { return say(.text(text.controlsEscapedInLines)) }
    try session.outside.write(Array(text.utf8), to: path)
    let count = counted(sources.sources.count, "source") ?? "no sources"
    say(.remark("\(count) written to \(path.controlsEscaped)"))
  }
}

/// `2 bibtex > sources.bib`
private struct CitationRequest {
  enum Format: String, CaseIterable { case text, bibtex, csl }

  static let formatNames = Format.allCases.map(\.rawValue)

  /// From 1; nil for all.
  private(set) var row: Int?
  private(set) var format = Format.text
  let path: String?

  init(_ argument: String) throws(Refusal) {
    let parts = argument.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.count > 1 ? parts[1].trimmed : nil
    if path == "" { throw .wrongUsage(of: .cite) }
    if path?.hasSuffix(".bib") ?? false { format = .bibtex }
    if path?.hasSuffix(".json") ?? false { format = .csl }
    for word in parts[0].split(whereSeparator: \.isWhitespace).map(String.init) {
      if let number = Int(word) {
        row = number
      } else if let named = Format(rawValue: word) {
        format = named
      } else {
        throw .wrongUsage(of: .cite)
      }
    }
  }
}

extension Session {
  /// The last answer, asked anew where something has changed, and the rows wanted, from 0.
  fileprivate func citedRows(_ row: Int?) throws -> (Answer, [Int]) {
    if let row {
      let (answer, row) = try provable(String(row))
      return (answer, [row])
    }
    guard let last = lastAnswer else { throw Refusal.noAnswerYet }
    let answer = last.isCurrent ? last.answer : try database.ask(last.answer.query)
    if answer.holds { return (answer, Array(0..<answer.rowCount)) }
    throw Refusal(.nothingToExplain, "the last answer has no rows to explain")
  }
}

extension String {
  /// Safe to print; line ends stay.
  fileprivate var controlsEscapedInLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map(\.controlsEscaped)
      .joined(separator: "\n")
  }
}
