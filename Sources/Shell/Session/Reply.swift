public import Datalog
public import DebateGraph

/// What was found for one input, in the order in which it was found: to be rendered, never printed here.
public struct Reply: Sendable {
  public enum Part: Sendable {
    /// An answer, with the doc comment that stands above its query. `isWhole` asks for every row,
    /// however many.
    case answer(Answer, title: String? = nil, isWhole: Bool = false)
    case proof(CitedProof, InputTexts)
    /// What was asked for in words: help, a schema, the text of a drawing.
    case text(String)
    /// What a person likes to know and a pipe does not: `1 fact added`.
    case remark(String)
    case diagnostics([Diagnostic], InputTexts)
  }

  public var parts: [Part]
  /// Whether the user said goodbye.
  public var isLast = false

  public init(_ parts: [Part] = []) { self.parts = parts }

  /// Whether nothing that was asked for was refused.
  public var succeeded: Bool { !parts.contains(where: \.isComplaint) }
}

extension Reply.Part {
  /// Belongs on standard error.
  public var isComplaint: Bool {
    switch self {
    case .diagnostics(let diagnostics, _): diagnostics.contains { $0.severity == .error }
    case .answer, .proof, .text, .remark: false
    }
  }
}
