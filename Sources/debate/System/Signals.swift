import Datalog
import Glibc
import Synchronization

/// What signal handlers leave behind for the program to find; they do nothing else, since hardly
/// anything may be done in them.
enum Signals {
  /// ^C typed and not yet answered.
  static let interrupts = Atomic(0)
  /// The terminal has a new size, or is ours again after ^Z and `fg`.
  static let resized = Atomic(false)
  static let resumed = Atomic(false)
  /// Stops the evaluation that is under way.
  static let interruption = Interruption()
  /// Whether ^C is meant for the line that is typed, and not for what is read meanwhile.
  static let isReadingSpared = Atomic(false)

  /// Installs the handlers, once. A third ^C that nothing answers ends the program.
  static func install() { _ = installation }

  private static let installation: Void = {
    // Made before a handler can need them: the first use of a global takes a lock.
    interrupts.store(0, ordering: .relaxed)
    resized.store(false, ordering: .relaxed)
    resumed.store(false, ordering: .relaxed)
    isReadingSpared.store(false, ordering: .relaxed)
    interruption.clear()
    handle(SIGINT) { _ in
      if !Signals.isReadingSpared.load(ordering: .relaxed) { Signals.interruption.request() }
      if Signals.interrupts.wrappingAdd(1, ordering: .relaxed).newValue >= 3 { _exit(130) }
    }
    handle(SIGWINCH) { _ in Signals.resized.store(true, ordering: .relaxed) }
    handle(SIGCONT) { _ in Signals.resumed.store(true, ordering: .relaxed) }
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // Without this the runtime's crash reporter would take it and wait for a key.
    signal(SIGQUIT, SIG_DFL)
  }()

  /// Whether ^C was typed and not yet answered.
  static var isInterrupted: Bool { interrupts.load(ordering: .relaxed) > 0 }

  /// Forgets what came before now.
  static func clear() {
    interrupts.store(0, ordering: .relaxed)
    interruption.clear()
  }

  /// The same; answers it.
  static func takeInterrupt() -> Bool { interrupts.exchange(0, ordering: .relaxed) > 0 }

  /// Without `SA_RESTART`, so that waiting for a key ends when a signal comes.
  private static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = handler
    unsafe sigaction(number, &action, nil)
  }
}
