import Foundation
import Testing

/// `docs/coding-your-own.md`, followed from a text file to the first answer.
struct CodingYourOwnTests {
  @Test func `who follows the page sees what it shows`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "coding-\(UInt64.random(in: .min ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    for part in ["graph", "queries"] {
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: part),
        withDestinationURL: GoldenFile(part).url)
    }
    let file = GoldenFile("docs/coding-your-own.md")
    let page = try file.text()
    let followed = try ManualRun(in: folder).follow(page)
    #expect(followed == page)
    try file.update(to: followed)
  }
}
