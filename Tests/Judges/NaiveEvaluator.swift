// The judge of the engine: what a program means, written down as plainly as possible. Every rule is
// run over whole sets of rows until nothing changes, with no plan, no index and no interned values.

public import Datalog

/// All rows of all predicates of a program.
public struct NaiveEvaluator {
  public enum Failure: Error { case notStratified, tooManyRows }
  typealias Binding = [String: Value]

  private let catalog: Catalog
  private let limit: Int
  /// By predicate name; a predicate without rows may be missing.
  public private(set) var rows: [String: Set<[Value]>] = [:]

  /// - Throws: `Failure`, `ArithmeticError` or `BuiltinError`.
  public init(_ program: CheckedProgram, limit: Int = 5000) throws {
    catalog = program.catalog
    self.limit = limit
    for fact in program.facts { try add(fact.values, to: catalog[fact.predicate].name) }
    let levels = try levels(of: program)
    for level in 0...(levels.values.max() ?? 0) {
      let rules = program.rules.filter { levels[$0.head.predicate.text] == level }
      while try applyOnce(rules) {}
    }
  }

  /// The distinct answers to a query, its variables in their order.
  public func answers(to query: CheckedQuery) throws -> Set<[Value]> {
    try solutions(of: query.body, query.variables)
  }

  public func violations(of constraint: CheckedConstraint) throws -> Set<[Value]> {
    try solutions(of: constraint.body, constraint.variables)
  }

  private func solutions(of body: [Literal], _ variables: [String]) throws -> Set<[Value]> {
    Set(try solutions(of: body).map { row in variables.compactMap { row[$0] } })
  }

  /// Every way to bind the variables of a body over all rows.
  func solutions(of body: [Literal]) throws -> [Binding] {
    try solve(body, [:], Set(body.flatMap(\.outerVariables)))
  }

  // MARK: rules

  private mutating func applyOnce(_ rules: [CheckedRule]) throws -> Bool {
    let before = rows
    for rule in rules {
      let globals = Set(rule.body.flatMap(\.outerVariables)).union(rule.head.variables)
      for solution in try solve(rule.body, [:], globals) {
        let row = try rule.head.arguments.compactMap { try value(of: $0.term, solution) }
        try add(row, to: rule.head.predicate.text)
      }
    }
    return rows != before
  }

  /// Of rows that differ only in a least-value column, the better one stays.
  private mutating func add(_ row: [Value], to name: String) throws {
    let columns = catalog.predicate(named: name).map { catalog[$0].columns } ?? []
    if let column = columns.firstIndex(where: { $0.extreme != nil }) {
      let rivals = (rows[name] ?? []).filter { other in
        row.indices.allSatisfy { $0 == column || row[$0] == other[$0] }
      }
      let isMin = columns[column].extreme == .min
      if rivals.contains(where: { isMin ? $0[column] <= row[column] : $0[column] >= row[column] }) {
        return
      }
      rows[name]?.subtract(rivals)
    }
    rows[name, default: []].insert(row)
    if rows[name, default: []].count > limit { throw Failure.tooManyRows }
  }

  // MARK: bodies

  /// Every way to bind the variables of `body`: tests as soon as they can be made, then atoms.
  private func solve(
    _ body: [Literal], _ binding: Binding, _ globals: Set<String>
  ) throws -> [Binding] {
    let order = body.indices.filter { !body[$0].isAtom } + body.indices.filter { body[$0].isAtom }
    for index in order {
      guard let extended = try extensions(of: binding, by: body[index], globals) else { continue }
      let rest = Array(body[..<index] + body[(index + 1)...])
      return try extended.flatMap { try solve(rest, $0, globals) }
    }
    precondition(body.isEmpty, "no literal can be taken next: the program is not safe")
    return [binding]
  }

