// What `check` returns: the same syntax in the core language. In it every atom is positional and
// has one argument per column; an argument is a variable, `_` or a constant; arithmetic and
// intervals stand only in comparisons, an interval only as `X = t..u`; constants of date columns
// are dates, of decimal columns decimals, and `#const` names are replaced. Variables that the
// rewriting adds are named `_1`, `_2`, … and can't be written.

/// One text, checked against a catalog.
public struct CheckedProgram: Sendable {
  /// The catalog given, with what the text adds.
  public internal(set) var catalog: Catalog
  public internal(set) var facts: [CheckedFact] = []
  /// Facts read in bulk, one for each text that has some.
  var tables: [CheckedTables] = []
  public internal(set) var rules: [CheckedRule] = []
  public internal(set) var constraints: [CheckedConstraint] = []
  /// What declarations promise of the rows of `rules`, as constraints; `written` is a rule.
  public internal(set) var promises: [CheckedConstraint] = []
  /// In order of place, those of `#show` among them.
  public internal(set) var queries: [CheckedQuery] = []
  public internal(set) var retractions: [CheckedFact] = []
  /// In order of place. Where one is an error, nothing of the program may be loaded.
  public internal(set) var diagnostics: [Diagnostic] = []

  init(catalog: Catalog) { self.catalog = catalog }

  mutating func takeTables() -> [CheckedTables] {
    defer { tables = [] }
    return tables
  }
}

/// The facts of a text that were read in bulk, with cells as their columns hold them.
struct CheckedTables: Sendable {
  let input: InputID
  var tables: [(predicate: PredicateID, facts: FactTable)] = []
  /// What the cells that are no small integers are numbers of.
  var values: [Value] = []
}

/// A ground row of a predicate; `values` has one value per column, of the column's type.
public struct CheckedFact: Hashable, Sendable {
  public let predicate: PredicateID
  public let values: [Value]
  /// Where each value is written.
  public let argumentRanges: [TextRange]
  public let range: TextRange
}

/// `head :- body.`, safe: every variable of head, negation and comparison can be bound.
public struct CheckedRule: Hashable, Sendable {
  public let predicate: PredicateID
  /// Core form; its terms are variables and constants.
  public let head: Atom
  public let body: [Literal]
  /// The clause as written, for printing.
  public let written: Clause
}

/// `:- body.`; `message` is its documentation with `{Variable}` left in.
public struct CheckedConstraint: Hashable, Sendable {
  public let body: [Literal]
  public let message: String?
  /// The variables a solution binds, in order of first appearance.
  public let variables: [String]
  public let written: Clause
}

/// `body?`
public struct CheckedQuery: Hashable, Sendable {
  public let body: [Literal]
  /// The answer's columns: named variables outside aggregates and negations, in order of first
  /// appearance, without those that begin with `_`. Empty for a yes-or-no question.
  public let variables: [String]
  /// What each answer column holds, as far as it is known.
  public let types: [ColumnType]
  public let written: Clause
}

extension CheckedQuery {
  /// `p(…)?` with the columns' names as variables: what `#show p.` asks for.
  init(allRowsOf predicate: Predicate, _ clause: Clause) {
    let range = clause.range
    let names = predicate.columns.map(\.name)
    let arguments = names.map { Argument(Term(.variable($0), range: range)) }
    let atom = Atom(Name(predicate.name, range: range), arguments, range: range)
    self.init(
      body: [Literal(.positive(atom), range: range)], variables: names,
      types: predicate.columns.map(\.type), written: clause)
  }
}

extension CheckedFact {
  /// The same fact, stated at another place.
  public func moved(to place: TextRange) -> CheckedFact {
    CheckedFact(predicate, values, at: place)
  }

  /// One whose values have no places of their own.
  public init(_ predicate: PredicateID, _ values: [Value], at place: TextRange) {
    self.init(
      predicate: predicate, values: values, argumentRanges: values.map { _ in place }, range: place)
  }
}
