import Synchronization

/// A request to stop, made from another thread or a signal handler and polled by a run about once a
/// batch.
public final class Interruption: Sendable {
  private let flag = Atomic<Bool>(false)
  public init() {}

  public func request() { flag.store(true, ordering: .relaxed) }
  public func clear() { flag.store(false, ordering: .relaxed) }
  public var isRequested: Bool { flag.load(ordering: .relaxed) }
}
