// Kinds of values and types of columns: how they are named, and which fit together.

let builtinTypes: [(name: String, type: ColumnType)] = [
  ("symbol", .symbol), ("text", .text), ("int", .int), ("decimal", .decimal), ("date", .date),
]

func builtinType(_ name: String) -> ColumnType? {
  builtinTypes.first { $0.name == name }?.type
}

extension Value {
  var kind: ColumnType {
    switch self {
    case .int: .int
    case .decimal: .decimal
    case .symbol: .symbol
    case .text: .text
    case .date: .date
    }
  }
}

extension Catalog {
  /// The kind of the values in a column: an enumeration's are symbols, a reference's are those of
  /// the key it refers to. Nil for a key that refers to itself.
  func base(of type: ColumnType) -> ColumnType? {
    var type = type
    for _ in 0...predicates.count {
      switch type {
      case .reference(let name):
        guard let id = predicate(named: name), let key = self[id].key.first else { return nil }
        type = self[id].columns[key].type
      case .enumeration: return .symbol
      case .unknown, .mixed, .int, .decimal, .symbol, .text, .date: return type
      }
    }
    return nil
  }

  /// What a column holds that gets values of both types.
  func join(_ a: ColumnType, _ b: ColumnType) -> ColumnType {
    if a == b || b == .unknown { return a }
    if a == .unknown { return b }
    let (baseOfA, baseOfB) = (base(of: a), base(of: b))
    return baseOfA == baseOfB ? baseOfA ?? .mixed : .mixed
  }

  /// What a value is that stands in columns of both types; nil where there can be none.
  func meet(_ a: ColumnType, _ b: ColumnType) -> ColumnType? {
    if a == b { return a }
    if a == .unknown || a == .mixed { return b == .unknown ? a : b }
    if b == .unknown || b == .mixed { return a }
    guard base(of: a) == base(of: b) else { return nil }
    switch (a, b) {
    case (.enumeration(let a), .enumeration(let b)):
      return shareMembers(a, b) ? .enumeration(a) : nil
    case (.enumeration, _), (.reference, _): return a
    default: return b
    }
  }

  /// "a symbol" for any column of symbols; a member of an enumeration only beside another one.
  func phrase(of type: ColumnType, beside other: ColumnType) -> String {
    if case .enumeration = type, case .enumeration = other { return type.phrase }
    return (base(of: type) ?? .unknown).phrase
  }

  private func shareMembers(_ a: String, _ b: String) -> Bool {
    guard let a = enumerations[a], let b = enumerations[b] else { return true }
    return !Set(a.members).isDisjoint(with: b.members)
  }
}

extension ColumnType {
  /// "a symbol", "an int"; for messages.
  var phrase: String {
    switch self {
    case .unknown, .mixed: "a value"
    case .int: "an int"
    case .decimal: "a decimal"
    case .symbol: "a symbol"
    case .text: "a text"
    case .date: "a date"
    case .enumeration(let name): "a member of '\(name)'"
    case .reference(let name): "a key of '\(name)'"
    }
  }
}

extension ColumnType {
  /// "symbol", for messages.
  public var noun: String {
    switch self {
    case .unknown, .mixed: "value"
    case .int: "int"
    case .decimal: "decimal"
    case .symbol: "symbol"
    case .text: "text"
    case .date: "date"
    case .enumeration(let name), .reference(let name): name
    }
  }
}

/// "1 column", "3 columns"
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

/// "id, actor and topic"; "id, actor and 40 more" where not all are to be named.
func listed(_ names: [String], atMost most: Int) -> String {
  names.count > most ? listed(names.prefix(most) + ["\(names.count - most) more"]) : listed(names)
}

/// "id, actor and topic"
func listed(_ names: [String], _ conjunction: String = "and") -> String {
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return "\(names.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
}
