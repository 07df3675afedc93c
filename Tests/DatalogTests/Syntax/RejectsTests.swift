import Datalog
import Foundation
import Testing

/// Wrong programs and exactly what is said about them.
///
/// A file of `Tests/Goldens/Rejects/` holds cases: a line `=== title`, the program, a line `---`, the rendered
/// diagnostics. To update the files, run the tests with `UPDATE_GOLDENS=1` in the environment: a
/// file that differs is rewritten, and the run fails once, so that someone reads the change.
struct RejectsTests {
  @Test(arguments: RejectCase.files) func `wrong programs are refused with the reason`(
    file: String
  ) throws {
    let url = RejectCase.folder.appending(path: file)
    let text = try String(contentsOf: url, encoding: .utf8)
    let cases = RejectCase.cases(in: text)
    for one in cases {
      #expect(one.expected == diagnose(one.program), "\(file): \(one.title)")
    }
    guard ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil else { return }
    let updated = cases.map { $0.text(expecting: diagnose($0.program)) }.joined(separator: "\n")
    if updated != text { try updated.write(to: url, atomically: true, encoding: .utf8) }
  }

  @Test func `there are at least 120 wrong programs, each with its own title`() throws {
    let titles = try RejectCase.files.flatMap { file in
      let text = try String(contentsOf: RejectCase.folder.appending(path: file), encoding: .utf8)
      return RejectCase.cases(in: text).map(\.title)
    }
    #expect(titles.count >= 120)
    #expect(Set(titles).count == titles.count)
  }

  private func diagnose(_ program: String) -> String {
    let text = InputText(name: "a.dl", program)
    var texts = InputTexts()
    let id = texts.add(text)
    return DiagnosticRenderer(texts: texts).render(parse(text, as: id).diagnostics)
  }
}

private struct RejectCase {
  let title: String
  let program: String
  let expected: String

  static let folder = URL(filePath: #filePath).appending(path: "../../../Goldens/Rejects")
    .standardized
  static var files: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted()
  }

  static func cases(in text: String) -> [RejectCase] {
    ("\n" + text + "\n").components(separatedBy: "\n=== ").dropFirst().map { part in
      let titleAndRest = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let halves = (titleAndRest.last! + "\n").components(separatedBy: "\n---\n")
      let expected = halves.dropFirst().joined(separator: "\n---\n")
      return RejectCase(
        title: String(titleAndRest[0]), program: halves[0],
        expected: expected.trimmingCharacters(in: .newlines) + "\n")
    }
  }

  func text(expecting diagnostics: String) -> String {
    "=== \(title)\n\(program)\n---\n\(diagnostics)"
  }
}
