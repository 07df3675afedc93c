// The same literal with other terms in the same places.

extension Term {
  /// With other terms for variables, at whatever depth; nil leaves one as it is. What becomes the
  /// negative of an integer is that integer.
  func mappingVariables(_ replacement: (String) -> Kind?) -> Term {
    var term = self
    switch kind {
    case .variable(let name): term.kind = replacement(name) ?? kind
    case .negation(let inner):
      let inner = inner.mappingVariables(replacement)
      if case .constant(.int(let number)) = inner.kind, number != .min {
        term.kind = .constant(.int(-number))
      } else {
        term.kind = .negation(inner)
      }
    case .operation(let sign, let left, let right):
      term.kind = .operation(
        sign, left.mappingVariables(replacement), right.mappingVariables(replacement))
    case .interval(let first, let last):
      term.kind = .interval(
        first.mappingVariables(replacement), last.mappingVariables(replacement))
    case .wildcard, .constant: break
    }
    return term
  }
}

extension Atom {
  func mappingTerms(_ transform: (Term) -> Term) -> Atom {
    var atom = self
    for place in arguments.indices {
      atom.arguments[place].term = transform(arguments[place].term)
    }
    return atom
  }
}

extension Literal {
  /// Those inside an aggregate included.
  func mappingTerms(_ transform: (Term) -> Term) -> Literal {
    var literal = self
    switch kind {
    case .positive(let atom): literal.kind = .positive(atom.mappingTerms(transform))
    case .negative(let atom): literal.kind = .negative(atom.mappingTerms(transform))
    case .comparison(let left, let comparison, let right):
      literal.kind = .comparison(transform(left), comparison, transform(right))
    case .aggregate(let term, let comparison, let aggregate):
      literal.kind = .aggregate(
        transform(term), comparison, aggregate.mappingTerms(transform))
    }
    return literal
  }
}

extension Aggregate {
  func mappingTerms(_ transform: (Term) -> Term) -> Aggregate {
    var aggregate = self
    for number in elements.indices {
      aggregate.elements[number].terms = elements[number].terms.map(transform)
      aggregate.elements[number].body = elements[number].body.map { $0.mappingTerms(transform) }
    }
    return aggregate
  }
}
