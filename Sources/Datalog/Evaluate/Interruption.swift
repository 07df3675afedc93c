import Relations

/// A request to stop, made from another thread or a signal handler; an evaluation notices it within
/// about a thousand rows and throws `EvaluationError.interrupted`. It stands until it is cleared, so that
/// one made just before a question begins is not lost.
public final class Interruption: Sendable {
  let flag = StopFlag()

  public init() {}

  public func request() { flag.raise() }
  public func clear() { flag.lower() }
  public var isRequested: Bool { flag.isRaised }
}
