/// A value as the engine sees it: 32 bits, equal exactly where the values are equal.
///
/// The upper half of the numbers are small integers themselves (31 bits, offset by 2³⁰), so counting
/// and arithmetic need no table; the lower half are numbers an interner has given out.
@frozen public struct ValueID: Hashable, Sendable {
  public let raw: UInt32

  @inlinable public init(raw: UInt32) { self.raw = raw }

  /// Stands where a column has no value; no interner gives it out.
  @inlinable public static var none: ValueID { ValueID(raw: 0x7FFF_FFFF) }

  /// The integer itself, where it fits; nil otherwise.
  @inlinable public init?(integer: Int64) {
    guard integer >= -0x4000_0000, integer < 0x4000_0000 else { return nil }
    raw = UInt32(truncatingIfNeeded: integer + 0x4000_0000) | 0x8000_0000
  }

  /// The small integer this is, or nil where it is an interned value.
  @inlinable public var integer: Int64? {
    raw & 0x8000_0000 == 0 ? nil : Int64(raw & 0x7FFF_FFFF) - 0x4000_0000
  }
}
