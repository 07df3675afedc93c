/// A checked program as text that clingo runs and must answer the same.
///
/// What ASP can't say, or would say otherwise, is refused with a diagnostic: integers beyond 32 bits,
/// decimals that are compared or calculated with, built-ins other than those on known dates, and
/// least-value columns inside recursion. One difference stays: where arithmetic has no value, as in a
/// division by zero, clingo drops the solution, and here it is an error.
///
/// Rows of the `n`th query and check appear under `answer'n` and `check'n`, each with the values of
/// its variables; a check is no constraint there, since one violation would leave no answer at all.
public struct ASPExport: Sendable {
  public private(set) var text = ""
  /// In order of place; with any, the text is not to be run.
  public private(set) var diagnostics: [Diagnostic] = []

  let catalog: Catalog
  let prefix: String
  /// Predicates with a least-value column, whose rows are first derived under another name.
  private let extremes: [PredicateID: Int]
  /// Projections of the atoms that stand under `not` with a wildcard.
  private var projections: Set<String> = []
  /// Lines to follow the clause that needs them.
  private var pending: [String] = []
  private var guards = 0
  /// Built-ins whose rows for the known dates have to be stated.
  private var tables: Set<String> = []
  private var dates: Set<EDTFDate> = []
  private var place: TextRange?

  /// - Parameter prefix: Put before the name of every predicate, so that several programs can share a
  ///   text.
  public init(_ program: CheckedProgram, prefix: String = "") {
    self.init(
      facts: program.facts, rules: program.rules, constraints: program.constraints,
      queries: program.queries, in: program.catalog, prefix: prefix)
  }

  public init(
    facts: some Sequence<CheckedFact>, rules: [CheckedRule], constraints: [CheckedConstraint] = [],
    queries: [CheckedQuery] = [], in catalog: Catalog, prefix: String = ""
  ) {
    self.catalog = catalog
    self.prefix = prefix
    let extremes = catalog.predicates.enumerated().compactMap { number, predicate in
      predicate.columns.firstIndex { $0.extreme != nil }.map { (PredicateID(number), $0) }
    }
    self.extremes = Dictionary(uniqueKeysWithValues: extremes)
    for fact in facts { add(fact) }
    refuseExtremesInRecursion(rules)
    for rule in rules { add(rule) }
    for (id, column) in extremes { choose(id, column) }
    for (number, constraint) in constraints.enumerated() {
      add(
        "check", number + 1, constraint.body, constraint.variables, constraint.written.range)
    }
    for (number, query) in queries.enumerated() {
      add("answer", number + 1, query.body, query.variables, query.written.range)
    }
    stateTables()
    show(rules, constraints, queries)
    diagnostics.sort(by: isBefore)
  }

  // MARK: clauses

  private mutating func add(_ fact: CheckedFact) {
    place = fact.range
    line("\(atom(derivedName(fact.predicate), fact.values.map { encoded($0) })).")
  }

  private mutating func add(_ rule: CheckedRule) {
    place = rule.written.range
    refuseDecimals(CoreClause(head: rule.head, body: rule.body, written: rule.written))
    let head = atom(derivedName(rule.predicate), rule.head.arguments.map { encoded($0.term) })
    line("\(head) :- \(encoded(rule.body)).")
  }

  private mutating func add(
    _ kind: String, _ number: Int, _ body: [Literal], _ variables: [String], _ range: TextRange
  ) {
    place = range
    refuseDecimals(
      CoreClause(head: nil, body: body, written: Clause(.query(body: body), range: range)))
    let head = atom("\(prefix)\(kind)'\(number)", variables.map(ASP.variable))
    line("\(head) :- \(encoded(body)).")
  }

  /// `p(X,N) :- all'p(X,_), N = #min{ M : all'p(X,M) }.`
  private mutating func choose(_ id: PredicateID, _ column: Int) {
    let predicate = catalog[id]
    let variables = predicate.columns.indices.map { "X\($0)" }
    let others = variables.enumerated().map { $0 == column ? "_" : $1 }
    let function = predicate.columns[column].extreme == .max ? "#max" : "#min"
    let all = derivedName(id)
    line(
      "\(atom(prefix + ASP.name(predicate.name), variables)) :- \(atom(all, others)), "
        + "X\(column) = \(function){ Y : "
        + "\(atom(all, variables.enumerated().map { $0 == column ? "Y" : $1 })) }.")
  }

  private mutating func line(_ line: String) {
    text += line + "\n"
    for helper in pending { text += helper + "\n" }
    pending = []
  }

  private mutating func show(
    _ rules: [CheckedRule], _ constraints: [CheckedConstraint], _ queries: [CheckedQuery]
  ) {
    var shown = Set(rules.map(\.predicate)).union(extremes.keys).map { id in
      "\(prefix)\(ASP.name(catalog[id].name))/\(catalog[id].arity)"
    }
    shown += constraints.enumerated().map { "\(prefix)check'\($0 + 1)/\($1.variables.count)" }
    shown += queries.enumerated().map { "\(prefix)answer'\($0 + 1)/\($1.variables.count)" }
    for name in shown.sorted() { line("#show \(name).") }
  }

  // MARK: refusals

  private mutating func refuse(_ message: String, at range: TextRange?, help: String? = nil) {
    diagnostics.append(Diagnostic(.notInASP, at: range ?? place, message, help: help))
  }

