// What a declaration promises of rows that rules derive, as checks: `:- body, X != a, X != b.` for a
// column that holds members of an enumeration. Only for what the types do not show already.

extension Checker {
  /// Adds the checks that follow from the declarations of the rules' heads.
  mutating func addPromises() {
    var heads: Set<PredicateID> = []
    for clause in clauses {
      guard let head = clause.head, let id = catalog.predicate(named: head.predicate.text),
        catalog[id].isDeclared
      else { continue }
      if catalog[id].columns.contains(where: \.type.isNarrow) { promiseTypes(of: id, head, clause) }
      if !catalog[id].key.isEmpty, heads.insert(id).inserted { promiseKey(of: id, head, clause) }
    }
  }

  // MARK: enumerations and references

  private mutating func promiseTypes(of id: PredicateID, _ head: Atom, _ clause: CoreClause) {
    let types = VariableTypes(of: clause, in: catalog)
    for (column, argument) in zip(catalog[id].columns, head.arguments)
    where !isKept(column.type, by: argument.term, types[argument.term]) {
      let subject = argument.term.shownInMessages ?? "a value"
      switch column.type {
      case .enumeration(let name):
        guard let members = catalog.enumerations[name]?.members else { continue }
        let others = members.map { member in
          let constant = Term(.constant(.symbol(member)), range: argument.term.range)
          return Literal(
            .comparison(argument.term, .notEqual, constant), range: argument.term.range)
        }
        promise(
          clause.body + others, argument.term.variables, clause.written,
          "column '\(column.name)' of '\(catalog[id].name)': \(subject) is no member of '\(name)'")
      case .reference(let name):
        guard let target = catalog.predicate(named: name),
          !clause.body.contains(where: { isRow(of: target, withKey: argument.term, $0) })
        else { continue }
        promise(
          clause.body + [absence(of: argument.term, in: target)], argument.term.variables,
          clause.written,
          "column '\(column.name)' of '\(catalog[id].name)': there is no '\(name)' with the key"
            + " \(subject)")
      case .unknown, .mixed, .int, .decimal, .symbol, .text, .date: break
      }
    }
  }

  /// Whether every value of `found` is one of `type`; constants of enumerations are checked where they
  /// stand.
  private func isKept(_ type: ColumnType, by term: Term, _ found: ColumnType) -> Bool {
    switch (type, found) {
    case (.enumeration, _) where term.constantValue != nil: return true
    case (.enumeration(let all), .enumeration(let some)):
      guard let all = catalog.enumerations[all], let some = catalog.enumerations[some] else {
        return true
      }
      return Set(some.members).isSubset(of: all.members)
    case (.enumeration, _): return false
    case (.reference, _): return leads(from: found, to: type)
    case (.unknown, _), (.mixed, _), (.int, _), (.decimal, _), (.symbol, _), (.text, _), (.date, _):
      return true
    }
  }

  /// A key may itself be a reference.
  private func leads(from type: ColumnType, to wanted: ColumnType) -> Bool {
    var type = type
    for _ in 0...catalog.predicates.count {
      if type == wanted { return true }
      guard case .reference(let name) = type, let id = catalog.predicate(named: name),
        let key = catalog[id].key.first
      else { return false }
      type = catalog[id].columns[key].type
    }
    return false
  }

  private func isRow(of target: PredicateID, withKey term: Term, _ literal: Literal) -> Bool {
    guard let atom = literal.positiveAtom, atom.predicate.text == catalog[target].name,
      let key = catalog[target].key.first
    else { return false }
    return atom.arguments[key].term.kind == term.kind
  }

  /// `not target(…, term, …)`, the term as its key.
  private func absence(of term: Term, in target: PredicateID) -> Literal {
    let predicate = catalog[target]
    let arguments = predicate.columns.indices.map { column in
      Argument(predicate.key == [column] ? term : Term(.wildcard, range: term.range))
    }
    let atom = Atom(Name(predicate.name, range: term.range), arguments, range: term.range)
    return Literal(.negative(atom), range: term.range)
  }

  // MARK: keys

  /// `:- p(K, A), p(K, B), A < B.` for each column beside the key.
  private mutating func promiseKey(of id: PredicateID, _ head: Atom, _ clause: CoreClause) {
    let predicate = catalog[id]
    guard !predicate.isKeyPromised else { return }
    catalog.update(id) { $0.isKeyPromised = true }
    let keys = predicate.key.map { variableName(of: predicate.columns[$0], 0) }
    for column in predicate.columns.indices where !predicate.key.contains(column) {
      let rows = [1, 2].map { row in
        let arguments = predicate.columns.indices.map { place -> Argument in
          let isKey = predicate.key.contains(place)
          guard isKey || place == column else {
            return Argument(Term(.wildcard, range: head.range))
          }
          let name = variableName(of: predicate.columns[place], isKey ? 0 : row)
          return Argument(Term(.variable(name), range: head.range))
        }
        return Atom(head.predicate, arguments, range: head.range)
      }
      let values = rows.map { $0.arguments[column].term }
      let difference = Literal(.comparison(values[0], .less, values[1]), range: head.range)
      promise(
        rows.map { Literal(.positive($0), range: head.range) } + [difference],
        Set(keys + values.compactMap(\.variableName)), clause.written,
        "'\(predicate.name)' has \(listed(values.compactMap(\.shownInMessages))) as"
          + " '\(predicate.columns[column].name)' of one key, \(listed(keys.map { "'{\($0)}'" }))")
    }
  }

  private func variableName(of column: Predicate.Column, _ row: Int) -> String {
    "\(column.name)'\(row)"
  }

  private mutating func promise(
    _ body: [Literal], _ variables: Set<String>, _ written: Clause, _ message: String
  ) {
    program.promises.append(
      CheckedConstraint(
        body: body, message: message, variables: variables.sorted(), written: written))
  }
}

extension ColumnType {
  /// Whether it holds only some values of its kind.
  fileprivate var isNarrow: Bool {
    switch self {
    case .enumeration, .reference: true
    case .unknown, .mixed, .int, .decimal, .symbol, .text, .date: false
    }
  }
}

extension Term {
  /// "'{X}'", to be filled in, or the constant.
  fileprivate var shownInMessages: String? {
    constantValue.map { "'\($0.displayText)'" } ?? variableName.map { "'{\($0)}'" }
  }
}
