import Relations

/// An arithmetic term over the arguments of a row function.
indirect enum Expression {
  case argument(Int)
  case constant(Value)
  case negation(Expression)
  case operation(ArithmeticOperator, Expression, Expression)

  /// `arguments` names the variable at each argument place.
  init(_ term: Term, arguments: [String]) {
    switch term.kind {
    case .variable(let name):
      guard let place = arguments.firstIndex(of: name) else {
        preconditionFailure("variable '\(name)' is not an argument")
      }
      self = .argument(place)
    case .constant(let value): self = .constant(value)
    case .negation(let term): self = .negation(Expression(term, arguments: arguments))
    case .operation(let sign, let left, let right):
      self = .operation(
        sign, Expression(left, arguments: arguments), Expression(right, arguments: arguments))
    case .wildcard, .interval: preconditionFailure("not an arithmetic term in core form")
    }
  }

  func value(_ arguments: [Value]) throws(BuiltinError) -> Value {
    switch self {
    case .argument(let place): arguments[place]
    case .constant(let value): value
    case .negation(let term): try Expression.negative(term.value(arguments))
    case .operation(let sign, let left, let right):
      try Expression.result(left.value(arguments), sign, right.value(arguments))
    }
  }

  /// The value for a row where only small integers are added, subtracted and multiplied; nil where
  /// `value` has to be asked.
  func integer(_ operands: [Operand], of batch: borrowing Batch, _ row: Int) -> Int64? {
    switch self {
    case .argument(let place): return batch.id(operands[place], row).integer
    case .constant(.int(let integer)): return integer
    case .constant, .negation: return nil
    case .operation(let sign, let left, let right):
      guard let a = left.integer(operands, of: batch, row),
        let b = right.integer(operands, of: batch, row)
      else { return nil }
      let (result, overflow) =
        switch sign {
        case .add: a.addingReportingOverflow(b)
        case .subtract: a.subtractingReportingOverflow(b)
        case .multiply: a.multipliedReportingOverflow(by: b)
        default: (0, true)
        }
      return overflow ? nil : result
    }
  }

  /// The same where there are decimals, too, and neither is one integer divided by another, which cuts
  /// off what remains.
  func number(
    _ operands: [Operand], of batch: borrowing Batch, _ row: Int, _ interner: Interner
  ) -> Number? {
    switch self {
    case .argument(let place): return Number(interner[batch.id(operands[place], row)])
    case .constant(let value): return Number(value)
    case .negation: return nil
    case .operation(let sign, let left, let right):
      guard let a = left.number(operands, of: batch, row, interner),
        let b = right.number(operands, of: batch, row, interner)
      else { return nil }
      return Number(a, sign, b)
    }
  }

  /// Where it stands, if nothing has to be calculated.
  func operand(_ operands: [Operand], _ interner: Interner) -> Operand? {
    switch self {
    case .argument(let place): operands[place]
    case .constant(let value): .constant(interner.id(of: value))
    case .negation, .operation: nil
    }
  }

  private static func negative(_ value: Value) throws(BuiltinError) -> Value {
    do { return try negate(value) } catch { throw .arithmetic(error) }
  }

  private static func result(
    _ left: Value, _ sign: ArithmeticOperator, _ right: Value
  ) throws(BuiltinError) -> Value {
    do { return try calculate(left, sign, right) } catch { throw .arithmetic(error) }
  }
}
