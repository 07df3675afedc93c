/// Values by name, in the order in which the names came: compared one by one while they are few, as the
/// variables of a clause are, hashed where they are many.
struct NameMap<Value> {
  private(set) var names: [String] = []
  /// In the same order.
  var values: [Value] = []
  /// Of each name, where there are more than a few.
  private var places: [String: Int] = [:]

  private static var few: Int { 16 }

  var count: Int { names.count }

  subscript(name: String) -> Value? { place(of: name).map { values[$0] } }

  mutating func set(_ name: String, to value: Value) {
    if let place = place(of: name) {
      values[place] = value
    } else {
      add(name, value)
    }
  }

  /// - Precondition: the name isn't there yet.
  fileprivate mutating func add(_ name: String, _ value: Value) {
    names.append(name)
    values.append(value)
    if count > NameMap.few {
      let first = places.count
      for place in first..<count { places[names[place]] = place }
    }
  }

  /// In `names` and `values`.
  func place(of name: String) -> Int? {
    places.isEmpty ? names.firstIndex(of: name) : places[name]
  }
}

/// Distinct names, in the order in which they came.
struct NameSet: ExpressibleByArrayLiteral {
  private var map = NameMap<Void>()

  init(arrayLiteral names: String...) { formUnion(names) }

  init(_ names: some Sequence<String>) { formUnion(names) }

  var names: [String] { map.names }
  var isEmpty: Bool { map.count == 0 }

  func contains(_ name: String) -> Bool { map.place(of: name) != nil }

  /// Whether it is new.
  @discardableResult
  mutating func insert(_ name: String) -> Bool {
    if contains(name) { return false }
    map.add(name, ())
    return true
  }

  mutating func formUnion(_ names: some Sequence<String>) { for name in names { insert(name) } }
}
