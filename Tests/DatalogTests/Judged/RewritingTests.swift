import Datalog
import Judges
import Testing

/// Ways to write the same program.
struct RewritingTests {
  @Test func `an argument named by its column is the argument at its place`() throws {
    var compared = 0
    for seed in Seeds.all(unlessSet: 500).seeds {
      var positional = ProgramGenerator.Style()
      positional.usesNames = false
      guard let named = outcome(seed, ProgramGenerator.Style()), !named.isEmpty else { continue }
      #expect(named == outcome(seed, positional), "seed \(seed)")
      compared += 1
    }
    #expect(compared > 0)
  }

  private func outcome(_ seed: UInt64, _ style: ProgramGenerator.Style) -> Outcome? {
    let program = check([ProgramGenerator.program(seed: seed, style: style)], in: Catalog())
    return program.diagnostics.contains { $0.severity == .error }
      ? nil : try? NaiveEvaluator.outcome(of: program)
  }
}
