@unsafe import Glibc

/// What the terminal answers when it is asked whether it shows images.
struct TerminalAnswer {
  private(set) var takesKitty = false
  private(set) var takesSixel = false

  /// Asks for its attributes, which nearly every terminal tells at once, and waits no longer than a third
  /// of a second. Keys that were typed meanwhile are kept for the next line.
  ///
  /// - Parameter asksKitty: also by kitty's protocol, which a multiplexer would take otherwise.
  /// - SeeAlso: DEC's primary device attributes, in which 4 stands for sixel graphics
  init(asksKitty: Bool) {
    let kitty = asksKitty ? "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\" : ""
    let answer = Self.answer(to: kitty + "\u{1B}[c")
    var keys: [UInt8] = []
    var rest = answer[...]
    while let byte = rest.first {
      if let report = Self.report(rest, from: "\u{1B}_G", to: "\u{1B}\\") {
        takesKitty = report.elementsEqual("i=31;OK".utf8)
        rest = rest.dropFirst(report.count + 5)
      } else if let report = Self.report(rest, from: "\u{1B}[?", to: "c") {
        takesSixel = report.split(separator: UInt8(ascii: ";")).contains {
          $0.elementsEqual("4".utf8)
        }
        rest = rest.dropFirst(report.count + 4)
      } else {
        keys.append(byte)
        rest = rest.dropFirst()
      }
    }
    Readline.keep(typed: keys)
  }

  /// What stands between `start`, with which `bytes` begin, and `end`.
  private static func report(
    _ bytes: ArraySlice<UInt8>, from start: String, to end: String
  ) -> ArraySlice<UInt8>? {
    guard bytes.starts(with: start.utf8) else { return nil }
    let body = bytes.dropFirst(start.utf8.count)
    let ending = Array(end.utf8)
    return body.indices.first { body[$0...].starts(with: ending) }.map { body[..<$0] }
  }

  /// Until the attributes have come, or time is over.
  private static func answer(to question: String) -> [UInt8] {
    var usual = termios()
    guard unsafe tcgetattr(0, &usual) == 0 else { return [] }
    var unbuffered = usual
    unbuffered.c_lflag &= ~tcflag_t(ICANON | ECHO)
    unsafe tcsetattr(0, TCSANOW, &unbuffered)
    defer { unsafe tcsetattr(0, TCSANOW, &usual) }
    guard writeAll(Array(question.utf8), to: 1) else { return [] }
    var bytes: [UInt8] = []
    let deadline = ContinuousClock.now + .milliseconds(333)
    while ContinuousClock.now < deadline, !Signals.isInterrupted {
      var request = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&request, 1, 50) > 0 else { continue }
      var byte: UInt8 = 0
      guard unsafe read(0, &byte, 1) == 1 else { break }
      bytes.append(byte)
      let beginnings = bytes.indices.filter { bytes[$0...].starts(with: "\u{1B}[?".utf8) }
      if byte == UInt8(ascii: "c"), !beginnings.isEmpty { break }
    }
    return bytes
  }
}
