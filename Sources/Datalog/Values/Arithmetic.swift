// Arithmetic on values, the same for constants in a text, for the engine and for its judges.
//
// Integers are checked and stay integers: `/` truncates toward zero, `\` takes the sign of the
// dividend. With a decimal on either side the operation is one on decimals. Nothing wraps, and
// nothing yields NaN or infinity.

/// Why an operation has no value.
public enum ArithmeticError: Error, Hashable, Sendable {
  /// The exact result is no 64-bit integer, or no finite decimal.
  case overflow
  case divisionByZero
  /// A symbol, text or date where a number is needed.
  case notANumber(Value)
  /// An interval's bound that is not an integer.
  case notAnInteger(Value)
}

/// `a op b`
public func calculate(
  _ a: Value, _ operation: ArithmeticOperator, _ b: Value
) throws(ArithmeticError) -> Value {
  if case .int(let a) = a, case .int(let b) = b {
    return .int(try integer(a, operation, b))
  }
  return try decimal(try number(a), operation, try number(b))
}

/// `-a`
public func negate(_ a: Value) throws(ArithmeticError) -> Value {
  try calculate(.int(0), .subtract, a)
}

/// The integers of `a..b`, in order; none where `a` is greater.
public func interval(_ a: Value, _ b: Value) throws(ArithmeticError) -> Range<Int64> {
  guard case .int(let first) = a else { throw .notAnInteger(a) }
  guard case .int(let last) = b else { throw .notAnInteger(b) }
  guard first <= last else { return 0..<0 }
  let (end, overflow) = last.addingReportingOverflow(1)
  if overflow { throw .overflow }
  return first..<end
}

/// The value of a term in the core language, each variable's value being `binding` of its name.
///
/// - Precondition: all its variables are bound, and it has no wildcard and no interval.
public func evaluate(
  _ term: Term, _ binding: (String) -> Value?
) throws(ArithmeticError) -> Value {
  switch term.kind {
  case .constant(let value): return value
  case .negation(let operand): return try negate(try evaluate(operand, binding))
  case .operation(let operation, let left, let right):
    return try calculate(
      try evaluate(left, binding), operation, try evaluate(right, binding))
  case .variable(let name):
    guard let value = binding(name) else {
      preconditionFailure("variable '\(name)' has no value, though the program was checked")
    }
    return value
  case .wildcard, .interval:
    preconditionFailure("a wildcard or an interval has no value; the program was not checked")
  }
}

extension ComparisonOperator {
  /// Whether `a op b` holds. `=` and `!=` ask whether the two are one value, as matching does: whether a
  /// variable is bound before or by `X = 1.0` must make no difference. The others compare numbers by
  /// size, so `1 <= 1.0` and `1.0 <= 1`, and everything else by the total order.
  public func holds(_ a: Value, _ b: Value) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b && !a.isSameSize(as: b)
    case .lessOrEqual: a == b || a < b || a.isSameSize(as: b)
    case .greater: b < a && !a.isSameSize(as: b)
    case .greaterOrEqual: a == b || b < a || a.isSameSize(as: b)
    }
  }

  /// `b op.turned a` says the same as `a op b`.
  public var turned: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}

private func integer(
  _ a: Int64, _ operation: ArithmeticOperator, _ b: Int64
) throws(ArithmeticError) -> Int64 {
  let (result, overflow) =
    switch operation {
    case .add: a.addingReportingOverflow(b)
    case .subtract: a.subtractingReportingOverflow(b)
    case .multiply: a.multipliedReportingOverflow(by: b)
    case .divide where b != 0: a.dividedReportingOverflow(by: b)
    case .remainder where b == -1: (0, false)
    case .remainder where b != 0: (a % b, false)
    case .divide, .remainder: throw ArithmeticError.divisionByZero
    }
  if overflow { throw .overflow }
  return result
}

private func decimal(
  _ a: Double, _ operation: ArithmeticOperator, _ b: Double
) throws(ArithmeticError) -> Value {
  let result: Double
  switch operation {
  case .add: result = a + b
  case .subtract: result = a - b
  case .multiply: result = a * b
  case .divide, .remainder:
    if b == 0 { throw .divisionByZero }
    result = operation == .divide ? a / b : a.truncatingRemainder(dividingBy: b)
  }
  return try .finite(result)
}

extension Value {
  /// A decimal, with one zero only.
  static func finite(_ number: Double) throws(ArithmeticError) -> Value {
    guard number.isFinite else { throw .overflow }
    return .decimal(number == 0 ? 0 : number)
  }
}

/// A number as a decimal, rounded to the nearest where an integer is too long.
func number(_ value: Value) throws(ArithmeticError) -> Double {
  switch value {
  case .int(let number): Double(number)
  case .decimal(let number): number
  case .symbol, .text, .date: throw .notANumber(value)
  }
}
