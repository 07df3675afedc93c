import Datalog
import Testing

/// Facts and rules are laid out as `debate fmt` does it, so that a change shows what was changed.
struct LayoutTests {
  @Test(arguments: ["graph", "graph/articles", "queries", "queries/networks"])
  func `the shipped files are in the canonical layout`(folder: String) throws {
    for text in try ShippedDebate.texts(in: folder) {
      #expect(
        format(text).text == String(decoding: text.bytes, as: UTF8.self),
        "'debate fmt \(text.name)' would change it")
    }
  }
}
