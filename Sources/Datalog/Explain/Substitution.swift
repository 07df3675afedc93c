import Relations

// Filling in what is known, to look literals up one by one and to show them.

extension Term {
  func substituting(_ bindings: [String: Value]) -> Term {
    var term = self
    switch kind {
    case .variable(let name):
      if let value = bindings[name] { term.kind = .constant(value) }
    case .negation(let inner):
      let inner = inner.substituting(bindings)
      if case .constant(.int(let number)) = inner.kind, number != .min {
        term.kind = .constant(.int(-number))
      } else {
        term.kind = .negation(inner)
      }
    case .operation(let sign, let left, let right):
      term.kind = .operation(sign, left.substituting(bindings), right.substituting(bindings))
    case .interval(let first, let last):
      term.kind = .interval(first.substituting(bindings), last.substituting(bindings))
    case .wildcard, .constant: break
    }
    return term
  }
}

extension Atom {
  func substituting(_ bindings: [String: Value]) -> Atom {
    var atom = self
    for place in arguments.indices {
      atom.arguments[place].term = arguments[place].term.substituting(bindings)
    }
    return atom
  }
}

extension Literal {
  func substituting(_ bindings: [String: Value]) -> Literal {
    var literal = self
    switch kind {
    case .positive(let atom): literal.kind = .positive(atom.substituting(bindings))
    case .negative(let atom): literal.kind = .negative(atom.substituting(bindings))
    case .comparison(let left, let comparison, let right):
      literal.kind = .comparison(
        left.substituting(bindings), comparison, right.substituting(bindings))
    case .aggregate(let term, let comparison, let aggregate):
      literal.kind = .aggregate(
        term.substituting(bindings), comparison, aggregate.substituting(bindings))
    }
    return literal
  }
}

extension Aggregate {
  func substituting(_ bindings: [String: Value]) -> Aggregate {
    var aggregate = self
    for number in elements.indices {
      let element = elements[number]
      aggregate.elements[number].terms = element.terms.map { $0.substituting(bindings) }
      aggregate.elements[number].body = element.body.map { $0.substituting(bindings) }
    }
    return aggregate
  }
}

extension Aggregate {
  /// As it was written: what the rewriting to core form has named is put back in its place.
  var withoutRewriting: Aggregate {
    var aggregate = self
    for number in elements.indices {
      let body = elements[number].body
      let named = body.compactMap(\.rewriting)
      let meanings = Dictionary(named) { first, _ in first }
      aggregate.elements[number].terms = elements[number].terms.map { $0.replacing(meanings) }
      aggregate.elements[number].body = body.filter { $0.rewriting == nil }
        .map { $0.replacing(meanings) }
    }
    return aggregate
  }
}

extension Literal {
  /// `_1 = t`, where the rewriting to core form has named a term.
  var rewriting: (name: String, term: Term)? {
    guard case .comparison(let left, .equal, let right) = kind, let name = left.variableName,
      name.dropFirst().first?.isNumber ?? false, name.hasPrefix("_")
    else { return nil }
    return (name, right)
  }

  fileprivate func replacing(_ meanings: [String: Term]) -> Literal {
    var literal = self
    switch kind {
    case .positive(let atom): literal.kind = .positive(atom.replacing(meanings))
    case .negative(let atom): literal.kind = .negative(atom.replacing(meanings))
    case .comparison(let left, let comparison, let right):
      literal.kind = .comparison(left.replacing(meanings), comparison, right.replacing(meanings))
    case .aggregate: break
    }
    return literal
  }
}

extension Atom {
  fileprivate func replacing(_ meanings: [String: Term]) -> Atom {
    var atom = self
    for place in arguments.indices {
      atom.arguments[place].term = arguments[place].term.replacing(meanings)
    }
    return atom
  }
}

extension Term {
  fileprivate func replacing(_ meanings: [String: Term]) -> Term {
    variableName.flatMap { meanings[$0] } ?? self
  }
}

extension EvaluationContext {
  /// The row that an atom names once its variables are filled in; nil where its predicate is built in.
  ///
  /// - Precondition: the bindings are a solution of the body the atom stands in.
  func row(
    of atom: Atom, _ bindings: [String: Value]
  ) -> (predicate: PredicateID, row: [ValueID])? {
    guard let predicate = catalog.predicate(named: atom.predicate.text) else { return nil }
    let row = atom.substituting(bindings).terms.map { term in
      guard case .constant(let value) = term.kind else {
        preconditionFailure("a solution leaves an argument of '\(atom.predicate.text)' open")
      }
      return interner.id(of: value)
    }
    return (predicate, row)
  }
}
