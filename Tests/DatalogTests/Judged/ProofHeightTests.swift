import Judges
import Relations
import Testing

@testable import Datalog

/// Proofs of generated programs against a plain computation of all heights: none is higher than it has
/// to be, before and after facts have changed, whatever way relations are stored and computed, and
/// wherever the search meets itself.
///
/// `JUDGED_PROGRAMS=10000 swift test --filter ProofHeight` judges any number; `JUDGED_SEED` is the first.
@Suite struct ProofHeightTests {
  @Test(arguments: Seeds.all(unlessSet: 300).batches(of: 50))
  func `a proof is of least height`(seeds: Range<UInt64>) throws {
    for seed in seeds {
      let program =
        switch seed % 3 {
        case 0: GraphProgramGenerator.program(seed: seed)
        case 1: ProgramGenerator.program(seed: seed)
        default: CountingProgramGenerator.program(seed: seed)
        }
      let flaw = try flaw(in: program, seed: seed)
      #expect(flaw == nil, "seed \(seed): \(flaw ?? "")\n\(program)")
      if flaw != nil { return }
    }
  }

  @Test func `behind a proof that is found early a lower one is looked for`() throws {
    // Two steps from the goal, 'b1' to 'b3' are known, each by the one before, but not yet 'y'.
    let program = """
      f. b1 :- f. b2 :- b1. b3 :- b2. y :- f. x :- y.
      z4 :- f. z3 :- z4. z2 :- z3. z1 :- z2. z :- z1.
      g :- b3. g :- b2, z. g :- b1, z. g :- x.
      """
    let database = Database()
    #expect(database.load([InputText(name: "a.dl", program)]).succeeded)
    let query = try #require(database.load([InputText(name: "b.dl", "g?")]).queries.first)
    for turn in [Duration.milliseconds(100), .nanoseconds(20)] {
      var search = try search(for: query, in: database, turningEvery: turn)
      #expect(try search.prove(query, row: []).root.height == 3)
    }
  }

  private static let stepCount = 3
  private static let rowsProved = 12

  private func flaw(in program: Program, seed: UInt64) throws -> String? {
    var checked = check([program], in: Catalog())
    let database = Database()
    database.forcedRepresentation = [nil, .listed, .paired][Int(seed / 3 % 3)]
    database.prefersDemand = seed / 9 % 2 == 0
    guard !checked.diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    let loading = database.load([program])
    let predicates = database.catalog.predicates.indices.map(PredicateID.init)
    var script = EditScript(
      seed: seed, from: predicates.flatMap(database.statedFacts),
      place: TextRange(InputID(0), 0, 0))
    for step in 0...Self.stepCount {
      if step > 0 {
        let change = script.step()
        database.change(takingBack: change.takenBack, adding: change.added)
        checked.facts = script.stated
      }
      guard let naive = try? NaiveEvaluator(checked, limit: 300),
        let heights = try? NaiveHeights(checked, naive)
      else { return nil }
      for turn in [Duration.milliseconds(100), .nanoseconds(20)] {
        let flaw = try flaw(in: database, loading.queries, naive, heights, turningEvery: turn)
        if let flaw { return "after \(step) steps, turning every \(turn): \(flaw)" }
      }
    }
    return nil
  }

  private func flaw(
    in database: Database, _ queries: [CheckedQuery], _ naive: NaiveEvaluator,
    _ heights: NaiveHeights, turningEvery turn: Duration
  ) throws -> String? {
    do throws(EvaluationError) {
      for query in queries + database.rules.map({ questions(for: $0, database) }) {
        let answer = try database.ask(query)
        var search = try search(for: query, in: database, turningEvery: turn)
        for row in 0..<min(answer.rowCount, Self.rowsProved) {
          let proof = try search.prove(query, row: answer.ids.map { $0[row] })
          let expected = try? heights.height(of: query, answer: answer.row(row), naive)
          if proof.root.height != expected {
            return "\(query.written) row \(answer.row(row)): height \(proof.root.height) "
              + "instead of \(expected.map { "\($0)" } ?? "none")"
          }
          if let flaw = flaw(in: proof, heights) { return flaw }
        }
      }
      return nil
    } catch {
      // A calculation with a text has no value, which the naive evaluator may never come to.
      return error.diagnostics.contains { $0.id == .undefinedValue }
        ? nil : "\(error.diagnostics.map(\.message))"
    }
  }

  private func search(
    for query: CheckedQuery, in database: Database, turningEvery turn: Duration
  ) throws(EvaluationError) -> ProofSearch {
    let context = database.context()
    let evaluator = try database.evaluator(
      reaching: query.body, of: query.written, isForProofs: true, with: context)
    return ProofSearch(evaluator: evaluator, context: context, firstTurn: turn)
  }

  /// A question for all rows that a rule derives.
  private func questions(for rule: CheckedRule, _ database: Database) -> CheckedQuery {
    CheckedQuery(allRowsOf: database.catalog[rule.predicate], rule.written)
  }

  /// Every part of a proof of least height is one, too.
  private func flaw(in proof: Proof, _ heights: NaiveHeights) -> String? {
    for node in proof.nodes {
      guard let atom = node.atom else { continue }
      let expected = heights.height(of: atom.values, in: atom.name)
      if node.height != expected {
        return "\(atom): height \(node.height) instead of \(expected.map { "\($0)" } ?? "none")"
      }
    }
    return nil
  }
}
