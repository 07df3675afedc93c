@preconcurrency @unsafe import Glibc
import Synchronization

/// Something that is made on a thread of its own.
///
/// What the work touches is its own until it is done, and then the caller's.
final class BackgroundWork<Result>: @unchecked Sendable {
  private let work: () throws -> Result
  private var outcome: Swift.Result<Result, any Error>?
  private let isFinished = Atomic(false)

  /// Begins; where there can't be another thread, it is done before this returns.
  init(_ work: @escaping () throws -> Result) {
    self.work = work
    if !begin() { run() }
  }

  var isDone: Bool { isFinished.load(ordering: .acquiring) }

  /// - Precondition: it is done.
  func result() throws -> Result {
    precondition(isDone, "the work is still another thread's")
    return try outcome!.get()
  }

  private func run() {
    outcome = Swift.Result { try work() }
    isFinished.store(true, ordering: .releasing)
  }

  /// The thread gets no signals: they have to end the waiting for keys.
  private func begin() -> Bool {
    var (all, before) = (sigset_t(), sigset_t())
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    // SAFETY: kept until the thread has taken it over; where there is none, it is released here.
    let body = unsafe Unmanaged.passRetained(ThreadBody { self.run() })
    var thread = pthread_t()
    guard unsafe pthread_create(&thread, nil, runThread, body.toOpaque()) == 0 else {
      unsafe body.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}

private final class ThreadBody {
  let run: () -> Void
  init(_ run: @escaping () -> Void) { self.run = run }
}

private func runThread(_ body: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let body = unsafe body else { return nil }
  unsafe Unmanaged<ThreadBody>.fromOpaque(body).takeRetainedValue().run()
  return nil
}
