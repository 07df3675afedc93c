import Datalog
import DebateGraph
import Testing

private let schema = """
  #enum stance { support, oppose }.
  #pred article(id: symbol, title: text, published: date, file: text, paragraphs: int, sha256: text)
    key(id).
  #pred publication_basis(article: article, text: text).
  #pred actor(id: symbol) key(id).
  %! Who holds what.
  #pred statement(id: symbol, actor: actor, stance: stance, on: date, article: article,
    paragraph: int) key(id).
  %! Words in quotation marks.
  #pred quote(statement: statement, words: text).
  #pred side(statement: statement, stance: stance).
  side(S, T) :- statement(id: S, stance: T).
  #pred tie(subject: actor, object: actor, article: article, paragraph: int).

  """

private func database(_ facts: String = "") -> Database {
  let database = Database()
  let loading = database.load([
    InputText(name: "schema.dl", schema), InputText(name: "a.dl", facts),
  ])
  #expect(loading.succeeded)
  return database
}

private func expectRefusal(
  of bytes: [UInt8], by database: Database, _ message: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let error = #expect(throws: EvaluationError.self, sourceLocation: sourceLocation) {
    try database.articleTemplate(for: "x.txt", bytes)
  }
  #expect(error?.diagnostics.map(\.message) == [message], sourceLocation: sourceLocation)
}

struct ArticleTemplateTests {
  private let article = """
    “Wild” \\ claims

    %* :- \u{1B}[31m “we ‘never’ agreed,” she said, “and \"won’t\"”

    """

  @Test func `a template has every paragraph, what it quotes, and the columns of the schema`()
    throws
  {
    let template = try database().articleTemplate(for: "Wild Claims.txt", Array(article.utf8))
    try expectGolden("Coding/template.txt", template)
  }

  @Test func `a template is refused until it is filled in, and only where it is empty`() throws {
    let template = try database().articleTemplate(for: "a.txt", Array(article.utf8))
    let empty = database().load([InputText(name: "t.dl", template)])
    #expect(empty.diagnostics.map(\.id) == [.invalidDate])
    let filled = template.replacing("published: date(\"\")", with: "published: 2024-05-01")
    #expect(database().load([InputText(name: "t.dl", filled)]).diagnostics.isEmpty)
  }

  @Test func `the quotes of a template are verbatim`() throws {
    let bytes = Array(article.utf8)
    var facts = try database("actor(ann).").articleTemplate(for: "a.txt", bytes)
      .replacing("published: date(\"\")", with: "published: 2024-05-01")
    for (blank, value) in [
      ("% statement(id:", "statement(id:"), ("%   paragraph", "  paragraph"),
      ("% quote(statement:", "quote(statement:"),
      ("actor: ,", "actor: ann,"), ("stance: ,", "stance: oppose,"),
      ("on: date(\"\")", "on: 2024-05-01"),
    ] {
      facts.replace(blank, with: value)
    }
    let coded = database("actor(ann).")
    let loading = coded.load([InputText(name: "t.dl", facts)])
    #expect(loading.diagnostics.isEmpty)
    let verification = try coded.verify(["a.txt": bytes])
    #expect(verification.findings.isEmpty)
    #expect(verification.quotes == 3)
    #expect(verification.places == 2)
  }

  @Test(arguments: [
    ("002_702.txt", "article_002_702"), ("The Times, 2024.txt", "the_times_2024"),
    ("Žilina.txt", "ilina"), ("日本.txt", "article"), (".txt", "article"), ("a.b.c", "a_b"),
  ])
  func `an article is called after its file`(file: String, id: String) throws {
    let template = try database().articleTemplate(for: file, Array("Text".utf8))
    #expect(template.contains("article(id: \(id), "))
  }

  @Test func `an id that is no name is quoted`() throws {
    let template = try database().articleTemplate(for: "a.txt", Array("Text".utf8), id: "EU-27")
    #expect(template.contains("article(id: 'EU-27', "))
    #expect(template.contains("% statement(id: 's_EU-27_01', "))
  }

  @Test func `what can't be coded is refused with the reason`() throws {
    expectRefusal(of: [], by: database(), "'x.txt' has no paragraphs")
    expectRefusal(of: Array(" \n\n".utf8), by: database(), "'x.txt' has no paragraphs")
    expectRefusal(of: [65, 0xFE], by: database(), "byte 1 of 'x.txt' is not UTF-8")
    expectRefusal(of: [65], by: Database(), "no file declares 'article'")
    let digest = SHA256(of: [65]).hexadecimal
    expectRefusal(
      of: [65], by: database("article(a, \"A\", 2024-05-01, \"a.txt\", 1, \"\(digest)\")."),
      "'x.txt' is coded already, as 'a'")
  }
}
