// Terms in core form: ground arithmetic evaluated, `#const`s replaced, intervals and arithmetic taken
// out of arguments, constants turned into what their column holds.

/// What rewriting one clause has needed so far.
struct Rewriting {
  private var generated = 0
  /// Literals that define generated variables and wait for the literal that uses them.
  var pending: [Literal] = []
  /// Where in the text a generated variable's term stands, for messages.
  var origins: [String: Use] = [:]

  /// A variable that equals `term`.
  mutating func name(_ term: Term, for use: Use) -> Term {
    generated += 1
    let variable = Term(.variable("_\(generated)"), range: term.range)
    pending.append(Literal(.comparison(variable, .equal, term), range: term.range))
    origins["_\(generated)"] = use
    return variable
  }

  mutating func takePending() -> [Literal] {
    defer { pending = [] }
    return pending
  }
}

/// Where a term stands that binds no variables.
enum Use: Hashable {
  case head
  case argument
  case negation
  case comparison
  case aggregate(Aggregate.Function)
  /// The terms in front of an element's `:`.
  case element(Aggregate.Function)
  case builtin(String)
}

extension Checker {
  /// A variable, a wildcard or a constant, standing for `term` in an atom of a body or a head.
  mutating func argument(_ term: Term, _ column: Int, of signature: Signature, _ use: Use) -> Term?
  {
    switch term.kind {
    case .variable: return term
    case .wildcard:
      guard use == .head else { return term }
      report(
        .misplacedWildcard, at: term.range, "'_' in the head stands for no value",
        help: "name a variable that the body binds")
      return nil
    case .constant, .negation, .operation, .interval:
      guard let core = core(term, use) else { return nil }
      guard let value = core.constantValue else {
        return core.variableName == nil ? rewriting.name(core, for: use) : core
      }
      return coerce(value, at: term.range, column, of: signature).map {
        Term(.constant($0), range: term.range)
      }
    }
  }

  /// The term with its ground parts evaluated and its intervals taken out; nil after an error.
  mutating func core(_ term: Term, _ use: Use) -> Term? {
    switch term.kind {
    case .variable: return term
    case .constant(let value):
      return Term(.constant(replaced(value)), range: term.range)
    case .wildcard:
      report(
        .misplacedWildcard, at: term.range, "'_' can only be a whole argument of a predicate",
        help: "use a named variable")
      return nil
    case .negation(let operand):
      guard let operand = core(operand, use) else { return nil }
      return folded(Term(.negation(operand), range: term.range))
    case .operation(let operation, let left, let right):
      let (left, right) = (core(left, use), core(right, use))
      guard let left, let right else { return nil }
      return folded(Term(.operation(operation, left, right), range: term.range))
    case .interval:
      guard let interval = coreInterval(term, use) else { return nil }
      if use == .negation {
        report(
          .misplacedInterval, at: term.range, "an interval can't stand under 'not'",
          help: "bind it outside, such as 'X = 1..3, not p(X)'")
        return nil
      }
      return rewriting.name(interval, for: use)
    }
  }

  /// `t..u` with both bounds in core form.
  mutating func coreInterval(_ term: Term, _ use: Use) -> Term? {
    guard case .interval(let left, let right) = term.kind else { return nil }
    let (lower, upper) = (core(left, use), core(right, use))
    guard let lower, let upper else { return nil }
    for bound in [lower, upper] {
      if let value = bound.constantValue, value.kind != .int {
        report(
          .wrongKind, at: bound.range,
          "a bound of an interval is an int, not \(value.kind.phrase)")
        return nil
      }
    }
    return Term(.interval(lower, upper), range: term.range)
  }

  /// The term, or its value where it has no variables.
  private mutating func folded(_ term: Term) -> Term? {
    guard term.isGround else { return term }
    do {
      return Term(.constant(try evaluate(term) { _ in nil }), range: term.range)
    } catch {
      report(error, at: term.range)
      return nil
    }
  }

  mutating func report(_ error: ArithmeticError, at range: TextRange) {
    report(.arithmetic, at: range, error.message, help: error.help)
  }

  /// The value of a `#const`, where the symbol is the name of one.
  func replaced(_ value: Value) -> Value {
    guard !catalog.constants.isEmpty, case .symbol(let name) = value else { return value }
    return catalog.constants[name] ?? value
  }

  /// The one value of a term without variables; nil after an error.
  mutating func groundValue(of term: Term, in place: String) -> Value? {
    let values = groundValues(of: term, in: place)
    if let values, values.count != 1 {
      report(.misplacedInterval, at: term.range, "\(place) is one value, not an interval")
      return nil
    }
    return values?.first
  }

  /// The values of a term without variables: several where it is an interval.
  mutating func groundValues(of term: Term, in place: String) -> [Value]? {
    switch term.kind {
    case .constant(let value): return [replaced(value)]
    case .interval:
      guard let interval = coreInterval(term, .argument),
        case .interval(let lower, let upper) = interval.kind,
        let first = lower.constantValue, let last = upper.constantValue
      else { return nil }
      return expand(first, last, at: term.range)
    case .wildcard:
      report(.misplacedWildcard, at: term.range, "'_' in \(place) stands for no value")
      return nil
    case .variable(let name):
      reportVariable(name, at: term.range, in: place)
      return nil
    case .negation, .operation:
      return operationValues(of: term, in: place)
    }
  }

  private mutating func operationValues(of term: Term, in place: String) -> [Value]? {
    var isGround = true
    term.forEachVariable { name, range in
      isGround = false
      reportVariable(name, at: range, in: place)
    }
    guard isGround else { return nil }
    rewriting = Rewriting()
    guard let core = core(term, .argument) else { return nil }
    if let value = core.constantValue { return [value] }
    report(
      .misplacedInterval, at: term.range, "an interval can't be part of arithmetic in \(place)")
    return nil
  }

  private mutating func reportVariable(_ name: String, at range: TextRange, in place: String) {
    report(
      .variableInFact, at: range, "variable '\(name)' in \(place) stands for no value",
      help: "what begins with a capital letter is a variable; write"
        + " '\(name.lowercased())' or '\"\(name)\"' for a name")
  }

  private mutating func expand(_ first: Value, _ last: Value, at range: TextRange) -> [Value]? {
    do {
      let values = try interval(first, last)
      guard values.count <= Checker.longestInterval else {
        report(
          .tooManyFacts, at: range, "an interval in a fact can't have \(values.count) values",
          notes: [Diagnostic.Note("the limit is \(Checker.longestInterval)")])
        return nil
      }
      return values.map(Value.int)
    } catch {
      report(error, at: range)
      return nil
    }
  }

  /// Facts that a fact with intervals may stand for.
  static let longestInterval = 1_000_000
}

extension Term {
  var isGround: Bool {
    switch kind {
    case .constant: true
    case .variable, .wildcard: false
    case .negation(let operand): operand.isGround
    case .operation(_, let left, let right), .interval(let left, let right):
      left.isGround && right.isGround
    }
  }
}

extension ArithmeticError {
  var message: String {
    switch self {
    case .overflow: "the result is too large"
    case .divisionByZero: "division by zero"
    case .notANumber(let value): "\(value.phrase) is no number to calculate with"
    case .notAnInteger(let value): "a bound of an interval is an int, not \(value.kind.phrase)"
    }
  }

  var help: String? {
    switch self {
    case .notANumber(.date): "'days_between' and 'add_days' calculate with dates"
    case .overflow: "integers have 64 bits; decimals, such as '1.0', go further"
    case .divisionByZero, .notANumber, .notAnInteger: nil
    }
  }
}
