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
        withDestinationURL: ShippedDebate.repository.appending(path: part))
    }
    let page = try ShippedDebate.text("docs/coding-your-own.md")
    let followed = try ManualRun(in: folder).follow(page)
    #expect(followed == page)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil, followed != page {
      let url = ShippedDebate.repository.appending(path: "docs/coding-your-own.md")
      try followed.write(to: url, atomically: true, encoding: .utf8)
    }
  }
}
