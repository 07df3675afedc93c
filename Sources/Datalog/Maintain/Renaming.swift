// Giving variables other names, so that what lives in an aggregate can stand beside it.

extension Term {
  func renaming(_ names: [String: String]) -> Term {
    var term = self
    switch kind {
    case .variable(let name): term.kind = .variable(names[name] ?? name)
    case .negation(let inner): term.kind = .negation(inner.renaming(names))
    case .operation(let sign, let left, let right):
      term.kind = .operation(sign, left.renaming(names), right.renaming(names))
    case .interval(let first, let last):
      term.kind = .interval(first.renaming(names), last.renaming(names))
    case .wildcard, .constant: break
    }
    return term
  }
}

extension Atom {
  func renaming(_ names: [String: String]) -> Atom {
    var atom = self
    for place in arguments.indices {
      atom.arguments[place].term = arguments[place].term.renaming(names)
    }
    return atom
  }

  /// The same atom of another predicate, of the engine's own.
  func named(_ name: String) -> Atom {
    var atom = self
    atom.predicate = Name(name, range: predicate.range)
    return atom
  }
}

extension Literal {
  /// - Precondition: it is no aggregate.
  func renaming(_ names: [String: String]) -> Literal {
    var literal = self
    switch kind {
    case .positive(let atom): literal.kind = .positive(atom.renaming(names))
    case .negative(let atom): literal.kind = .negative(atom.renaming(names))
    case .comparison(let left, let comparison, let right):
      literal.kind = .comparison(left.renaming(names), comparison, right.renaming(names))
    case .aggregate: preconditionFailure("an aggregate within an aggregate")
    }
    return literal
  }
}
