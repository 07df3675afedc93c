import Judges
import Testing

@testable import Datalog

/// What is told of an evaluation is what it did.
struct EvaluationAccountTests {
  @Test(arguments: Seeds.all(unlessSet: 600).batches(of: 200))
  func `an account has the rows that relations and answers have`(seeds: Range<UInt64>) throws {
    var compared = 0
    for seed in seeds {
      for program in [
        ProgramGenerator.program(seed: seed), GraphProgramGenerator.program(seed: seed),
      ] {
        compared += try expectTrueAccounts(of: program, seed)
      }
    }
    #expect(compared > 0)
  }

  /// The number of questions compared.
  private func expectTrueAccounts(of program: Program, _ seed: UInt64) throws -> Int {
    var compared = 0
    for demands in [false, true] {
      let database = Database()
      database.prefersDemand = demands
      let queries = database.load([program]).queries
      for query in queries {
        guard let plain = try? database.ask(query) else { continue }
        let (answer, account) = try database.askAndAccount(for: query, anew: true) { .zero }
        #expect(answer.rows == plain.rows, "seed \(seed)")
        expectTrue(account, in: database, answer, "seed \(seed), demanding: \(demands)")
        compared += 1
      }
    }
    return compared
  }

  private func expectTrue(
    _ account: EvaluationAccount, in database: Database, _ answer: Answer,
    _ comment: Testing.Comment
  ) {
    for part in account.parts {
      for relation in part.relations where !relation.isAuxiliary {
        guard case .stratum = part.kind else { continue }
        let predicate = database.catalog.predicate(named: relation.name)
        let rows = predicate.flatMap { try? database.rows(of: $0).rowCount }
        #expect(relation.rows == rows, comment)
      }
      for plan in part.rules.flatMap(\.plans) {
        #expect(plan.new <= plan.derived, comment)
        #expect(plan.steps.last.map { $0.rows == plan.derived } ?? true, comment)
      }
    }
    #expect(account.parts.last?.rules.last?.new == answer.rowCount, comment)
  }
}

extension Answer {
  fileprivate var rows: [[Value]] { (0..<rowCount).map(row) }
}
