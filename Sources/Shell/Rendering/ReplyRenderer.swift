import Datalog
import DebateGraph

/// Turns replies into text, as a presentation wants it.
public struct ReplyRenderer: Sendable {
  private let presentation: Presentation

  public init(_ presentation: Presentation) { self.presentation = presentation }

  public func write(_ reply: Reply, to output: inout some TextOutputStream) {
    guard presentation.isDrawnInASCII else { return render(reply, to: &output) }
    var text = ""
    render(reply, to: &text)
    output.write(text.drawnInASCII)
  }

  private func render(_ reply: Reply, to output: inout some TextOutputStream) {
    switch reply {
    case .answer(let answer, let title, let isWhole):
      if let title { write(title: title, to: &output) }
      AnswerText(answer: answer, presentation: presentation, isWhole: isWhole).write(to: &output)
      if title != nil, presentation.format.hasTitles { output.write("\n") }
    case .proof(let cited, let texts, let showsRules):
      ProofTree(cited, texts: texts, showsRules: showsRules, presentation).write(to: &output)
    case .absence(let absence, let texts):
      AbsenceTree(texts: texts, presentation).write(absence, to: &output)
    case .timeline(let timeline):
      write(timeline, to: &output)
    case .plan(let account, let texts):
      write(PlanTree(account, texts: texts, presentation), to: &output)
    case .profile(let account, let texts):
      write(ProfileTables(account, texts: texts), to: &output)
    case .text(let text):
      output.write(text)
    case .listing(let header, let rows):
      writeGrid(Grid(header: header, rows: rows), presentation, isAnswer: false, to: &output)
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

  /// Drawn for people, listed for programs.
  private func write(_ timeline: Timeline, to output: inout some TextOutputStream) {
    switch presentation.format {
    case .table, .box: TimelineChart(timeline, presentation).write(to: &output)
    case .markdown, .csv, .tsv, .json, .jsonl, .line, .facts, .dot:
      let rows = timeline.strips.flatMap { strip in
        strip.entries.map { [strip.id, $0.stance, $0.on.text, $0.statement] }
      }
      write(.listing(header: ["about", "stance", "on", "statement"], rows: rows), to: &output)
    }
  }

  /// Drawn for people, listed for programs.
  private func write(_ plan: PlanTree, to output: inout some TextOutputStream) {
    switch presentation.format {
    case .table, .box, .facts, .dot: plan.write(to: &output)
    case .markdown, .csv, .tsv, .json, .jsonl, .line:
      writeGrid(plan.grid, presentation, isAnswer: false, to: &output)
    }
  }

  private func write(_ profile: ProfileTables, to output: inout some TextOutputStream) {
    if profile.relations.rowCount > 0 {
      writeGrid(profile.relations, presentation, isAnswer: false, to: &output)
      if presentation.format.hasTitles { output.write("\n") }
    }
    writeGrid(profile.rules, presentation, isAnswer: false, to: &output)
    if presentation.isConversation { output.write(presentation.dim(profile.summary) + "\n") }
  }

  /// Formats that have no comments go without.
  private func write(title: String, to output: inout some TextOutputStream) {
    for line in title.split(separator: "\n").map(\.controlsEscaped) {
      switch presentation.format {
      case .table, .box, .line: output.write(presentation.bold(line) + "\n")
      case .markdown: output.write("**\(line)**\n")
      case .tsv: output.write("# \(line)\n")
      case .facts: output.write("% \(line)\n")
      case .csv, .json, .jsonl, .dot: break
      }
    }
    if presentation.format == .markdown { output.write("\n") }
  }
}

extension Presentation.Format {
  /// Whether an answer with a title is set apart from what follows.
  fileprivate var hasTitles: Bool { self != .jsonl }
}
