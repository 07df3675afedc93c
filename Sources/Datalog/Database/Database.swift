import Relations

/// Facts and rules, and the answers that follow from them. For one thread.
///
/// Loading is all or nothing: texts with an error change nothing. Derived predicates are computed when
/// a question first reaches them and kept until something they depend on changes.
public final class Database {
  /// Everything read so far, so that diagnostics and proofs can show the lines they speak of.
  public internal(set) var texts = InputTexts()
  public internal(set) var catalog = Catalog()
  public private(set) var rules: [CheckedRule] = []
  /// In the order they came.
  private(set) var checks: [Check] = []
  public var limits: Limits
  /// What questions are answered from, where not from all that is stated.
  public var horizon: Horizon? { didSet { forgetSeen() } }
  /// What `$name` stands for in texts that are loaded from now on, by name.
  public var parameters: [String: Value] = [:]
  /// For tests: the answers must not depend on it.
  var forcedRepresentation: Relation.Representation?
  /// For tests: whether only what a question demands is computed wherever possible, or never.
  var prefersDemand: Bool?
  /// The bytes from which a text is bulk data, which nobody typed: its plain facts are read without a
  /// syntax tree and not looked at for slips. Where nobody would be told of slips, every text is read so.
  var bulk = 1 << 18
  private let includedTexts: (any IncludedTexts)?
  private let interruption: Interruption
  let interner = Interner()
  var store = Store() { didSet { if horizon != nil { forgetSeen() } } }
  /// Nil where it is to be made.
  private var restrictedStore: Store?
  var evaluator = Evaluator()

  /// - Parameter includedTexts: where `#include` finds texts; without it, nothing can be included.
  public init(
    limits: Limits = .standard, interruption: Interruption = Interruption(),
    includedTexts: (any IncludedTexts)? = nil
  ) {
    self.limits = limits
    forcedRepresentation = ForcedWay.chosen?.representation
    if ForcedWay.chosen == .demanding || ForcedWay.chosen == .whole {
      prefersDemand = ForcedWay.chosen == .demanding
    }
    self.includedTexts = includedTexts
    self.interruption = interruption
  }
}

// MARK: - Loading

extension Database {
  /// Reads and checks the texts together and adds what they state, or, where one has an error,
  /// nothing.
  ///
  /// - Parameters:
  ///   - background: texts that come first; their queries are read but not checked, so that they may
  ///     ask for what a text loaded later defines.
  ///   - lints: whether to look for what is allowed and probably not meant; not where nobody would be
  ///     told.
  ///   - isInterruptible: whether the user can stop it, so that nothing is loaded.
  public func load(
    _ inputs: [InputText], background: [InputText] = [], lints: Bool = true,
    isInterruptible: Bool = false
  ) -> Loading {
    let interruption = isInterruptible ? interruption : nil
    var limits = limits.syntax
    limits.interruption = interruption
    var reader = InclusionReader(
      source: includedTexts, texts: texts, limits: limits, bulk: lints ? bulk : 0)
    reader.read(background, before: inputs)
    let silent = reader.programs.count
    reader.read(inputs)
    if interruption?.isRequested ?? false { return .interrupted }
    texts = reader.texts
    if reader.diagnostics.contains(where: { $0.severity == .error }) {
      return Loading(diagnostics: reader.diagnostics.sorted(by: isBefore))
    }
    var programs = reader.takePrograms()
    var unknown: [Diagnostic] = []
    for number in programs.indices {
      if number < silent { programs[number].dropQuestions() }
      unknown += programs[number].give(parameters)
    }
    if !unknown.isEmpty { return Loading(diagnostics: reader.diagnostics + unknown) }
    return load(
      programs, reader.tables, hints: reader.diagnostics, lints: lints, interruption: interruption)
  }

