// First stage: `#enum` and `#pred`, wherever they stand.

extension Checker {
  mutating func declare(_ programs: [Program]) {
    var predicates: [(PredicateDeclaration, Clause)] = []
    var constants: [(Name, Term)] = []
    for clause in programs.lazy.flatMap(\.clauses) {
      guard case .directive(let directive) = clause.kind else { continue }
      switch directive {
      case .enumeration(let name, let members): declareEnumeration(name, members, clause)
      case .predicate(let declaration): predicates.append((declaration, clause))
      case .constant(let name, let value): constants.append((name, value))
      case .include, .input, .show: break
      }
    }
    declareConstants(constants)
    declarePredicates(predicates)
  }

  private mutating func declareEnumeration(_ name: Name, _ members: [Name], _ clause: Clause) {
    if builtinType(name.text) != nil {
      return report(
        .reservedName, at: name.range, "'\(name.text)' is a built-in type",
        help: "choose another name for the enumeration")
    }
    let enumeration = Enumeration(
      name: name.text, members: distinct(members, of: "member"),
      documentation: clause.documentation, range: name.range)
    if let earlier = catalog.enumerations[name.text], earlier.members != enumeration.members {
      return reportDuplicate(name, "enumeration", earlier.range)
    }
    catalog.enumerations[name.text] = enumeration
  }

  /// The names without repetitions, each of which is an error.
  private mutating func distinct(_ names: [Name], of what: String) -> [String] {
    var first: [String: TextRange] = [:]
    var distinct: [String] = []
    for name in names {
      if let earlier = first[name.text] {
        reportDuplicate(name, what, earlier)
      } else {
        first[name.text] = name.range
        distinct.append(name.text)
      }
    }
    return distinct
  }

  mutating func reportDuplicate(_ name: Name, _ what: String, _ earlier: TextRange?) {
    report(
      .duplicateDeclaration, at: name.range, "\(what) '\(name.text)' is declared twice",
      notes: [Diagnostic.Note("first declared here", at: earlier)])
  }
}

// MARK: predicates

extension Checker {
  private mutating func declarePredicates(_ declarations: [(PredicateDeclaration, Clause)]) {
    var keyed: [String: PredicateDeclaration] = [:]
    for (declaration, _) in declarations where !declaration.key.isEmpty {
      keyed[declaration.name.text] = declaration
    }
    let names = Set(declarations.map(\.0.name.text))
    for (declaration, clause) in declarations {
      let columns = declaration.columns.map { column in
        Predicate.Column(
          name: column.name.text, type: type(column.type, keyed: keyed, declared: names),
          extreme: column.extreme)
      }
      declare(declaration, columns, clause)
    }
    for (declaration, _) in declarations { checkReferences(of: declaration) }
  }

  private mutating func declare(
    _ declaration: PredicateDeclaration, _ columns: [Predicate.Column], _ clause: Clause
  ) {
    let name = declaration.name
    guard !isReserved(name) else { return }
    _ = distinct(declaration.columns.map(\.name), of: "column")
    let predicate = Predicate(
      name: name.text, columns: columns, key: key(of: declaration),
      documentation: clause.documentation, range: name.range, isDeclared: true)
    checkExtremes(of: declaration, key: predicate.key)
    guard let id = catalog.predicate(named: name.text) else {
      _ = catalog.add(predicate)
      return
    }
    let earlier = catalog[id]
    if earlier.isDeclared, !earlier.isDeclared(like: predicate) {
      return reportDuplicate(name, "predicate", earlier.range)
    }
    if earlier.arity != predicate.arity {
      return report(
        .wrongArity, at: name.range,
        "'\(name.text)' is declared with \(counted(predicate.arity, "column")), but used with"
          + " \(earlier.arity) before",
        notes: [Diagnostic.Note("first used here", at: earlier.range)])
    }
    catalog.update(id) { $0 = predicate }
  }

  /// A built-in predicate's name can't get rows of its own.
  mutating func isReserved(_ name: Name) -> Bool {
    guard Builtin.named(name.text) != nil else { return false }
    if refusedNames.insert(name.text).inserted {
      report(
        .reservedName, at: name.range, "'\(name.text)' is a built-in predicate",
        help: "choose another name")
    }
    return true
  }

  private mutating func type(
    _ name: Name, keyed: [String: PredicateDeclaration], declared: Set<String>
  ) -> ColumnType {
    if let type = builtinType(name.text) { return type }
    if catalog.enumerations[name.text] != nil { return .enumeration(name.text) }
    let known = catalog.predicate(named: name.text).map { catalog[$0] }
    let keyLength = keyed[name.text]?.key.count ?? known?.key.count ?? 0
    if keyLength == 1 { return .reference(name.text) }
    if declared.contains(name.text) || known != nil {
      report(
        .unknownType, at: name.range,
        keyLength == 0
          ? "predicate '\(name.text)' has no key, so nothing can refer to it"
          : "predicate '\(name.text)' has a key of \(keyLength) columns, so one column can't refer"
            + " to it",
        help:
          "declare it with the key of one column, such as '#pred \(name.text)(id: symbol) key(id).'"
      )
    } else {
      let candidates =
        builtinTypes.map(\.name) + Array(catalog.enumerations.keys) + Array(keyed.keys)
      report(
        .unknownType, at: name.range, "unknown type '\(name.text)'",
        notes: [
          Diagnostic.Note(
            "a type is symbol, text, int, decimal, date, an enumeration, or a predicate with a key")
        ],
        help: didYouMean(name.text, candidates))
    }
    return .unknown
  }

  private mutating func key(of declaration: PredicateDeclaration) -> [Int] {
    let names = declaration.columns.map(\.name.text)
    _ = distinct(declaration.key, of: "key column")
    var key: Set<Int> = []
    for column in declaration.key {
      if let number = names.firstIndex(of: column.text) {
        key.insert(number)
      } else {
        report(
          .invalidKey, at: column.range,
          "'\(declaration.name.text)' has no column '\(column.text)'",
          help: didYouMean(column.text, names))
      }
    }
    return key.sorted()
  }

  private mutating func checkExtremes(of declaration: PredicateDeclaration, key: [Int]) {
    let extremes = declaration.columns.indices.filter { declaration.columns[$0].extreme != nil }
    for column in extremes.dropFirst() {
      report(
        .invalidExtreme, at: declaration.columns[column].name.range,
        "only one column of a predicate can be 'min' or 'max'")
    }
    if let column = extremes.first, key.contains(column) {
      report(
        .invalidExtreme, at: declaration.columns[column].name.range,
        "column '\(declaration.columns[column].name.text)' can't be part of the key",
        notes: [Diagnostic.Note("the other columns tell which rows compete for the extreme")])
    }
  }

  /// A key that refers to a key … must end at a value.
  private mutating func checkReferences(of declaration: PredicateDeclaration) {
    for column in declaration.columns where catalog.base(of: .reference(column.type.text)) == nil {
      guard builtinType(column.type.text) == nil, catalog.enumerations[column.type.text] == nil,
        catalog.predicate(named: column.type.text).map({ catalog[$0].key.count == 1 }) ?? false
      else { continue }
      report(
        .unknownType, at: column.type.range,
        "the key of '\(column.type.text)' refers to itself, so it has no kind")
    }
  }
}

extension Predicate {
  /// The same columns, types, extremes and key.
  fileprivate func isDeclared(like other: Predicate) -> Bool {
    key == other.key && columns.count == other.columns.count
      && zip(columns, other.columns).allSatisfy {
        $0.name == $1.name && $0.type == $1.type && $0.extreme == $1.extreme
      }
  }
}
