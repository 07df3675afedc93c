import Glibc

/// A way of storing or evaluating that is taken wherever it is possible, against what would be chosen:
/// for tests, whose outcome must not depend on it. `DEBATE_WAY=paired swift test` runs all of them
/// so; what is built for use knows of none.
public enum ForcedWay: String, CaseIterable, Sendable {
  /// Derived rows of two columns row after row, or as sets.
  case listed, paired
  /// Sets as hash tables from the first value on, or as bitmaps unless these were very large.
  case tables, bitmaps
  /// Only what a question demands is computed, or always the whole.
  case demanding, whole

  #if DEBUG
    public static let chosen: ForcedWay? = {
      guard let value = unsafe getenv("DEBATE_WAY") else { return nil }
      let name = unsafe String(cString: value)
      guard let way = ForcedWay(rawValue: name) else {
        preconditionFailure("DEBATE_WAY is one of \(allCases.map(\.rawValue)), not '\(name)'")
      }
      return way
    }()
  #else
    @inline(__always) public static var chosen: ForcedWay? { nil }
  #endif

  /// How relations are stored.
  public var representation: Relation.Representation? {
    switch self {
    case .listed: .listed
    case .paired, .tables, .bitmaps: .paired
    case .demanding, .whole: nil
    }
  }
}
