import Datalog
import Testing

/// Texts by name, as if they stood in one folder.
private struct Folder: IncludedTexts {
  let texts: [String: String]

  func text(at path: String, includedFrom name: String) throws(InclusionRefusal) -> InputText {
    guard let text = texts[path] else { throw InclusionRefusal("there is no file '\(path)'") }
    return InputText(name: path, text)
  }
}

private func load(_ texts: [String: String], _ first: String) -> (Database, Loading) {
  let database = Database(includedTexts: Folder(texts: texts))
  return (database, database.load([InputText(name: first, texts[first] ?? "")]))
}

@Suite struct InclusionTests {
  @Test func `an included text belongs to the program, once`() throws {
    let (database, loading) = load(
      [
        "a.dl": #"#include "b.dl". #include "c.dl". q(X) :- p(X)."#,
        "b.dl": #"#include "c.dl". p(1)."#,
        "c.dl": "p(2).",
      ], "a.dl")
    #expect(loading.diagnostics.isEmpty)
    #expect(loading.factsAdded == 2)
    #expect(try database.ask("q(X)?").rowCount == 2)
  }

  @Test func `texts that include each other are read once each`() {
    let (_, loading) = load(
      ["a.dl": #"#include "b.dl". p(1)."#, "b.dl": #"#include "a.dl". p(2)."#], "a.dl")
    #expect(loading.diagnostics.isEmpty)
    #expect(loading.factsAdded == 2)
  }

  @Test func `a missing text is an error where it is named, and nothing is loaded`() throws {
    let (database, loading) = load(["a.dl": "p(1).\n#include \"b.dl\"."], "a.dl")
    let report = DiagnosticRenderer(texts: database.texts).render(loading.diagnostics)
    #expect(report.contains("a.dl:2:1: error: there is no file 'b.dl' [refused-include]"))
    #expect(database.catalog.predicates.isEmpty)
  }

  @Test func `inclusions are sixteen deep at most`() {
    var texts: [String: String] = [:]
    for number in 0..<20 { texts["\(number).dl"] = "#include \"\(number + 1).dl\". p(\(number))." }
    texts["20.dl"] = "p(20)."
    #expect(load(texts, "0.dl").1.diagnostics.map(\.id) == [.refusedInclude])
    #expect(load(texts, "4.dl").1.diagnostics.isEmpty)
  }
}
