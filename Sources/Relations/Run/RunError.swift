/// Why a run ended before its end.
public enum RunError: Error {
  case interrupted
  case rowLimit(Int)
  case timeLimit(seconds: Double)
  case memoryLimit(bytes: Int)
  /// A row function or fold could not make a value.
  case undefined(any Error)
}
