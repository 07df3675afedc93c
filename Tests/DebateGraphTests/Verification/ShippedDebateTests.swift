import Datalog
import DebateGraph
import Foundation
import Testing

struct ShippedDebateTests {
  @Test func `the shipped debate breaks none of its checks`() throws {
    let database = try ShippedDebate.database()
    let report = DiagnosticRenderer(texts: database.texts)
      .render(try database.violations().map(\.diagnostic))
    #expect(report == "")
  }

  @Test(.enabled(if: ShippedDebate.hasArticles, ShippedDebate.skipped))
  func `every quote, paragraph and file of the shipped debate is its articles' own`() throws {
    let database = try ShippedDebate.database()
    let names = try database.articleFiles().map(\.name)
    #expect(names.count == 5)
    var files: [String: [UInt8]] = [:]
    for name in names {
      files[name] = Array(try Data(contentsOf: ShippedDebate.articles.appending(path: name)))
    }
    let verification = try database.verify(files)
    let report = DiagnosticRenderer(texts: database.texts).render(verification.findings)
    #expect(report == "")
    #expect(verification.articles == 5)
    #expect(verification.quotes == (try database.ask("quote(S, W)?").rowCount))
  }
}
