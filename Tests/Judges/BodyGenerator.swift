import Datalog

/// One body in the making: atoms bind variables, tests use those that are bound.
struct BodyGenerator {
  typealias Kind = ProgramGenerator.Kind

  let level: Int
  var generator: ProgramGenerator
  var literals: [Literal] = []
  /// In order of first appearance.
  private(set) var bound: [(name: String, kind: Kind)] = []
  private var results = 0

  init(level: Int, generator: ProgramGenerator) {
    self.level = level
    self.generator = generator
  }

  // MARK: what binds

  mutating func addAtoms(_ count: Int) {
    for number in 0..<count {
      let reachable = generator.predicates.filter {
        $0.level < level || ($0.level == level && $0.best == nil)
      }
      let lower = reachable.filter { $0.level < level }
      let predicate = generator.random.pick(number == 0 ? lower : reachable)
      let terms = predicate.kinds.map { bindingTerm($0) }
      literals.append(Literal(.positive(generator.atom(predicate, terms))))
    }
  }

  private mutating func bindingTerm(_ kind: Kind) -> Term {
    switch generator.random.below(100) {
    case ..<12: return .wildcard
    case ..<22: return generator.constant(kind)
    case ..<27:
      if kind == .int, let variable = boundVariable(.int) {
        return Term(.operation(generator.random.pick([.add, .subtract]), variable, 1))
      }
    default: break
    }
    let variable = generator.variable(kind)
    bind(variable, kind)
    return variable
  }

  mutating func bind(_ variable: Term, _ kind: Kind) {
    guard case .variable(let name) = variable.kind, !bound.contains(where: { $0.name == name })
    else { return }
    bound.append((name, kind))
  }

  mutating func boundVariable(_ kind: Kind) -> Term? {
    let names = bound.filter { $0.kind == kind }.map(\.name)
    return names.isEmpty ? nil : .variable(generator.random.pick(names))
  }

  mutating func boundTerm(_ kind: Kind) -> Term {
    let isConstant = generator.random.chance(25)
    return (isConstant ? nil : boundVariable(kind)) ?? generator.constant(kind)
  }

  // MARK: what tests and computes

  mutating func addTests() {
    if generator.random.chance(25) {
      addAggregate()
      if generator.random.chance(30) { addAggregate() }
    }
    if generator.random.chance(15) { addInterval() }
    if generator.random.chance(20) { _ = addSum() }
    if generator.random.chance(10) { addDecimalSum() }
    if generator.random.chance(25) { addBuiltin() }
    if generator.random.chance(35) { addComparison() }
    if generator.random.chance(35) { addNegation() }
    if generator.random.chance(20) { literals.shuffle(using: &generator.random) }
  }

  private mutating func addComparison() {
    guard let (_, kind) = bound.randomElement(using: &generator.random),
      let left = boundVariable(kind)
    else { return }
    let comparison = generator.random.pick(ComparisonOperator.allCases)
    let other = generator.random.chance(95) ? kind : generator.random.pick(generator.kinds)
    literals.append(Literal(.comparison(left, comparison, boundTerm(other))))
  }

  private mutating func addInterval() {
    let interval = Term(.interval(generator.constant(.int), boundTerm(.int)))
    let variable = generator.variable(.int)
    if interval.variables.isDisjoint(with: variable.variables) { bind(variable, .int) }
    literals.append(Literal(.comparison(variable, .equal, interval)))
  }

  /// A variable that occurs nowhere yet.
  mutating func newVariable(_ kind: Kind) -> Term {
    results += 1
    let result = Term.variable("R\(results)")
    bind(result, kind)
    return result
  }

  /// A new variable that equals some arithmetic, kept small so that recursion ends.
  private mutating func addSum() -> Term {
    let value = arithmetic(depth: 2)
    let result = newVariable(.int)
    literals.append(Literal(.comparison(result, .equal, value)))
    literals.append(Literal(.comparison(result, .lessOrEqual, 9)))
    literals.append(Literal(.comparison(-9, .less, result)))
    return result
  }

  /// In steps of a half, so that no order of adding makes a difference.
  private mutating func addDecimalSum() {
    guard let decimal = boundVariable(.decimal) else { return }
    let operation = generator.random.pick([ArithmeticOperator.add, .subtract])
    let step = generator.random.chance(50) ? generator.constant(.decimal) : boundTerm(.int)
    let value = Term(.operation(operation, decimal, step))
    let result = newVariable(.decimal)
    let limit = Term(.constant(.decimal(2.5)))
    literals.append(Literal(.comparison(result, .equal, value)))
    literals.append(Literal(.comparison(result, .lessOrEqual, limit)))
    literals.append(Literal(.comparison(Term(.negation(limit)), .lessOrEqual, result)))
  }

