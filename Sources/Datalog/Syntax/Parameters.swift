// `$topic`: a value that is given when a text is read. In the tree of a text it is a variable whose
// name begins with `$`; `give` puts the value there before anything is checked.

extension Program {
  /// Puts values in place of the parameters; an error for each use of one without.
  ///
  /// - Parameter values: by the parameter's name, without `$`.
  mutating func give(_ values: [String: Value]) -> [Diagnostic] {
    if parameters.isEmpty { return [] }
    let used = parameters.filter { use in
      clauses.contains { $0.range.start <= use.range.start && use.range.end <= $0.range.end }
    }
    let unknown = used.filter { values[$0.text] == nil }
    let bindings = Dictionary(uniqueKeysWithValues: values.map { ("$" + $0, $1) })
    clauses = clauses.map { $0.substituting(bindings) }
    return unknown.map { .unknownParameter($0, known: values.keys.sorted()) }
  }
}

extension Clause {
  fileprivate func substituting(_ bindings: [String: Value]) -> Clause {
    var clause = self
    func filled(_ body: [Literal]) -> [Literal] { body.map { $0.substituting(bindings) } }
    switch kind {
    case .fact(let atom): clause.kind = .fact(atom.substituting(bindings))
    case .rule(let head, let body):
      clause.kind = .rule(head: head.substituting(bindings), body: filled(body))
    case .check(let body): clause.kind = .check(body: filled(body))
    case .query(let body): clause.kind = .query(body: filled(body))
    case .retract(let atom): clause.kind = .retract(atom.substituting(bindings))
    case .directive(.constant(let name, let value)):
      clause.kind = .directive(.constant(name: name, value: value.substituting(bindings)))
    case .directive: break
    }
    return clause
  }
}

extension Value {
  /// A constant as the language writes it; nil for anything else.
  public init?(parsing text: String) {
    let (program, diagnostics) = parse(InputText(name: "", "p(\(text))."), as: InputID(0))
    guard !diagnostics.contains(where: { $0.severity == .error }), program.clauses.count == 1,
      case .fact(let atom) = program.clauses[0].kind, atom.arguments.count == 1,
      atom.arguments[0].label == nil, case .constant(let value) = atom.arguments[0].term.kind
    else { return nil }
    self = value
  }
}

extension Diagnostic {
  fileprivate static func unknownParameter(_ use: Name, known: [String]) -> Diagnostic {
    let near = nearest(to: use.text, in: known)
    return Diagnostic(
      .unknownParameter, at: use.range, "parameter '$\(use.text)' has no value",
      help: near.map { "did you mean '$\($0)'?" }
        ?? "give it one by '.param \(use.text) VALUE', or by '-D \(use.text)=VALUE'")
  }
}
