/// A checked program as text that clingo runs and must answer the same.
///
/// What ASP can't say, or would say otherwise, is refused with a diagnostic: integers beyond 32 bits,
/// decimals that are compared or calculated with, built-ins other than those on known dates, and
/// least-value columns inside recursion. One difference stays: where arithmetic has no value, as in a
/// division by zero, clingo drops the solution, and here it is an error. Names that ASP can't have are
/// escaped, and sort there as they are escaped.
///
/// Rows of the `n`th query and check appear under `answer'n` and `check'n`, each with the values of
/// its variables; a check is no constraint there, since one violation would leave no answer at all.
public struct ASPExport: Sendable {
  public let text: String
  /// In order of place; with any, the text is not to be run.
  public let diagnostics: [Diagnostic]

  /// - Parameter prefix: Put before the name of every predicate, so that several programs can share a
  ///   text.
  public init(_ program: CheckedProgram, prefix: String = "") {
    self.init(
      facts: program.facts, rules: program.rules, constraints: program.constraints,
      queries: program.queries, in: program.catalog, prefix: prefix)
  }

  public init(
    facts: some Sequence<CheckedFact>, rules: [CheckedRule], constraints: [CheckedConstraint] = [],
    queries: [CheckedQuery] = [], in catalog: Catalog, prefix: String = ""
  ) {
    var writer = ASPWriter(catalog, prefix: prefix)
    for fact in facts { writer.write(fact) }
    for rule in rules { writer.write(rule) }
    for id in writer.bestColumns.keys.sorted(by: { $0.number < $1.number }) {
      writer.writeChoice(of: id)
    }
    for (number, constraint) in constraints.enumerated() {
      writer.write(
        "check'\(number + 1)", constraint.variables, constraint.body, constraint.written)
    }
    for (number, query) in queries.enumerated() {
      writer.write("answer'\(number + 1)", query.variables, query.body, query.written)
    }
    writer.writeTables()
    writer.refuseBestInRecursion(of: rules)
    let derived = Set(rules.map(\.predicate)).union(writer.bestColumns.keys)
    let shown =
      derived.map { (ASP.name(catalog[$0].name), catalog[$0].arity) }
      + constraints.enumerated().map { ("check'\($0 + 1)", $1.variables.count) }
      + queries.enumerated().map { ("answer'\($0 + 1)", $1.variables.count) }
    for (name, arity) in shown.sorted(by: <) { writer.write("#show \(prefix)\(name)/\(arity).") }
    text = writer.text
    diagnostics = writer.diagnostics.sorted(by: isBefore)
  }

  /// The symbol, or the name of the predicate, that the export writes as `name`.
  public static func originalName(of name: String) -> String { ASP.original(of: name) }
}
