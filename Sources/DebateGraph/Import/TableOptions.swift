/// What a user says of a table that is imported.
public struct TableOptions: Sendable {
  /// `actor=organization`: which column is read as what.
  public var roles: [String] = []
  /// `integer=year`: what a column holds.
  public var kinds: [String] = []
  /// Columns that are left out.
  public var ignored: [String] = []
  /// When statements were made of which the table doesn't tell it.
  public var date: String?
  public var dayOrder = DayOrder.edtf

  public init() {}

  /// How days are written.
  public enum DayOrder: String, CaseIterable, Sendable {
    case edtf, dmy, mdy
  }
}

/// What a column holds, as the schema of codings calls it.
public enum TableKind: String, CaseIterable, Sendable {
  case shortText = "short_text"
  case longText = "long_text"
  case integer, boolean
}