  private mutating func refuseExtremesInRecursion(_ rules: [CheckedRule]) {
    guard !extremes.isEmpty else { return }
    for stratum in stratify(rules, catalog: catalog).strata where stratum.isRecursive {
      for id in stratum.predicates where extremes[id] != nil {
        refuse(
          "'\(catalog[id].name)' has a least-value column inside recursion, which ASP can't say",
          at: catalog[id].range)
      }
    }
  }

  private mutating func refuseDecimals(_ clause: CoreClause) {
    for range in decimalUses(in: clause) {
      refuse("ASP has no decimals to compare or calculate with", at: range)
    }
  }

  private func decimalUses(in clause: CoreClause) -> [TextRange] {
    let types = VariableTypes(of: clause, in: catalog)
    return clause.body.flatMap { decimalUses(in: $0, types) }
  }

  private func decimalUses(in literal: Literal, _ types: VariableTypes) -> [TextRange] {
    switch literal.kind {
    case .positive, .negative: return []
    case .comparison(let left, let comparison, let right):
      let isPlain = [left, right].allSatisfy { $0.variableName != nil || $0.constantValue != nil }
      if isPlain, comparison == .equal || comparison == .notEqual { return [] }
      return [left, right].contains { types[$0] == .decimal } ? [literal.range] : []
    case .aggregate(_, _, let aggregate):
      let isDecimal = types.type(of: aggregate) == .decimal
      return (isDecimal ? [literal.range] : [])
        + aggregate.elements.flatMap { element in
          let inside = types.inside(element)
          return element.body.flatMap { decimalUses(in: $0, inside) }
        }
    }
  }
}

// MARK: bodies

extension ASPExport {
  /// Where the predicate's rows are derived: under another name where only the best of them stay.
  private func derivedName(_ id: PredicateID) -> String {
    prefix + (extremes[id] == nil ? "" : "all'") + ASP.name(catalog[id].name)
  }

  private func atom(_ name: String, _ arguments: [String]) -> String {
    arguments.isEmpty ? name : "\(name)(\(arguments.joined(separator: ",")))"
  }

  private mutating func encoded(_ body: [Literal]) -> String {
    body.isEmpty ? "#true" : body.map { encoded($0) }.joined(separator: ", ")
  }

  private mutating func encoded(_ literal: Literal) -> String {
    switch literal.kind {
    case .positive(let atom):
      return Builtin.named(atom.predicate.text).map { encoded(atom, by: $0, isNegative: false) }
        ?? encoded(atom)
    case .negative(let atom):
      if let builtin = Builtin.named(atom.predicate.text) {
        return encoded(atom, by: builtin, isNegative: true)
      }
      return atom.arguments.contains { $0.term.isWildcard }
        ? projected(atom) : "not \(encoded(atom))"
    case .comparison(let left, let comparison, let right):
      return "\(encoded(left)) \(comparison.rawValue) \(encoded(right))"
    case .aggregate(let term, let comparison, let aggregate):
      return encoded(encoded(term), comparison, aggregate)
    }
  }

  private mutating func encoded(_ atom: Atom) -> String {
    self.atom(prefix + ASP.name(atom.predicate.text), atom.arguments.map { encoded($0.term) })
  }

  /// `not p(X,_)` as `not some'p'1(X)`, with `some'p'1(X) :- p(X,_)`.
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
    }
    guards += 1
    return "V'g\(guards) = \(text), V'g\(guards) != \(nothing), "
      + "\(term) \(comparison.rawValue) V'g\(guards)"
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

  private mutating func encoded(_ value: Value, at range: TextRange? = nil) -> String {
    if case .date(let date) = value { dates.insert(date) }
    if let text = ASP.value(value) { return text }
    refuse("\(value.phrase) is too long for clingo", at: range, help: "its integers have 32 bits")
    return "0"
  }
}

// MARK: built-ins

extension ASPExport {
  /// A built-in on dates is stated as a table of the dates that occur: no other can come up.
  private mutating func encoded(_ atom: Atom, by builtin: Builtin, isNegative: Bool) -> String {
    let arguments = atom.arguments.map { encoded($0.term) }
    let hasTable =
      builtin.columns[0].type == .date && builtin.modes[0].inputs.dropFirst(2).allSatisfy { !$0 }
      && builtin.name != "add_days"
    guard hasTable else {
      refuse("ASP has no '\(builtin.name)'", at: atom.range)
      return "#true"
    }
    tables.insert(builtin.name)
    return (isNegative ? "not " : "") + self.atom("\(prefix)builtin'\(builtin.name)", arguments)
  }

  private mutating func stateTables() {
    place = nil
    let ends = ["earliest", "latest"].filter(tables.contains).compactMap(Builtin.named)
    for end in ends {
      for date in dates {
        if case .date(let day)? = try? end.rows([.date(date), nil]).first?[1] { dates.insert(day) }
      }
    }
    let known = dates.sorted().map(Value.date)
    for name in tables.sorted() {
      guard let builtin = Builtin.named(name) else { continue }
      let rest = [Value?](repeating: nil, count: builtin.arity - 1)
      for first in known {
        let isBinary = builtin.modes[0].inputs[1]
        let calls = isBinary ? known.map { [first, $0] + rest.dropFirst() } : [[first] + rest]
        for row in calls.flatMap({ (try? builtin.rows($0)) ?? [] }) {
          line("\(atom("\(prefix)builtin'\(name)", row.map { encoded($0) })).")
        }
      }
    }
  }
}
