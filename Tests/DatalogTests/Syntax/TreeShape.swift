@testable import Datalog

// The shape of a tree, places aside, as S-expressions: a second printer that shares nothing with
// `description`, so that the two can judge each other.

func shape(_ program: Program) -> String { program.clauses.map(shape).joined(separator: "\n") }

private func shape(_ clause: Clause) -> String {
  let documentation = clause.documentation.map { " doc:\($0.debugDescription)" } ?? ""
  return
    switch clause.kind
  {
  case .fact(let atom): "(fact \(shape(atom))\(documentation))"
  case .rule(let head, let body): "(rule \(shape(head)) \(shape(body))\(documentation))"
  case .check(let body): "(check \(shape(body))\(documentation))"
  case .query(let body): "(query \(shape(body))\(documentation))"
  case .retract(let atom): "(retract \(shape(atom))\(documentation))"
  case .directive(let directive): "(\(shape(directive))\(documentation))"
  }
}

private func shape(_ body: [Literal]) -> String {
  "[\(body.map(shape).joined(separator: " "))]"
}

private func shape(_ literal: Literal) -> String {
  switch literal.kind {
  case .positive(let atom): shape(atom)
  case .negative(let atom): "(not \(shape(atom)))"
  case .comparison(let left, let comparison, let right):
    "(\(comparison.rawValue) \(shape(left)) \(shape(right)))"
  case .aggregate(let term, let comparison, let aggregate):
    "(\(comparison.rawValue) \(shape(term)) \(shape(aggregate)))"
  }
}

private func shape(_ aggregate: Aggregate) -> String {
  let elements = aggregate.elements.map { element in
    "([\(element.terms.map(shape).joined(separator: " "))] \(shape(element.body)))"
  }
  return "(\(aggregate.function.rawValue) \(elements.joined(separator: " ")))"
}

private func shape(_ atom: Atom) -> String {
  let arguments = atom.arguments.map { argument in
    (argument.label.map { "\(shape($0)):" } ?? "") + shape(argument.term)
  }
  return "(\(([shape(atom.predicate)] + arguments).joined(separator: " ")))"
}

private func shape(_ name: Name) -> String { name.text.debugDescription }

private func shape(_ names: [Name]) -> String {
  "[\(names.map(shape).joined(separator: " "))]"
}

private func shape(_ term: Term) -> String {
  switch term.kind {
  case .variable(let name): "?\(name)"
  case .wildcard: "_"
  case .constant(.int(let number)): "\(number)"
  case .constant(.decimal(let number)): "\(number.bitPattern)d"
  case .constant(.symbol(let name)): name.debugDescription
  case .constant(.text(let text)): "t\(text.debugDescription)"
  case .constant(.date(let date)): "@\(date.text)"
  case .negation(let term): "(- \(shape(term)))"
  case .operation(let operation, let left, let right):
    "(\(operation.rawValue) \(shape(left)) \(shape(right)))"
  case .interval(let lower, let upper): "(.. \(shape(lower)) \(shape(upper)))"
  }
}

private func shape(_ directive: Directive) -> String {
  switch directive {
  case .predicate(let declaration):
    "pred \(shape(declaration.name)) "
      + declaration.columns.map { column in
        let extreme = column.extreme.map { " \($0.rawValue)" } ?? ""
        return "(\(shape(column.name)) \(shape(column.type))\(extreme))"
      }.joined(separator: " ") + " \(shape(declaration.key))"
  case .enumeration(let name, let members): "enum \(shape(name)) \(shape(members))"
  case .constant(let name, let value): "const \(shape(name)) \(shape(value))"
  case .include(let path): "include \(path.debugDescription)"
  case .input(let name, let path): "input \(name.text) \(path.debugDescription)"
  case .show(let name, let arity): "show \(shape(name)) \(arity.map { "\($0)" } ?? "any")"
  }
}
