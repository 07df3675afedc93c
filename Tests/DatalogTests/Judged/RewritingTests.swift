import Datalog
import Judges
import Testing

/// Ways to write the same program.
struct RewritingTests {
  /// Without decimals, since only a declaration tells that a sum of nothing is one.
  @Test func `an argument named by its column is the argument at its place`() throws {
    let features = ProgramGenerator.Features.all.subtracting([.best, .decimals])
    var compared = 0
    for seed in Seeds.all(unlessSet: 500).seeds {
      guard let named = outcome(seed, features), !named.isEmpty else { continue }
      #expect(named == outcome(seed, features.subtracting(.names)), "seed \(seed)")
      compared += 1
    }
    #expect(compared > 0)
  }

  private func outcome(_ seed: UInt64, _ features: ProgramGenerator.Features) -> Outcome? {
    let program = check([ProgramGenerator.program(seed: seed, features)], in: Catalog())
    return program.diagnostics.contains { $0.severity == .error }
      ? nil : try? NaiveEvaluator.outcome(of: program)
  }
}
