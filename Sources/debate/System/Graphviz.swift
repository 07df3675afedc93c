import Datalog
import Glibc
import Shell

/// Draws DOT text with Graphviz's `dot`: run by its absolute path with an argument array, without a
/// shell, and stopped after twenty seconds.
func drawWithGraphviz(_ dot: String, as format: DrawingFormat) throws(Refusal) -> [UInt8] {
  guard let program = graphvizPath else {
    throw Refusal(
      .drawingFailed, "Graphviz is not installed, so nothing but DOT text can be written",
      help: "install it, such as by 'apt-get install graphviz', or write to a file ending in .dot")
  }
  guard let child = Child(program, ["dot", "-T\(format)"]) else {
    throw Refusal(.drawingFailed, "'\(program)' can't be run")
  }
  let (drawing, status) = child.exchange(Array(dot.utf8), seconds: 20)
  guard let status else {
    throw Refusal(
      .drawingFailed, "Graphviz took longer than 20 seconds and was stopped",
      help: "draw a smaller network, such as that of one topic")
  }
  guard status == 0, !drawing.isEmpty else {
    throw Refusal(.drawingFailed, "Graphviz failed with status \(status)")
  }
  return drawing
}

/// Looked up in `PATH` once.
private let graphvizPath: String? = programPath("dot")

/// The absolute path of a program, looked up in `PATH`.
func programPath(_ name: String) -> String? {
  environment("PATH").split(separator: ":").map { "\($0)/\(name)" }
    .first { path in unsafe access(path, X_OK) == 0 && path.hasPrefix("/") }
}

/// A running program with pipes to its standard input and from its standard output.
struct Child {
  private let process: pid_t
  private let input: Int32
  private let output: Int32

  /// Nil where it can't be started.
  init?(_ program: String, _ arguments: [String]) {
    guard let toChild = Pipe(), let fromChild = Pipe() else { return nil }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, toChild.end, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, fromChild.start, 1)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // SAFETY: the array is NUL-terminated and its strings live until they are freed below.
    var words = unsafe arguments.map { word in unsafe strdup(word) }
    unsafe words.append(nil)
    defer {
      while let word = unsafe words.popLast() { unsafe free(word) }
    }
    var process: pid_t = 0
    let failure = unsafe posix_spawn(&process, program, &actions, nil, &words, environ)
    close(toChild.end)
    close(fromChild.start)
    (self.process, input, output) = (process, toChild.start, fromChild.end)
    if failure != 0 {
      close(input)
      close(output)
      return nil
    }
  }

  /// Sends everything, then takes everything; the exit status is nil where it had to be killed.
  func exchange(_ bytes: [UInt8], seconds: Int) -> (output: [UInt8], status: Int32?) {
    let deadline = ContinuousClock.now + .seconds(seconds)
    _ = writeAll(bytes, to: input)
    close(input)
    let received = readUntil(deadline)
    close(output)
    if received == nil { kill(process, SIGKILL) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    let exitStatus = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    return (received ?? [], received == nil ? nil : exitStatus)
  }

  private func readUntil(_ deadline: ContinuousClock.Instant) -> [UInt8]? {
    var received: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while ContinuousClock.now < deadline {
      var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&request, 1, 200) > 0 else { continue }
      let count = unsafe read(output, &block, block.count)
      if count == 0 { return received }
      if count > 0 { received += block[..<count] }
    }
    return nil
  }
}

/// Two connected file numbers: what is written to `start` is read from `end`.
private struct Pipe {
  let start: Int32
  let end: Int32

  init?() {
    var files: [Int32] = [0, 0]
    guard unsafe pipe(&files) == 0 else { return nil }
    (start, end) = (files[1], files[0])
    // Otherwise the child would keep its own input open and wait for it to end.
    for file in files { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
  }
}
