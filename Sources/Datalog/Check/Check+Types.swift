// Fourth stage: what the columns of undeclared predicates hold, inferred from facts and rules.

extension Checker {
  /// Joins the kinds of new facts into the types of an undeclared predicate's columns.
  mutating func learnTypes(of columns: [[Value]], _ id: PredicateID) {
    guard !catalog[id].isDeclared else { return }
    for (column, values) in columns.enumerated() {
      guard let kind = values.first?.kind, catalog[id].columns[column].type != kind else {
        continue
      }
      join(kind, into: column, of: id)
    }
  }

  /// Runs the rules over types until no column changes; a rule again only where what it uses changed,
  /// which for each column is at most three times.
  mutating func inferTypes() {
    let users = usersOfPredicates()
    var waiting = clauses.indices.filter { clauses[$0].head != nil }
    while !waiting.isEmpty {
      var changed: Set<PredicateID> = []
      for index in waiting {
        if let id = inferTypes(from: clauses[index]) { changed.insert(id) }
      }
      waiting = Set(changed.flatMap { users[$0] ?? [] }).sorted()
    }
    for index in clauses.indices { checkTypes(of: index) }
  }

  /// The rules that use each predicate, by their numbers.
  private func usersOfPredicates() -> [PredicateID: Set<Int>] {
    var users: [PredicateID: Set<Int>] = [:]
    for (index, clause) in clauses.enumerated() where clause.head != nil {
      for literal in clause.body {
        literal.forEachAtom { atom in
          guard let id = catalog.predicate(named: atom.predicate.text) else { return }
          users[id, default: []].insert(index)
        }
      }
    }
    return users
  }

  /// The predicate of the rule's head, where a column of it changed.
  private mutating func inferTypes(from clause: CoreClause) -> PredicateID? {
    guard let head = clause.head, let id = catalog.predicate(named: head.predicate.text),
      !catalog[id].isDeclared
    else { return nil }
    var isChanged = false
    for (column, type) in types(of: head, in: clause).enumerated() {
      if join(type, into: column, of: id) { isChanged = true }
    }
    return isChanged ? id : nil
  }

  /// Apart from its caller, so that nothing but the checker holds the catalog while it changes: it
  /// would be copied.
  private func types(of head: Atom, in clause: CoreClause) -> [ColumnType] {
    let types = VariableTypes(of: clause, in: catalog)
    return head.arguments.map { types[$0.term] }
  }

  @discardableResult
  mutating func join(_ type: ColumnType, into column: Int, of id: PredicateID) -> Bool {
    let old = catalog[id].columns[column].type
    let new = catalog.join(old, type)
    guard new != old else { return false }
    program.catalog.update(id) { $0.columns[column].type = new }
    return true
  }
}

/// What the variables of one clause hold, as far as its positive literals and equations tell.
struct VariableTypes {
  private let catalog: Catalog
  private(set) var known: [String: Known] = [:]
  /// Variables that stand in a column of several kinds, and where.
  private(set) var mixed: [String: Known] = [:]

  struct Known {
    var type: ColumnType
    fileprivate let origin: Origin
    let range: TextRange
    /// Declared, not only seen so far.
    let isCertain: Bool

    /// Where it was learnt: "column 'actor' of 'statement'".
    var source: String {
      switch origin {
      case .column(let column, let signature): signature.phrase(of: column)
      case .equation: "an equation"
      case .aggregate(let function): "'\(function.rawValue)'"
      }
    }
  }

  fileprivate enum Origin {
    case column(Int, Signature)
    case equation
    case aggregate(Aggregate.Function)
  }

  init(of clause: CoreClause, in catalog: Catalog) {
    self.catalog = catalog
    learn(from: clause.body)
  }

  /// The variables of an element too, what is outside it given.
  func inside(_ element: Aggregate.Element) -> VariableTypes {
    var types = self
    types.learn(from: element.body)
    return types
  }

  subscript(name: String) -> ColumnType { known[name]?.type ?? .unknown }

  subscript(term: Term) -> ColumnType {
    switch term.kind {
    case .variable(let name): self[name]
    case .wildcard: .unknown
    case .constant(let value): value.kind
    case .interval: .int
    case .negation(let operand): numeric(self[operand])
    case .operation(_, let left, let right): result(numeric(self[left]), numeric(self[right]))
    }
  }

  private func numeric(_ type: ColumnType) -> ColumnType {
    type == .int || type == .decimal ? type : .unknown
  }

  private func result(_ a: ColumnType, _ b: ColumnType) -> ColumnType {
    if a == .decimal || b == .decimal { return .decimal }
    return a == .int && b == .int ? .int : .unknown
  }

  private mutating func learn(from body: [Literal]) {
    for literal in body {
      if case .positive(let atom) = literal.kind { learn(from: atom) }
    }
    var equations = body.filter { !$0.isAtom }
    if equations.isEmpty { return }
    var count = -1
    while count != known.count {
      count = known.count
      for literal in equations { learn(from: literal) }
      equations.reverse()  // as for `boundVariables`
    }
  }

  private mutating func learn(from atom: Atom) {
    guard let signature = catalog.signature(named: atom.predicate.text) else { return }
    for (column, argument) in atom.arguments.enumerated() {
      if let name = argument.term.variableName, signature.columns[column].type == .mixed,
        !signature.numeric.contains(column)
      {
        mixed[name] = Known(
          type: .mixed, origin: .column(column, signature), range: argument.term.range,
          isCertain: false)
      }
      learn(
        argument.term, signature.columns[column].type, from: .column(column, signature),
        isCertain: signature.isCertain)
    }
  }

  private mutating func learn(from literal: Literal) {
    switch literal.kind {
    case .comparison(let left, .equal, let right):
      for (side, other) in [(left, right), (right, left)] {
        guard let name = side.variableName, known[name] == nil else { continue }
        learn(side, self[other], from: .equation, isCertain: true)
      }
    case .aggregate(let term, .equal, let aggregate):
      guard let name = term.variableName, known[name] == nil else { return }
      learn(
        term, type(of: aggregate), from: .aggregate(aggregate.function), isCertain: true)
    case .positive, .negative, .comparison, .aggregate: break
    }
  }

  /// What an aggregate's value is; `#sum` of nothing is an int, also where decimals are added.
  func type(of aggregate: Aggregate) -> ColumnType {
    switch aggregate.function {
    case .count: .int
    case .sum: numeric(weight(of: aggregate))
    case .min, .max: weight(of: aggregate)
    case .average, .median: .decimal
    case .first, .last: type(ofTerm: 1, in: aggregate)
    }
  }

  private func weight(of aggregate: Aggregate) -> ColumnType { type(ofTerm: 0, in: aggregate) }

  private func type(ofTerm place: Int, in aggregate: Aggregate) -> ColumnType {
    aggregate.elements.reduce(.unknown) { type, element in
      guard place < element.terms.count else { return type }
      return catalog.join(type, inside(element)[element.terms[place]])
    }
  }

  /// The first that is known stays, unless the new one says more of the same kind.
  private mutating func learn(
    _ term: Term, _ type: ColumnType, from origin: Origin, isCertain: Bool
  ) {
    guard let name = term.variableName, type != .unknown, type != .mixed else { return }
    guard let old = known[name] else {
      known[name] = Known(type: type, origin: origin, range: term.range, isCertain: isCertain)
      return
    }
    if let both = catalog.meet(old.type, type) { known[name]?.type = both }
  }
}
