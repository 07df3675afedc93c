/// Resolves names, rewrites to the core language, and reports what is wrong; each text may use what
/// any other of them declares, whatever the order.
///
/// Linear in the facts and rules, but for a rule again whenever an inferred type reaches it.
public func check(_ programs: [Program], in catalog: Catalog) -> CheckedProgram {
  check(programs, [], in: catalog)
}

/// - Parameters:
///   - tables: what `#input` names in the programs.
///   - lints: whether to look for what is allowed and probably not meant, which takes a third of the
///     time.
func check(
  _ programs: consuming [Program], _ tables: [TableText], in catalog: Catalog, lints: Bool = true,
  interruption: Interruption? = nil
) -> CheckedProgram {
  var checker = Checker(catalog, interruption: interruption)
  checker.declare(programs)
  checker.collectPredicates(of: programs)
  for number in programs.indices { checker.check(&programs[number]) }
  for table in tables { checker.read(table) }
  checker.inferTypes()
  checker.addPromises()
  if lints { checker.lint(programs) }
  checker.reportUnshown()
  return checker.finish()
}

/// The state of one `check`. Its extensions are its stages, in the order in which they run.
struct Checker {
  /// Grows; facts and retractions directly, what has a body by way of `clauses`, and the catalog in the
  /// end.
  var program: CheckedProgram
  var catalog: Catalog
  /// How many diagnostics of each severity there were.
  var reported: [Diagnostic.Severity: Int] = [:]
  /// Clauses with a body, in order of place, in the core language.
  var clauses: [CoreClause] = []
  /// What the clause being rewritten has needed so far.
  var rewriting = Rewriting()
  /// Names that got an error already, so that their uses don't repeat it.
  var refusedNames: Set<String> = []
  var refusedConstants: Set<String> = []
  /// What `#show` asks for.
  var shown: [(predicate: PredicateID, clause: Clause)] = []

  /// Where it is requested, checking is left unfinished, and what was found to be forgotten.
  private let interruption: Interruption?
  var isInterrupted: Bool { interruption?.isRequested ?? false }

  init(_ catalog: Catalog, interruption: Interruption? = nil) {
    program = CheckedProgram(catalog: catalog)
    self.catalog = catalog
    self.interruption = interruption
  }

  /// Turns the clauses into rules, constraints and queries, and puts the diagnostics in order.
  consuming func finish() -> CheckedProgram {
    for clause in clauses {
      let (body, written) = (clause.body, clause.written)
      switch written.kind {
      case .rule:
        guard let head = clause.head, let predicate = catalog.predicate(named: head.predicate.text)
        else { preconditionFailure("a rule has a head, and its predicate is known") }
        program.rules.append(
          CheckedRule(predicate: predicate, head: head, body: body, written: written))
      case .check:
        program.constraints.append(
          CheckedConstraint(
            body: body, message: written.documentation, variables: answerVariables(of: body),
            written: written))
      case .query:
        let variables = answerVariables(of: body)
        let types = VariableTypes(of: clause, in: catalog)
        program.queries.append(
          CheckedQuery(
            body: body, variables: variables, types: variables.map { types[$0] }, written: written))
      case .fact, .retract, .directive: preconditionFailure("a clause without a body")
      }
    }
    program.queries += shown.map { CheckedQuery(allRowsOf: catalog[$0.predicate], $0.clause) }
    program.queries.sort { $0.written.range.isBefore($1.written.range) }
    program.diagnostics.sort(by: isBefore)
    program.catalog = catalog
    return program
  }
}

/// A rule, check or query in the core language, with its text.
struct CoreClause {
  /// Given exactly where it is a rule.
  var head: Atom?
  var body: [Literal]
  let written: Clause
}
