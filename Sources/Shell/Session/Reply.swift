public import Datalog
public import DebateGraph

/// One thing found for an input: to be rendered, never printed here.
public enum Reply {
  /// An answer, with the doc comment that stands above its query. `isWhole` asks for every row,
  /// however many.
  case answer(Answer, title: String? = nil, isWhole: Bool = false)
  /// With the rules and their bindings where `showsRules`.
  case proof(CitedProof, InputTexts, showsRules: Bool = false)
  /// What is missing for what was asked for.
  case absence(Absence, InputTexts)
  case timeline(Timeline)
  /// How a question was answered, and where its time went.
  case plan(EvaluationAccount, InputTexts)
  case profile(EvaluationAccount, InputTexts)
  /// What was asked for in words: help, the text of a drawing.
  case text(String)
  /// What was asked for in columns: a row for each thing known.
  case listing(header: [String], rows: [[String]])
  /// Rows that appeared and vanished. `isAskedFor` tells all of them, and in a pipe, too.
  case changes(RowChanges, isAskedFor: Bool = false)
  /// What a person likes to know and a pipe does not: `1 fact added`.
  case remark(String)
  case diagnostics([Diagnostic], InputTexts)
  /// What a check or a verification was asked to find.
  case findings([Diagnostic], InputTexts)
  /// The user stopped it; what would have followed is left out.
  case interrupted

  /// Something that was asked for was refused.
  public var isComplaint: Bool {
    switch self {
    case .diagnostics(let diagnostics, _): diagnostics.contains { $0.severity == .error }
    case .answer, .proof, .absence, .timeline, .plan, .profile, .text, .listing, .changes, .remark,
      .findings, .interrupted:
      false
    }
  }

  /// Something is allowed, and probably not meant.
  public var isWarning: Bool {
    guard case .diagnostics(let diagnostics, _) = self else { return false }
    return diagnostics.contains { $0.severity == .warning }
  }

  /// Not part of what was asked for, so it must not get among it in a pipe.
  public var belongsOnErrors: Bool {
    switch self {
    case .diagnostics, .interrupted: true
    case .answer, .proof, .absence, .timeline, .plan, .profile, .text, .listing, .changes, .remark,
      .findings:
      false
    }
  }
}
