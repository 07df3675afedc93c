/// What became of texts that were loaded together.
public struct Loading: Sendable {
  /// Facts that the texts state, those known before among them; `Database.added` tells which were not.
  public internal(set) var facts: [CheckedFact] = []
  /// Facts that were not there yet.
  public var factsAdded = 0
  /// Facts that were there already.
  public var factsKnown = 0
  public var rulesAdded = 0
  public var checksAdded = 0
  /// Questions asked in the texts, in order of place; loading answers none.
  public var queries: [CheckedQuery] = []
  /// Facts that the texts ask to take back, in order of place; loading takes none back.
  public var retractions: [CheckedFact] = []
  /// Where one is an error, nothing was loaded.
  public var diagnostics: [Diagnostic] = []

  public var succeeded: Bool { !diagnostics.contains { $0.severity == .error } }
}
