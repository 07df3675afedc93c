import Judges
import Testing

@testable import Datalog

/// Ways of saying the same must have the same answers, and nothing may follow from a finished program
/// that is not in it.
///
/// - SeeAlso: metamorphic testing of Datalog engines, Mansur, Christakis and Wüstholz (ESEC/FSE 2021);
///   evaluating rule by rule, Zhang, Wang and Rigger, *Deopt* (OOPSLA 2024).
@Suite struct MetamorphicTests {
  @Test(arguments: Seeds.all(unlessSet: 2000).batches(of: 250))
  func `the order and the grouping of clauses and literals make no difference`(
    seeds: Range<UInt64>
  ) throws {
    for seed in seeds {
      let program = ProgramGenerator.program(seed: seed)
      guard let expected = outcome(of: [program]) else { continue }
      var random = SplitMix64(seed: seed)
      for (name, variant) in variants(of: program, &random) {
        guard let found = outcome(of: variant) else { continue }
        #expect(found == expected, "seed \(seed), \(name):\n\(program)")
        if found != expected { return }
      }
    }
  }

  @Test(arguments: Seeds.all(unlessSet: 1000).batches(of: 250))
  func `facts that come one by one, with questions in between, have the same answers`(
    seeds: Range<UInt64>
  ) throws {
    for seed in seeds {
      let program = ProgramGenerator.program(seed: seed)
      guard let expected = outcome(of: [program]) else { continue }
      let database = Database()
      let facts = program.clauses.filter(\.isFact)
      let others = program.clauses.filter { !$0.isFact }
      guard database.load([Program(clauses: others)]).succeeded else { continue }
      var isRight = true
      for fact in facts where isRight {
        _ = relations(of: database)
        isRight = database.load([Program(clauses: [fact])]).succeeded
      }
      guard isRight, let found = relations(of: database) else { continue }
      let relationsExpected = expected.filter { found[$0.key] != nil }
      #expect(found == relationsExpected, "seed \(seed):\n\(program)")
      if found != relationsExpected { return }
    }
  }

  @Test(arguments: Seeds.all(unlessSet: 2000).batches(of: 250))
  func `no rule adds anything to a finished program`(seeds: Range<UInt64>) throws {
    for seed in seeds {
      let program = ProgramGenerator.program(seed: seed)
      let database = Database()
      guard database.load([program]).succeeded else { continue }
      let rules = database.rules
      for (number, rule) in rules.enumerated()
      where database.catalog[rule.predicate].bestColumn == nil {
        guard let alone = rows(of: rule, alone: "alone\(number)", in: database),
          let all = try? database.rows(of: rule.predicate).allRows
        else { continue }
        let added = alone.subtracting(all)
        #expect(added.isEmpty, "seed \(seed): \(rule.written) adds \(added)")
        if !added.isEmpty { return }
      }
    }
  }

  /// What follows from the rule by itself, over the finished relations.
  private func rows(
    of rule: CheckedRule, alone name: String, in database: Database
  ) -> Set<[Value]>? {
    guard case .rule(var head, let body) = rule.written.kind else { return nil }
    let arguments = head.arguments
    head.predicate.text = name
    head.arguments = arguments.map { Argument($0.term) }
    // Named arguments may have another order than the columns: only positional heads are moved.
    guard arguments.allSatisfy({ $0.label == nil }) else { return nil }
    let clause = Clause(.rule(head: head, body: body), range: rule.written.range)
    guard database.load([Program(clauses: [clause])]).succeeded,
      let predicate = database.catalog.predicate(named: name)
    else { return nil }
    return try? database.rows(of: predicate).allRows
  }

  private func variants(
    of program: Program, _ random: inout SplitMix64
  ) -> [(name: String, texts: [Program])] {
    let clauses = program.clauses
    let shuffled = clauses.shuffled(using: &random)
    let cut = clauses.count / 2
    var bodies = clauses
    for number in bodies.indices { bodies[number].shuffleBody(&random) }
    return [
      ("clauses shuffled", [Program(clauses: shuffled)]),
      ("literals shuffled", [Program(clauses: bodies)]),
      ("clauses twice", [Program(clauses: clauses + clauses.filter(\.isFactOrRule))]),
      (
        "in two texts",
        [Program(clauses: Array(clauses[..<cut])), Program(clauses: Array(clauses[cut...]))]
      ),
    ]
  }

  /// The rows of every predicate; nil where there is no value for some.
  private func relations(of database: Database) -> [String: Set<[Value]>]? {
    var relations: [String: Set<[Value]>] = [:]
    for number in database.catalog.predicates.indices {
      guard let answer = try? database.rows(of: PredicateID(number)) else { return nil }
      relations[database.catalog.predicates[number].name] = answer.allRows
    }
    return relations
  }

  /// All rows and answers; nil where the program is refused or has no value somewhere.
  private func outcome(of texts: [Program]) -> [String: Set<[Value]>]? {
    let database = Database()
    let loading = database.load(texts)
    guard loading.succeeded else { return nil }
    guard var outcome = relations(of: database) else { return nil }
    for query in loading.queries {
      guard let answer = try? database.ask(query) else { return nil }
      let columns = query.variables.indices.sorted { query.variables[$0] < query.variables[$1] }
      let rows = answer.allRows.map { row in columns.map { row[$0] } }
      outcome["answer to \(query.variables.sorted())", default: []].formUnion(rows)
    }
    return outcome
  }
}

extension Answer {
  fileprivate var allRows: Set<[Value]> { Set((0..<rowCount).map(row)) }
}

extension Clause {
  fileprivate var isFact: Bool {
    if case .fact = kind { true } else { false }
  }

  fileprivate var isFactOrRule: Bool {
    switch kind {
    case .fact, .rule: true
    default: false
    }
  }

  fileprivate mutating func shuffleBody(_ random: inout SplitMix64) {
    switch kind {
    case .rule(let head, let body):
      kind = .rule(head: head, body: body.shuffled(using: &random))
    case .query(let body): kind = .query(body: body.shuffled(using: &random))
    case .fact, .check, .retract, .directive: break
    }
  }
}