  private mutating func arithmetic(depth: Int) -> Term {
    guard depth > 0, generator.random.chance(75) else {
      let operands = bound.filter { $0.kind == .int && !$0.name.hasPrefix("R") }.map(\.name)
      return operands.isEmpty || generator.random.chance(30)
        ? generator.constant(.int) : .variable(generator.random.pick(operands))
    }
    let operation = generator.random.pick(ArithmeticOperator.allCases)
    let left = arithmetic(depth: depth - 1)
    if generator.random.chance(8) { return Term(.negation(left)) }
    let isDivision = operation == .divide || operation == .remainder
    let right =
      isDivision
      ? Term(.constant(.int(generator.random.pick([-3, -1, 1, 2, 3]))))
      : arithmetic(depth: depth - 1)
    return Term(.operation(operation, left, right))
  }

  private mutating func addNegation() {
    guard let predicate = lowerPredicate() else { return }
    let terms = predicate.kinds.map { kind in
      generator.random.chance(20) ? Term.wildcard : boundTerm(kind)
    }
    literals.append(Literal(.negative(generator.atom(predicate, terms))))
  }

  private mutating func lowerPredicate() -> ProgramGenerator.Predicate? {
    let lower = generator.predicates.filter { $0.level < level }
    return lower.isEmpty ? nil : generator.random.pick(lower)
  }

  // MARK: aggregates

  private mutating func addAggregate() {
    let function = generator.random.pick(functions)
    let kind = kind(of: function)
    let result: Kind = function == .average || function == .median ? .decimal : kind
    let elements = (0..<(generator.random.chance(15) ? 2 : 1)).compactMap { _ in
      element(function, kind)
    }
    guard !elements.isEmpty else { return }
    let aggregate = Aggregate(function, elements)
    if generator.random.chance(70) {
      literals.append(Literal(.aggregate(newVariable(result), .equal, aggregate)))
    } else {
      let comparison = generator.random.pick(ComparisonOperator.allCases)
      literals.append(Literal(.aggregate(boundTerm(result), comparison, aggregate)))
    }
  }

  private var functions: [Aggregate.Function] {
    var functions: [Aggregate.Function] = [.count, .sum]
    if generator.features.contains(.extremes) { functions += [.min, .max] }
    if generator.features.contains(.means) { functions += [.average, .median] }
    return functions
  }

  private mutating func kind(of function: Aggregate.Function) -> Kind {
    switch function {
    case .count: .int
    case .sum, .average, .median:
      generator.random.pick(generator.kinds.filter { $0 == .int || $0 == .decimal })
    case .min, .max: generator.random.pick(generator.kinds)
    case .first, .last: preconditionFailure("'\(function.rawValue)' is not generated")
    }
  }

  /// A tuple whose first term is of the kind wanted, for each row of a lower predicate.
  private mutating func element(
    _ function: Aggregate.Function, _ kind: Kind
  ) -> Aggregate.Element? {
    let able = generator.predicates.filter {
      $0.level < level && (function == .count ? !$0.kinds.isEmpty : $0.kinds.contains(kind))
    }
    guard !able.isEmpty else { return nil }
    let predicate = generator.random.pick(able)
    let (terms, locals) = elementTerms(predicate)
    var tuple = locals.filter { function == .count || $0.kind == kind }.prefix(1).map(\.term)
    if tuple.isEmpty { tuple = [boundTerm(kind)] }
    if function == .sum, generator.random.chance(20) {
      tuple[0] = Term(.operation(.multiply, tuple[0], 2))
    }
    tuple += locals.map(\.term).filter { _ in generator.random.chance(50) }
    var body = [Literal(.positive(generator.atom(predicate, terms)))]
    if let local = locals.first, generator.random.chance(30) {
      body.append(
        Literal(
          .comparison(
            local.term, generator.random.pick(ComparisonOperator.allCases), boundTerm(local.kind))))
    }
    return Aggregate.Element(tuple, body)
  }

  private mutating func elementTerms(
    _ predicate: ProgramGenerator.Predicate
  ) -> (terms: [Term], locals: [(term: Term, kind: Kind)]) {
    var locals: [(term: Term, kind: Kind)] = []
    let terms = predicate.kinds.map { kind -> Term in
      if generator.random.chance(30) { return boundTerm(kind) }
      if generator.random.chance(15) { return .wildcard }
      let local = Term.variable("L\(locals.count + 1)")
      locals.append((local, kind))
      return local
    }
    return (terms, locals)
  }

  // MARK: heads

  mutating func headTerm(_ kind: Kind) -> Term {
    if kind == .int, generator.random.chance(12) { return addSum() }
    let isConstant = generator.random.chance(6)
    return (isConstant ? nil : boundVariable(kind)) ?? generator.constant(kind)
  }
}
