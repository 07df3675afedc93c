import Datalog
import DebateGraph
import Testing

/// The declarations that a verification reads, and no others.
private let schema = """
  #pred article(id: symbol, file: text, paragraphs: int, sha256: text) key(id).
  #pred statement(id: symbol, article: article, paragraph: int) key(id).
  #pred quote(statement: statement, words: text).
  #pred tie(subject: symbol, article: article, paragraph: int).

  """

private let letter = """
  A letter

  “We don’t agree,” they write.
  """

private let digest = SHA256(of: Array(letter.utf8)).hexadecimal

/// Verifies the facts against `a.txt` and compares the findings with `expected`.
private func expectFindings(
  in facts: String, against text: String = letter, _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let database = try load(facts, sourceLocation: sourceLocation)
  let verification = try database.verify(["a.txt": Array(text.utf8)])
  let report = DiagnosticRenderer(texts: database.texts).render(verification.findings)
  #expect(report == expected, sourceLocation: sourceLocation)
}

private func load(_ facts: String, sourceLocation: SourceLocation) throws -> Database {
  let database = Database()
  let loading = database.load([
    InputText(name: "schema.dl", schema), InputText(name: "a.dl", facts),
  ])
  #expect(loading.diagnostics.isEmpty, sourceLocation: sourceLocation)
  return database
}

struct VerificationTests {
  @Test func `a debate that says what its articles say has no findings`() throws {
    let facts = """
      article(a, "a.txt", 2, "\(digest)").
      article(b, "unread.txt", 9, "").
      statement(s1, a, 2).
      statement(s2, b, 5).
      quote(s1, "We don’t agree").
      quote(s2, "unread").
      tie(poland, a, 1).
      """
    try expectFindings(in: facts, "")
    let verification = try load(facts, sourceLocation: #_sourceLocation)
      .verify(["a.txt": Array(letter.utf8)])
    #expect(verification.articles == 1)
    #expect(verification.places == 2)
    #expect(verification.quotes == 1)
  }

  @Test func `another file and another number of paragraphs are found`() throws {
    try expectFindings(
      in: """
        article(a, "a.txt", 3, "\(digest)").
        """,
      against: letter + "\n",
      """
      a.dl:1:1: error: 'a.txt' is not the file that was coded [wrong-file]
        1 | article(a, "a.txt", 3, "\(digest)").
          | \(String(repeating: "^", count: 91))
      note: its SHA-256 is \(SHA256(of: Array((letter + "\n").utf8)).hexadecimal)
      note: the file that was coded has \(digest)
      help: give the folder with the file that was coded, or code the article anew from this one
      a.dl:1:1: error: 'a.txt' has 2 paragraphs, not 3 [paragraph-count]
        1 | article(a, "a.txt", 3, "\(digest)").
          | \(String(repeating: "^", count: 91))
      note: a paragraph is a non-blank line

      """)
  }

  @Test func `a paragraph that is not there is found wherever it is cited`() throws {
    try expectFindings(
      in: """
        tie(poland, a, 0).
        article(a, "a.txt", 2, "\(digest)").
        statement(s1, a, 3). quote(s1, "not compared").
        """,
      """
      a.dl:1:1: error: 'a' has no paragraph 0 [missing-paragraph]
        1 | tie(poland, a, 0).
          | ^^^^^^^^^^^^^^^^^^
      note: its text has 2 paragraphs
      a.dl:3:1: error: 'a' has no paragraph 3 [missing-paragraph]
        3 | statement(s1, a, 3). quote(s1, "not compared").
          | ^^^^^^^^^^^^^^^^^^^^
      note: its text has 2 paragraphs

      """)
  }

  @Test func `each way in which a quote is wrong is told with what the article has`() throws {
    try expectFindings(
      in: """
        article(a, "a.txt", 2, "\(digest)").
        statement(s1, a, 2). statement(s2, a, 1).
        quote(s1, "We don't agree").
        quote(s1, "they write").
        quote(s1, "We don’t mind").
        quote(s2, "agree").
        """,
      """
      a.dl:3:1: hint: paragraph 2 of 'a' has ’ (U+2019) where the quote has ' (U+0027) \
      [quote-reshaped]
        3 | quote(s1, "We don't agree").
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      help: copy the article's own marks
      a.dl:4:1: error: these words are not in quotation marks in paragraph 2 of 'a' \
      [quote-not-marked]
        4 | quote(s1, "they write").
          | ^^^^^^^^^^^^^^^^^^^^^^^^
      help: quote what the article quotes, and say the rest in the gist
      a.dl:5:1: error: these words are not in paragraph 2 of 'a' [quote-not-found]
        5 | quote(s1, "We don’t mind").
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      note: behind 'We don’t ' it goes on with 'agree,” they write.'
      help: quote character by character, and in the paragraph that the statement names
      a.dl:6:1: error: these words are not in paragraph 1 of 'a' [quote-not-found]
        6 | quote(s2, "agree").
          | ^^^^^^^^^^^^^^^^^^^
      note: paragraph 2 has them
      help: quote character by character, and in the paragraph that the statement names

      """)
  }

  @Test func `a file that is no UTF-8 is found`() throws {
    let database = try load(
      "article(a, \"a.txt\", 2, \"\(digest)\").", sourceLocation: #_sourceLocation)
    let verification = try database.verify(["a.txt": [65, 0xC3]])
    #expect(verification.findings.map(\.id) == [.wrongFile, .invalidEncoding])
    #expect(verification.findings.last?.message == "byte 1 of 'a.txt' is not UTF-8")
  }

  @Test func `a debate without articles has nothing to verify`() throws {
    let database = Database()
    #expect(try database.articleFiles().isEmpty)
    let verification = try database.verify([:])
    #expect(verification.findings.map(\.id) == [.nothingToCompare])
    #expect(!verification.succeeded && verification.articles == 0)
  }
}
