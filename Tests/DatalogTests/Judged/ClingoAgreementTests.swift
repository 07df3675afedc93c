import Datalog
import Foundation
import Judges
import Testing

/// The naive evaluator against clingo: the judge is judged before it judges.
///
/// `JUDGED_PROGRAMS=100000 swift test --filter Clingo` runs any number; `JUDGED_SEED` is the first.
struct ClingoAgreementTests {
  @Test func `the naive evaluator and clingo agree on generated programs`() throws {
    guard let clingo = ClingoJudge() else {
      return print("skipped: clingo is not installed (Debian package 'gringo')")
    }
    var counts: [String: Int] = [:]
    for seeds in Seeds.all(unlessSet: 1000).batches(of: 100) {
      let judged = seeds.compactMap { seed in
        judge(ProgramGenerator.program(seed: seed), &counts).map { (seed, $0, $1) }
      }
      let outcomes = try clingo.outcomes(of: judged.map(\.1))
      for ((seed, _, expected), found) in zip(judged, outcomes) where found != expected {
        report(seed, clingo)
      }
    }
    let summary = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    print("clingo and the naive evaluator: \(summary.joined(separator: ", "))")
    #expect(counts["with answers", default: 0] > counts.values.reduce(0, +) / 2)
  }

  /// The program and what follows from it; nil where that is too much, or an error.
  private func judge(
    _ program: Program, _ counts: inout [String: Int]
  ) -> (CheckedProgram, Outcome)? {
    let checked = check([program], in: Catalog())
    guard !checked.diagnostics.contains(where: { $0.severity == .error }) else {
      counts["refused", default: 0] += 1
      return nil
    }
    do {
      let outcome = try NaiveEvaluator.outcome(of: checked)
      counts[outcome.isEmpty ? "without answers" : "with answers", default: 0] += 1
      return (checked, outcome)
    } catch {
      counts["\(error)", default: 0] += 1
      return nil
    }
  }

  private func report(_ seed: UInt64, _ clingo: ClingoJudge) {
    let program = shrunk(ProgramGenerator.program(seed: seed)) { program in
      var counts: [String: Int] = [:]
      guard let (checked, expected) = judge(program, &counts),
        let found = try? clingo.outcomes(of: [checked])[0]
      else { return false }
      return found != expected
    }
    let checked = check([program], in: Catalog())
    Issue.record("seed \(seed): clingo does not agree on\n\(ASPExport(checked).text)")
  }
}
