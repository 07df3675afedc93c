public import Datalog
import DebateGraph

/// A conversation with a debate: each input is answered by a reply, and what was said stays known.
///
/// Touches no terminal, clock or file itself; `outside` does, when a command asks for it.
public final class Session {
  public let database: Database
  let outside: any Outside
  /// What `.why 2`, `.all` and `.graph` speak of.
  var lastAnswer: Answer?

  public init(_ database: Database, outside: any Outside) {
    self.database = database
    self.outside = outside
  }

  /// Answers what was typed, pasted or piped, piece by piece in its order: each clause and command
  /// knows what stands before it. Where one is refused, the others still stand.
  ///
  /// - Parameters:
  ///   - name: what diagnostics call the input.
  ///   - say: called with each part of the reply as soon as it is known.
  /// - Returns: false where the input says goodbye; what follows is not read.
  @discardableResult
  public func reply(to input: InputText, say: (Reply.Part) -> Void) -> Bool {
    for piece in InputPieces(of: input.bytes, cutsAtQuestions: true).pieces {
      switch piece {
      case .command(let range):
        guard run(command: input.bytes[range], say) else { return false }
      case .clauses(let range):
        take(input.part(range), commands: [], say)
      }
    }
    return true
  }

  /// Answers a whole file: all its clauses are loaded first, or none where one is wrong, then its
  /// questions, retractions and commands are taken in their order.
  @discardableResult
  public func reply(toFile file: InputText, say: (Reply.Part) -> Void) -> Bool {
    var commands: [Range<Int>] = []
    var bytes = file.bytes
    for case .command(let range) in InputPieces(of: bytes, cutsAtQuestions: false).pieces {
      commands.append(range)
      for offset in range { bytes[offset] = UInt8(ascii: " ") }
    }
    return take(InputText(name: file.name, bytes: bytes), commands: commands, say)
  }
}
