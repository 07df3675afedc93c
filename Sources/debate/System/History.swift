@preconcurrency @unsafe import CReadline
@preconcurrency @unsafe import Glibc

/// What was asked before, in `debate/history` of the user's state folder: private, appended to
/// entry by entry, so that a closed window loses nothing and two sessions don't overwrite each other.
struct History {
  private let path: String?
  private static let longest: Int32 = 10_000

  /// - Parameter isKept: whether a file is used at all.
  init(isKept: Bool) {
    using_history()
    stifle_history(Self.longest)
    // Time stamps are what keeps entries of several lines whole in the file.
    history_comment_char = CChar(UInt8(ascii: "#"))
    history_write_timestamps = 1
    path = isKept ? Self.privateFile() : nil
    if let path { unsafe read_history(path) }
  }

  /// Entries that begin with a blank, and repetitions, are not kept.
  func add(_ entry: String) {
    guard let first = entry.first, !first.isWhitespace, entry != last else { return }
    unsafe add_history(entry)
    if let path { unsafe append_history(1, path) }
  }

  func truncate() {
    if let path { unsafe history_truncate_file(path, Self.longest) }
  }

  private var last: String? {
    unsafe history_get(history_base + history_length - 1).map { entry in
      unsafe String(cString: entry.pointee.line)
    }
  }

  /// Nil where there can be none; a link is not followed, and no home is made for who has none.
  private static func privateFile() -> String? {
    guard let path = userFile("history", in: "XDG_STATE_HOME", else: ".local/state") else {
      return nil
    }
    makeFolders(String(path.dropLast("/history".count)))
    let file = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return fchmod(file, 0o600) == 0 ? path : nil
  }

  private static func makeFolders(_ path: String) {
    for index in path.indices where path[index] == "/" && index > path.startIndex {
      _ = unsafe mkdir(String(path[..<index]), 0o700)
    }
    _ = unsafe mkdir(path, 0o700)
  }
}
