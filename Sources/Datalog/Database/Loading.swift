/// What became of texts that were loaded together.
public struct Loading: Sendable {
  /// The numbers of the rows that were new, by predicate.
  var rowsAdded: [(predicate: PredicateID, rows: Range<Int>)] = []
  /// Facts that were not there yet; `Database.added` tells which.
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
