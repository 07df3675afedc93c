// The canonical text of a tree. Reading it gives an equal tree, places aside: `parse` and
// `description` are inverse up to blanks, comments, superfluous parentheses and the side on which
// an aggregate stood.

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
  /// On one line, without its documentation.
  public var description: String { units.flatMap(\.pieces).flat }

  /// `%! …`, one for each line.
  fileprivate var documentationLines: [String] {
    guard let documentation else { return [] }
    return documentation.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "%!" : "%! \($0)" }
  }
}

extension Atom: CustomStringConvertible {
  public var description: String { pieces.flat }
}

extension Literal: CustomStringConvertible {
  public var description: String { pieces.flat }
}

extension Aggregate: CustomStringConvertible {
  public var description: String { pieces.flat }
}

extension Name: CustomStringConvertible {
  /// In single quotes where it needs them.
  public var description: String { nameText(text) }
}

extension PredicateDeclaration.Column: CustomStringConvertible {
  public var description: String {
    "\(name): \(type)" + (extreme.map { " \($0.rawValue)" } ?? "")
  }
}
