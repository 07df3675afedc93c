import Glibc

/// A program that was started and shares the terminal: a pager, an editor, a command of the user's.
struct ChildProcess {
  private let process: pid_t
  /// What is written here is its standard input; nil where it has ours.
  private let input: Int32?

  /// Nil where it can't be started.
  ///
  /// - Parameters:
  ///   - program: a path, or a name that is looked up in `PATH`.
  ///   - arguments: its own name first.
  init?(_ program: String, _ arguments: [String], takesInput: Bool) {
    var pipe: [Int32] = [-1, -1]
    if takesInput, unsafe Glibc.pipe(&pipe) != 0 { return nil }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if takesInput {
      for file in pipe { _ = fcntl(file, F_SETFD, FD_CLOEXEC) }
      unsafe posix_spawn_file_actions_adddup2(&actions, pipe[0], 0)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    Self.restoreSignals(&attributes)
    // SAFETY: the array is NUL-terminated and its strings live until they are freed below.
    var words = unsafe arguments.map { word in unsafe strdup(word) }
    unsafe words.append(nil)
    defer {
      while let word = unsafe words.popLast() { unsafe free(word) }
    }
    var process: pid_t = 0
    let failure = unsafe posix_spawnp(&process, program, &actions, &attributes, &words, environ)
    if takesInput { close(pipe[0]) }
    if failure != 0 {
      if takesInput { close(pipe[1]) }
      return nil
    }
    self.process = process
    input = takesInput ? pipe[1] : nil
  }

  /// Gives it all of its input and waits for its end. ^C is its own business meanwhile.
  ///
  /// - Returns: its exit status, or 128 and the number of the signal that ended it.
  func finish(input bytes: [UInt8] = []) -> Int32 {
    if let input {
      _ = writeAll(bytes, to: input)
      close(input)
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR { Signals.clear() }
    Signals.clear()
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// What this program ignores, others don't.
  private static func restoreSignals(_ attributes: inout posix_spawnattr_t) {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGPIPE, SIGXFSZ] { unsafe sigaddset(&signals, signal) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
  }
}
