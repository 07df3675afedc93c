import Judges
import Relations
import Testing

@testable import Datalog

/// The engine against the naive evaluator on generated programs: every relation, every answer, and a
/// proof of every answer, with every way of storing relations.
///
/// `JUDGED_PROGRAMS=100000 swift test --filter EngineAgreement` runs any number; `JUDGED_SEED` is the
/// first.
@Suite struct EngineAgreementTests {
  @Test(arguments: Seeds.all(unlessSet: 20_000).batches(of: 500))
  func `the engine derives what the naive evaluator derives`(seeds: Range<UInt64>) throws {
    for seed in seeds {
      let program = ProgramGenerator.program(seed: seed)
      let difference = try engineDifference(on: program)
      #expect(difference == nil, "seed \(seed): \(difference ?? "")\n\(program)")
      if difference != nil { return }
    }
  }

  @Test(arguments: Seeds.all(unlessSet: 3_000).batches(of: 500))
  func `chains, stars and cycles of atoms are joined as the naive evaluator joins them`(
    seeds: Range<UInt64>
  ) throws {
    for seed in seeds {
      let program = GraphProgramGenerator.program(seed: seed)
      let difference = try engineDifference(on: program)
      #expect(difference == nil, "seed \(seed): \(difference ?? "")\n\(program)")
      if difference != nil { return }
    }
  }

  @Test(arguments: Seeds.all(unlessSet: 1_000).batches(of: 250))
  func `what atoms have in common is counted as the naive evaluator counts it`(
    seeds: Range<UInt64>
  ) throws {
    for seed in seeds {
      let program = CountingProgramGenerator.program(seed: seed)
      let difference = try engineDifference(on: program)
      #expect(difference == nil, "seed \(seed): \(difference ?? "")\n\(program)")
      if difference != nil { return }
    }
  }

  /// What the engine makes of a program otherwise than the naive evaluator; nil where all is equal.
  private func engineDifference(on program: Program) throws -> String? {
    let checked = check([program], in: Catalog())
    guard !checked.diagnostics.contains(where: { $0.severity == .error }),
      let naive = try? NaiveEvaluator(checked)
    else { return nil }
    for way in Way.allCases {
      if let difference = try difference(on: program, way, from: naive) {
        return "\(way): \(difference)"
      }
    }
    return nil
  }

  /// The ways of evaluating that have to agree.
  private enum Way: CaseIterable {
    case asUsual, listed, paired
    /// Computing only what each question demands, wherever that can be done.
    case demanding

    func set(_ database: Database) {
      switch self {
      case .asUsual: database.prefersDemand = false
      case .listed: database.forcedRepresentation = .listed
      case .paired: database.forcedRepresentation = .paired
      case .demanding: database.prefersDemand = true
      }
    }

    /// Whether whole relations are compared, too, and not answers only.
    var finishesRelations: Bool { self != .demanding }
    var proves: Bool { self == .asUsual || self == .demanding }
  }

  /// Calculations with a text fail for the engine where the naive evaluator, which takes literals in
  /// the order written, has dropped the row before: no difference that a user could call wrong.
  private func isUndefinedValue(_ error: EvaluationError) -> Bool {
    error.diagnostics.contains { $0.id == .undefinedValue }
  }

  private func difference(
    on program: Program, _ way: Way, from naive: NaiveEvaluator
  ) throws -> String? {
    do throws(EvaluationError) {
      return try difference(way, on: program, from: naive)
    } catch {
      return isUndefinedValue(error) ? nil : "\(error.diagnostics.map(\.message))"
    }
  }

  private func difference(
    _ way: Way, on program: Program, from naive: NaiveEvaluator
  ) throws(EvaluationError) -> String? {
    let database = Database()
    way.set(database)
    let loading = database.load([program])
    guard loading.succeeded else { return "refused: \(loading.diagnostics)" }
    for (number, predicate) in database.catalog.predicates.enumerated() where way.finishesRelations
    {
      let rows = Set(try database.rows(of: PredicateID(number)).allRows)
      let expected = naive.rows[predicate.name] ?? []
      if rows != expected { return "\(predicate.name): \(rows) instead of \(expected)" }
    }
    for query in loading.queries {
      let answer = try database.ask(query)
      let expected = (try? naive.answers(to: query)) ?? []
      if Set(answer.allRows) != expected { return "\(answer.allRows) instead of \(expected)" }
      for row in 0..<answer.rowCount where way.proves {
        let proof = try database.prove(answer, row: row)
        if let flaw = flaw(in: proof, naive) { return "proof of row \(row): \(flaw)" }
      }
    }
    return nil
  }

  /// What is wrong with a proof: each node must hold, and rest on lower ones.
  private func flaw(in proof: Proof, _ naive: NaiveEvaluator) -> String? {
    for node in proof.nodes {
      if let atom = node.atom, naive.rows[atom.name]?.contains(atom.values) != true {
        return "\(atom) does not hold"
      }
      guard case .rule(_, _, let premises) = node.reason else {
        if node.height != 0 { return "a fact of height \(node.height)" }
        continue
      }
      let heights = premises.compactMap { premise -> Int? in
        if case .node(let number) = premise { proof.nodes[number].height } else { nil }
      }
      if node.height != 1 + (heights.max() ?? 0) { return "height \(node.height) over \(heights)" }
    }
    return nil
  }
}

extension Answer {
  fileprivate var allRows: [[Value]] { (0..<rowCount).map(row) }
}
