/// A predicate that is computed instead of stored: its rows follow from some of their columns.
///
/// Checking, documentation and completion are all made from the table `Builtin.all`.
public struct Builtin: Sendable {
  public struct Column: Sendable {
    public let name: String
    /// What the column takes or gives; `mixed` where several kinds are possible.
    public let type: ColumnType
    /// An integer or a decimal; `type` is then `mixed`.
    public let isNumber: Bool
  }

  /// A set of columns from which the others follow.
  public struct Mode: Sendable {
    /// One per column: whether it has to be bound.
    public let inputs: [Bool]
    /// How many rows a call gives about, for the planner; 0 for a test that half of all calls pass.
    public let fanout: Int
  }

  public let name: String
  public let columns: [Column]
  /// At least one; where several are possible the first is used.
  public let modes: [Mode]
  /// What a call costs about, as a multiple of comparing two integers.
  public let cost: Int
  /// One sentence of Markdown that speaks of the columns by name.
  public let documentation: String
  private let function: @Sendable (_ arguments: [Value?]) throws(BuiltinError) -> [[Value]]

  public var arity: Int { columns.count }

  init(
    _ name: String, _ columns: [Column], modes: [Mode], cost: Int, _ documentation: String,
    _ function: @escaping @Sendable ([Value?]) throws(BuiltinError) -> [[Value]]
  ) {
    precondition(modes.allSatisfy { $0.inputs.count == columns.count }, "a mode covers all columns")
    self.name = name
    self.columns = columns
    self.modes = modes
    self.cost = cost
    self.documentation = documentation
    self.function = function
  }

  /// The rows that agree with the arguments given, each complete; `nil` where a column is not bound.
  ///
  /// - Precondition: the inputs of one of the modes are given.
  public func rows(_ arguments: [Value?]) throws(BuiltinError) -> [[Value]] {
    precondition(mode(bound: { arguments[$0] != nil }) != nil, "'\(name)' lacks an input")
    return try function(arguments).filter { row in
      zip(row, arguments).allSatisfy { $1 == nil || $0 == $1 }
    }
  }

  /// The first mode whose inputs are all bound.
  public func mode(bound isBound: (_ column: Int) -> Bool) -> Mode? {
    modes.first { mode in
      mode.inputs.indices.allSatisfy { !mode.inputs[$0] || isBound($0) }
    }
  }
}

/// Why a built-in has no answer for some values, though it was called rightly.
public enum BuiltinError: Error, Hashable, Sendable {
  case arithmetic(ArithmeticError)
  /// What is wrong with a value, such as a pattern that can't be read; ends a sentence.
  case invalid(String)
}

extension Builtin {
  /// In the order in which the manual explains them.
  public static let all: [Builtin] = dates + texts + numbers

  public static func named(_ name: String) -> Builtin? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
