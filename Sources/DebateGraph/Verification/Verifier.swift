import Datalog

/// Compares facts with the texts they cite, and keeps what it finds.
struct Verifier {
  var verification = Verification()
  /// By the articles' ids.
  private var texts: [String: ArticleText] = [:]

  mutating func reportNothing() {
    verification.findings.append(
      Diagnostic(
        .nothingToCompare, at: nil, "the debate has no articles",
        help: "state one, as 'debate new-article' does for a text file"))
  }

  /// Whether an article's file is the one that was coded; what cites it is compared with that text
  /// in any case.
  mutating func take(_ article: Record, _ files: [String: [UInt8]]) {
    guard let id = article.text("id"), let name = article.text("file"), let bytes = files[name]
    else { return }
    verification.articles += 1
    compareDigest(of: bytes, article, name)
    do throws(ArticleText.NotUTF8) {
      let text = try ArticleText(bytes)
      texts[id] = text
      compareCount(of: text, article, name)
    } catch {
      report(
        .invalidEncoding, at: article, "byte \(error.offset) of '\(name)' is not UTF-8",
        help: "save the text as UTF-8")
    }
  }

  private mutating func compareDigest(of bytes: [UInt8], _ article: Record, _ name: String) {
    let digest = SHA256(of: bytes).hexadecimal
    guard let coded = article.text("sha256"), coded.lowercased() != digest else { return }
    report(
      .wrongFile, at: article, "'\(name)' is not the file that was coded",
      notes: ["its SHA-256 is \(digest)", "the file that was coded has \(coded)"],
      help: "give the folder with the file that was coded, or code the article anew from this one")
  }

  private mutating func compareCount(of text: ArticleText, _ article: Record, _ name: String) {
    let count = text.paragraphs.count
    guard let coded = article.number("paragraphs"), coded != count else { return }
    report(
      .paragraphCount, at: article, "'\(name)' has \(count) paragraphs, not \(coded)",
      notes: ["a paragraph is a non-blank line"])
  }

  /// Whether the paragraph is there that a fact cites.
  mutating func verifyPlace(_ record: Record) {
    guard let article = record.text("article"), let text = texts[article],
      let number = record.number("paragraph")
    else { return }
    verification.places += 1
    guard text.paragraph(number) == nil else { return }
    report(
      .missingParagraph, at: record, "'\(article)' has no paragraph \(number)",
      notes: ["its text has \(text.paragraphs.count) paragraphs"])
  }
}

// MARK: - Quotes

extension Verifier {
  /// Whether the words of a quote are in quotation marks where their statement stands.
  mutating func verify(_ quote: Record, of statements: [String: Record]) {
    guard let words = quote.text("words"), let id = quote.text("statement"),
      let statement = statements[id], let article = statement.text("article"),
      let number = statement.number("paragraph"), let text = texts[article],
      let paragraph = text.paragraph(number)
    else { return }
    verification.quotes += 1
    let place = "paragraph \(number) of '\(article)'"
    switch QuoteMatch(of: words, in: paragraph) {
    case .verbatim: break
    case .reshaped(let printed, let quoted):
      report(
        .quoteReshaped, .hint, at: quote,
        "\(place) has \(name(of: printed)) where the quote has \(name(of: quoted))",
        help: "copy the article's own marks")
    case .unmarked:
      report(
        .quoteNotMarked, at: quote, "these words are not in quotation marks in \(place)",
        help: "quote what the article quotes, and say the rest in the gist")
    case .absent(let agreeing, let rest):
      report(
        .quoteNotFound, at: quote, "these words are not in \(place)",
        notes: [elsewhere(words, in: text) ?? agreement(agreeing, rest)].compactMap(\.self),
        help: "quote character by character, and in the paragraph that the statement names")
    }
  }

  private func elsewhere(_ words: String, in text: ArticleText) -> String? {
    let place = text.paragraphs.firstIndex { paragraph in
      if case .absent = QuoteMatch(of: words, in: paragraph) { false } else { true }
    }
    return place.map { "paragraph \($0 + 1) has them" }
  }

  private func agreement(_ agreeing: String, _ rest: String) -> String? {
    guard agreeing.count > 3 else { return nil }
    return rest.isEmpty
      ? "it ends behind '\(agreeing)'" : "behind '\(agreeing)' it goes on with '\(rest)'"
  }

  /// `’ (U+2019)`
  private func name(of character: Character) -> String {
    let codes = character.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return "\(character) (\(codes.joined(separator: " ")))"
  }

  private mutating func report(
    _ id: DiagnosticID, _ severity: Diagnostic.Severity = .error, at record: Record,
    _ message: String, notes: [String] = [], help: String? = nil
  ) {
    verification.findings.append(
      Diagnostic(
        id, severity, at: record.place, message, notes: notes.map { Diagnostic.Note($0) },
        help: help))
  }
}
