import Datalog
import DebateGraph
import Foundation
import Testing

/// The two codings of the Semafor article: the shipped one and `SecondCoding/`, made independently.
struct SecondCodingTests {
  private let first = "graph/articles/2024-05-semafor.dl"
  private let second = "Tests/DebateGraphTests/SecondCoding/2024-05-semafor.dl"

  private func coding(_ path: String) throws -> Coding {
    let database = Database()
    let file = InputText(name: path, try ShippedDebate.text(path))
    let loading = database.load(try ShippedDebate.common() + [file])
    #expect(loading.succeeded)
    return try database.coding()
  }

  /// The first statement is left out: its second coder had seen the first coding of it.
  private func agreement() throws -> Agreement {
    Agreement(try coding(first), try coding(second), leavingOut: ["t_semafor_01"])
  }

  @Test func `two coders of one article agree as far as the golden report says`() throws {
    try expectGolden("Agreement/semafor.txt", try agreement().report)
  }

  @Test func `the codebook has the figures that are measured`() throws {
    let page = try ShippedDebate.text("docs/codebook.md")
    for measure in try agreement().measures {
      let value = String(format: "%.3f", try #require(measure.value))
      #expect(page.contains("| \(measure.name) | \(value) | \(measure.pairs) |\n"))
    }
  }

  @Test func `a coding agrees with itself`() throws {
    let agreement = Agreement(try coding(first), try coding(first))
    #expect(agreement.disagreements.isEmpty)
    #expect(agreement.measures.allSatisfy { $0.value == 1 })
  }
}
