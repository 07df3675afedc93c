// Second stage: every predicate gets its number.

extension Checker {
  /// What is defined comes first, so that a slip in a use is not taken for the definition.
  mutating func collectPredicates(of programs: [Program]) {
    for clause in programs.lazy.flatMap(\.clauses) {
      switch clause.kind {
      case .fact(let atom), .rule(let atom, _): define(atom)
      case .check, .query, .retract, .directive: break
      }
    }
    for clause in programs.lazy.flatMap(\.clauses) {
      for literal in clause.body {
        literal.forEachAtom { atom in mention(atom, in: clause) }
      }
      switch clause.kind {
      case .retract(let atom): mention(atom, in: clause)
      case .directive(.show(let name, let arity)): show(name, arity, clause)
      case .fact, .rule, .check, .query, .directive: break
      }
    }
  }

  private mutating func define(_ atom: Atom) {
    let name = atom.predicate.text
    if let id = catalog.predicate(named: name) {
      if !catalog[id].isDefined { catalog.update(id) { $0.isDefined = true } }
    } else if !isReserved(atom.predicate), hasNoLabels(atom) {
      add(atom, isDefined: true)
    }
  }

  private mutating func add(_ atom: Atom, isDefined: Bool) {
    let columns = atom.arguments.indices.map {
      Predicate.Column(name: String($0 + 1), type: .unknown)
    }
    _ = catalog.add(
      Predicate(
        name: atom.predicate.text, columns: columns, range: atom.predicate.range,
        isDefined: isDefined))
  }

  /// Only a declaration gives columns names.
  mutating func hasNoLabels(_ atom: Atom) -> Bool {
    guard let label = atom.arguments.lazy.compactMap(\.label).first else { return true }
    let name = atom.predicate.text
    if refusedNames.insert(name).inserted {
      report(
        .unknownColumn, at: label.range, "the columns of '\(name)' have no names",
        help: "declare them, such as '#pred \(name)(\(label.text): symbol).'")
    }
    return false
  }

  /// In a body an unknown predicate is empty, and a warning; asked for, it is an error.
  private mutating func mention(_ atom: Atom, in clause: Clause) {
    let name = atom.predicate.text
    guard Builtin.named(name) == nil, !refusedNames.contains(name) else { return }
    let known = catalog.predicate(named: name).map { catalog[$0].isDefined }
    guard known != true else { return }
    let help = didYouMean(name, definedNames)
    switch clause.kind {
    case .rule, .check:
      guard hasNoLabels(atom) else { return }
      reportUndefined(atom, help)
      if known == nil { add(atom, isDefined: false) }
    case .query, .retract, .fact, .directive:
      refusedNames.insert(name)
      report(
        .unknownPredicate, at: atom.predicate.range, "unknown predicate '\(name)'", help: help)
    }
  }

  private mutating func reportUndefined(_ atom: Atom, _ help: String?) {
    guard refusedNames.insert("\(atom.predicate.text)/undefined").inserted else { return }
    report(
      .unknownPredicate, .warning, at: atom.predicate.range,
      "predicate '\(atom.predicate.text)' is never defined",
      notes: [Diagnostic.Note("it is empty until a fact or a rule says otherwise")], help: help)
  }

  private var definedNames: [String] {
    catalog.predicates.lazy.filter(\.isDefined).map(\.name) + Builtin.all.map(\.name)
  }

  private mutating func show(_ name: Name, _ arity: Int?, _ clause: Clause) {
    guard let id = catalog.predicate(named: name.text) else {
      return report(
        .unknownPredicate, at: name.range, "unknown predicate '\(name.text)'",
        help: didYouMean(name.text, definedNames))
    }
    if let arity, arity != catalog[id].arity {
      return report(
        .wrongArity, at: name.range,
        "'\(name.text)' has \(counted(catalog[id].arity, "column")), not \(arity)")
    }
    shown.append((id, clause))
  }
}
