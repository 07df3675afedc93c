import Datalog

/// What stands before the cursor: who is asked, or why more is awaited.
public struct Prompt: Equatable, Sendable {
  public let text: String

  public static let first = Prompt(text: "debate> ")

  /// The prompt after `input` where that can't be taken yet, nil where it can: `(` while parentheses
  /// are open, `.?` while a clause has no end mark.
  public static func awaitingMore(after input: String) -> Prompt? {
    if Command.bareWord(input.utf8) != nil { return nil }
    switch InputPieces(of: InputText(name: "", input)).unfinished {
    case nil: return nil
    case .clause: return Prompt(text: "    .?> ")
    case .parenthesis: return Prompt(text: "     (> ")
    case .brace: return Prompt(text: "     {> ")
    case .comment: return Prompt(text: "    %*> ")
    }
  }
}
