import Datalog
import DebateGraph

/// Turns replies into text, as a presentation wants it.
public struct ReplyRenderer: Sendable {
  private let presentation: Presentation

  public init(_ presentation: Presentation) { self.presentation = presentation }

  public func write(_ reply: Reply, to output: inout some TextOutputStream) {
    switch reply {
    case .answer(let answer, let title, let isWhole):
      if let title { write(title: title, to: &output) }
      write(answer, isWhole: isWhole, to: &output)
      if title != nil { output.write("\n") }
    case .proof(let cited, let texts):
      ProofTree(cited, texts: texts, presentation).write(to: &output)
    case .text(let text):
      output.write(text)
    case .listing(let header, let rows):
      write(header, rows, to: &output)
    case .changes(let changes, let isAskedFor):
      if presentation.isConversation || isAskedFor {
        ChangesText(changes, isWhole: isAskedFor, presentation).write(to: &output)
      }
    case .remark(let remark):
      if presentation.isConversation { output.write(presentation.dim(remark) + "\n") }
    case .diagnostics(let diagnostics, let texts), .findings(let diagnostics, let texts):
      let style: DiagnosticRenderer.Style = presentation.isColoured ? .ansi : .plain
      output.write(DiagnosticRenderer(texts: texts, style: style).render(diagnostics))
    case .interrupted:
      output.write("interrupted\n")
    }
  }

  private func write(_ header: [String], _ rows: [[String]], to output: inout some TextOutputStream)
  {
    guard presentation.format == .table else {
      for row in [header] + rows {
        output.write(row.map(\.controlsEscaped).joined(separator: "\t") + "\n")
      }
      return
    }
    let layout = TableLayout(
      header: header, alignments: header.map { _ in .left },
      rows: rows.map { $0.map(\.controlsEscaped) }, fitting: presentation.width)
    for line in layout.head { output.write(presentation.bold(line) + "\n") }
    for line in layout.body { output.write(line + "\n") }
  }

  private func write(_ answer: Answer, isWhole: Bool, to output: inout some TextOutputStream) {
    switch presentation.format {
    case .table:
      var presentation = presentation
      if isWhole { presentation.longestTable = nil }
      AnswerTable(answer: answer, presentation: presentation).write(to: &output)
    case .csv: writeCSV(answer, to: &output)
    case .tsv: writeTSV(answer, to: &output)
    case .json: writeJSON(answer, to: &output)
    }
  }

  /// Formats that have no comments go without.
  private func write(title: String, to output: inout some TextOutputStream) {
    for line in title.split(separator: "\n").map(\.controlsEscaped) {
      switch presentation.format {
      case .table: output.write(presentation.bold(line) + "\n")
      case .tsv: output.write("# \(line)\n")
      case .csv, .json: break
      }
    }
  }
}
