// Which variables a body binds, and which are needed but bound by nothing.

/// The variables that `body` binds, `bound` ones given.
///
/// A positive atom binds its variables; a built-in binds its outputs once its inputs are bound; an
/// equation binds a variable that is one side of it once the other side is bound; an aggregate binds
/// what it equals once the `globals` in it are bound. Literals may stand in any order.
func boundVariables(
  of body: [Literal], globals: NameSet, given bound: NameSet = []
) -> NameSet {
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
  fileprivate func bind(_ bound: inout NameSet, globals: NameSet) -> Bool {
    switch kind {
    case .positive(let atom):
      if let builtin = Builtin.named(atom.predicate.text), !builtin.isReady(atom, bound) {
        return false
      }
      atom.forEachVariable { name, _ in bound.insert(name) }
      return true
    case .comparison(let left, .equal, let right):
      return bind(left, to: right, &bound) || bind(right, to: left, &bound)
    case .aggregate(let term, .equal, let aggregate):
      guard let name = term.variableName, aggregate.isReady(bound, globals) else { return false }
      bound.insert(name)
      return true
    case .negative, .comparison, .aggregate: return false
    }
  }

  private func bind(_ left: Term, to right: Term, _ bound: inout NameSet) -> Bool {
    guard let name = left.variableName, right.isBound(bound) else { return false }
    bound.insert(name)
    return true
  }
}

extension Term {
  /// Whether the term has a value where `bound` variables have one.
  func isBound(_ bound: NameSet) -> Bool {
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

extension Builtin {
  /// Whether it can be called where `bound` variables have values.
  func isReady(_ atom: Atom, _ bound: NameSet) -> Bool {
    mode { atom.arguments[$0].term.isBound(bound) } != nil
  }
}

extension Aggregate {
  /// Whether it has a value where `bound` variables have one.
  func isReady(_ bound: NameSet, _ globals: NameSet) -> Bool {
    var isReady = true
    for element in elements {
      element.forEachVariable { name, _ in
        if globals.contains(name), !bound.contains(name) { isReady = false }
      }
    }
    return isReady
  }
}

extension Checker {
  /// Reports the variables that nothing binds, each once, at the first place that needs it; those
  /// that would be bound if another were are not the mistake, and are left out.
  mutating func checkSafety(of clause: CoreClause) -> Bool {
    var needs = Needs(of: clause, rewriting.origins).found
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
      let bound = boundVariables(of: clause.body, globals: globals, given: NameSet(others))
      if bound.contains(variable) { causes.remove(variable) }
    }
    return causes
  }
}

/// A place that needs the value of a variable which nothing binds.
struct Need {
  let variable: String
  let range: TextRange
  let use: Use
}

/// Every such place in a clause.
private struct Needs {
  private(set) var found: [Need] = []
  /// Where the terms of generated variables stand.
  private let origins: [String: Use]
  private let globals: NameSet

  init(of clause: CoreClause, _ origins: [String: Use]) {
    self.origins = origins
    // They matter to what is inside aggregates.
    globals = clause.hasAggregates ? clause.globalVariables : []
    let bound = boundVariables(of: clause.body, globals: globals)
    if let head = clause.head { collect(from: head, .head, bound) }
    for literal in clause.body {
      collect(from: literal, bound)
      guard case .aggregate(_, _, let aggregate) = literal.kind else { continue }
      for element in aggregate.elements { collect(from: element, aggregate.function, bound) }
    }
  }

  /// What a literal needs outside aggregates.
  private mutating func collect(from literal: Literal, _ bound: NameSet) {
    switch literal.kind {
    case .positive(let atom):
      guard let builtin = Builtin.named(atom.predicate.text), !builtin.isReady(atom, bound)
      else { return }
      for (argument, isInput) in zip(atom.arguments, builtin.modes[0].inputs) where isInput {
        collect(from: argument.term, .builtin(builtin.name), bound)
      }
    case .negative(let atom): collect(from: atom, .negation, bound)
    case .comparison(let left, _, let right):
      let use = left.variableName.flatMap { origins[$0] } ?? .comparison
      collect(from: left, use, bound)
      collect(from: right, use, bound)
    case .aggregate(let term, _, let aggregate):
      collect(from: term, .aggregate(aggregate.function), bound)
    }
  }

  private mutating func collect(
    from element: Aggregate.Element, _ function: Aggregate.Function, _ bound: NameSet
  ) {
    var outside = bound
    element.forEachVariable { name, range in
      guard globals.contains(name) else { return }
      require(name, range, .aggregate(function), bound)
      outside.insert(name)
    }
    let inside = boundVariables(of: element.body, globals: [], given: outside)
    for term in element.terms { collect(from: term, .element(function), inside) }
    for literal in element.body { collect(from: literal, inside) }
  }

  private mutating func collect(from atom: Atom, _ use: Use, _ bound: NameSet) {
    for argument in atom.arguments { collect(from: argument.term, use, bound) }
  }

  private mutating func collect(from term: Term, _ use: Use, _ bound: NameSet) {
    term.forEachVariable { name, range in require(name, range, use, bound) }
  }

  private mutating func require(
    _ name: String, _ range: TextRange, _ use: Use, _ bound: NameSet
  ) {
    guard !bound.contains(name), !isGenerated(name) else { return }
    found.append(Need(variable: name, range: range, use: use))
  }
}
