public import Datalog

/// What came of comparing a debate with the texts it was coded from.
public struct Verification {
  /// In order of place; what only differs in the shape of quotation marks is a hint.
  public internal(set) var findings: [Diagnostic] = []
  /// How many articles, cited paragraphs and quotes were compared.
  public internal(set) var articles = 0
  public internal(set) var places = 0
  public internal(set) var quotes = 0

  public var succeeded: Bool { !findings.contains { $0.severity == .error } }
}

extension Database {
  /// The names of the text files that the articles were coded from, with the facts that name them;
  /// in order of place.
  public func articleFiles() throws(EvaluationError) -> [(name: String, place: TextRange?)] {
    let files = try records(of: "article").map { (name: $0.text("file") ?? "", place: $0.place) }
    return files.sorted { isBefore($0.place, $1.place) }
  }

  /// Compares every article, every cited paragraph and every quote with the articles' texts.
  ///
  /// A paragraph is cited by any fact that has an `article` and a `paragraph`.
  ///
  /// - Parameter files: the bytes of text files by name; articles whose file is not among them are
  ///   passed over, with all that cites them.
  public func verify(_ files: [String: [UInt8]]) throws(EvaluationError) -> Verification {
    let articles = try records(of: "article")
    var verifier = Verifier()
    if articles.isEmpty { verifier.reportNothing() }
    for article in articles { verifier.take(article, files) }
    for name in citingPredicates {
      for record in try records(of: name) { verifier.verifyPlace(record) }
    }
    let statements = Dictionary(
      try records(of: "statement").map { ($0.text("id") ?? "", $0) },
      uniquingKeysWith: { a, _ in a })
    for quote in try records(of: "quote") { verifier.verify(quote, of: statements) }
    verifier.verification.findings.sort { isBefore($0.range, $1.range) }
    return verifier.verification
  }

  /// The stated predicates with an article and a paragraph in it.
  private var citingPredicates: [String] {
    catalog.predicates.filter { predicate in
      let columns = Set(predicate.columns.map(\.name))
      let isDerived = catalog.predicate(named: predicate.name).map(isDerived) ?? true
      return !isDerived && columns.isSuperset(of: ["article", "paragraph"])
    }.map(\.name)
  }
}

private func isBefore(_ a: TextRange?, _ b: TextRange?) -> Bool {
  guard let a, let b else { return a == nil && b != nil }
  return (a.input.number, a.start) < (b.input.number, b.start)
}
