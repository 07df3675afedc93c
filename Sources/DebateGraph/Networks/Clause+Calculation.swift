import Datalog

extension Clause {
  /// The places in a rule's body of literals with a variable that is calculated with, in the head or in
  /// a comparison: `q(X, N)` in `p(X, N - M) :- q(X, N), M = #count{ … }.`
  var calculatedPlaces: Set<Int> {
    guard case .rule(let head, let body) = kind else { return [] }
    var terms = head.arguments.map(\.term)
    for case .comparison(let left, _, let right) in body.map(\.kind) { terms += [left, right] }
    let names = Set(terms.flatMap(\.calculatedVariables))
    return Set(
      body.indices.filter { place in
        guard case .positive(let atom) = body[place].kind else { return false }
        return atom.arguments.contains { argument in
          if case .variable(let name) = argument.term.kind { names.contains(name) } else { false }
        }
      })
  }
}

extension Term {
  /// Those that stand beside an operator.
  fileprivate var calculatedVariables: [String] {
    switch kind {
    case .variable, .wildcard, .constant: []
    case .negation(let term): term.variables
    case .operation(_, let left, let right), .interval(let left, let right):
      left.variables + right.variables
    }
  }

  private var variables: [String] {
    if case .variable(let name) = kind { return [name] }
    return calculatedVariables
  }
}
