public import Datalog

/// A fact as a store knows it: by its predicate's name.
public struct StoredFact: Hashable, Sendable {
  public let predicate: String
  public let values: [Value]

  public init(_ predicate: String, _ values: [Value]) {
    self.predicate = predicate
    self.values = values
  }
}

extension StoredFact: CustomStringConvertible {
  /// As the language writes it, without a full stop.
  public var description: String {
    let name = Value.symbol(predicate).description
    let arguments = values.map(\.description).joined(separator: ", ")
    return values.isEmpty ? name : "\(name)(\(arguments))"
  }
}

extension StoredFact: Comparable {
  public static func < (a: StoredFact, b: StoredFact) -> Bool {
    if a.predicate != b.predicate { return a.predicate < b.predicate }
    return a.values.lexicographicallyPrecedes(b.values)
  }
}
