import Foundation

/// A file of the repository that holds what a test expects to find.
///
/// With `UPDATE_GOLDENS=1` in the environment, what was found instead is written to the file. The test
/// fails that once all the same, so that someone reads the change.
struct GoldenFile {
  let url: URL

  /// - Parameter path: below the folder of the package.
  init(_ path: String) {
    url = URL(filePath: #filePath).appending(path: "../../../\(path)").standardized
  }

  func text() throws -> String { try String(contentsOf: url, encoding: .utf8) }

  func update(to found: String) throws {
    guard ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil else { return }
    if try found != text() { try found.write(to: url, atomically: true, encoding: .utf8) }
  }
}
