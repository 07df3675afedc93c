import Datalog
import DebateGraph
import Testing

struct ArticleRecordsTests {
  @Test func `each article can be compared alone, though it mentions others`() throws {
    let articles = try ShippedDebate.texts(in: "graph/articles")
    for article in articles {
      let database = Database()
      let loading = database.load(
        try ShippedDebate.common() + [article] + articleRecords(in: articles, butNotIn: [article]))
      #expect(
        loading.succeeded,
        "\(DiagnosticRenderer(texts: database.texts).render(loading.diagnostics))")
      let coding = try database.coding()
      #expect(Set(coding.statements.map(\.unit.article)).count == 1)
    }
  }

  @Test func `what is stated already is left out, however its id is written`() {
    let texts = ["article(a, 1). statement(s).", "article(id: 'b', n: 2).", "article('C')."]
    let stated = InputText(name: "stated", "article('a', 3). article(n: 1, id: b).")
    let records = articleRecords(
      in: texts.map { InputText(name: "texts", $0) }, butNotIn: [stated])
    #expect(records.map { String(decoding: $0.bytes, as: UTF8.self) } == ["article('C')."])
  }
}
