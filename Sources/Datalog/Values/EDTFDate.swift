/// A date as EDTF (ISO 8601-2) writes it: levels 0 and 1, and intervals; no times of day.
///
/// It means an interval of days with flags: `2024-05` is every day of May, `2024-05~` the same,
/// approximately. Years are 0 through 9999. Dates that mean the same days but are written otherwise,
/// such as `2024-05` and `2024-05-01/2024-05-31`, are different values.
public struct EDTFDate: Hashable, Sendable {
  /// As EDTF writes it. A date has one spelling only.
  public let text: String
  /// Days since 1970-01-01; `openStart` where there is no beginning, or none is known.
  public let first: Int32
  /// The last day, included; `openEnd` where there is no end, or none is known.
  public let last: Int32
  public let flags: Flags

  /// What is said of the whole date, or of either end of an interval.
  public struct Flags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `?`
    public static let uncertain = Flags(rawValue: 1)
    /// `~`
    public static let approximate = Flags(rawValue: 2)
  }

  public static let openStart = Int32.min
  public static let openEnd = Int32.max
  /// The years a date may name.
  public static let years = 0...9999

  init(text: String, first: Int32, last: Int32, flags: Flags) {
    self.text = text
    self.first = first
    self.last = last
    self.flags = flags
  }

  /// A single day.
  ///
  /// - Precondition: its year is in `years`.
  public init(_ day: CalendarDay, flags: Flags = []) {
    precondition(Self.years ~= day.year, "an EDTF date has a year from 0 through 9999")
    self.init(
      text: day.description + flags.sign, first: day.number, last: day.number, flags: flags)
  }
}

extension EDTFDate.Flags {
  /// How EDTF writes the flags behind a date.
  var sign: String {
    switch self {
    case []: ""
    case .uncertain: "?"
    case .approximate: "~"
    default: "%"
    }
  }
}

extension EDTFDate: CustomStringConvertible {
  public var description: String { text }
}

extension EDTFDate: Comparable {
  /// By first day, last day, flags, and where all are the same by text: a total order, for sorting
  /// and aggregates. It claims nothing about what came first in the world; see `isCertainlyBefore`.
  public static func < (a: EDTFDate, b: EDTFDate) -> Bool {
    if a.first != b.first { return a.first < b.first }
    if a.last != b.last { return a.last < b.last }
    if a.flags != b.flags { return a.flags.rawValue < b.flags.rawValue }
    return a.text < b.text
  }
}
