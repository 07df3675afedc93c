import Datalog
import Foundation
import Testing

/// `docs/schema.md` and `docs/questions.md` say what is in `graph/` and `queries/`.
struct PageTests {
  @Test func `every fact on the page of the schema is a fact of the shipped graph`() throws {
    let database = try ShippedDebate.database()
    let page = try text("docs/schema.md")
    let shown = database.load([InputText(name: "docs/schema.md", codeBlocks(of: page))])
    #expect(DiagnosticRenderer(texts: database.texts).render(shown.diagnostics).isEmpty)
    #expect(shown.factsAdded == 0)
  }

  @Test func `the page of the schema shows a fact of every predicate declared in it`() throws {
    let declared = try predicates(declaredIn: "graph/schema.dl")
    let blocks = codeBlocks(of: try text("docs/schema.md"))
    let shown = blocks.split(separator: "\n").compactMap { line in
      line.prefixMatch(of: /[a-z_]+(?=\()/).map { String($0.output) }
    }
    #expect(declared == Set(shown))
  }

  @Test func `the list of questions has the words and the titles of every file`() throws {
    let database = try ShippedDebate.database()
    let files = try ShippedDebate.texts(in: "queries")
    let questions = database.load(files).queries
    let sections = try text("docs/questions.md").components(separatedBy: "\n## `").dropFirst()
    #expect(sections.map(fileName(of:)).sorted() == files.map(\.name))
    for section in sections {
      let file = fileName(of: section)
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
    Set(try text(file).matches(of: /#pred ([a-z_]+)/).map { String($0.1) })
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: ShippedDebate.repository.appending(path: path), encoding: .utf8)
  }

  /// A section begins with the name of its file, which the next back quote ends.
  private func fileName(of section: String) -> String { String(section.prefix { $0 != "`" }) }

  private func words(of section: String) -> Set<String> {
    let paragraph = section.split(separator: "\n\n").first { $0.hasPrefix("Words: ") } ?? ""
    return Set(paragraph.matches(of: /`([a-z_]+)`/).map { String($0.1) })
  }

  private func titles(in section: String) -> [String] {
    section.split(separator: "\n").filter { $0.hasPrefix("- ") }.map { String($0.dropFirst(2)) }
  }
}
