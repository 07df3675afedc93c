import Relations

extension Database {
  /// The whole program, desugared, as text that clingo runs and must answer the same; queries are not
  /// kept, so none are in it.
  public func asp() -> ASPExport {
    ASPExport(facts: storedFacts, rules: rules, constraints: constraints, in: catalog)
  }

  /// What was stated, predicates in order of first appearance, rows in order of arrival.
  private var storedFacts: [CheckedFact] {
    catalog.predicates.indices.flatMap { statedFacts(of: PredicateID($0)) }
  }

  /// What was stated of a predicate, in order of arrival.
  public func statedFacts(of predicate: PredicateID) -> [CheckedFact] {
    checked(store.rows(of: predicate), of: predicate)
  }

  func checked(
    _ rows: [(row: [ValueID], at: TextRange)], of predicate: PredicateID
  ) -> [CheckedFact] {
    rows.map { row, place in CheckedFact(predicate, row.map { interner[$0] }, at: place) }
  }
}