  /// Checks programs that were read before and adds what they state.
  func load(
    _ programs: consuming [Program], _ tables: [TableText] = [], hints: [Diagnostic] = [],
    lints: Bool = true, interruption: Interruption? = nil
  ) -> Loading {
    var checked = check(programs, tables, in: catalog, lints: lints, interruption: interruption)
    if interruption?.isRequested ?? false { return .interrupted }
    var diagnostics = hints + checked.diagnostics
    let rules = rules + checked.rules
    var strata: [Stratum]?
    if !evaluator.knows(rules, checked.catalog) {
      let stratification = stratify(rules, catalog: checked.catalog)
      strata = stratification.strata
      diagnostics += stratification.diagnostics
      diagnostics += monotonicityDiagnostics(
        of: rules, in: stratification.strata, catalog: checked.catalog)
    }
    var proposals = Proposals(
      of: checked.facts, checked.takeTables(), numberedBy: interner
    ).rows
    diagnostics += store.integrity(
      of: proposals, texts: texts, catalog: checked.catalog, interner: interner,
      interruption: interruption)
    if interruption?.isRequested ?? false { return .interrupted }
    var loading = Loading(diagnostics: diagnostics)
    guard loading.succeeded else { return loading }
    let mark = mark
    add(checked, &proposals, strata, to: &loading, interruption)
    guard interruption?.isRequested ?? false else { return loading }
    takeBack(loading, to: mark)
    return .interrupted
  }

  /// Takes back what a loading has added up to its interruption.
  private func takeBack(_ loading: Loading, to mark: Mark) {
    for (predicate, rows) in loading.rowsAdded {
      store.keep(before: rows.lowerBound, of: predicate, catalog[predicate])
      evaluator.invalidate([predicate])
    }
    goBack(to: mark)
  }

  /// - Parameter strata: of all rules; nil where none are new.
  private func add(
    _ checked: CheckedProgram, _ proposals: inout [ProposedRows], _ strata: [Stratum]?,
    to loading: inout Loading, _ interruption: Interruption?
  ) {
    catalog = checked.catalog
    checks += checked.constraints.map { Check($0, isStated: true, in: &catalog) }
    checks += checked.promises.map { Check($0, isStated: false, in: &catalog) }
    loading.rulesAdded = checked.rules.count
    loading.checksAdded = checked.constraints.count
    loading.queries = checked.queries
    loading.retractions = checked.retractions
    rules += checked.rules
    if let strata { evaluator.setRules(rules, strata, catalog: catalog) }
    evaluator.setChecks(checks.map(\.rule), catalog: catalog)
    proposals.reverse()
    while let rows = proposals.popLast() {
      let fresh = insert(rows, interruption)
      loading.rowsAdded.append((rows.predicate, fresh))
      loading.factsAdded += fresh.count
      loading.factsKnown += rows.count - fresh.count
    }
  }

  /// Takes a fact back; false where it was not stated.
  public func retract(_ fact: CheckedFact) -> Bool { remove([fact], of: fact.predicate) > 0 }
}

// MARK: - What is stated

extension Database {
  /// States rows; returns the numbers of those that are new.
  @discardableResult
  func insert(_ rows: ProposedRows, _ interruption: Interruption? = nil) -> Range<Int> {
    let predicate = rows.predicate
    let fresh = store.insert(rows, of: catalog[predicate], interruption)
    if evaluator.isFollowed(predicate) {
      evaluator.note(
        gained: store.batch(of: predicate, fresh), of: predicate, catalog[predicate],
        facts: store.relation(of: predicate))
    }
    return fresh
  }

  /// States facts at their places.
  func insert(_ facts: [CheckedFact], of predicate: PredicateID) {
    var rows = ProposedRows(of: predicate, arity: catalog[predicate].arity)
    for fact in facts { rows.append(fact.values.map(interner.id(of:)), at: fact.range) }
    insert(rows)
  }

  /// Takes facts back; returns how many were stated.
  @discardableResult
  func remove(_ facts: [CheckedFact], of predicate: PredicateID) -> Int {
    let rows = facts.map { $0.values.map(interner.id(of:)) }
    let columns = (0..<catalog[predicate].arity).map { column in rows.map { $0[column] } }
    return remove(Batch(columns: columns, count: rows.count), of: predicate)
  }

