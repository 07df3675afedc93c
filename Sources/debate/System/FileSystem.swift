import Datalog
import Glibc
import Shell

// Files by their paths: read whole, and replaced whole or not at all.

/// The bytes of a file.
///
/// - Parameter isPlain: whether pipes and devices are refused, which a folder's files can't be.
func readFile(_ path: String, isPlain: Bool = false) throws(Refusal) -> [UInt8] {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC | (isPlain ? O_NONBLOCK : 0))
  guard file >= 0 else { throw unreadable(path, errno) }
  defer { close(file) }
  var status = stat()
  guard unsafe fstat(file, &status) == 0 else { throw unreadable(path, errno) }
  let kind = status.st_mode & S_IFMT
  if kind == S_IFDIR { throw unreadable(path, EISDIR) }
  if isPlain, kind != S_IFREG {
    throw Refusal(.unreadableFile, "'\(path)' is not a regular file")
  }
  guard let bytes = readToEnd(file, expecting: Int(status.st_size)) else {
    throw unreadable(path, errno)
  }
  return bytes
}

/// The path of one of the user's own files for this program: in a folder that a variable of the
/// environment names, or in one of the home folder. Nil where neither is there.
///
/// - SeeAlso: XDG Base Directory Specification
func userFile(_ name: String, in variable: String, else folder: String) -> String? {
  let (base, home) = (environment(variable), environment("HOME"))
  if base.isEmpty, !folderExists(home) { return nil }
  return (base.isEmpty ? "\(home)/\(folder)" : base) + "/debate/\(name)"
}

/// Nil where there is no such file.
func fileStamp(_ path: String) -> FileStamp? {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else { return nil }
  let time = status.st_mtim
  return FileStamp("\(status.st_ino) \(status.st_size) \(time.tv_sec) \(time.tv_nsec)")
}

/// Ends early where a signal comes.
func pause(milliseconds: Int32) { _ = poll(nil, 0, milliseconds) }

func readStandardInput() throws(Refusal) -> [UInt8] {
  guard let bytes = readToEnd(0) else { throw unreadable("<stdin>", errno) }
  return bytes
}

/// All that is left to read; nil with `errno` set where reading fails.
private func readToEnd(_ file: Int32, expecting size: Int = 0) -> [UInt8]? {
  guard var bytes = readSome(file, atMost: size + 1) else { return nil }
  while let more = readSome(file, atMost: max(65_536, min(bytes.count, 1 << 24))) {
    if more.isEmpty { return bytes }
    bytes += more
  }
  return nil
}

/// Empty at the end; nil with `errno` set where reading fails.
private func readSome(_ file: Int32, atMost room: Int) -> [UInt8]? {
  var hasFailed = false
  // SAFETY: `read` fills at most `room` bytes of the buffer and tells how many.
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
    var result = unsafe read(file, buffer.baseAddress, room)
    while result < 0, errno == EINTR { result = unsafe read(file, buffer.baseAddress, room) }
    hasFailed = result < 0
    count = max(result, 0)
  }
  return hasFailed ? nil : bytes
}

/// The names in a folder; none where there is no such folder.
func listFolder(_ path: String) throws(Refusal) -> [String] {
  guard let folder = unsafe opendir(path) else {
    if errno == ENOENT { return [] }
    throw unreadable(path, errno)
  }
  defer { unsafe closedir(folder) }
  var names: [String] = []
  while let entry = unsafe readdir(folder) {
    // SAFETY: `d_name` is a NUL-terminated string that lives until the next `readdir`.
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      unsafe tuple.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
        unsafe String(cString: $0)
      }
    }
    names.append(name)
  }
  return names
}

func fileExists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

