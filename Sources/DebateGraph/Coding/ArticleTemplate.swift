public import Datalog

extension Database {
  /// A file of facts to be filled in for an article: its record, and each paragraph as a comment with
  /// a statement to be uncommented and the words the paragraph quotes.
  ///
  /// Columns and words are those that the loaded schema declares. What only the coder can tell is left
  /// empty, so that a file not filled in is refused where something is missing.
  ///
  /// - Parameters:
  ///   - name: the name of the article's text file.
  ///   - id: what the article is to be called; nil for a name made from the file's.
  public func articleTemplate(
    for name: String, _ bytes: [UInt8], id: String? = nil
  ) throws(EvaluationError) -> String {
    let text = try articleText(name, bytes)
    for needed in ["article", "statement"] where catalog.predicate(named: needed) == nil {
      throw .refused([
        Diagnostic(
          .noSchema, at: nil, "no file declares '\(needed)'",
          help: "load a schema first, such as graph/schema.dl of the debate that comes with this")
      ])
    }
    let digest = SHA256(of: bytes).hexadecimal
    try refuseKnown(digest, name)
    let derived = catalog.predicates.map(\.name).filter { name in
      catalog.predicate(named: name).map(isDerived) ?? false
    }
    let template = ArticleTemplate(
      catalog: catalog, text: text, id: id ?? identifier(from: name),
      known: ["title": .text(text.paragraphs[0]), "file": .text(name), "sha256": .text(digest)],
      derived: Set(derived))
    return template.lines.map { $0 + "\n" }.joined()
  }

  private func articleText(
    _ name: String, _ bytes: [UInt8]
  ) throws(EvaluationError) -> ArticleText {
    let text: ArticleText
    do throws(ArticleText.NotUTF8) {
      text = try ArticleText(bytes)
    } catch {
      throw .refused([
        Diagnostic(
          .invalidEncoding, at: nil, "byte \(error.offset) of '\(name)' is not UTF-8",
          help: "save the text as UTF-8")
      ])
    }
    if text.paragraphs.isEmpty {
      throw .refused([
        Diagnostic(
          .emptyArticle, at: nil, "'\(name)' has no paragraphs",
          help: "give a text file with a paragraph on each line")
      ])
    }
    return text
  }

  private func refuseKnown(_ digest: String, _ name: String) throws(EvaluationError) {
    for article in try records(of: "article") where article.text("sha256") == digest {
      throw .refused([
        Diagnostic(
          .duplicateKey, at: article.place,
          "'\(name)' is coded already, as '\(article.text("id") ?? "")'")
      ])
    }
  }
}

/// `The Times 2024.txt` gives `the_times_2024`.
private func identifier(from file: String) -> String {
  let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file[...]
  let words = stem.lowercased().split { !("a"..."z" ~= $0 || "0"..."9" ~= $0) }
  let name = words.joined(separator: "_")
  return name.first?.isLetter ?? false ? name : name.isEmpty ? "article" : "article_\(name)"
}