  @discardableResult
  func remove(_ rows: Batch, of predicate: PredicateID) -> Int {
    let lost = store.remove(rows, from: predicate, of: catalog[predicate])
    evaluator.note(
      lost: lost, of: predicate, catalog[predicate], facts: store.relation(of: predicate))
    return lost.count
  }
}

// MARK: - Answers as relations

extension Database {
  /// Makes an answer a relation, its columns called as its variables, in lower case; its facts stand
  /// where the question does. A predicate that is there already stays as it is.
  public func define(_ name: String, as answer: Answer) {
    guard catalog.predicate(named: name) == nil, !answer.columns.isEmpty else { return }
    let columns = answer.columns.map { column in
      Predicate.Column(
        name: column.name.prefix(1).lowercased() + column.name.dropFirst(), type: column.type)
    }
    let range = answer.query.written.range
    let predicate = Predicate(name: name, columns: columns, range: range, isDeclared: true)
    var rows = ProposedRows(of: catalog.add(predicate), arity: predicate.arity)
    for row in 0..<answer.rowCount { rows.append(answer.ids.map { $0[row] }, at: range) }
    insert(rows)
  }
}

// MARK: - Going back

extension Database {
  /// What was declared and ruled at a moment.
  public struct Mark {
    fileprivate let catalog: Catalog
    fileprivate let rules: Int
    fileprivate let checks: Int
  }

  public var mark: Mark { Mark(catalog: catalog, rules: rules.count, checks: checks.count) }

  /// Forgets the declarations, rules and checks that came since `mark`, takes facts back, and states
  /// others again at the places they had.
  ///
  /// - Precondition: `stated` and `loaded` have every fact that was stated since the mark and is still
  ///   there.
  public func goBack(
    to mark: Mark, takingBack stated: [CheckedFact] = [], _ loaded: LoadedRows? = nil,
    stating retracted: [CheckedFact] = []
  ) {
    if let loaded { remove(loaded) }
    for (predicate, facts) in Dictionary(grouping: stated, by: \.predicate) {
      remove(facts, of: predicate)
    }
    catalog = mark.catalog
    store.forgetPredicates(from: catalog.predicates.count)
    rules.removeSubrange(mark.rules...)
    checks.removeSubrange(mark.checks...)
    if !evaluator.knows(rules, catalog) {
      evaluator.setRules(rules, stratify(rules, catalog: catalog).strata, catalog: catalog)
    }
    evaluator.setChecks(checks.map(\.rule), catalog: catalog)
    evaluator.forgetPredicates(from: catalog.predicates.count)
    for (predicate, facts) in Dictionary(grouping: retracted, by: \.predicate) {
      insert(facts, of: predicate)
    }
  }
}

extension Program {
  fileprivate mutating func dropQuestions() {
    clauses.removeAll { if case .query = $0.kind { true } else { false } }
  }
}

// MARK: - Asking

extension Database {
  /// The facts that questions are answered from.
  var seenStore: Store {
    guard let horizon else { return store }
    let seen = restrictedStore ?? store.restricted(to: horizon, catalog, interner)
    restrictedStore = seen
    return seen
  }

  /// A change of one predicate can show or hide facts of others.
  private func forgetSeen() {
    restrictedStore = nil
    evaluator.invalidate(Set(catalog.predicates.indices.map(PredicateID.init)))
  }

  func context() -> EvaluationContext {
    return EvaluationContext(
      catalog: catalog, store: seenStore, interner: interner, limits: limits,
      budget: Budget(
        rowLimit: limits.derivedRows, secondLimit: limits.seconds, byteLimit: limits.bytes,
        stopFlag: interruption.flag),
      forcedRepresentation: forcedRepresentation, prefersDemand: prefersDemand)
  }

  /// Finishes the strata that the predicates depend on.
  func finish(
    _ predicates: Set<PredicateID>, with context: EvaluationContext
  ) throws(EvaluationError) {
    do {
      try evaluator.finish(predicates, with: context)
    } catch {
      throw EvaluationError(error)
    }
  }

