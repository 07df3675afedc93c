import Datalog
import Shell

extension ReplyPrinter {
  /// Lets `body` write text piece by piece: to a file, which appears when it is whole, or to standard
  /// output.
  ///
  /// - Parameter body: is given what takes a piece, and says whether more is wanted.
  func deliver(
    to path: String?, isPrivate: Bool = false,
    _ body: (_ write: @escaping (String) -> Bool) throws -> Void
  ) throws {
    guard let path else {
      return try body { piece in
        self.show(.text(piece))
        return !Signals.isInterrupted
      }
    }
    let draft = try FileDraft(of: path, isPrivate: isPrivate)
    var refusal: Refusal?
    try body { piece in
      do throws(Refusal) {
        try draft.write(Array(piece.utf8))
      } catch {
        refusal = error
      }
      return refusal == nil && !Signals.isInterrupted
    }
    if let refusal { throw refusal }
    if Signals.isInterrupted { throw EvaluationError.interrupted }
    try draft.finish()
  }
}
