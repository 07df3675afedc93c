// The judge of proofs: how high the least proof of each row is, by trying every way in which it follows
// again and again until no height gets smaller.

public import Datalog

/// The least heights of all rows of a program that are there in the end.
///
/// A fact has height 0; another row one more than the highest of a rule's positive premises, by the rule
/// and the rows by which that is least. A row that rests on wildcards takes the lowest that fits.
public struct NaiveHeights {
  private let rows: [String: Set<[Value]>]
  private var heights: [String: [[Value]: Int]] = [:]

  /// - Parameter evaluator: of the same program.
  /// - Throws: As `NaiveEvaluator.init`.
  public init(_ program: CheckedProgram, _ evaluator: NaiveEvaluator) throws {
    rows = evaluator.rows
    for fact in program.facts {
      let name = program.catalog[fact.predicate].name
      if rows[name]?.contains(fact.values) ?? false { heights[name, default: [:]][fact.values] = 0 }
    }
    let ways = try program.rules.flatMap { rule in
      try evaluator.solutions(of: rule.body).map { (rule, binding: $0) }
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      for (rule, binding) in ways {
        let row = rule.head.arguments.map { ground($0.term, binding)! }
        let name = rule.head.predicate.text
        guard rows[name]?.contains(row) ?? false, let height = height(of: rule.body, binding),
          height < heights[name]?[row] ?? .max
        else { continue }
        heights[name, default: [:]][row] = height
        isChanged = true
      }
    }
  }

  /// Nil where nothing proves the row.
  public func height(of row: [Value], in predicate: String) -> Int? { heights[predicate]?[row] }

  /// Of an answer to a query: that of the row where it is one atom, otherwise one more than the highest.
  public func height(
    of query: CheckedQuery, answer: [Value], _ evaluator: NaiveEvaluator
  ) throws -> Int? {
    let solutions = try evaluator.solutions(of: query.body).filter { solution in
      query.variables.map { solution[$0]! } == answer
    }
    let height = solutions.compactMap { self.height(of: query.body, $0) }.min()
    guard query.body.count == 1, case .positive(let atom) = query.body[0].kind,
      Builtin.named(atom.predicate.text) == nil
    else { return height }
    return height.map { $0 - 1 }
  }

  private func height(of body: [Literal], _ binding: [String: Value]) -> Int? {
    var highest = 0
    for literal in body {
      guard case .positive(let atom) = literal.kind, Builtin.named(atom.predicate.text) == nil
      else {
        continue
      }
      guard let least = least(of: atom, binding) else { return nil }
      highest = max(highest, least)
    }
    return highest + 1
  }

  /// The height of the lowest row that is like the atom.
  private func least(of atom: Atom, _ binding: [String: Value]) -> Int? {
    let wanted = atom.arguments.map { ground($0.term, binding) }
    return heights[atom.predicate.text]?.filter { row, _ in
      zip(row, wanted).allSatisfy { $1 == nil || $0 == $1 }
    }.values.min()
  }

  /// Nil for a wildcard.
  private func ground(_ term: Term, _ binding: [String: Value]) -> Value? {
    switch term.kind {
    case .constant(let value): value
    case .variable(let name): binding[name]
    default: nil
    }
  }
}
