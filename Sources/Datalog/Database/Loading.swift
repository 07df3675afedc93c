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

  /// Whether the user stopped it; then nothing was loaded either.
  public private(set) var wasInterrupted = false

  public var succeeded: Bool {
    !wasInterrupted && !diagnostics.contains { $0.severity == .error }
  }

  static var interrupted: Loading {
    var loading = Loading()
    loading.wasInterrupted = true
    return loading
  }
}
