import Relations

/// What calls of a built-in predicate have found last, by the values that were given: the year of a day
/// is asked for once, not for each row that has the day, nor again when a kept plan is run again.
///
/// A table of fixed size, in which one call takes the place of another. It is for calls with one or two
/// values given that find one row, or none, with up to two values.
final class KnownCalls {
  private struct Call {
    var given = KnownCalls.nothing
    var holds = false
    var found = (ValueID.none, ValueID.none)
  }

  private var calls: [Call] = []
  private var missed = 0
  private static let nothing = UInt64(ValueID.none.raw) << 32 | UInt64(ValueID.none.raw)

  /// The values given, as one number; nil where they are too many.
  @inline(__always)
  static func key(_ operands: [Operand], _ batch: borrowing Batch, _ row: Int) -> UInt64? {
    switch operands.count {
    case 1: UInt64(batch.id(operands[0], row).raw) << 32 | UInt64(ValueID.none.raw)
    case 2:
      UInt64(batch.id(operands[0], row).raw) << 32 | UInt64(batch.id(operands[1], row).raw)
    default: nil
    }
  }

  /// Adds to the matches what the call has found; false where that isn't known.
  @inline(__always)
  func take(_ key: UInt64, _ row: Int, into matches: inout Matches) -> Bool {
    guard !calls.isEmpty else { return false }
    let call = calls[KnownCalls.place(of: key)]
    guard call.given == key else { return false }
    guard call.holds else { return true }
    matches.rows.append(UInt32(truncatingIfNeeded: row))
    if matches.columns.count > 0 { matches.columns[0].append(call.found.0) }
    if matches.columns.count > 1 { matches.columns[1].append(call.found.1) }
    return true
  }

  /// - Parameter solutions: each with the values that are passed on.
  func remember(_ key: UInt64, _ solutions: [[ValueID]]) {
    guard solutions.count <= 1, solutions.first?.count ?? 0 <= 2 else { return }
    // Few calls don't pay for a table.
    missed += 1
    if missed < 32 { return }
    if calls.isEmpty { calls = Array(repeating: Call(), count: 1 << KnownCalls.bits) }
    let values = solutions.first ?? []
    calls[KnownCalls.place(of: key)] = Call(
      given: key, holds: !solutions.isEmpty,
      found: (values.first ?? .none, values.count > 1 ? values[1] : .none))
  }

  private static let bits = 9

  private static func place(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: mixed(0, key) >> UInt64(64 - bits))
  }
}
