// The same program in other words, for tests that no answer depends on how a thing is called.

public import Datalog

/// What each kind of name becomes; a function must give different names for different ones.
public struct Renaming {
  public var predicate: (String) -> String = { $0 }
  public var column: (String) -> String = { $0 }
  public var variable: (String) -> String = { $0 }
  /// It must keep the order of symbols, which the language knows.
  public var symbol: (String) -> String = { $0 }

  public init() {}

  public func callAsFunction(_ program: Program) -> Program {
    Program(clauses: program.clauses.map(renamed))
  }

  private func renamed(_ clause: Clause) -> Clause {
    var clause = clause
    clause.kind =
      switch clause.kind {
      case .fact(let atom): .fact(renamed(atom))
      case .retract(let atom): .retract(renamed(atom))
      case .rule(let head, let body): .rule(head: renamed(head), body: body.map(renamed))
      case .check(let body): .check(body: body.map(renamed))
      case .query(let body): .query(body: body.map(renamed))
      case .directive(.predicate(let declaration)): .directive(.predicate(renamed(declaration)))
      case .directive: clause.kind
      }
    return clause
  }

  private func renamed(_ declaration: PredicateDeclaration) -> PredicateDeclaration {
    var declaration = declaration
    declaration.name.text = predicate(declaration.name.text)
    for index in declaration.columns.indices {
      declaration.columns[index].name.text = column(declaration.columns[index].name.text)
    }
    return declaration
  }

  private func renamed(_ literal: Literal) -> Literal {
    var literal = literal
    literal.kind =
      switch literal.kind {
      case .positive(let atom): .positive(renamed(atom))
      case .negative(let atom): .negative(renamed(atom))
      case .comparison(let left, let comparison, let right):
        .comparison(renamed(left), comparison, renamed(right))
      case .aggregate(let term, let comparison, let aggregate):
        .aggregate(renamed(term), comparison, renamed(aggregate))
      }
    return literal
  }

  private func renamed(_ aggregate: Aggregate) -> Aggregate {
    var aggregate = aggregate
    for index in aggregate.elements.indices {
      aggregate.elements[index].terms = aggregate.elements[index].terms.map(renamed)
      aggregate.elements[index].body = aggregate.elements[index].body.map(renamed)
    }
    return aggregate
  }

  private func renamed(_ atom: Atom) -> Atom {
    var atom = atom
    let isBuiltin = Builtin.named(atom.predicate.text) != nil
    if !isBuiltin { atom.predicate.text = predicate(atom.predicate.text) }
    for index in atom.arguments.indices {
      atom.arguments[index].term = renamed(atom.arguments[index].term)
      if !isBuiltin, let label = atom.arguments[index].label {
        atom.arguments[index].label?.text = column(label.text)
      }
    }
    return atom
  }

  private func renamed(_ term: Term) -> Term {
    var term = term
    term.kind =
      switch term.kind {
      case .variable(let name): .variable(variable(name))
      case .constant(let value): .constant(renamed(value))
      case .wildcard: .wildcard
      case .negation(let operand): .negation(renamed(operand))
      case .operation(let operation, let left, let right):
        .operation(operation, renamed(left), renamed(right))
      case .interval(let first, let last): .interval(renamed(first), renamed(last))
      }
    return term
  }

  public func renamed(_ value: Value) -> Value {
    switch value {
    case .symbol(let name): .symbol(symbol(name))
    case .int, .decimal, .text, .date: value
    }
  }
}
