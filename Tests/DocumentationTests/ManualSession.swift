import Datalog
import DebateGraph
import Foundation
import Shell

/// A conversation about the shipped debate, as the manual shows it.
enum ManualSession {
  /// The lines behind `debate> `, each with what is answered on a terminal of a hundred columns.
  ///
  /// - Parameter isKept: whether there is a store: by ann, who does something once a minute.
  static func replayed(_ part: String, isKept: Bool = false) -> String {
    let session = Session(Database(), outside: ClosedOutside())
    session.isConversation = true
    session.patience = 60
    session.load(shippedTexts, withWarnings: false) { _ in }
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    if isKept { keep(session, in: folder) }
    let presentation = Presentation(.table, width: 100, longestTable: 40, isConversation: true)
    var shown = ""
    for line in part.split(separator: "\n") {
      guard let prompt = line.prefixMatch(of: #/debate(@\S+)?> /#) else { continue }
      let typed = line[prompt.range.upperBound...]
      shown += session.prompt.text + typed + "\n"
      session.reply(to: Array(typed.utf8), named: "<prompt>") { reply in
        ReplyRenderer(presentation.following(session.display)).write(reply, to: &shown)
      }
    }
    return shown.replacing(folder.path + "/", with: "")
  }

  private static func keep(_ session: Session, in folder: URL) {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "debate.db").path
    var time: Int64 = 1_795_251_900_000
    let keeper = try? Keeper(
      path: path, isThere: { FileManager.default.fileExists(atPath: path) }, mayWrite: true,
      author: { "ann" }, files: ImportedFile.all(in: session.database),
      now: {
        time += 60_000
        return StoreTime(milliseconds: time)
      })
    session.keep(with: keeper!) { _ in }
  }

  private static let shippedTexts: [InputText] = {
    let debate = GraphFolder("graph")
    let list = { (folder: String) -> [String] in
      let names = try? FileManager.default.contentsOfDirectory(atPath: GoldenFile(folder).url.path)
      return names ?? []
    }
    return (debate.facts(list: list) + debate.rules(list: list)).compactMap { name in
      (try? GoldenFile(name).text()).map { InputText(name: name, $0) }
    }
  }()
}

/// No file is there, those written are kept in memory, none below `/` can be, and Graphviz is not
/// installed.
private final class ClosedOutside: Outside {
  private var files: [String: [UInt8]] = [:]
  private var time = Duration.zero

  /// A tenth of a millisecond later each time.
  var now: Duration {
    time += .microseconds(100)
    return time
  }

  func read(_ path: String) throws(Refusal) -> [UInt8] {
    if let bytes = files[path] { return bytes }
    throw Refusal(.unreadableFile, "'\(path)' can't be read: no such file or directory")
  }

  func write(_ bytes: [UInt8], to path: String) throws(Refusal) {
    if !path.hasPrefix("/") {
      files[path] = bytes
      return
    }
    throw Refusal(.unwritableFile, "'\(path)' can't be written: permission denied")
  }

  /// A watched file never changes.
  func change(of path: String, since stamp: FileStamp?) throws(Refusal) -> FileStamp? {
    stamp == nil ? FileStamp("") : nil
  }

  func draw(_ dot: String, as format: DrawingFormat) throws(Refusal) -> [UInt8] {
    throw Refusal(
      .drawingFailed, "Graphviz is not installed, so nothing but DOT text can be written",
      help: "install it, such as by 'apt-get install graphviz', or write to a file ending in .dot")
  }
}
