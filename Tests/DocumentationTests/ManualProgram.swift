import Datalog
import DebateGraph
import Foundation
import Judges

/// A program of the manual, and what comes of it.
struct ManualProgram {
  private let text: InputText
  private let folder: ManualFolder
  private let database: Database
  private let loading: Loading

  /// - Parameter program: in which `⟨FF⟩` stands for the byte 0xFF, and what stands below a line
  ///   `%--- name` is a file of that name, which may be included or cited.
  init(_ program: String) {
    let texts = program.components(separatedBy: "%--- ")
    text = InputText(name: "debate.dl", bytes: bytes(of: texts[0]))
    folder = ManualFolder(texts.dropFirst())
    database = Database(
      limits: Limits(derivedRows: 10_000, rounds: 1_000, seconds: 20), includedTexts: folder)
    loading = database.load([text])
  }

  /// The lines of a part of the manual, below each question its answers, below each check its
  /// violations, below each clause what is remarked on it: lines that begin with `%=> `.
  ///
  /// Values stand as the language writes them, two blanks between them. Texts are loaded as a whole;
  /// then questions, checks and retractions take their turns in order of place.
  static func answered(_ part: String) -> String {
    let lines = part.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .filter { !$0.hasPrefix(replyMark) }
    let program = ManualProgram(lines.map { $0 + "\n" }.joined())
    let replies = program.replies()
    return lines.enumerated().map { number, line in
      let below = replies[number + 1] ?? []
      return ([String(line)] + below.map { replyMark + $0 }).map { $0 + "\n" }.joined()
    }.joined()
  }

  /// A program and, behind a line `---`, all diagnostics of reading, checking, loading and asking it.
  static func refused(_ part: String) -> String {
    let written = source(of: part)
    let program = ManualProgram(written)
    return written + separator + program.render(program.diagnostics())
  }

  /// A program and, behind a line `---`, its text for clingo, or why there is none.
  static func exported(_ part: String) -> String {
    let written = source(of: part)
    let program = ManualProgram(written)
    let (tree, _) = parse(program.text, as: InputID(0))
    let export = ASPExport(check([tree], in: Catalog()))
    return written + separator
      + (export.diagnostics.isEmpty ? export.text : program.render(export.diagnostics))
  }

  /// Facts with the files they cite and, behind a line `---`, where these say something else.
  static func verified(_ part: String) -> String {
    let written = source(of: part)
    let program = ManualProgram(written)
    let findings: [Diagnostic]
    do throws(EvaluationError) {
      findings = try program.database.verify(program.folder.bytes).findings
    } catch {
      findings = error.diagnostics
    }
    return written + separator + program.render(program.loading.diagnostics + findings)
  }

  /// The questions of a part that the naive evaluator answers otherwise than the engine; none where
  /// the program changes on the way, or includes others. Where the evaluator fails it has no say, since
  /// it calculates before it reaches the comparison that makes it needless.
  static func contested(_ part: String) throws -> [String] {
    let program = ManualProgram(part)
    let (tree, _) = parse(program.text, as: InputID(0))
    let readsOthers = part.contains("#include") || part.contains("#input")
    guard program.loading.retractions.isEmpty, !readsOthers else { return [] }
    let judge = try NaiveEvaluator(check([tree], in: Catalog()))
    return try program.loading.queries.filter { query in
      let answer = try program.database.ask(query)
      guard let expected = try? judge.answers(to: query) else { return false }
      return expected != Set((0..<answer.rowCount).map(answer.row))
    }.map { "\($0.written)" }
  }

  /// The part up to a line `---`.
  private static func source(of part: String) -> String {
    part.firstRange(of: "\n" + separator).map { part[..<$0.lowerBound] + "\n" } ?? part
  }

  private static let replyMark = "%=> "
  private static let separator = "---\n"
}

// MARK: - Turns

extension ManualProgram {
  private enum Turn {
    case question(CheckedQuery)
    case check(CheckedConstraint)
    case retraction(CheckedFact)

    var range: TextRange {
      switch self {
      case .question(let query): query.written.range
      case .check(let constraint): constraint.written.range
      case .retraction(let fact): fact.range
      }
    }
  }

  private var turns: [Turn] {
    let turns =
      loading.queries.map(Turn.question) + database.constraints.map(Turn.check)
      + loading.retractions.map(Turn.retraction)
    return turns.sorted { $0.range.start < $1.range.start }
  }

