/// Writes clauses of the core language as ASP, and what they need beside them.
struct ASPWriter {
  private(set) var text = ""
  private(set) var diagnostics: [Diagnostic] = []
  let catalog: Catalog
  let prefix: String
  /// Predicates with a least-value column: their rows are first derived under another name.
  let bestColumns: [PredicateID: Int]
  /// Built-ins whose rows for the known dates have to be stated.
  var tables: Set<String> = []
  var dates: Set<EDTFDate> = []
  /// Names of the projections stated so far.
  private var projections: Set<String> = []
  /// Lines to follow the clause that needs them.
  private var pending: [String] = []
  private var guards = 0
  /// The clause being written.
  private var place: TextRange?

  init(_ catalog: Catalog, prefix: String) {
    self.catalog = catalog
    self.prefix = prefix
    var bestColumns: [PredicateID: Int] = [:]
    for (number, predicate) in catalog.predicates.enumerated() {
      bestColumns[PredicateID(number)] = predicate.columns.firstIndex { $0.extreme != nil }
    }
    self.bestColumns = bestColumns
  }

  mutating func write(_ line: String) {
    text += line + "\n"
    for helper in pending { text += helper + "\n" }
    pending = []
  }

  mutating func refuse(_ message: String, at range: TextRange?, help: String? = nil) {
    diagnostics.append(Diagnostic(.notInASP, at: range ?? place, message, help: help))
  }

  // MARK: clauses

  mutating func write(_ fact: CheckedFact) {
    place = fact.range
    write("\(atom(derivedName(fact.predicate), fact.values.map { encoded($0) })).")
  }

  mutating func write(_ rule: CheckedRule) {
    place = rule.written.range
    refuseDecimals(in: rule.body, rule.written)
    let arguments = rule.head.arguments.map { encoded($0.term) }
    write("\(atom(derivedName(rule.predicate), arguments)) :- \(encoded(rule.body)).")
  }

  mutating func write(
    _ name: String, _ variables: [String], _ body: [Literal], _ written: Clause
  ) {
    place = written.range
    refuseDecimals(in: body, written)
    write("\(atom(prefix + name, variables.map(ASP.variable))) :- \(encoded(body)).")
  }

  /// `p(X0,X1) :- all'p(X0,X1), X1 = #min{ Y : all'p(X0,Y) }.`
  mutating func writeChoice(of id: PredicateID) {
    guard let best = bestColumns[id] else { return }
    place = catalog[id].range
    let variables = catalog[id].columns.indices.map { "X\($0)" }
    var others = variables
    others[best] = "Y"
    let function = catalog[id].columns[best].extreme == .max ? "#max" : "#min"
    let all = derivedName(id)
    write(
      "\(atom(prefix + ASP.name(catalog[id].name), variables)) :- \(atom(all, variables)), "
        + "\(variables[best]) = \(function){ Y : \(atom(all, others)) }.")
  }

  /// Where the predicate's rows are derived: under another name where only the best of them stay.
  private func derivedName(_ id: PredicateID) -> String {
    prefix + (bestColumns[id] == nil ? "" : "all'") + ASP.name(catalog[id].name)
  }

  func atom(_ name: String, _ arguments: [String]) -> String {
    arguments.isEmpty ? name : "\(name)(\(arguments.joined(separator: ",")))"
  }

  // MARK: bodies

  private mutating func encoded(_ body: [Literal]) -> String {
    body.map { encoded($0) }.joined(separator: ", ")
  }

  private mutating func encoded(_ literal: Literal) -> String {
    switch literal.kind {
    case .positive(let atom): return encoded(atom)
    case .negative(let atom):
      let isStored = Builtin.named(atom.predicate.text) == nil
      return isStored && atom.arguments.contains { $0.term.isWildcard }
        ? projected(atom) : "not \(encoded(atom))"
    case .comparison(let left, let comparison, let right):
      return "\(encoded(left)) \(comparison.rawValue) \(encoded(right))"
    case .aggregate(let term, let comparison, let aggregate):
      return encoded(encoded(term), comparison, aggregate)
    }
  }

  private mutating func encoded(_ atom: Atom) -> String {
    let arguments = atom.arguments.map { encoded($0.term) }
    let name = Builtin.named(atom.predicate.text).map { tableName(of: $0, at: atom.range) }
    return self.atom(name ?? prefix + ASP.name(atom.predicate.text), arguments)
  }

  /// `not p(X,_)` as `not some'p'0(X)`, with `some'p'0(X) :- p(X,_).`
  private mutating func projected(_ atom: Atom) -> String {
    let kept = atom.arguments.indices.filter { !atom.arguments[$0].term.isWildcard }
    let name = ASP.name(atom.predicate.text)
    let projection = "\(prefix)some'\(name)'\(kept.map(String.init).joined(separator: "'"))"
    if projections.insert(projection).inserted {
      let all = atom.arguments.indices.map { kept.contains($0) ? "X\($0)" : "_" }
      pending.append(
        "\(self.atom(projection, kept.map { "X\($0)" })) :- \(self.atom(prefix + name, all)).")
    }
    return "not \(self.atom(projection, kept.map { encoded(atom.arguments[$0].term) }))"
  }

  /// `#min` and `#max` of nothing are the greatest and the least value in ASP; here the literal fails.
  private mutating func encoded(
    _ term: String, _ comparison: ComparisonOperator, _ aggregate: Aggregate
  ) -> String {
    let elements = aggregate.elements.map { element in
      "\(element.terms.map { encoded($0) }.joined(separator: ",")) : \(encoded(element.body))"
    }
    let text = "\(aggregate.function.rawValue){ \(elements.joined(separator: "; ")) }"
    let nothing: String
    switch aggregate.function {
    case .count, .sum: return "\(term) \(comparison.rawValue) \(text)"
    case .min: nothing = "#sup"
    case .max: nothing = "#inf"
    case .average, .median, .first, .last:
      refuse("ASP has no '\(aggregate.function.rawValue)'", at: aggregate.range)
      return text
    }
    guards += 1
    let value = "V'best\(guards)"
    return "\(value) = \(text), \(value) != \(nothing), \(term) \(comparison.rawValue) \(value)"
  }

  private mutating func encoded(_ term: Term) -> String {
    switch term.kind {
    case .variable(let name): return ASP.variable(name)
    case .wildcard: return "_"
    case .constant(let value): return encoded(value, at: term.range)
    case .negation(let operand): return "(-\(encoded(operand)))"
    case .operation(let operation, let left, let right):
      return "(\(encoded(left))\(operation.rawValue)\(encoded(right)))"
    case .interval(let first, let last): return "\(encoded(first))..\(encoded(last))"
    }
  }

  mutating func encoded(_ value: Value, at range: TextRange? = nil) -> String {
    if case .date(let date) = value { dates.insert(date) }
    if let text = ASP.value(value) { return text }
    refuse("\(value.phrase) is too long for clingo", at: range, help: "its integers have 32 bits")
    return "0"
  }
}
