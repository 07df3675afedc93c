// Where variables and predicates occur, for the judge.

import Datalog

extension Term {
  var variables: Set<String> {
    switch kind {
    case .variable(let name): [name]
    case .constant, .wildcard: []
    case .negation(let operand): operand.variables
    case .operation(_, let a, let b), .interval(let a, let b): a.variables.union(b.variables)
    }
  }
}

extension Atom {
  var variables: Set<String> { Set(arguments.flatMap(\.term.variables)) }
}

extension Aggregate.Element {
  var variables: [String] { terms.flatMap(\.variables) + body.flatMap(\.outerVariables) }
}

extension Literal {
  /// Those outside the elements of aggregates.
  var outerVariables: Set<String> {
    switch kind {
    case .positive(let atom), .negative(let atom): atom.variables
    case .comparison(let left, _, let right): left.variables.union(right.variables)
    case .aggregate(let term, _, _): term.variables
    }
  }

  /// Names of predicates, with 1 where the head has to come later than they, else 0.
  var uses: [(name: String, step: Int)] {
    switch kind {
    case .positive(let atom): [(atom.predicate.text, 0)]
    case .negative(let atom): [(atom.predicate.text, 1)]
    case .comparison: []
    case .aggregate(_, _, let aggregate):
      aggregate.elements.flatMap(\.body).flatMap(\.uses).map { ($0.name, 1) }
    }
  }

  /// Neither negation nor comparison nor aggregate.
  var isAtom: Bool { if case .positive = kind { true } else { false } }
}
