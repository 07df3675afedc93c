// The names of variables, once for each time they occur, from left to right.

extension Term {
  var occurrences: [String] {
    var names: [String] = []
    forEachVariable { name, _ in names.append(name) }
    return names
  }
}

extension Atom {
  var terms: [Term] { arguments.map(\.term) }

  var occurrences: [String] { terms.flatMap(\.occurrences) }
}

extension Aggregate {
  var occurrences: [String] {
    var names: [String] = []
    for element in elements { element.forEachVariable { name, _ in names.append(name) } }
    return names
  }
}

extension Literal {
  /// Those inside an aggregate included.
  var occurrences: [String] {
    var names: [String] = []
    forEachVariable { name, _ in names.append(name) }
    return names
  }

  /// Those that a solution of the body binds: not those that live inside an aggregate only.
  var outerOccurrences: [String] {
    var names: [String] = []
    forEachVariableOutsideElements { name, _ in names.append(name) }
    return names
  }
}
