public import Datalog
import DebateGraph

extension Command {
  static let verify: Command = Command(
    name: "verify", usage: "FOLDER",
    summary: "compare quotes, paragraphs and files with the articles' texts",
    details: "The folder has the text files that the debate was coded from.",
    example: ".verify ../articles", arguments: [.file]
  ) { session, folder, say in
    if folder.isEmpty { throw Refusal.wrongUsage(of: .verify) }
    try session.verify(articlesIn: folder, say)
  }
}

extension Session {
  /// Says every article that can't be read, everything in which the debate differs from its articles,
  /// and how much was compared.
  ///
  /// - Returns: whether nothing differs but the shape of quotation marks.
  @discardableResult
  public func verify(
    articlesIn folder: String, _ say: (Reply) -> Void
  ) throws(EvaluationError) -> Bool {
    let verification = try database.verify(try articles(in: folder, say))
    if !verification.findings.isEmpty { say(.findings(verification.findings, database.texts)) }
    let compared = [
      counted(verification.quotes, "quote"), counted(verification.places, "paragraph"),
      counted(verification.articles, "article"),
    ].compactMap(\.self)
    let findings = counted(verification.findings.count, "finding") ?? "no finding"
    say(
      .text("\(findings) in \(compared.isEmpty ? "nothing" : compared.joined(separator: ", "))\n"))
    return verification.succeeded
  }

  /// The bytes of the articles' files by name; says what can't be read.
  private func articles(
    in folder: String, _ say: (Reply) -> Void
  ) throws(EvaluationError) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var refused: [Diagnostic] = []
    for (name, place) in try database.articleFiles() {
      do throws(Refusal) {
        files[name] = try read(article: name, in: folder)
      } catch {
        let why = error.diagnostic
        refused.append(Diagnostic(why.id, at: place, why.message, help: why.help))
      }
    }
    if files.isEmpty, refused.isEmpty {
      refused = [Diagnostic(.nothingToCompare, at: nil, "the debate has no articles")]
    }
    if !refused.isEmpty { say(.diagnostics(refused, database.texts)) }
    return files
  }

  /// A name from a file of facts must not lead out of the folder.
  private func read(article name: String, in folder: String) throws(Refusal) -> [UInt8] {
    let leadsOut = name.isEmpty || name.hasPrefix("/") || name.split(separator: "/").contains("..")
    if leadsOut {
      throw Refusal(
        .unreadableFile, "'\(name)' is no file of the folder with the articles",
        help: "give its name, or its path from that folder")
    }
    return try outside.read("\(folder)/\(name)")
  }
}

extension Verification {
  /// `1 finding in 43 quotes, 278 paragraphs, 5 articles`
  fileprivate var remark: String {
    let compared = [
      counted(quotes, "quote"), counted(places, "paragraph"), counted(articles, "article"),
    ].compactMap(\.self)
    if compared.isEmpty { return "nothing was compared" }
    let found = counted(findings.count, "finding") ?? "no finding"
    return "\(found) in \(compared.joined(separator: ", "))"
  }
}
