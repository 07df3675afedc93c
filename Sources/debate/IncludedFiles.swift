import Datalog
import Shell

/// Where `#include` finds files: relative to the file that names them, and never outside the debate's
/// own folder, the folder of a script that was asked for, and the working directory.
struct IncludedFiles: IncludedTexts {
  /// Canonical, each ending in `/`.
  private let roots: [String]

  /// - Parameters:
  ///   - parent: the folder that holds the debate's, ending in `/`, or empty.
  ///   - scripts: paths of files asked for besides the debate's own.
  init(parent: String, scripts: [String]) {
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
    let folder = IncludedFiles.folder(of: name)
    guard let file = canonicalPath(folder + path) else {
      throw InclusionRefusal("there is no file '\(folder + path)'")
    }
    guard roots.contains(where: file.hasPrefix) else {
      throw InclusionRefusal("'\(path)' leads out of the folders that may be read")
    }
    do {
      return InputText(name: shownPath(file), bytes: try readFile(file, isPlain: true))
    } catch {
      throw InclusionRefusal(error.diagnostic.message)
    }
  }

  /// Ending in `/`, or empty.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
