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
    var waiting = clauses.indices.filter { inferredHead(of: clauses[$0]) != nil }
    while !waiting.isEmpty {
      var changed: Set<PredicateID> = []
      for index in waiting {
        if let id = inferTypes(from: clauses[index]) { changed.insert(id) }
      }
      waiting = Set(changed.flatMap { users[$0.number] }).sorted()
    }
    for index in clauses.indices { checkTypes(of: index) }
  }

  /// The rules that use each predicate and have a head whose types are inferred, ascending.
  private func usersOfPredicates() -> [[Int]] {
    var users: [[Int]] = Array(repeating: [], count: catalog.predicates.count)
    for (index, clause) in clauses.enumerated() where inferredHead(of: clause) != nil {
      for predicate in catalog.predicates(in: clause.body) {
        users[predicate.number].append(index)
      }
    }
    return users
  }

  private func inferredHead(of clause: CoreClause) -> PredicateID? {
    guard let head = clause.head, let id = catalog.predicate(named: head.predicate.text),
      !catalog[id].isDeclared
    else { return nil }
    return id
  }

  /// The predicate of the rule's head, where a column of it changed.
  private mutating func inferTypes(from clause: CoreClause) -> PredicateID? {
    guard let head = clause.head, let id = inferredHead(of: clause) else { return nil }
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
    catalog.update(id) { $0.columns[column].type = new }
    return true
  }
}

/// What the variables of one clause hold, as far as its positive literals and equations tell.
struct VariableTypes {
  private let catalog: Catalog
  private(set) var known = NameMap<Known>()
  /// Variables that stand in a column of several kinds, and where.
  private(set) var mixed = NameMap<Known>()

  struct Known {
    var type: ColumnType
    fileprivate let origin: Origin
    let range: TextRange
    /// Declared, not only seen so far.
    let isCertain: Bool
  }

  fileprivate enum Origin {
    case column(Int, predicate: String)
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

  subscript(name: String) -> ColumnType {
    known.place(of: name).map { known.values[$0].type } ?? .unknown
  }

  /// Where it was learnt: "column 'actor' of 'statement'".
  func source(of known: Known) -> String {
    switch known.origin {
    case .column(let column, let predicate):
      catalog.signature(named: predicate)?.phrase(of: column) ?? "'\(predicate)'"
    case .equation: "an equation"
    case .aggregate(let function): "'\(function.rawValue)'"
    }
  }

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
    var hasEquations = false
    for literal in body {
      if case .positive(let atom) = literal.kind { learn(from: atom) }
      hasEquations = hasEquations || !literal.isAtom
    }
    if hasEquations { learn(fromEquationsOf: body) }
  }

  private mutating func learn(fromEquationsOf body: [Literal]) {
    var equations = body.filter { !$0.isAtom }
    var count = -1
    while count != known.count {
      count = known.count
      for literal in equations { learn(from: literal) }
      equations.reverse()  // as for `boundVariables`
    }
  }

  private mutating func learn(from atom: Atom) {
    guard let signature = catalog.signature(named: atom.predicate.text) else { return }
    for column in atom.arguments.indices {
      guard case .variable(let name) = atom.arguments[column].term.kind else { continue }
      let type = signature.columns[column].type
      if type == .unknown || type == .mixed && signature.numeric.contains(column) { continue }
      if type != .mixed, let place = known.place(of: name) {
        narrow(place, to: type)
        continue
      }
      let found = Known(
        type: type, origin: .column(column, predicate: atom.predicate.text),
        range: atom.arguments[column].term.range, isCertain: signature.isCertain)
      if type == .mixed { mixed.set(name, to: found) } else { known.set(name, to: found) }
    }
  }

  private mutating func learn(from literal: Literal) {
    switch literal.kind {
    case .comparison(let left, .equal, let right):
      learn(left, from: .equation) { $0[right] }
      learn(right, from: .equation) { $0[left] }
    case .aggregate(let term, .equal, let aggregate):
      learn(term, from: .aggregate(aggregate.function)) { $0.type(of: aggregate) }
    case .positive, .negative, .comparison, .aggregate: break
    }
  }

  /// What a variable holds of which nothing is known yet.
  private mutating func learn(
    _ term: Term, from origin: Origin, _ type: (VariableTypes) -> ColumnType
  ) {
    guard let name = term.variableName, known.place(of: name) == nil else { return }
    let type = type(self)
    if type == .unknown || type == .mixed { return }
    known.set(name, to: Known(type: type, origin: origin, range: term.range, isCertain: true))
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

  /// The first that is known stays, unless the new type says more of the same kind.
  private mutating func narrow(_ place: Int, to type: ColumnType) {
    let old = known.values[place].type
    if old != type, let both = catalog.meet(old, type) { known.values[place].type = both }
  }
}
