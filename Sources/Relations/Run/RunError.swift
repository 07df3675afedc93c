/// Why a run ended before its end.
public enum RunError: Error {
  case interrupted
  case rowLimit(Int)
  case timeLimit(seconds: Double)
  case memoryLimit(bytes: Int)
  /// A row function or fold could not make a value; the operands of the row that it failed on.
  case undefined(any Error, row: [ValueID])
}
