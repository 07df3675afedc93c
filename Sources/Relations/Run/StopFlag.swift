import Synchronization

/// A request to stop, made from another thread or a signal handler and polled by a run about once a
/// batch.
public final class StopFlag: Sendable {
  private let flag = Atomic<Bool>(false)
  public init() {}

  public func raise() { flag.store(true, ordering: .relaxed) }
  public func lower() { flag.store(false, ordering: .relaxed) }
  public var isRaised: Bool { flag.load(ordering: .relaxed) }
}
