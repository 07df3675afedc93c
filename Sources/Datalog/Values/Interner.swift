import Relations

/// Gives each value a number and keeps it for good: equal values, equal numbers. Small integers are
/// their own numbers and take no room.
final class Interner {
  private var values: [Value] = []
  private var numbers = NumberTable()
  /// Kept, since otherwise the compiler would leave out reading it.
  private var touched: UInt64 = 0
  /// Of the values numbered first, the place of each in the total order.
  private var places: [UInt32] = []
  /// How often a place was asked for in vain.
  private var missedPlaces = 0
  /// Whether an integer is among the values: a decimal may be equally large, and no place tells.
  private var holdsIntegers = false

  /// Of the values that take room.
  var count: Int { values.count }

  func id(of value: Value) -> ValueID {
    if case .int(let integer) = value, let id = ValueID(integer: integer) { return id }
    let value = value.inNormalForm
    return id(of: value, value.numberHash)
  }

  /// The numbers of many values, for less than one by one: the table's entries, which lie far apart, are
  /// waited for together.
  func ids(of many: [Value]) -> [ValueID] {
    let many = many.map(\.inNormalForm)
    let hashes = many.map(\.numberHash)
    reserve(many.count)
    touched |= numbers.touch(hashes)
    return many.indices.map { place in
      if case .int(let integer) = many[place], let id = ValueID(integer: integer) { return id }
      return id(of: many[place], hashes[place])
    }
  }

  /// Makes room for more values.
  func reserve(_ more: Int) {
    if values.capacity < values.count + more {
      values.reserveCapacity(max(values.count + more, 2 * values.count))
    }
    numbers.reserve(more)
  }

  /// Of a value in normal form that takes room.
  @inline(__always)
  private func id(of value: Value, _ hash: UInt64) -> ValueID {
    let new = values.count
    precondition(new < ValueID.none.raw, "more than two billion distinct values")
    let number = numbers.first(hash, orAdd: new) { values[$0] == value }
    if number == new {
      values.append(value)
      if case .int = value { holdsIntegers = true }
    }
    return ValueID(raw: UInt32(number))
  }

  /// The number of a value that has one: nil says that no row holds the value.
  func knownID(of value: Value) -> ValueID? {
    if case .int(let integer) = value, let id = ValueID(integer: integer) { return id }
    let value = value.inNormalForm
    return number(of: value, value.numberHash)
  }

  private func number(of value: Value, _ hash: UInt64) -> ValueID? {
    numbers.first(hash) { values[$0] == value }.map { ValueID(raw: UInt32($0)) }
  }

  subscript(id: ValueID) -> Value {
    if let integer = id.integer { return .int(integer) }
    return values[Int(id.raw)]
  }

  /// Whether `a` comes before `b` in the total order of values.
  func precedes(_ a: ValueID, _ b: ValueID) -> Bool {
    if let a = a.integer, let b = b.integer { return a < b }
    if let (a, b) = places(of: a, b) { return a < b }
    return a != b && self[a] < self[b]
  }

  /// Numbers that stand to each other as two interned values do; nil as long as it is quicker to compare
  /// the values. The order of all is found once that many comparisons were made as it may take.
  func places(of a: ValueID, _ b: ValueID) -> (Int64, Int64)? {
    guard a.integer == nil, b.integer == nil, !holdsIntegers else { return nil }
    let last = Int(max(a.raw, b.raw))
    if last >= places.count {
      missedPlaces += 1
      guard missedPlaces > values.count * (64 - values.count.leadingZeroBitCount) else {
        return nil
      }
      sortPlaces()
    }
    return (Int64(places[Int(a.raw)]), Int64(places[Int(b.raw)]))
  }

  private func sortPlaces() {
    missedPlaces = 0
    places = Array(repeating: 0, count: values.count)
    let sorted = values.indices.sorted { values[$0] < values[$1] }
    for (place, number) in sorted.enumerated() {
      places[number] = UInt32(truncatingIfNeeded: place)
    }
  }
}

extension Value {
  /// Of equal values, the one whose bytes are the same for all.
  fileprivate var inNormalForm: Value {
    switch self {
    case .symbol(let name): .symbol(name.normalized)
    case .text(let text): .text(text.normalized)
    case .int, .decimal, .date: self
    }
  }

  /// Of a value in normal form. The hasher of the standard library takes several times as long, and
  /// loading makes a hash for each new value.
  fileprivate var numberHash: UInt64 {
    switch self {
    case .int(let integer): mixed(1, UInt64(bitPattern: integer))
    case .decimal(let number): mixed(2, (number == 0 ? 0 : number).bitPattern)
    case .symbol(let name): name.numberHash(from: 3)
    case .text(let text): text.numberHash(from: 4)
    case .date(let date): date.text.numberHash(from: 5)
    }
  }
}
