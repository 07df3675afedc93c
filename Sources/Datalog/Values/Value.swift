/// What a column can hold. Values of different cases are never equal: the symbol `poland`, the text
/// `"poland"`, the integer `1` and the decimal `1.0` are four values.
///
/// The total order used by `<`, `#min`, sorting and tables is numbers < symbols < texts < dates;
/// numbers compare by size, an integer before a decimal of equal size.
public enum Value: Hashable, Sendable {
  case int(Int64)
  /// Never NaN, never infinite.
  case decimal(Double)
  case symbol(String)
  case text(String)
  case date(EDTFDate)
}

extension Value: Comparable {
  public static func < (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.int(let a), .int(let b)): a < b
    case (.decimal(let a), .decimal(let b)): a < b
    case (.int(let a), .decimal(let b)): order(a, b) <= 0
    case (.decimal(let a), .int(let b)): order(b, a) > 0
    case (.symbol(let a), .symbol(let b)): a < b
    case (.text(let a), .text(let b)): a < b
    case (.date(let a), .date(let b)): a < b
    default: a.rank < b.rank
    }
  }

  /// Whether an integer and a decimal are equally large.
  func isSameSize(as other: Value) -> Bool {
    switch (self, other) {
    case (.int(let a), .decimal(let b)), (.decimal(let b), .int(let a)): Value.order(a, b) == 0
    default: false
    }
  }

  private var rank: Int {
    switch self {
    case .int, .decimal: 0
    case .symbol: 1
    case .text: 2
    case .date: 3
    }
  }

  /// Negative, zero or positive as `a` is less than, equal to or greater than `b`; exact also where
  /// a `Double` can't hold the integer.
  private static func order(_ a: Int64, _ b: Double) -> Int {
    if b >= 0x1p63 { return -1 }
    if b < -0x1p63 { return 1 }
    let whole = Int64(b)
    if a != whole { return a < whole ? -1 : 1 }
    let rest = b - Double(whole)
    return rest > 0 ? -1 : rest < 0 ? 1 : 0
  }
}
