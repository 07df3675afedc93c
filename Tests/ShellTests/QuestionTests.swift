import Datalog
import DebateGraph
import Foundation
import Shell
import Testing

/// The questions of `queries/` and exactly how the shipped graph answers them.
///
/// `Tests/Goldens/Queries/change.txt` is what `debate run queries/change.dl` writes to a pipe. To
/// update the files, run the tests with `UPDATE_GOLDENS=1` in the environment: a file that differs is
/// rewritten, and the run fails once, so that someone reads the change.
struct QuestionTests {
  @Test(arguments: Repository.questionFiles) func `questions are answered as they were`(
    file: String
  ) throws {
    let answers = try run(file)
    let golden = Repository.root.appending(path: "Tests/Goldens/Queries/\(goldenName(file))")
    let expected = try? String(contentsOf: golden, encoding: .utf8)
    #expect(answers == expected, "\(file)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil, answers != expected {
      try answers.write(to: golden, atomically: true, encoding: .utf8)
    }
  }

  @Test func `every file of answers has its questions`() throws {
    let answers = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appending(path: "Tests/Goldens/Queries").path)
    #expect(answers.sorted() == Repository.questionFiles.map(goldenName))
  }

  private func goldenName(_ file: String) -> String {
    "\(file.dropFirst("queries/".count).dropLast(".dl".count)).txt"
  }

  /// What `debate run` writes.
  private func run(_ file: String) throws -> String {
    let session = Session(Database(), outside: Repository())
    var output = ""
    let write = { (reply: Reply) in
      ReplyRenderer(Presentation(.tsv)).write(reply, to: &output)
    }
    let folder = GraphFolder("graph")
    let rules = folder.rules(list: Repository.list).filter { $0 != file }
    let texts = try (folder.facts(list: Repository.list) + rules).map { path in
      InputText(name: path, bytes: try Repository().read(path))
    }
    session.reply(toScripts: [file], after: texts, withWarnings: false, say: write)
    return output
  }
}

/// This repository's files, by their paths from its root; nothing is written or drawn.
private struct Repository: Outside {
  static let root = URL(filePath: #filePath).appending(path: "../../..").standardized
  static let questionFiles = GraphFolder("graph").rules(list: list)

  static func list(_ folder: String) -> [String] {
    let path = root.appending(path: folder).path
    return (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  }

  func read(_ path: String) throws(Refusal) -> [UInt8] {
    guard let data = try? Data(contentsOf: Self.root.appending(path: path)) else {
      throw Refusal(.unreadableFile, "can't read '\(path)'")
    }
    return Array(data)
  }

  func write(_ bytes: [UInt8], to path: String) throws(Refusal) {
    throw Refusal(.unreadableFile, "nothing is written here")
  }

  func draw(_ dot: String, as format: DrawingFormat) throws(Refusal) -> [UInt8] {
    throw Refusal(.unreadableFile, "nothing is drawn here")
  }
}
