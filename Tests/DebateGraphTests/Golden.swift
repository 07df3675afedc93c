import Foundation
import Testing

/// Compares a text with a file of `Tests/Goldens/`.
///
/// With `UPDATE_GOLDENS=1` in the environment a file that differs is rewritten, and the run fails once,
/// so that someone reads the change.
func expectGolden(
  _ path: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = ShippedDebate.repository.appending(path: "Tests/Goldens/\(path)")
  let golden = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  #expect(text == golden, sourceLocation: sourceLocation)
  guard ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil, text != golden else { return }
  try FileManager.default.createDirectory(
    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try text.write(to: url, atomically: true, encoding: .utf8)
}