  /// By the number, from 1, of the line below which they stand.
  private func replies() -> [Int: [String]] {
    var replies: [Int: [String]] = [:]
    for diagnostic in loading.diagnostics {
      let line = text.lineColumn(at: Int(diagnostic.range?.start ?? 0)).line
      replies[line, default: []] += remarks([diagnostic])
    }
    for turn in loading.succeeded ? turns : [] {
      let line = text.lineColumn(at: Int(turn.range.end) - 1).line
      do throws(EvaluationError) {
        replies[line, default: []] += try reply(to: turn)
      } catch {
        replies[line, default: []] += remarks(error.diagnostics)
      }
    }
    return replies
  }

  private func reply(to turn: Turn) throws(EvaluationError) -> [String] {
    switch turn {
    case .question(let query):
      let answer = try database.ask(query)
      return rows(of: answer) + remarks(answer.hints)
    case .check(let constraint):
      return try database.violations().filter { $0.constraint == constraint }
        .flatMap { $0.message.split(separator: "\n").map(String.init) }
    case .retraction(let fact):
      return database.retract(fact) ? [] : ["there was no such fact"]
    }
  }

  private func rows(of answer: Answer) -> [String] {
    if answer.columns.isEmpty { return [answer.holds ? "yes" : "no"] }
    if answer.rowCount == 0 { return ["no answer"] }
    return (0..<answer.rowCount).map { row in
      answer.row(row).map(\.description).joined(separator: "  ")
    }
  }

  /// Of loading, and of every turn after it.
  private func diagnostics() -> [Diagnostic] {
    var diagnostics = loading.diagnostics
    for turn in loading.succeeded ? turns : [] {
      do throws(EvaluationError) {
        diagnostics += try self.diagnostics(of: turn)
      } catch {
        diagnostics += error.diagnostics
      }
    }
    return diagnostics + brokenDeclarations()
  }

  /// What rules derive against the declarations, which no clause of the program asks for.
  private func brokenDeclarations() -> [Diagnostic] {
    let stated = Set(database.constraints)
    let violations = loading.succeeded ? try? database.violations() : []
    return violations?.filter { !stated.contains($0.constraint) }.map(\.diagnostic) ?? []
  }

  private func diagnostics(of turn: Turn) throws(EvaluationError) -> [Diagnostic] {
    switch turn {
    case .question(let query):
      return try database.ask(query).hints
    case .check(let constraint):
      return try database.violations().filter { $0.constraint == constraint }.map(\.diagnostic)
    case .retraction(let fact):
      _ = database.retract(fact)
      return []
    }
  }

  private func render(_ diagnostics: [Diagnostic]) -> String {
    DiagnosticRenderer(texts: database.texts).render(diagnostics)
  }

  /// Diagnostics without their places, a line each for message, notes and help.
  private func remarks(_ diagnostics: [Diagnostic]) -> [String] {
    let withoutPlace = diagnostics.map { diagnostic in
      Diagnostic(
        diagnostic.id, diagnostic.severity, at: nil, diagnostic.message,
        notes: diagnostic.notes.map { Diagnostic.Note($0.message) }, help: diagnostic.help)
    }
    return render(withoutPlace).split(separator: "\n").map(String.init)
  }
}

/// The files beside a program of the manual, by name.
private struct ManualFolder: IncludedTexts {
  private var files: [String: String] = [:]

  /// - Parameter texts: each with its name as its first line.
  init(_ texts: some Sequence<String>) {
    for text in texts {
      let name = text.prefix { $0 != "\n" }
      files[String(name)] = String(text.dropFirst(name.count + 1))
    }
  }

  var bytes: [String: [UInt8]] { files.mapValues { Array($0.utf8) } }

  func text(at path: String, includedFrom name: String) throws(InclusionRefusal) -> InputText {
    guard let text = files[path] else { throw InclusionRefusal("there is no file '\(path)'") }
    return InputText(name: path, text)
  }
}

private func bytes(of program: String) -> [UInt8] {
  guard program.contains("⟨") else { return Array(program.utf8) }
  return program.split(separator: "⟨", omittingEmptySubsequences: false).enumerated().flatMap {
    number, piece -> [UInt8] in
    guard number > 0, let byte = UInt8(piece.prefix(2), radix: 16) else { return Array(piece.utf8) }
    return [byte] + Array(piece.dropFirst(3).utf8)
  }
}
