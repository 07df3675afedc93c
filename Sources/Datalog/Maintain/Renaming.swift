// Giving other names, so that what lives in an aggregate can stand beside it, and predicates of the
// engine's own beside those of the program.

extension Literal {
  /// The same with other names for some variables.
  func renaming(_ names: [String: String]) -> Literal {
    mappingTerms { term in term.mappingVariables { names[$0].map { .variable($0) } } }
  }
}

extension Atom {
  /// The same atom of another predicate, of the engine's own.
  func named(_ name: String) -> Atom {
    var atom = self
    atom.predicate = Name(name, range: predicate.range)
    return atom
  }
}
