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
