import Datalog
import Judges
import Testing

/// The naive evaluator against clingo: the judge is judged before it judges.
///
/// `JUDGED_PROGRAMS=100000 swift test --filter Clingo` runs any number; `JUDGED_SEED` is the first.
struct ClingoAgreementTests {
  @Test func `clingo and the naive evaluator agree on exported programs`() throws {
    guard let clingo = ClingoJudge() else { return skip() }
    var counts: [String: Int] = [:]
    for seeds in Seeds.all(unlessSet: 1000).batches(of: 100) {
      let judged = seeds.compactMap { seed in
        judge(ProgramGenerator.program(seed: seed, .exported), &counts).map { (seed, $0, $1) }
      }
      let outcomes = try clingo.outcomes(of: judged.map(\.1))
      for ((seed, _, expected), found) in zip(judged, outcomes) where found != expected {
        return report(seed, clingo)
      }
    }
    summarize(counts, "exported")
  }

  /// Here nothing of us stands between the text and clingo, so that reading and rewriting are judged
  /// too.
  @Test func `clingo and the naive evaluator agree on the very texts`() throws {
    guard let clingo = ClingoJudge() else { return skip() }
    var counts: [String: Int] = [:]
    for seeds in Seeds.all(unlessSet: 1000).batches(of: 100) {
      let texts = seeds.enumerated().map { plainText(seed: $1, prefix: ClingoJudge.prefix($0)) }
      let outcomes = try clingo.outcomes(ofTexts: texts)
      for (seed, found) in zip(seeds, outcomes) {
        let text = plainText(seed: seed, prefix: "")
        guard let (checked, expected) = judge(parse(text), &counts) else { continue }
        let derived = Set(checked.rules.map(\.head.predicate.text))
        if expected != found.filter({ derived.contains($0.key) }) {
          Issue.record("seed \(seed): clingo does not agree on the text\n\(text)")
          return
        }
      }
    }
    summarize(counts, "texts")
  }

  // MARK: parts

  private func plainText(seed: UInt64, prefix: String) -> String {
    ProgramGenerator.program(seed: seed, [], prefix: prefix).description
  }

  private func parse(_ text: String) -> Program {
    let (program, diagnostics) = Datalog.parse(InputText(name: "generated", text), as: InputID(0))
    #expect(diagnostics.isEmpty, "\(text)")
    return program
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
    guard ASPExport(checked).diagnostics.isEmpty else {
      counts["not in ASP", default: 0] += 1
      return nil
    }
    do {
      let outcome = try NaiveEvaluator.outcome(of: checked)
      counts[outcome.isEmpty ? "without answers" : "with answers", default: 0] += 1
      return (checked, outcome)
    } catch {
      counts["\(error)".contains("tooManyRows") ? "too large" : "with errors", default: 0] += 1
      return nil
    }
  }

  private func report(_ seed: UInt64, _ clingo: ClingoJudge) {
    let program = shrunk(ProgramGenerator.program(seed: seed, .exported)) { program in
      var counts: [String: Int] = [:]
      guard let (checked, expected) = judge(program, &counts),
        let found = try? clingo.outcomes(of: [checked])[0]
      else { return false }
      return found != expected
    }
    Issue.record("seed \(seed): clingo does not agree on\n\(program)")
  }

  /// Programs that say nothing would agree on everything.
  private func summarize(_ counts: [String: Int], _ what: String) {
    let summary = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    print("clingo and the naive evaluator on \(what): \(summary.joined(separator: ", "))")
    #expect(counts["with answers", default: 0] > counts.values.reduce(0, +) * 3 / 4)
  }

  private func skip() {
    print("skipped: clingo is not installed (Debian package 'gringo')")
  }
}
