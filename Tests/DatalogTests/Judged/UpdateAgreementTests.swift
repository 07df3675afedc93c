import Judges
import Relations
import Testing

@testable import Datalog

/// Derived relations that are kept up to date, against others computed from scratch: after every step of
/// generated edit scripts over generated programs, with every way of storing relations.
///
/// `JUDGED_PROGRAMS=1700 swift test --filter UpdateAgreement` runs a hundred thousand steps and more;
/// `JUDGED_SEED` is the first program.
@Suite struct UpdateAgreementTests {
  @Test(arguments: Seeds.all(unlessSet: 60).batches(of: 10))
  func `facts stated and taken back change what they would have changed from scratch`(
    seeds: Range<UInt64>
  ) throws {
    for seed in seeds {
      for way in Way.allCases {
        let program =
          seed % 3 == 0
          ? GraphProgramGenerator.program(seed: seed) : ProgramGenerator.program(seed: seed)
        let flaw = try flaw(in: program, seed: seed, way)
        #expect(flaw == nil, "seed \(seed), \(way): \(flaw ?? "")\n\(program)")
        if flaw != nil { return }
      }
    }
  }

  private static let stepCount = 20

  /// The ways of keeping that have to agree with the usual one.
  private enum Way: CaseIterable {
    case asUsual, listed, paired
    /// Taking a few changes for many, so that relations are computed anew.
    case anew

    func set(_ database: Database, seed: UInt64) {
      switch self {
      case .asUsual: break
      case .listed: database.forcedRepresentation = .listed
      case .paired: database.forcedRepresentation = .paired
      case .anew: database.evaluator.fewRows = [-1_000, 0, 1, 2][Int(seed % 4)]
      }
    }
  }

  private func flaw(in program: Program, seed: UInt64, _ way: Way) throws -> String? {
    let (database, judge) = (Database(), Database())
    way.set(database, seed: seed)
    guard database.load([program]).succeeded, judge.load([program]).succeeded else { return nil }
    let predicates = database.catalog.predicates.indices.map(PredicateID.init)
    var script = EditScript(
      seed: seed, from: predicates.flatMap(database.statedFacts),
      place: TextRange(InputID(0), 0, 0))
    var before = try outcome(of: judge)
    for number in 1...Self.stepCount {
      let step = script.step()
      judge.change(takingBack: step.takenBack, adding: step.added)
      judge.evaluator.invalidate(Set(predicates))
      let after = try outcome(of: judge)
      defer { before = after }
      if (seed + UInt64(number)) % 3 == 0 {
        let flaw = try flawInOne(of: database, after: step, after, number)
        if flaw == nil { continue }
        return "step \(number): \(flaw!)\n\(step.text(in: database.catalog))"
      }
      if let flaw = try flaw(of: database, after: step, before, after, script) {
        return "step \(number): \(flaw)\n\(step.text(in: database.catalog))"
      }
      if let flaw = try flawInChecks(of: database, judge) {
        return "step \(number): \(flaw)\n\(step.text(in: database.catalog))"
      }
    }
    return nil
  }

  /// What is wrong with what checks have found, where some value is not undefined.
  private func flawInChecks(of database: Database, _ judge: Database) throws -> String? {
    let predicates = Set(database.catalog.predicates.indices.map(PredicateID.init))
    do throws(EvaluationError) {
      let kept = try database.violations(concerning: predicates).map(\.found)
      let expected = try judge.violations().filter { violation in
        !judge.catalog.predicates(in: violation.constraint.body).isEmpty
      }.map(\.found)
      return kept == expected ? nil : "checks found \(kept) instead of \(expected)"
    } catch {
      return isUndefinedValue(error) ? nil : "\(error.diagnostics.map(\.message))"
    }
  }

  /// What is wrong with one predicate, the only one asked for after a step.
  private func flawInOne(
    of database: Database, after step: EditScript.Step, _ after: Outcome?, _ number: Int
  ) throws -> String? {
    database.change(takingBack: step.takenBack, adding: step.added)
    let predicate = PredicateID(number * 7 % database.catalog.predicates.count)
    do throws(EvaluationError) {
      let rows = Set(try database.rows(of: predicate).allRows)
      let name = database.catalog[predicate].name
      guard let after, rows != after[name] ?? [] else { return nil }
      return "\(name) alone: \(rows) instead of \(after[name] ?? [])"
    } catch {
      return isUndefinedValue(error) ? nil : "\(error.diagnostics.map(\.message))"
    }
  }

  /// - Parameters:
  ///   - before: what has to be there before the step; nil where some value is undefined.
  private func flaw(
    of database: Database, after step: EditScript.Step, _ before: Outcome?, _ after: Outcome?,
    _ script: EditScript
  ) throws -> String? {
    let predicates = database.catalog.predicates.indices.map(PredicateID.init)
    var differences: [RowDifference]?
    do throws(EvaluationError) {
      differences = try database.differences(of: predicates, within: 60) {
        database.change(takingBack: step.takenBack, adding: step.added)
      }
    } catch {
      return isUndefinedValue(error) ? nil : "\(error.diagnostics.map(\.message))"
    }
    guard let before, let after else { return nil }
    let stated = Set(predicates.flatMap(database.statedFacts).map { [$0.predicate: $0.values] })
    if stated != Set(script.stated.map { [$0.predicate: $0.values] }) { return "wrong facts" }
    for predicate in predicates {
      let name = database.catalog[predicate].name
      let rows = Set(try database.rows(of: predicate).allRows)
      let (old, expected) = (before[name] ?? [], after[name] ?? [])
      if rows != expected { return "\(name): \(rows) instead of \(expected), from \(old)" }
      database.evaluator.relation(of: predicate, in: database.store)?.checkInvariants()
      guard let differences, database.isDerived(predicate) else { continue }
      let difference = differences.first { $0.predicate == predicate }
      if Set(difference?.appeared ?? []) != expected.subtracting(old)
        || Set(difference?.vanished ?? []) != old.subtracting(expected)
      {
        return "\(name): told to have gained \(difference?.appeared ?? []) and lost "
          + "\(difference?.vanished ?? []), \(old) to \(expected)"
      }
    }
    return nil
  }

  /// All rows by predicate; nil where some value is undefined.
  private func outcome(of database: Database) throws -> Outcome? {
    var outcome: Outcome = [:]
    do throws(EvaluationError) {
      for (number, predicate) in database.catalog.predicates.enumerated() {
        outcome[predicate.name] = Set(try database.rows(of: PredicateID(number)).allRows)
      }
    } catch {
      if isUndefinedValue(error) { return nil }
      throw error
    }
    return outcome
  }

  private func isUndefinedValue(_ error: EvaluationError) -> Bool {
    error.diagnostics.contains { $0.id == .undefinedValue }
  }
}

extension EditScript.Step {
  fileprivate func text(in catalog: Catalog) -> String {
    func text(_ fact: CheckedFact) -> String {
      "\(catalog[fact.predicate].name)(\(fact.values.map(\.description).joined(separator: ", ")))"
    }
    return (takenBack.map { "- \(text($0))" } + added.map { "+ \(text($0))" })
      .joined(separator: "\n")
  }
}

extension Violation {
  fileprivate var found: [String] {
    [constraint.written.description] + bindings.map { "\($0.variable) = \($0.value)" }
  }
}

extension Answer {
  fileprivate var allRows: [[Value]] { (0..<rowCount).map(row) }
}
