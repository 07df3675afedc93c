// Where variables stand.

extension Term {
  /// Each occurrence of a variable, from left to right; wildcards are none.
  func forEachVariable(_ visit: (_ name: String, _ range: TextRange) -> Void) {
    switch kind {
    case .variable(let name): visit(name, range)
    case .wildcard, .constant: break
    case .negation(let operand): operand.forEachVariable(visit)
    case .operation(_, let left, let right), .interval(let left, let right):
      left.forEachVariable(visit)
      right.forEachVariable(visit)
    }
  }

  /// The name, where the term is just a variable.
  var variableName: String? {
    if case .variable(let name) = kind { name } else { nil }
  }

  var isWildcard: Bool { kind == .wildcard }

  var constantValue: Value? {
    if case .constant(let value) = kind { value } else { nil }
  }

  var variables: Set<String> {
    var names: Set<String> = []
    forEachVariable { name, _ in names.insert(name) }
    return names
  }
}

extension Atom {
  func forEachVariable(_ visit: (_ name: String, _ range: TextRange) -> Void) {
    for argument in arguments { argument.term.forEachVariable(visit) }
  }

  var variables: Set<String> {
    var names: Set<String> = []
    forEachVariable { name, _ in names.insert(name) }
    return names
  }
}

extension Literal {
  /// Each occurrence outside the elements of aggregates.
  func forEachVariableOutsideElements(_ visit: (_ name: String, _ range: TextRange) -> Void) {
    switch kind {
    case .positive(let atom), .negative(let atom): atom.forEachVariable(visit)
    case .comparison(let left, _, let right):
      left.forEachVariable(visit)
      right.forEachVariable(visit)
    case .aggregate(let term, _, _): term.forEachVariable(visit)
    }
  }

  func forEachVariable(_ visit: (_ name: String, _ range: TextRange) -> Void) {
    forEachVariableOutsideElements(visit)
    if case .aggregate(_, _, let aggregate) = kind {
      for element in aggregate.elements { element.forEachVariable(visit) }
    }
  }

  var variables: Set<String> {
    var names: Set<String> = []
    forEachVariable { name, _ in names.insert(name) }
    return names
  }

  /// The atom of a positive or a negative one.
  var atom: Atom? {
    switch kind {
    case .positive(let atom), .negative(let atom): atom
    case .comparison, .aggregate: nil
    }
  }

  var isAggregate: Bool { if case .aggregate = kind { true } else { false } }

  /// A positive or a negative one.
  var isAtom: Bool {
    switch kind {
    case .positive, .negative: true
    case .comparison, .aggregate: false
    }
  }

  /// The atoms of the literal, those inside aggregates too.
  func forEachAtom(_ visit: (Atom) -> Void) {
    switch kind {
    case .positive(let atom), .negative(let atom): visit(atom)
    case .comparison: break
    case .aggregate(_, _, let aggregate):
      for element in aggregate.elements {
        for literal in element.body { literal.forEachAtom(visit) }
      }
    }
  }
}

extension Aggregate.Element {
  func forEachVariable(_ visit: (_ name: String, _ range: TextRange) -> Void) {
    for term in terms { term.forEachVariable(visit) }
    for literal in body { literal.forEachVariable(visit) }
  }

  var variables: Set<String> {
    var names: Set<String> = []
    forEachVariable { name, _ in names.insert(name) }
    return names
  }
}

extension CoreClause {
  var hasAggregates: Bool { body.contains(where: \.isAggregate) }

  /// The variables that occur outside the elements of aggregates: inside, they are the same ones,
  /// and all others are each element's own.
  var globalVariables: NameSet {
    var names: NameSet = []
    head?.forEachVariable { name, _ in names.insert(name) }
    for literal in body {
      literal.forEachVariableOutsideElements { name, _ in names.insert(name) }
    }
    return names
  }
}

extension Clause {
  var body: [Literal] {
    switch kind {
    case .rule(_, let body), .check(let body), .query(let body): body
    case .fact, .retract, .directive: []
    }
  }
}

/// A variable that rewriting added: `_1`, `_2`, …
func isGenerated(_ name: String) -> Bool {
  name.utf8.first == UInt8(ascii: "_") && name.utf8.dropFirst().first.map(isDigit) ?? false
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte }

extension CoreClause {
  /// The number of the last variable that rewriting added, 0 where there is none.
  var generatedCount: Int {
    var count = 0
    for literal in body {
      literal.forEachVariable { name, _ in
        if isGenerated(name) { count = max(count, Int(name.dropFirst()) ?? 0) }
      }
    }
    return count
  }
}

/// The variables a solution of `body` binds that have a name to show: outside aggregates and
/// negations, in order of first appearance, without those that begin with `_`.
func answerVariables(of body: [Literal]) -> [String] {
  var names: NameSet = []
  for literal in body {
    if case .negative = literal.kind { continue }
    literal.forEachVariableOutsideElements { name, _ in
      if name.utf8.first != UInt8(ascii: "_") { names.insert(name) }
    }
  }
  return names.names
}