  /// An evaluator that holds what a body needs: all strata below it, or what it demands of them.
  ///
  /// - Parameter isForProofs: whether it holds, too, what the rows rest on.
  func evaluator(
    reaching body: [Literal], of clause: Clause, isForProofs: Bool = false,
    with context: EvaluationContext
  ) throws(EvaluationError) -> Evaluator {
    let question = Rule(
      head: Atom(internal: "?", [], range: clause.range), body: body, written: clause, derives: nil)
    do {
      let demanding = try evaluator.demanding(question, isForProofs: isForProofs, with: context)
      if let demanding { return demanding }
    } catch {
      throw EvaluationError(error)
    }
    try finish(catalog.predicates(in: body), with: context)
    return evaluator
  }

  /// The distinct rows of `variables` for which the body holds.
  func solve(
    _ body: [Literal], for variables: [String], of clause: Clause, by evaluator: Evaluator,
    with context: EvaluationContext
  ) throws(EvaluationError) -> Relation {
    let planner = context.planner { evaluator.relation(named: $0, context) }
    return try context.rows(of: variables, solving: body, of: clause, by: planner)
  }

  /// All answers to a query.
  public func ask(_ query: CheckedQuery) throws(EvaluationError) -> Answer {
    try ask(query, with: context())
  }

  func ask(
    _ query: CheckedQuery, with context: EvaluationContext
  ) throws(EvaluationError) -> Answer {
    let evaluator = try evaluator(reaching: query.body, of: query.written, with: context)
    let rows = try solve(
      query.body, for: query.variables, of: query.written, by: evaluator, with: context)
    let columns = zip(query.variables, query.types).map { Answer.Column(name: $0, type: $1) }
    return Answer(
      query, columns: columns, rows: rows, interner: interner,
      hints: hints(on: query, with: context),
      order: try context.sortedRows(of: rows, solving: query.written))
  }

  /// The answers to a query in text, such as `oppose(Who, nato_shootdown)?`.
  public func ask(_ question: String) throws(EvaluationError) -> Answer {
    let loading = load([InputText(name: "<query>", question)], isInterruptible: true)
    if loading.wasInterrupted { throw .interrupted }
    guard loading.succeeded, let query = loading.queries.first else {
      throw .refused(loading.diagnostics)
    }
    return try ask(query)
  }

  /// All rows of a predicate, its columns named as declared.
  public func rows(of predicate: PredicateID) throws(EvaluationError) -> Answer {
    let predicate = catalog[predicate]
    let range = predicate.range ?? .nowhere
    let directive = Directive.show(name: Name(predicate.name, range: range), arity: nil)
    return try ask(
      CheckedQuery(allRowsOf: predicate, Clause(.directive(directive), range: range)))
  }

  public func rowCount(of predicate: PredicateID) throws(EvaluationError) -> Int {
    let context = context()
    try finish([predicate], with: context)
    return evaluator.relation(of: predicate, in: seenStore)?.count ?? 0
  }

  /// Where a fact with these values, one for each column, was stated first; nil where none was.
  public func place(of values: [Value], in predicate: PredicateID) -> TextRange? {
    let row = values.compactMap(interner.knownID(of:))
    return row.count == values.count ? store.origin(of: row, in: predicate) : nil
  }

  /// Whether some rule derives the predicate.
  public func isDerived(_ predicate: PredicateID) -> Bool { evaluator.isDerived(predicate) }

  /// Up to `limit` distinct values of a column, sorted, without evaluating anything: for completion.
  public func knownValues(of predicate: PredicateID, column: Int, limit: Int) -> [Value] {
    guard let relation = evaluator.relation(of: predicate, in: seenStore) else { return [] }
    let distinct = Set(relation.columns[column]).map { interner[$0] }
    return Array(distinct.sorted().prefix(limit))
  }

  private func hints(on query: CheckedQuery, with context: EvaluationContext) -> [Diagnostic] {
    ConstantHints(
      relation: { self.evaluator.relation(named: $0, context) }, interner: interner,
      catalog: catalog
    ).hints(on: query.body)
  }
}
