import Datalog

/// Built-in predicates, with inputs that are bound.
extension BodyGenerator {
  mutating func addBuiltin() {
    let onDates = generator.features.contains(.dates)
    let onOthers = generator.features.contains(.builtins)
    switch generator.random.below(10) {
    case ..<3 where onDates: addTest(["before", "maybe_before", "during", "overlaps"], .date)
    case ..<5 where onDates: addPart()
    case 5 where onOthers: addTest(["contains", "starts_with", "ends_with"], .text)
    case 6 where onOthers && onDates: addDays()
    case 7 where onOthers: addText()
    case 8... where onOthers: addNumber()
    default: break
    }
  }

  private mutating func addTest(_ names: [String], _ kind: Kind) {
    guard let first = boundVariable(kind) else { return }
    let atom = call(generator.random.pick(names), [first, boundTerm(kind)])
    literals.append(Literal(generator.random.chance(30) ? .negative(atom) : .positive(atom)))
  }

  private mutating func addPart() {
    guard let date = boundVariable(.date) else { return }
    let name = generator.random.pick(["year", "month", "day", "earliest", "latest", "iso_week"])
    let kind: Kind = name == "earliest" || name == "latest" ? .date : .int
    let wildcards: [Term] = name == "iso_week" ? [.wildcard] : []
    let part = generator.random.chance(70) ? newVariable(kind) : boundTerm(kind)
    literals.append(Literal(.positive(call(name, [date] + wildcards + [part]))))
  }

  /// Moved dates stay between two days, so that recursion ends.
  private mutating func addDays() {
    guard let date = boundVariable(.date) else { return }
    if generator.random.chance(50) {
      let other = boundTerm(.date)
      return literals.append(
        Literal(.positive(call("days_between", [date, other, newVariable(.int)]))))
    }
    let days = generator.random.pick([-30, -1, 1, 30])
    let result = newVariable(.date)
    literals.append(
      Literal(.positive(call("add_days", [date, Term(.constant(.int(Int64(days)))), result]))))
    let period = (try? EDTFDate(parsing: "2023-12-01/2024-04-30")).map(Value.date)
    literals.append(
      Literal(.positive(call("during", [result, period.map { Term(.constant($0)) } ?? result]))))
  }

  /// None makes a text longer.
  private mutating func addText() {
    guard let text = boundVariable(.text) else { return }
    switch generator.random.below(4) {
    case 0: literals.append(Literal(.positive(call("length", [text, newVariable(.int)]))))
    case 1: literals.append(Literal(.positive(call("upper", [text, newVariable(.text)]))))
    case 2:
      literals.append(Literal(.positive(call("substring", [text, 1, 2, newVariable(.text)]))))
    default:
      let blank = Term(.constant(.text(" ")))
      let (position, part) = (newVariable(.int), newVariable(.text))
      literals.append(Literal(.positive(call("split", [text, blank, position, part]))))
    }
  }

  private mutating func addNumber() {
    let kind: Kind = generator.random.chance(70) ? .int : .decimal
    guard let number = boundVariable(kind) else { return }
    switch generator.random.below(3) {
    case 0: literals.append(Literal(.positive(call("abs", [number, newVariable(kind)]))))
    case 1:
      let name = generator.random.pick(["min", "max"])
      let other = boundTerm(kind)
      literals.append(Literal(.positive(call(name, [number, other, newVariable(kind)]))))
    default:
      let name = generator.random.pick(["floor", "ceil", "round"])
      literals.append(Literal(.positive(call(name, [number, newVariable(.int)]))))
    }
  }

  /// With named arguments now and then.
  private mutating func call(_ name: String, _ terms: [Term]) -> Atom {
    guard let builtin = Builtin.named(name) else { preconditionFailure("no built-in '\(name)'") }
    let predicate = ProgramGenerator.Predicate(
      name: name, kinds: [], columns: builtin.columns.map(\.name), level: 0, best: nil)
    return generator.atom(predicate, terms)
  }
}
