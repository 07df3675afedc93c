@unsafe import CSQLite
import Glibc

// What has to be seen to around a SQLite file before SQLite itself opens it.

/// Makes an empty file that only its owner may read, where there is none: SQLite would make one that
/// everybody can. A link that leads nowhere is refused: what it leads to was not named.
func createPrivately(_ path: String, isNew: Bool = false) throws(SQLiteError) {
  if !isNew, unsafe access(path, F_OK) == 0 { return }
  let file = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  if file >= 0 {
    close(file)
    return
  }
  let reason = errno
  // Another program may have been quicker.
  if !isNew, reason == EEXIST, unsafe access(path, F_OK) == 0 { return }
  let isLink = !isNew && reason == EEXIST
  throw .cannotOpen(isLink ? "a link that leads nowhere" : words(for: reason))
}

/// An empty file that is there already will be the database's as much as one that was made for it.
func makePrivateWhereEmpty(_ path: String) throws(SQLiteError) {
  var status = stat()
  guard unsafe stat(path, &status) == 0, status.st_size == 0, status.st_mode & 0o077 != 0 else {
    return
  }
  guard unsafe chmod(path, 0o600) == 0 else { throw .cannotOpen(words(for: errno)) }
}

/// SQLite has no words for a folder, and would read from a pipe; nor has it for what is forbidden.
func refuseWhatIsNoFile(_ path: String) throws(SQLiteError) {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else { return }
  switch status.st_mode & S_IFMT {
  case S_IFREG: break
  case S_IFDIR: throw .cannotOpen("it is a folder")
  default: throw .cannotOpen("it is no regular file")
  }
  guard unsafe access(path, R_OK) == 0 else { throw .cannotOpen(words(for: errno)) }
}

extension SQLiteError {
  fileprivate static func cannotOpen(_ reason: String) -> SQLiteError {
    SQLiteError(code: Int(SQLITE_CANTOPEN), message: reason, sql: nil)
  }
}

/// Changes in a journal beside the file belong to it: without them it reads as it was before, or
/// as half of what it should be.
func refuseUnfinishedChanges(beside path: String) throws(SQLiteError) {
  for ending in ["-journal", "-wal"] {
    var status = stat()
    guard unsafe stat(path + ending, &status) == 0, status.st_size > 0 else { continue }
    throw SQLiteError(
      code: Int(SQLITE_BUSY),
      message: "unfinished changes of another program are beside it, in '\(path)\(ending)'",
      sql: nil)
  }
}

extension SQLiteConnection {
  /// Writes a copy without free pages. It appears under its name, in place of an older one, only when
  /// it is whole, on the disk, and `check` has not thrown.
  public func copy(
    to target: String, _ check: (_ draft: String) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    let draft = target + "." + String(UInt64.random(in: .min ... .max), radix: 36)
    try createPrivately(draft, isNew: true)
    do throws(SQLiteError) {
      try run("vacuum into ?", [.text(draft.first == "/" ? draft : "./" + draft)])
      try check(draft)
      try synchronize(draft)
      guard unsafe rename(draft, target) == 0 else { throw systemError(at: target) }
      try synchronize(folder(of: target))
    } catch {
      _ = unsafe unlink(draft)
      throw error
    }
  }

  /// Why the file at this path can't be written; nil where it can, or where there is none.
  public static func reasonAgainstWriting(_ path: String) -> String? {
    guard unsafe access(path, F_OK) == 0 else { return nil }
    guard unsafe access(path, W_OK) == 0 else { return words(for: errno) }
    // A journal has to be made beside it.
    guard unsafe access(folder(of: path), W_OK) == 0 else {
      return "its folder: \(words(for: errno))"
    }
    return nil
  }
}

/// Waits until what was written is on the disk.
private func synchronize(_ path: String) throws(SQLiteError) {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw systemError(at: path) }
  defer { close(file) }
  guard fsync(file) == 0 else { throw systemError(at: path) }
}

private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

private func systemError(at path: String) -> SQLiteError {
  SQLiteError(code: Int(SQLITE_IOERR), message: "'\(path)': \(words(for: errno))", sql: nil)
}

private func words(for reason: Int32) -> String {
  let text = unsafe String(cString: strerror(reason))
  return text.prefix(1).lowercased() + text.dropFirst()
}
