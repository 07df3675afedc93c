import Datalog
import Foundation
import Testing

/// `docs/schema.md` and `docs/questions.md` say what is in `graph/` and `queries/`.
struct PageTests {
  @Test func `every fact on the page of the schema is a fact of the shipped graph`() throws {
    let database = Database()
    #expect(database.load(try ["graph", "graph/articles"].flatMap(ShippedDebate.texts)).succeeded)
    let page = try ShippedDebate.text("docs/schema.md")
    let shown = database.load([InputText(name: "docs/schema.md", codeBlocks(of: page))])
    #expect(DiagnosticRenderer(texts: database.texts).render(shown.diagnostics).isEmpty)
    #expect(shown.factsAdded == 0)
  }

  @Test func `the page of the schema shows a fact of every predicate declared in it`() throws {
    let declared = try predicates(declaredIn: "graph/schema.dl")
    let blocks = codeBlocks(of: try ShippedDebate.text("docs/schema.md"))
    let shown = blocks.split(separator: "\n").compactMap { line in
      line.prefixMatch(of: /[a-z_]+(?=\()/).map { String($0.output) }
    }
    #expect(declared == Set(shown))
  }

  @Test func `the list of questions has the words and the titles of every file`() throws {
    let database = Database()
    let folders = ["graph", "graph/articles", "queries"]
    let questions = database.load(try folders.flatMap(ShippedDebate.texts)).queries
    let page = try ShippedDebate.text("docs/questions.md")
    let sections = page.components(separatedBy: "\n## `").dropFirst()
    let files = try ShippedDebate.texts(in: "queries").map(\.name)
    #expect(sections.map { String($0.prefix { $0 != "`" }) }.sorted() == files)
    for section in sections {
      let file = String(section.prefix { $0 != "`" })
      #expect(try words(of: section) == predicates(declaredIn: file), "\(file)")
      let asked = questions.filter { database.texts[$0.written.range.input].name == file }
      #expect(titles(in: section) == asked.map { $0.written.documentation }, "\(file)")
    }
  }

  /// What stands between the lines of three back quotes.
  private func codeBlocks(of page: String) -> String {
    let parts = page.components(separatedBy: "\n```\n")
    return parts.indices.filter { !$0.isMultiple(of: 2) }.map { parts[$0] }.joined(separator: "\n")
  }

  private func predicates(declaredIn file: String) throws -> Set<String> {
    let text = try ShippedDebate.text(file)
    return Set(text.matches(of: /#pred ([a-z_]+)/).map { String($0.1) })
  }

  private func words(of section: String) -> Set<String> {
    let paragraph = section.split(separator: "\n\n").first { $0.hasPrefix("Words: ") } ?? ""
    return Set(paragraph.matches(of: /`([a-z_]+)`/).map { String($0.1) })
  }

  private func titles(in section: String) -> [String] {
    section.split(separator: "\n").filter { $0.hasPrefix("- ") }.map { String($0.dropFirst(2)) }
  }
}
