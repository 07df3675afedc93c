// Which variables a body binds, and which are needed but bound by nothing.

/// The variables that `body` binds, `bound` ones given.
///
/// A positive atom binds its variables; a built-in binds its outputs once its inputs are bound; an
/// equation binds a variable that is one side of it once the other side is bound; an aggregate binds
/// what it equals once the `globals` in it are bound. Literals may stand in any order.
func boundVariables(
  of body: [Literal], globals: Set<String>, given bound: Set<String> = []
) -> Set<String> {
  var bound = bound
  var waiting = Array(body.indices)
  while true {
    let before = waiting.count
    waiting.removeAll { body[$0].bind(&bound, globals: globals) }
    if waiting.count == before { return bound }
    waiting.reverse()  // so that a chain of equations takes two passes, however it is written
  }
}

extension Literal {
  /// Adds what the literal binds, or returns false where it binds nothing yet.
  fileprivate func bind(_ bound: inout Set<String>, globals: Set<String>) -> Bool {
    switch kind {
    case .positive(let atom):
      if let builtin = Builtin.named(atom.predicate.text) {
        let mode = builtin.mode { atom.arguments[$0].term.isBound(bound) }
        guard mode != nil else { return false }
      }
      atom.forEachVariable { name, _ in bound.insert(name) }
      return true
    case .comparison(let left, .equal, let right):
      return bind(left, to: right, &bound) || bind(right, to: left, &bound)
    case .aggregate(let term, .equal, let aggregate):
      guard let name = term.variableName else { return false }
      let needed = aggregate.elements.reduce(into: Set()) { $0.formUnion($1.variables) }
      guard needed.intersection(globals).isSubset(of: bound) else { return false }
      bound.insert(name)
      return true
    case .negative, .comparison, .aggregate: return false
    }
  }

  private func bind(_ left: Term, to right: Term, _ bound: inout Set<String>) -> Bool {
    guard let name = left.variableName, right.isBound(bound) else { return false }
    bound.insert(name)
    return true
  }
}

extension Term {
  /// Whether the term has a value where `bound` variables have one.
  func isBound(_ bound: Set<String>) -> Bool {
    switch kind {
    case .variable(let name): bound.contains(name)
    case .wildcard: false
    case .constant: true
    case .negation(let operand): operand.isBound(bound)
    case .operation(_, let left, let right), .interval(let left, let right):
      left.isBound(bound) && right.isBound(bound)
    }
  }
}

/// A place that needs the value of a variable which nothing binds.
struct Need {
  let variable: String
  let range: TextRange
  let use: Use
}

extension Checker {
  /// Reports the variables that nothing binds, each once, at the first place that needs it; those
  /// that would be bound if another were are not the mistake, and are left out.
  mutating func checkSafety(of clause: CoreClause) -> Bool {
    var needs: [Need] = []
    collectNeeds(of: clause, into: &needs)
    if needs.isEmpty { return true }
    needs.sort { $0.range.start < $1.range.start }
    let causes = causes(among: Set(needs.map(\.variable)), in: clause)
    var reported: Set<String> = []
    for need in needs where causes.contains(need.variable) {
      if reported.insert(need.variable).inserted { report(need, in: clause) }
    }
    return false
  }

  /// The unbound variables without those that follow from the others; of very many, all.
  private func causes(among unbound: Set<String>, in clause: CoreClause) -> Set<String> {
    guard unbound.count <= 64 else { return unbound }
    let globals = clause.globalVariables
    var causes = unbound
    for variable in unbound.sorted() {
      let others = causes.subtracting([variable])
      let bound = boundVariables(of: clause.body, globals: globals, given: others)
      if bound.contains(variable) { causes.remove(variable) }
    }
    return causes
  }

  private func collectNeeds(of clause: CoreClause, into needs: inout [Need]) {
    // They matter to what is inside aggregates.
    let globals = clause.hasAggregates ? clause.globalVariables : []
    let bound = boundVariables(of: clause.body, globals: globals)
    clause.head?.forEachVariable { name, range in
      require(name, range, .head, bound, &needs)
    }
    for literal in clause.body {
      collectNeeds(of: literal, bound, &needs)
      guard case .aggregate(_, _, let aggregate) = literal.kind else { continue }
      for element in aggregate.elements {
        collectNeeds(of: element, aggregate.function, bound, globals, &needs)
      }
    }
  }

  /// What a literal needs outside aggregates.
  private func collectNeeds(of literal: Literal, _ bound: Set<String>, _ needs: inout [Need]) {
    switch literal.kind {
    case .positive(let atom):
      guard let builtin = Builtin.named(atom.predicate.text) else { return }
      guard builtin.mode(bound: { atom.arguments[$0].term.isBound(bound) }) == nil else { return }
      for (argument, isInput) in zip(atom.arguments, builtin.modes[0].inputs) where isInput {
        argument.term.forEachVariable { name, range in
          require(name, range, .builtin(builtin.name), bound, &needs)
        }
      }
    case .negative(let atom):
      atom.forEachVariable { name, range in require(name, range, .negation, bound, &needs) }
    case .comparison(let left, _, _):
      let use = left.variableName.flatMap { rewriting.origins[$0] } ?? .comparison
      literal.forEachVariable { name, range in require(name, range, use, bound, &needs) }
    case .aggregate(let term, _, let aggregate):
      term.forEachVariable { name, range in
        require(name, range, .aggregate(aggregate.function), bound, &needs)
      }
    }
  }

  private func collectNeeds(
    of element: Aggregate.Element, _ function: Aggregate.Function, _ bound: Set<String>,
    _ globals: Set<String>, _ needs: inout [Need]
  ) {
    let shared = element.variables.intersection(globals)
    element.forEachVariable { name, range in
      if shared.contains(name) { require(name, range, .aggregate(function), bound, &needs) }
    }
    let inside = boundVariables(of: element.body, globals: [], given: bound.union(shared))
    for term in element.terms {
      term.forEachVariable { name, range in
        require(name, range, .element(function), inside, &needs)
      }
    }
    for literal in element.body { collectNeeds(of: literal, inside, &needs) }
  }

  private func require(
    _ name: String, _ range: TextRange, _ use: Use, _ bound: Set<String>, _ needs: inout [Need]
  ) {
    guard !bound.contains(name), !isGenerated(name) else { return }
    needs.append(Need(variable: name, range: range, use: use))
  }
}
