import Datalog
import Glibc
import Shell

/// The user's editor: `$VISUAL`, else `$EDITOR`, else `editor`, which Debian has, else `vi`. Run without
/// a shell, its words divided at blanks, on a private file of its own.
enum Editor {
  /// The text as the user left it, without the line end behind it.
  static func edit(_ text: String) throws(Refusal) -> String {
    let file = try TemporaryFile(text)
    defer { file.remove() }
    for words in candidates {
      guard let process = ChildProcess(words[0], words + [file.path], takesInput: false) else {
        continue
      }
      let status = process.finish()
      guard status == 0 else {
        throw Refusal(.failedCommand, "the editor '\(words[0])' ended with status \(status)")
      }
      let edited = String(decoding: try readFile(file.path), as: UTF8.self)
      return String(edited.reversed().drop(while: \.isWhitespace).reversed())
    }
    throw Refusal(
      .failedCommand, "no editor can be run", help: "name one in the variable EDITOR")
  }

  private static var candidates: [[String]] {
    let chosen = [environment("VISUAL"), environment("EDITOR")].first { !$0.isEmpty }
    return (chosen.map { [$0] } ?? ["editor", "vi"]).map {
      $0.split(separator: " ").map(String.init)
    }
  }
}

/// A file that only the user can read, with a name of its own.
private struct TemporaryFile {
  let path: String

  init(_ text: String) throws(Refusal) {
    let folder = environment("TMPDIR")
    let template = (folder.isEmpty ? "/tmp" : folder) + "/debate-XXXXXX.dl"
    guard let name = unsafe strdup(template) else {
      preconditionFailure("there is no memory for a path")
    }
    defer { unsafe free(name) }
    // SAFETY: `mkstemps` writes into the copy of the template, which is longer than its ending.
    let file = unsafe mkstemps(name, 3)
    guard file >= 0 else {
      throw Refusal(.unwritableFile, "no temporary file can be made like '\(template)'")
    }
    path = unsafe String(cString: name)
    let isWritten = writeAll(Array("\(text)\n".utf8), to: file)
    close(file)
    if !isWritten { throw Refusal(.unwritableFile, "'\(path)' can't be written") }
  }

  func remove() { _ = unsafe unlink(path) }
}
