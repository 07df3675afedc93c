import Datalog

/// What stands before the cursor: who is asked, or why more is awaited.
public struct Prompt: Equatable, Sendable {
  public let text: String

  public static let first = Prompt(text: "debate> ")

  private init(text: String) { self.text = text }

  /// `debate> `, or `debate@2024-03-31> ` as of a day, `debate@2024-03-31?> ` with what is possible.
  init(asOf horizon: Horizon?) {
    guard let horizon else {
      self = .first
      return
    }
    text = "debate@\(horizon.day)\(horizon.isCertain ? "" : "?")> "
  }

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

extension Session {
  /// What asks for the next clause or command.
  public var prompt: Prompt { Prompt(asOf: database.horizon) }
}
