/// A user's mistake, or a hint: a value, reported with all others of a run in order of place.
///
/// Text is lower case without a full stop, with the user's own names in single quotes: `message` says
/// what is wrong, each note why, `help` what would be right.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: Int, Sendable, Comparable {
    case hint, warning, error
    public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
  }

  public let id: DiagnosticID
  public let severity: Severity
  public let range: TextRange?
  public let message: String
  public let notes: [Note]
  public let help: String?

  /// A further remark, with a place of its own where it has one (such as the first declaration).
  public struct Note: Hashable, Sendable {
    public let message: String
    public let range: TextRange?
    public init(_ message: String, at range: TextRange? = nil) {
      self.message = message
      self.range = range
    }
  }

  public init(
    _ id: DiagnosticID, _ severity: Severity = .error, at range: TextRange?, _ message: String,
    notes: [Note] = [], help: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.range = range
    self.message = message
    self.notes = notes
    self.help = help
  }
}