  /// What the literal adds to the binding; nil where a variable has to be bound first.
  private func extensions(
    of binding: Binding, by literal: Literal, _ globals: Set<String>
  ) throws -> [Binding]? {
    switch literal.kind {
    case .positive(let atom): return try matches(of: atom, binding)
    case .negative(let atom):
      guard atom.variables.allSatisfy({ binding[$0] != nil }) else { return nil }
      return try matches(of: atom, binding).map { $0.isEmpty ? [binding] : [] }
    case .comparison(let left, let comparison, let right):
      if case .interval(let first, let last) = right.kind {
        guard let first = try value(of: first, binding), let last = try value(of: last, binding)
        else { return nil }
        return try interval(first, last).compactMap { match(left, .int($0), binding) }
      }
      if let value = try value(of: right, binding) {
        return try compare(left, comparison, value, binding)
      }
      return try value(of: left, binding).flatMap {
        try compare(right, comparison.turned, $0, binding)
      }
    case .aggregate(let term, let comparison, let aggregate):
      let inside = Set(aggregate.elements.flatMap(\.variables)).intersection(globals)
      guard inside.allSatisfy({ binding[$0] != nil }) else { return nil }
      guard let value = try value(of: aggregate, binding, globals) else { return [] }
      return try compare(term, comparison, value, binding)
    }
  }

  private func matches(of atom: Atom, _ binding: Binding) throws -> [Binding]? {
    let terms = atom.arguments.map(\.term)
    var candidates = rows[atom.predicate.text] ?? []
    if let builtin = Builtin.named(atom.predicate.text) {
      let known = try terms.map { try value(of: $0, binding) }
      guard builtin.mode(bound: { known[$0] != nil }) != nil else { return nil }
      candidates = Set(try builtin.rows(known))
    }
    return candidates.compactMap { row in
      zip(terms, row).reduce(binding) { $0.flatMap { [pair = $1] in match(pair.0, pair.1, $0) } }
    }
  }

  /// The binding in which the term has the value; nil where it has another.
  private func match(_ term: Term, _ value: Value, _ binding: Binding) -> Binding? {
    if case .variable(let name) = term.kind, binding[name] == nil {
      return binding.merging([name: value]) { $1 }
    }
    if case .variable(let name) = term.kind { return binding[name] == value ? binding : nil }
    return term.kind == .wildcard || term.kind == .constant(value) ? binding : nil
  }

  private func compare(
    _ term: Term, _ comparison: ComparisonOperator, _ right: Value, _ binding: Binding
  ) throws -> [Binding]? {
    if let left = try value(of: term, binding) {
      return comparison.holds(left, right) ? [binding] : []
    }
    guard case .variable = term.kind, comparison == .equal else { return nil }
    return match(term, right, binding).map { [$0] }
  }

  // MARK: values

  private func value(
    of aggregate: Aggregate, _ binding: Binding, _ globals: Set<String>
  ) throws -> Value? {
    let tuples = Set(
      try aggregate.elements.flatMap { element in
        try solve(element.body, binding, globals).map { solution in
          try element.terms.compactMap { try value(of: $0, solution) }
        }
      })
    switch aggregate.function {
    case .count: return .int(Int64(tuples.count))
    case .sum:
      return try tuples.map { $0[0] }.sorted().reduce(.int(0)) { try calculate($0, .add, $1) }
    case .min: return tuples.map { $0[0] }.min()
    case .max: return tuples.map { $0[0] }.max()
    case .first: return tuples.min { $0.lexicographicallyPrecedes($1) }.map { $0[1] }
    case .last: return tuples.max { $0.lexicographicallyPrecedes($1) }.map { $0[1] }
    case .average: return try mean(tuples.map { $0[0] })
    case .median: return try median(tuples.map { $0[0] })
    }
  }

  /// Nil where a variable in the term is not bound.
  private func value(of term: Term, _ binding: Binding) throws -> Value? {
    let isKnown = term.kind != .wildcard && term.variables.allSatisfy { binding[$0] != nil }
    return isKnown ? try evaluate(term) { binding[$0] } : nil
  }
}
