/// What stands before the cursor: who is asked, or why more is awaited.
public struct Prompt: Equatable, Sendable {
  public let text: String

  public static let first = Prompt(text: "debate> ")

  /// The prompt after `input` where that can't be taken yet, nil where it can: `(` while parentheses
  /// are open, `.?` while a clause has no end mark.
  public static func awaitingMore(after input: String) -> Prompt? {
    if Command.bareWord(input.utf8) != nil { return nil }
    switch InputPieces(of: Array(input.utf8), cutsAtQuestions: true).lack {
    case nil: return nil
    case .endMark: return Prompt(text: "    .?> ")
    case .closingParenthesis: return Prompt(text: "     (> ")
    case .closingBrace: return Prompt(text: "     {> ")
    case .endOfComment: return Prompt(text: "    *%> ")
    }
  }
}
