/// What became of texts that were loaded together.
public struct Loading: Sendable {
  /// Facts that the texts state, those known before among them; `Database.added` tells which were not.
  /// But for those of bulk data, which only `Database.added` makes facts of.
  public internal(set) var facts: [CheckedFact] = []
  /// All rows, where some were read in bulk.
  var bulk: [ProposedRows] = []
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
