/// A date as EDTF (ISO 8601-2, levels 0 and 1, and intervals) writes it.
public struct EDTFDate: Hashable, Sendable {
  public let text: String
}
