import Datalog
import Foundation
import Testing

@testable import Shell

/// Every file in `Sessions` is a conversation: lines that begin with `> ` are typed (further lines of
/// the same input begin with `| `), and what follows them is the answer.
///
/// Where an answer is meant to change, `UPDATE_GOLDENS=1 swift test --filter SessionTests` rewrites
/// the files and fails once, so that somebody reads the difference.
struct SessionTests {
  @Test(arguments: goldenSessions) func `a session is answered as written`(name: String) throws {
    let file = sessionsFolder.appending(path: name)
    let golden = try String(contentsOf: file, encoding: .utf8)
    let replayed = replay(golden)
    if replayed != golden, ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil {
      try replayed.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(replayed == golden)
  }
}

private let sessionsFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "Sessions")

private let goldenSessions: [String] =
  ((try? FileManager.default.contentsOfDirectory(atPath: sessionsFolder.path)) ?? [])
  .filter { $0.hasSuffix(".session") && !($0 == "plans.session" && isForced) }.sorted()

/// Whether a way of evaluating is forced, so that plans are others.
private let isForced = ProcessInfo.processInfo.environment["DEBATE_WAY"] != nil

/// The golden with the answers that its inputs get now.
private func replay(_ golden: String) -> String {
  let limits = Limits(derivedRows: 10_000)
  let session = Session(Database(limits: limits), outside: FolderOutside(sessionsFolder))
  session.isConversation = true
  session.patience = 60
  var lines = golden.split(separator: "\n", omittingEmptySubsequences: false)[...]
  var replayed = ""
  while let line = lines.popFirst() {
    guard line.hasPrefix("> ") else { continue }
    var input = [line.dropFirst(2)]
    while let more = lines.first, more.hasPrefix("| ") {
      input.append(more.dropFirst(2))
      lines.removeFirst()
    }
    replayed += "> " + input.joined(separator: "\n| ") + "\n"
    replayed += session.answer(to: input.joined(separator: "\n"))
    if session.isOver { break }
  }
  return replayed
}

extension Session {
  /// What a person sees after typing `input`, on a terminal of a hundred columns without colours.
  func answer(
    to input: String,
    as presentation: Presentation = Presentation(
      .table, width: 100, longestTable: 6, isConversation: true)
  ) -> String {
    var shown = ""
    reply(to: Array(input.utf8), named: "<prompt>") { reply in
      ReplyRenderer(presentation.following(display)).write(reply, to: &shown)
    }
    return shown
  }
}

/// Reads from a folder, keeps what is written, and draws nothing.
final class FolderOutside: Outside {
  private let folder: URL
  private(set) var written: [String: [UInt8]] = [:]
  private var versions = 0

  init(_ folder: URL) { self.folder = folder }

  func read(_ path: String) throws(Refusal) -> [UInt8] {
    if let bytes = written[path] { return bytes }
    guard let data = try? Data(contentsOf: folder.appending(path: path)) else {
      throw Refusal(.unreadableFile, "'\(path)' can't be read: no such file or directory")
    }
    return Array(data)
  }

  func write(_ bytes: [UInt8], to path: String) throws(Refusal) { written[path] = bytes }

  /// A watched file has the contents `…1`, `…2` one after another, as often as they are there.
  func change(of path: String, since stamp: FileStamp?) throws(Refusal) -> FileStamp? {
    versions += 1
    guard let bytes = try? read("\(path)\(versions)") else { return nil }
    written[path] = bytes
    return FileStamp("\(versions)")
  }

  func pipe(_ bytes: [UInt8], to command: String) throws(Refusal) {
    if command == "false" { throw Refusal(.failedCommand, "'false' ended with status 1") }
    written["piped"] = bytes
  }

  func draw(_ dot: String, as format: DrawingFormat) throws(Refusal) -> [UInt8] {
    Array("\(format) of \(dot.utf8.count) bytes".utf8)
  }
}
