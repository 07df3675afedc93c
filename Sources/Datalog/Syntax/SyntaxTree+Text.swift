// The canonical text of a tree, each clause on one line. Reading it gives an equal tree, places
// aside: `parse` and `description` are inverse up to blanks, comments, superfluous parentheses and
// the side on which an aggregate stood.

extension Program: CustomStringConvertible {
  /// A clause a line, its documentation above it.
  public var description: String {
    clauses.map { clause in
      let documentation = clause.documentationLines.map { $0 + "\n" }.joined()
      return "\(documentation)\(clause)\n"
    }.joined()
  }
}

extension Clause: CustomStringConvertible {
  /// Without its documentation.
  public var description: String {
    switch kind {
    case .fact(let atom): "\(atom)."
    case .rule(let head, let body): "\(head) :- \(list(body))."
    case .check(let body): ":- \(list(body))."
    case .query(let body): "\(list(body))?"
    case .retract(let atom): "\(atom)~"
    case .directive(let directive): "\(directive)."
    }
  }

  /// `%! …`, one for each line.
  var documentationLines: [String] {
    guard let documentation else { return [] }
    return documentation.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "%!" : "%! \($0)" }
  }
}

extension Literal: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .positive(let atom): "\(atom)"
    case .negative(let atom): "not \(atom)"
    case .comparison(let left, let comparison, let right):
      "\(left) \(comparison.rawValue) \(right)"
    case .aggregate(let term, let comparison, let aggregate):
      "\(term) \(comparison.rawValue) \(aggregate)"
    }
  }
}

extension Aggregate: CustomStringConvertible {
  public var description: String {
    "\(function.rawValue){ \(elements.map(\.description).joined(separator: "; ")) }"
  }
}

extension Aggregate.Element: CustomStringConvertible {
  public var description: String { "\(list(terms)) : \(list(body))" }
}

extension Atom: CustomStringConvertible {
  public var description: String {
    arguments.isEmpty ? "\(predicate)" : "\(predicate)(\(list(arguments)))"
  }
}

extension Argument: CustomStringConvertible {
  public var description: String { label.map { "\($0): \(term)" } ?? "\(term)" }
}

extension Name: CustomStringConvertible {
  /// In single quotes where it needs them.
  public var description: String { nameText(text) }
}

extension Directive: CustomStringConvertible {
  /// Without its end mark.
  public var description: String {
    switch self {
    case .predicate(let declaration): "\(declaration)"
    case .enumeration(let name, let members): "#enum \(name) { \(list(members)) }"
    case .constant(let name, let value): "#const \(name) = \(value)"
    case .include(let path): "#include \(Value.text(path))"
    case .show(let name, let arity): "#show \(name)" + (arity.map { "/\($0)" } ?? "")
    }
  }
}

extension PredicateDeclaration: CustomStringConvertible {
  public var description: String {
    let columns = columns.isEmpty ? "" : "(\(list(columns)))"
    return "#pred \(name)\(columns)" + (key.isEmpty ? "" : " key(\(list(key)))")
  }
}

extension PredicateDeclaration.Column: CustomStringConvertible {
  public var description: String {
    "\(name): \(type)" + (extreme.map { " \($0.rawValue)" } ?? "")
  }
}

private func list(_ parts: [some CustomStringConvertible]) -> String {
  parts.map(\.description).joined(separator: ", ")
}
