import Datalog
import Foundation
import Shell
import Testing

/// The pages of the manual, made again from what the program says.
///
/// With `UPDATE_GOLDENS=1` in the environment a page that differs is rewritten, and the run fails
/// once, so that someone reads the change.
struct ManualTests {
  @Test(arguments: [
    "README.md", "docs/language.md", "docs/shell.md", "docs/store.md", "docs/diagnostics.md",
    "docs/networks.md",
  ])
  func `what the manual shows is what the program says`(path: String) throws {
    let file = GoldenFile(path)
    let page = try ManualPage(file.text())
    var made = page
    for (number, part) in page.parts.enumerated() where !(isForced && part.showsPlans) {
      made.parts[number].body = part.made
      #expect(part.body == part.made, "\(path):\(part.line)")
    }
    try file.update(to: made.text)
  }

  @Test(arguments: ["docs/language.md", "docs/diagnostics.md"])
  func `every example of the manual shows an answer or a mistake`(path: String) throws {
    for part in try ManualPage(GoldenFile(path).text()).parts {
      switch part.kind {
      case .prose, .table, .session, .storeSession: break
      case .answers: #expect(part.body.contains("\n%=> "), "\(path):\(part.line)")
      case .errors, .export, .verification:
        #expect(!part.body.hasSuffix("---\n"), "\(path):\(part.line)")
      }
    }
  }

  @Test func `the naive evaluator gives the answers of the manual`() throws {
    for part in try ManualPage(GoldenFile("docs/language.md").text()).parts(of: .answers) {
      let contested = try ManualProgram.contested(part.body)
      #expect(contested.isEmpty, "docs/language.md:\(part.line)")
    }
  }

  @Test func `every built-in predicate is in a table of the manual, and in an example`() throws {
    let page = try ManualPage(GoldenFile("docs/language.md").text())
    let examples = page.parts(of: .answers).map(\.body).joined()
    let tables = ["dates", "texts", "numbers"].flatMap { page.parts(of: .table($0)) }
      .map(\.body).joined()
    for builtin in Builtin.all {
      #expect(tables.contains("| `\(builtin.name)("), "no table has '\(builtin.name)'")
      #expect(examples.contains("\(builtin.name)("), "no example uses '\(builtin.name)'")
    }
  }

  @Test func `every command of the shell is typed in an example of its manual`() throws {
    let page = try ManualPage(GoldenFile("docs/shell.md").text())
    let sessions = page.parts(of: .session) + page.parts(of: .storeSession)
    let typed = sessions.map(\.body).joined()
    for command in CommandSummary.all {
      let name = command.synopsis.prefix { $0 != " " }
      #expect(typed.contains("debate> \(name)"), "no example uses '\(name)'")
    }
  }

  @Test func `every diagnostic has a section that shows it, in the order of their declaration`()
    throws
  {
    let page = try ManualPage(GoldenFile("docs/diagnostics.md").text())
    #expect(page.sections.map(\.heading) == DiagnosticID.allCases.map { "`\($0.rawValue)`" })
    for (heading, parts) in page.sections {
      let id = heading.filter { $0 != "`" }
      let shown = parts.filter { $0.kind != .prose }.map(\.body).joined()
      #expect(shown.contains("[\(id)]\n"), "the section of '\(id)' does not show it")
    }
  }
}

extension ManualPage.Part {
  /// What should stand there.
  fileprivate var made: String {
    switch kind {
    case .prose: body
    case .answers: ManualProgram.answered(body)
    case .errors: ManualProgram.refused(body)
    case .export: ManualProgram.exported(body)
    case .verification: ManualProgram.verified(body)
    case .session: ManualSession.replayed(body)
    case .storeSession: ManualSession.replayed(body, isKept: true)
    case .table(let name): ManualTable.text(name) ?? "there is no table '\(name)'\n"
    }
  }
}

/// Whether a way of evaluating is forced, so that plans are others.
private let isForced = ProcessInfo.processInfo.environment["DEBATE_WAY"] != nil

extension ManualPage.Part {
  fileprivate var showsPlans: Bool { body.contains("> .explain") || body.contains("> .profile") }
}
