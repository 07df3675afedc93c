// Which variables a piece of syntax mentions, in order of first appearance, repeats included.

extension Term {
  var variables: [String] {
    switch kind {
    case .variable(let name): [name]
    case .wildcard, .constant: []
    case .negation(let term): term.variables
    case .operation(_, let left, let right), .interval(let left, let right):
      left.variables + right.variables
    }
  }
}

extension Atom {
  var terms: [Term] { arguments.map(\.term) }
  var variables: [String] { terms.flatMap(\.variables) }
}

extension Aggregate {
  var variables: [String] {
    elements.flatMap { $0.terms.flatMap(\.variables) + $0.body.flatMap(\.variables) }
  }
}

extension Literal {
  /// Those inside an aggregate included.
  var variables: [String] {
    switch kind {
    case .positive(let atom), .negative(let atom): atom.variables
    case .comparison(let left, _, let right): left.variables + right.variables
    case .aggregate(let term, _, let aggregate): term.variables + aggregate.variables
    }
  }

  /// Those that a solution of the body binds: not those that live inside an aggregate only.
  var outerVariables: [String] {
    if case .aggregate(let term, _, _) = kind { return term.variables }
    return variables
  }
}
