import Relations

// Filling in what is known, to look literals up one by one and to show them.

extension Term {
  func substituting(_ bindings: [String: Value]) -> Term {
    mappingVariables { name in bindings[name].map { .constant($0) } }
  }
}

extension Atom {
  func substituting(_ bindings: [String: Value]) -> Atom {
    mappingTerms { $0.substituting(bindings) }
  }
}

extension Literal {
  func substituting(_ bindings: [String: Value]) -> Literal {
    mappingTerms { $0.substituting(bindings) }
  }
}

extension Aggregate {
  func substituting(_ bindings: [String: Value]) -> Aggregate {
    mappingTerms { $0.substituting(bindings) }
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
        .map { $0.mappingTerms { $0.replacing(meanings) } }
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
