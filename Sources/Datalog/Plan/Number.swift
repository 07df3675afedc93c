/// A number on its way through a calculation, without the room that other values need.
enum Number {
  case integer(Int64)
  case decimal(Double)

  /// Nil where the value is no number.
  init?(_ value: Value) {
    switch value {
    case .int(let integer): self = .integer(integer)
    case .decimal(let decimal): self = .decimal(decimal)
    case .symbol, .text, .date: return nil
    }
  }

  /// Nil where integers are divided or leave 64 bits, or a decimal is not finite: `calculate` knows what
  /// to say then.
  init?(_ a: Number, _ sign: ArithmeticOperator, _ b: Number) {
    if case .integer(let a) = a, case .integer(let b) = b {
      let (result, overflow) =
        switch sign {
        case .add: a.addingReportingOverflow(b)
        case .subtract: a.subtractingReportingOverflow(b)
        case .multiply: a.multipliedReportingOverflow(by: b)
        case .divide, .remainder: (0, true)
        }
      if overflow { return nil }
      self = .integer(result)
      return
    }
    let result: Double
    switch sign {
    case .add: result = a.decimal + b.decimal
    case .subtract: result = a.decimal - b.decimal
    case .multiply: result = a.decimal * b.decimal
    case .divide: result = a.decimal / b.decimal
    case .remainder: return nil
    }
    guard result.isFinite else { return nil }
    self = .decimal(result == 0 ? 0 : result)
  }

  private var decimal: Double {
    switch self {
    case .integer(let integer): Double(integer)
    case .decimal(let decimal): decimal
    }
  }

  var value: Value {
    switch self {
    case .integer(let integer): .int(integer)
    case .decimal(let decimal): .decimal(decimal)
    }
  }
}
