// Arithmetic beyond operators. Ints give ints wherever the result is whole by nature.

import Glibc

extension Builtin {
  static let numbers: [Builtin] = [
    unary("abs", "`result` is `number` without its sign.") { (value) throws(ArithmeticError) in
      value < .int(0) ? try negate(value) : value
    },
    choice("min", "`result` is the lesser of `first` and `second`.") { Swift.min($0, $1) },
    choice("max", "`result` is the greater of `first` and `second`.") { Swift.max($0, $1) },
    function(
      "power", [.number("base"), .number("exponent")], [.number("result")], cost: 10,
      "`result` is `base` to the power of `exponent`: an int where both are and `exponent` is not"
        + " negative."
    ) { (values) throws(BuiltinError) in
      try arithmetic { () throws(ArithmeticError) in try power(values[0], values[1]) }
    },
    rounding("round", "`result` is the int nearest to `number`, of two the one farther from 0.") {
      $0.rounded()
    },
    rounding("floor", "`result` is the greatest int not greater than `number`.") {
      $0.rounded(.down)
    },
    rounding("ceil", "`result` is the least int not less than `number`.") { $0.rounded(.up) },
    unary("sqrt", "`result` is the square root of `number`; no row for negative ones.") {
      (value) throws(ArithmeticError) in
      let number = try number(value)
      return number < 0 ? nil : .decimal(number.squareRoot())
    },
    unary("log", "`result` is the natural logarithm of `number`; a row only for positive ones.") {
      (value) throws(ArithmeticError) in
      let number = try number(value)
      return number <= 0 ? nil : try .finite(log(number))
    },
  ]

  private static func unary(
    _ name: String, _ documentation: String,
    _ result: @escaping @Sendable (Value) throws(ArithmeticError) -> Value?
  ) -> Builtin {
    function(name, [.number("number")], [.number("result")], cost: 5, documentation) {
      (values) throws(BuiltinError) in
      try arithmetic { () throws(ArithmeticError) in try result(values[0]) }
    }
  }

  private static func choice(
    _ name: String, _ documentation: String,
    _ result: @escaping @Sendable (Value, Value) -> Value
  ) -> Builtin {
    function(
      name, [.number("first"), .number("second")], [.number("result")], cost: 2, documentation
    ) { (values) throws(BuiltinError) in
      for value in values { _ = try value.asNumber() }
      return [result(values[0], values[1])]
    }
  }

  private static func rounding(
    _ name: String, _ documentation: String, _ result: @escaping @Sendable (Double) -> Double
  ) -> Builtin {
    function(name, [.number("number")], [.int("result")], cost: 5, documentation) {
      (values) throws(BuiltinError) in
      if case .int = values[0] { return values }
      let whole = result(try values[0].asNumber())
      guard let int = Int64(exactly: whole) else { throw .arithmetic(.overflow) }
      return [.int(int)]
    }
  }

  /// One output column, or no row, with errors of arithmetic as errors of built-ins.
  private static func arithmetic(
    _ result: () throws(ArithmeticError) -> Value?
  ) throws(BuiltinError) -> [Value]? {
    do { return try result().map { [$0] } } catch { throw .arithmetic(error) }
  }

  /// Nil where the power is no number, as of a negative base to a broken exponent.
  private static func power(_ base: Value, _ exponent: Value) throws(ArithmeticError) -> Value? {
    if case .int(let exponent) = exponent, exponent >= 0, case .int = base {
      return try power(base, times: exponent)
    }
    let (base, exponent) = (try number(base), try number(exponent))
    if base == 0, exponent < 0 { throw .divisionByZero }
    let result = pow(base, exponent)
    return result.isNaN ? nil : try .finite(result)
  }

  /// By squaring, so that an exponent of any size takes at most 64 steps.
  private static func power(_ base: Value, times exponent: Int64) throws(ArithmeticError) -> Value {
    var (result, square, rest) = (Value.int(1), base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = try calculate(result, .multiply, square) }
      rest >>= 1
      if rest > 0, square != .int(1) { square = try calculate(square, .multiply, square) }
    }
    return result
  }
}
