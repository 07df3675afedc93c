// The words in which the table of built-ins is written.

extension Builtin.Column {
  static func date(_ name: String) -> Self { Self(name: name, type: .date, isNumber: false) }
  static func text(_ name: String) -> Self { Self(name: name, type: .text, isNumber: false) }
  static func int(_ name: String) -> Self { Self(name: name, type: .int, isNumber: false) }
  static func any(_ name: String) -> Self { Self(name: name, type: .mixed, isNumber: false) }
  static func number(_ name: String) -> Self { Self(name: name, type: .mixed, isNumber: true) }
}

extension Builtin {
  /// A predicate that compares or tests values, all of which have to be bound.
  static func test(
    _ name: String, _ columns: [Column], cost: Int, _ documentation: String,
    _ holds: @escaping @Sendable ([Value]) throws(BuiltinError) -> Bool
  ) -> Builtin {
    let mode = Mode(inputs: columns.map { _ in true }, fanout: 0)
    return Builtin(name, columns, modes: [mode], cost: cost, documentation) {
      (arguments) throws(BuiltinError) in
      let inputs = arguments.compactMap(\.self)
      return try holds(inputs) ? [inputs] : []
    }
  }

  /// A predicate whose last `outputs.count` columns follow from the others; nil where they have no
  /// value, and the predicate no row.
  static func function(
    _ name: String, _ inputs: [Column], _ outputs: [Column], cost: Int, _ documentation: String,
    _ value: @escaping @Sendable ([Value]) throws(BuiltinError) -> [Value]?
  ) -> Builtin {
    let mode = Mode(inputs: inputs.map { _ in true } + outputs.map { _ in false }, fanout: 1)
    return Builtin(name, inputs + outputs, modes: [mode], cost: cost, documentation) {
      (arguments) throws(BuiltinError) in
      let inputs = arguments.prefix(inputs.count).compactMap(\.self)
      return try value(inputs).map { [inputs + $0] } ?? []
    }
  }
}

extension Value {
  /// What a text column's argument holds.
  ///
  /// A column of an undeclared predicate may hold anything, so the kind is known only now.
  func asText() throws(BuiltinError) -> String {
    if case .text(let text) = self { return text }
    throw .invalid("\(phrase) is no text")
  }

  func asDate() throws(BuiltinError) -> EDTFDate {
    if case .date(let date) = self { return date }
    throw .invalid("\(phrase) is no date")
  }

  func asInt() throws(BuiltinError) -> Int64 {
    if case .int(let number) = self { return number }
    throw .invalid("\(phrase) is no int")
  }

  func asNumber() throws(BuiltinError) -> Double {
    do { return try number(self) } catch { throw .arithmetic(error) }
  }
}
