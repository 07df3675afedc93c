import Datalog
import Shell

/// Where `#include` finds files: relative to the file that names them, and never outside the debate's
/// own folder, the folder of a script that was asked for, and the working directory.
struct IncludedFiles: IncludedTexts {
  /// The folder that holds the debate's, ending in `/`, or empty; its files are named relative to it.
  private let parent: String
  /// Canonical, each ending in `/`.
  private let roots: [String]

  /// - Parameter scripts: paths of files asked for besides the debate's own.
  init(parent: String, scripts: [String]) {
    self.parent = parent
    let folders = [parent, ""] + scripts.map(IncludedFiles.folder)
    roots = folders.compactMap { canonicalPath($0.isEmpty ? "." : $0) }.map {
      $0.hasSuffix("/") ? $0 : $0 + "/"
    }
  }

  func text(at path: String, includedFrom name: String) throws(InclusionRefusal) -> InputText {
    guard !path.hasPrefix("/") else {
      throw InclusionRefusal(
        "'\(path)' is not relative", help: "name the file as seen from the one that includes it")
    }
    let folder = IncludedFiles.folder(of: location(of: name))
    guard let file = canonicalPath(folder + path) else {
      throw InclusionRefusal("there is no file '\(folder + path)'")
    }
    guard roots.contains(where: file.hasPrefix) else {
      throw InclusionRefusal("'\(path)' leads out of the folders that may be read")
    }
    do {
      return InputText(name: shortened(file), bytes: try readFile(file, isPlain: true))
    } catch {
      throw InclusionRefusal(error.diagnostic.message)
    }
  }

  /// The path of a text by its name: the debate's own files are named from `parent`.
  private func location(of name: String) -> String {
    canonicalPath(parent + name) == nil ? name : parent + name
  }

  /// Without the working directory's path in front.
  private func shortened(_ path: String) -> String {
    guard let here = canonicalPath("."), path.hasPrefix(here + "/") else { return path }
    return String(path.dropFirst(here.count + 1))
  }

  /// Ending in `/`, or empty.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
