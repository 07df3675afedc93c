import Glibc

/// One of the process's standard streams, written in blocks.
final class StandardStream: TextOutputStream {
  let file: Int32
  /// Whether ^C stops what is being written.
  private let isInterruptible: Bool
  private var pending: [UInt8] = []

  init(_ file: Int32, isInterruptible: Bool = false) {
    self.file = file
    self.isInterruptible = isInterruptible
  }

  func write(_ text: String) { write(text.utf8) }

  func write(_ bytes: some Sequence<UInt8>) {
    if isInterruptible, Signals.isInterrupted { return pending.removeAll() }
    pending.append(contentsOf: bytes)
    if pending.count > 65_536 { flush() }
  }

  /// Where nobody reads any more (`debate … | head`), the program ends quietly; where what was asked
  /// for can't be written otherwise, it says so.
  func flush() {
    let isWritten = writeAll(pending, to: file)
    let reason = errno
    pending.removeAll(keepingCapacity: true)
    if isWritten { return }
    if reason != EPIPE, file == 1 {
      let complaint = "error: standard output can't be written: \(words(for: reason))"
      _ = writeAll(Array("\(complaint) [unwritable-file]\n".utf8), to: 2)
    }
    exit(reason == EPIPE ? 0 : 1)
  }

  var isTerminal: Bool { Self.isTerminal(file) }

  static func isTerminal(_ file: Int32) -> Bool { isatty(file) == 1 }

  /// Nil where it isn't known.
  var size: (columns: Int, rows: Int)? {
    var size = winsize()
    guard unsafe ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return (Int(size.ws_col), max(Int(size.ws_row), 1))
  }

  /// - SeeAlso: <https://no-color.org>
  var takesColour: Bool {
    isTerminal && environment("NO_COLOR").isEmpty && environment("TERM") != "dumb"
  }
}

extension StandardStream {
  /// Whether a terminal is said to show more than ASCII: by the locale's character set.
  static let showsUnicode: Bool = {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.map(environment).first { !$0.isEmpty } ?? "C"
    let name = locale.lowercased()
    return environment("TERM") != "dumb" && (name.hasSuffix("utf-8") || name.hasSuffix("utf8"))
  }()
}

/// A variable of the environment; empty where it isn't set.
func environment(_ name: String) -> String { environmentValue(name) ?? "" }

/// A variable of the environment; nil where it isn't set.
func environmentValue(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}
