import Relations

/// Gives each value a number and keeps it for good: equal values, equal numbers. Small integers are
/// their own numbers and take no room.
final class Interner {
  private var values: [Value] = []
  private var numbers: [Value: UInt32] = [:]

  func id(of value: Value) -> ValueID {
    if case .int(let integer) = value, let id = ValueID(integer: integer) { return id }
    if let number = numbers[value] { return ValueID(raw: number) }
    let number = UInt32(values.count)
    precondition(number < ValueID.none.raw, "more than two billion distinct values")
    values.append(value)
    numbers[value] = number
    return ValueID(raw: number)
  }

  /// The number of a value that has one: nil says that no row holds the value.
  func knownID(of value: Value) -> ValueID? {
    if case .int(let integer) = value, let id = ValueID(integer: integer) { return id }
    return numbers[value].map(ValueID.init(raw:))
  }

  subscript(id: ValueID) -> Value {
    if let integer = id.integer { return .int(integer) }
    return values[Int(id.raw)]
  }

  /// Whether `a` comes before `b` in the total order of values.
  func precedes(_ a: ValueID, _ b: ValueID) -> Bool {
    if let a = a.integer, let b = b.integer { return a < b }
    return a != b && self[a] < self[b]
  }
}
