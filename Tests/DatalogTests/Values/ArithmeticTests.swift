import Datalog
import Testing

struct ArithmeticTests {
  @Test func `integers stay integers, and division truncates toward zero`() {
    expect(.int(7), .divide, .int(2), .int(3))
    expect(.int(-7), .divide, .int(2), .int(-3))
    expect(.int(-7), .remainder, .int(2), .int(-1))
    expect(.int(7), .remainder, .int(-2), .int(1))
    expect(.int(7), .remainder, .int(-1), .int(0))
    expect(.int(.min), .remainder, .int(-1), .int(0))
  }

  @Test func `a decimal on either side makes it an operation on decimals`() {
    expect(.int(7), .divide, .decimal(2), .decimal(3.5))
    expect(.decimal(0.5), .multiply, .int(4), .decimal(2))
    expect(.decimal(-7.5), .remainder, .int(2), .decimal(-1.5))
    expect(.decimal(0), .multiply, .int(-1), .decimal(0))
    #expect(outcome(.decimal(0), .multiply, .int(-1)).map(\.description) == .success("0.0"))
  }

  @Test func `nothing wraps, and nothing becomes infinite`() {
    for operation in [ArithmeticOperator.add, .multiply] {
      expect(.int(.max), operation, .int(.max), fails: .overflow)
    }
    expect(.int(.min), .subtract, .int(1), fails: .overflow)
    expect(.int(.min), .divide, .int(-1), fails: .overflow)
    expect(.decimal(1e308), .multiply, .int(10), fails: .overflow)
    expect(.int(0), .subtract, .int(.min), fails: .overflow)
  }

  @Test func `what has no value says why`() {
    expect(.int(1), .divide, .int(0), fails: .divisionByZero)
    expect(.int(1), .remainder, .int(0), fails: .divisionByZero)
    expect(.decimal(1), .divide, .int(0), fails: .divisionByZero)
    expect(.symbol("a"), .add, .int(1), fails: .notANumber(.symbol("a")))
    expect(.int(1), .add, .text("1"), fails: .notANumber(.text("1")))
  }

  @Test func `an interval has both its bounds, or nothing`() {
    expectInterval(.int(-1), .int(2), .success(-1..<3))
    expectInterval(.int(2), .int(1), .success(0..<0))
    expectInterval(.int(0), .int(.max), .failure(.overflow))
    expectInterval(.int(0), .decimal(1), .failure(.notAnInteger(.decimal(1))))
  }

  // MARK: parts

  private func expectInterval(
    _ first: Value, _ last: Value, _ expected: Result<Range<Int64>, ArithmeticError>
  ) {
    let found = Result { () throws(ArithmeticError) in try interval(first, last) }
    #expect(found == expected)
  }

  private func expect(
    _ a: Value, _ operation: ArithmeticOperator, _ b: Value, _ result: Value
  ) {
    #expect(outcome(a, operation, b) == .success(result), "\(a) \(operation.rawValue) \(b)")
  }

  private func expect(
    _ a: Value, _ operation: ArithmeticOperator, _ b: Value, fails error: ArithmeticError
  ) {
    #expect(outcome(a, operation, b) == .failure(error), "\(a) \(operation.rawValue) \(b)")
  }

  private func outcome(
    _ a: Value, _ operation: ArithmeticOperator, _ b: Value
  ) -> Result<Value, ArithmeticError> {
    Result { () throws(ArithmeticError) in try calculate(a, operation, b) }
  }
}