func folderExists(_ path: String) -> Bool {
  var status = stat()
  return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The path without links and dots, the same for all ways to name a file; nil where there is none.
func canonicalPath(_ path: String) -> String? {
  guard let resolved = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}

/// The path as diagnostics and proofs show it, so that it opens from the working directory: relative
/// to that where it lies below.
func shownPath(_ path: String) -> String {
  if path.hasPrefix("./") { return String(path.dropFirst(2)) }
  guard let here = canonicalPath("."), path.hasPrefix(here + "/") else { return path }
  return String(path.dropFirst(here.count + 1))
}

/// Puts a whole file in place of the old one.
func writeFile(_ bytes: [UInt8], to path: String) throws(Refusal) {
  let draft = try FileDraft(of: path)
  try draft.write(bytes)
  try draft.finish()
}

/// A file that is written beside its name and takes it when it is whole, so that a reader finds the old
/// bytes or the new, after a crash, too; pipes and devices are written to directly. What is not finished
/// is gone.
final class FileDraft {
  private let path: String
  /// Where it is written; nil where that is no regular file.
  private let draft: String?
  private let file: Int32
  private var isFinished = false

  /// - Parameter isPrivate: whether only its owner may read it.
  init(of path: String, isPrivate: Bool = false) throws(Refusal) {
    var status = stat()
    let isRegular = unsafe stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    self.path = path
    draft = isRegular ? path + "." + String(UInt64.random(in: .min ... .max), radix: 36) : nil
    let flags = O_WRONLY | O_CLOEXEC | (isRegular ? O_CREAT | O_EXCL : 0)
    file = unsafe open(draft ?? path, flags, isPrivate ? 0o600 : 0o666)
    guard file >= 0 else { throw unwritable(path, errno) }
  }

  func write(_ bytes: [UInt8]) throws(Refusal) {
    guard writeAll(bytes, to: file) else { throw unwritable(path, errno) }
  }

  func finish() throws(Refusal) {
    guard let draft else { return }
    guard fsync(file) == 0, unsafe rename(draft, path) == 0 else { throw unwritable(path, errno) }
    isFinished = true
    synchronizeFolder(of: path)
  }

  deinit {
    if file < 0 { return }
    close(file)
    if let draft, !isFinished { _ = unsafe unlink(draft) }
  }
}

/// So that the new name lasts; file systems that can't do it do it by themselves.
private func synchronizeFolder(of path: String) {
  let name = path.lastIndex(of: "/").map { path[...$0] } ?? "."
  let folder = unsafe open(String(name), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  if folder < 0 { return }
  _ = fsync(folder)
  close(folder)
}

/// Writes a file that must not be there yet.
func createFile(_ bytes: [UInt8], at path: String) throws(Refusal) {
  let file = unsafe open(path, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, 0o666)
  if file < 0, errno == EEXIST {
    throw Refusal(
      .unwritableFile, "'\(path)' is there already", help: "'--force' puts another in its place")
  }
  guard file >= 0 else { throw unwritable(path, errno) }
  close(file)
  do throws(Refusal) {
    try writeFile(bytes, to: path)
  } catch {
    _ = unsafe unlink(path)
    throw error
  }
}

/// Adds to the end of a file, which is made where there is none.
func appendToFile(_ bytes: [UInt8], at path: String) throws(Refusal) {
  let file = unsafe open(path, O_WRONLY | O_CLOEXEC | O_CREAT | O_APPEND, 0o666)
  guard file >= 0 else { throw unwritable(path, errno) }
  let isWritten = writeAll(bytes, to: file) && fsync(file) == 0
  let reason = errno
  guard close(file) == 0, isWritten else { throw unwritable(path, reason) }
}

/// False with `errno` set where not all could be written.
func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
  var start = 0
  while start < bytes.count {
    // SAFETY: `start` is within the array.
    let count = unsafe bytes.withUnsafeBytes { buffer in
      unsafe write(file, buffer.baseAddress! + start, buffer.count - start)
    }
    if count < 0, errno != EINTR { return false }
    start += max(count, 0)
  }
  return true
}

private func unreadable(_ path: String, _ reason: Int32) -> Refusal {
  Refusal(.unreadableFile, "'\(path)' can't be read: \(words(for: reason))")
}

func unwritable(_ path: String, _ reason: Int32) -> Refusal {
  Refusal(.unwritableFile, "'\(path)' can't be written: \(words(for: reason))")
}

/// The system's words for an error number, begun in lower case.
func words(for reason: Int32) -> String {
  let text = unsafe String(cString: strerror(reason))
  return text.prefix(1).lowercased() + text.dropFirst()
}
