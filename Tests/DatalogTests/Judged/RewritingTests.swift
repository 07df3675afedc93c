import Judges
import Testing

@testable import Datalog

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

  @Test func `what predicates, columns, variables and symbols are called makes no difference`()
    throws
  {
    var renaming = Renaming()
    renaming.predicate = { "z" + String($0.reversed()) }
    renaming.column = { "column_" + String($0.reversed()) }
    renaming.variable = { "Q" + String($0.reversed()) }
    renaming.symbol = { "the " + $0 }
    var compared = 0
    for seed in Seeds.all(unlessSet: 1000).seeds {
      let program = ProgramGenerator.program(seed: seed)
      guard let plain = rows(of: program), let renamed = rows(of: renaming(program)) else {
        continue
      }
      #expect(renamed == plain.map { Set($0.map { $0.map(renaming.renamed) }) }, "seed \(seed)")
      compared += 1
    }
    #expect(compared > 0)
  }

  /// The rows of each predicate in order of appearance, then of each answer; nil where something has
  /// no value.
  private func rows(of program: Program) -> [Set<[Value]>]? {
    let database = Database()
    let loading = database.load([program])
    guard loading.succeeded else { return nil }
    let relations = database.catalog.predicates.indices.map {
      try? database.rows(of: PredicateID($0))
    }
    let answers = (relations + loading.queries.map { try? database.ask($0) }).compactMap(\.self)
    guard answers.count == relations.count + loading.queries.count else { return nil }
    return answers.map { answer in Set((0..<answer.rowCount).map(answer.row)) }
  }

  private func outcome(_ seed: UInt64, _ features: ProgramGenerator.Features) -> Outcome? {
    let program = check([ProgramGenerator.program(seed: seed, features)], in: Catalog())
    return program.diagnostics.contains { $0.severity == .error }
      ? nil : try? NaiveEvaluator.outcome(of: program)
  }
}
