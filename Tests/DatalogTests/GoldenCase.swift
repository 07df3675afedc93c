import Foundation
import Testing

/// One case of a golden file: a line `=== title`, an input, a line `---`, the output expected.
struct GoldenCase {
  let title: String
  let input: String
  let expected: String

  /// Compares every case of every file of `Tests/Goldens/<folder>/` with what `output` makes of it.
  ///
  /// With `UPDATE_GOLDENS=1` in the environment a file that differs is rewritten, and the run fails
  /// once, so that someone reads the change.
  static func expectAll(in folder: String, _ output: (_ input: String) -> String) throws {
    for url in try files(in: folder) {
      let text = try String(contentsOf: url, encoding: .utf8)
      let cases = cases(in: text)
      let outputs = cases.map { output($0.input) }
      for (one, output) in zip(cases, outputs) {
        #expect(one.expected == output, "\(url.lastPathComponent): \(one.title)")
      }
      guard ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil else { continue }
      let updated = zip(cases, outputs).map { "=== \($0.title)\n\($0.input)\n---\n\($1)" }
        .joined(separator: "\n")
      if updated != text { try updated.write(to: url, atomically: true, encoding: .utf8) }
    }
  }

  static func all(in folder: String) throws -> [GoldenCase] {
    try files(in: folder).flatMap { cases(in: try String(contentsOf: $0, encoding: .utf8)) }
  }

  private static func files(in folder: String) throws -> [URL] {
    let url = URL(filePath: #filePath).appending(path: "../../Goldens/\(folder)").standardized
    return try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
  }

  private static func cases(in text: String) -> [GoldenCase] {
    ("\n" + text + "\n").components(separatedBy: "\n=== ").dropFirst().map { part in
      let titleAndRest = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let halves = (titleAndRest[1] + "\n").components(separatedBy: "\n---\n")
      let expected = halves.dropFirst().joined(separator: "\n---\n")
        .trimmingCharacters(in: .newlines)
      return GoldenCase(
        title: String(titleAndRest[0]), input: halves[0],
        expected: expected.isEmpty ? "" : expected + "\n")
    }
  }
}
