import Judges
import Testing

@testable import Datalog

/// Explanations of generated programs, held against the naive evaluator: every proof of an answer
/// proves it, no two are the same, and what is said to be missing is missing.
struct ExplanationTests {
  private static let proofsTaken = 8

  @Test(arguments: Seeds.all(unlessSet: 1_000).batches(of: 250))
  func `further proofs prove the same in other ways`(seeds: Range<UInt64>) throws {
    try expectNoFlaw(seeds) { database, loading, naive throws(EvaluationError) in
      for query in loading.queries {
        let answer = try database.ask(query)
        for row in 0..<min(answer.rowCount, 3) {
          if let flaw = try flaw(inProofsOf: answer, row, database, naive) { return flaw }
        }
      }
      return nil
    }
  }

  @Test(arguments: Seeds.all(unlessSet: 1_000).batches(of: 250))
  func `what is said to be missing is missing`(seeds: Range<UInt64>) throws {
    try expectNoFlaw(seeds) { database, loading, naive throws(EvaluationError) in
      let answers = try loading.queries.map { query throws(EvaluationError) in
        try database.ask(query)
      }
      for answer in answers + absentGoals(database, naive) where !answer.holds {
        let absence = try database.absence(of: answer)
        if let flaw = flaw(in: absence, database, naive) {
          return "\(answer.query.written): \(flaw)"
        }
        if try database.emptiness(of: answer) == nil, answer.query.body.count > 1 {
          return "\(answer.query.written): nothing is said of its emptiness"
        }
      }
      return nil
    }
  }

  @Test func `all proofs of a row are found, and none twice`() throws {
    // A ladder of six rungs has two ways at each.
    let rungs = (1...6).map { "step(\($0), a, \($0 + 1)). step(\($0), b, \($0 + 1))." }.joined()
    let rules = "up(X, Y) :- step(X, _, Y). up(X, Z) :- up(X, Y), step(Y, _, Z)."
    let database = Database()
    #expect(database.load([InputText(name: "a.dl", rungs + rules)]).succeeded)
    var proofs = try database.proofs(of: try database.ask("up(1, 7)?"), row: 0)
    var seen: Set<String> = []
    while let proof = try database.next(&proofs) { seen.insert(proof.fingerprint) }
    #expect(seen.count == 64)
  }

  @Test func `a row that follows from itself only is not proved by itself`() throws {
    let program =
      "edge(a, b). edge(b, a). way(X, Y) :- edge(X, Y). way(X, Z) :- way(X, Y), way(Y, Z)."
    let database = Database()
    #expect(database.load([InputText(name: "a.dl", program)]).succeeded)
    var proofs = try database.proofs(of: try database.ask("way(a, b)?"), row: 0)
    var count = 0
    while try database.next(&proofs) != nil { count += 1 }
    #expect(count == 1)
  }
}

// MARK: - Judging

/// - Parameter flaw: nil where a program is explained well.
private func expectNoFlaw(
  _ seeds: Range<UInt64>,
  _ flaw: (Database, Loading, NaiveEvaluator) throws(EvaluationError) -> String?
) throws {
  for seed in seeds {
    let program = ProgramGenerator.program(seed: seed)
    let checked = check([program], in: Catalog())
    guard !checked.diagnostics.contains(where: { $0.severity == .error }),
      let naive = try? NaiveEvaluator(checked)
    else { continue }
    let database = Database()
    let loading = database.load([program])
    do throws(EvaluationError) {
      let found = try flaw(database, loading, naive)
      #expect(found == nil, "seed \(seed): \(found ?? "")\n\(program)")
      if found != nil { return }
    } catch {
      // A calculation with a text has no value, which the naive evaluator may never come to.
      let isUndefined = error.diagnostics.contains { $0.id == .undefinedValue }
      #expect(isUndefined, "seed \(seed): \(error)\n\(program)")
    }
  }
}

extension ExplanationTests {
  private func flaw(
    inProofsOf answer: Answer, _ row: Int, _ database: Database, _ naive: NaiveEvaluator
  ) throws(EvaluationError) -> String? {
    let least = try database.prove(answer, row: row)
    var proofs = try database.proofs(of: answer, row: row)
    var seen: Set<String> = []
    for number in 1...Self.proofsTaken {
      guard let proof = try database.next(&proofs) else { return seen.isEmpty ? "no proof" : nil }
      if !seen.insert(proof.fingerprint).inserted { return "proof \(number) comes twice" }
      if number == 1, proof.root.height != least.root.height {
        return "a first proof of more height"
      }
      if proof.root.height < least.root.height { return "proof \(number) has less height" }
      for node in proof.nodes {
        guard let atom = node.atom else { continue }
        if naive.rows[atom.name]?.contains(atom.values) != true { return "\(atom) does not hold" }
      }
    }
    return nil
  }

  private func flaw(
    in absence: Absence, _ database: Database, _ naive: NaiveEvaluator
  ) -> String? {
    var hasBest = false
    if let goal = absence.goal {
      let matches = naive.rows(like: goal)
      if !matches.isEmpty { return "\(goal) is there: \(matches)" }
      let predicate = database.catalog.predicate(named: goal.predicate.text)
      hasBest = predicate.map { database.catalog[$0].bestColumn != nil } ?? false
      let rules = database.rules.filter { $0.predicate == predicate }
      if absence.attempts.count != rules.count { return "\(goal) lacks attempts" }
    }
    for attempt in absence.attempts {
      switch attempt.obstacle {
      case .head: continue
      case .outdone where hasBest: continue
      case .outdone: return "\(attempt.clause) has no obstacle"
      case .literal(let failure):
        switch failure.reason {
        case .missing(let absence):
          if let flaw = flaw(in: absence, database, naive) { return flaw }
        case .present(let count, _):
          guard case .negative(let atom) = failure.literal.kind else { return "it is not negated" }
          if count == 0 || naive.rows(like: atom).count != count { return "\(count) of \(atom)" }
        case .missingAgain, .untrue, .value: continue
        }
      }
    }
    return nil
  }

  /// Questions for rows of each predicate, made of values that occur.
  private func absentGoals(_ database: Database, _ naive: NaiveEvaluator) -> [Answer] {
    let values = Set(naive.rows.values.flatMap { $0.flatMap(\.self) }).sorted().prefix(4)
    return database.catalog.predicates.flatMap { predicate -> [Answer] in
      values.indices.compactMap { first in
        let terms = (0..<predicate.arity).map { column in
          column == 2 ? "_" : values[(first + column * column) % values.count].description
        }
        let arguments = terms.isEmpty ? "" : "(\(terms.joined(separator: ", ")))"
        return try? database.ask("\(predicateText(predicate.name))\(arguments)?")
      }
    }
  }
}

extension NaiveEvaluator {
  /// The rows that an atom matches.
  fileprivate func rows(like atom: Atom) -> [[Value]] {
    (rows[atom.predicate.text] ?? []).filter { row in
      var bindings: [String: Value] = [:]
      return zip(row, atom.terms).allSatisfy { value, term in
        guard let name = term.variableName else {
          return term.constantValue.map { $0 == value } ?? true
        }
        bindings[name] = bindings[name] ?? value
        return bindings[name] == value
      }
    }
  }
}

extension Proof {
  /// The same for the same proof only.
  fileprivate var fingerprint: String {
    nodes.map { node in
      switch node.reason {
      case .fact: "\(node.atom?.description ?? ""): fact"
      case .rule(let clause, let bindings, let premises):
        "\(node.atom?.description ?? ""): \(clause) \(bindings) \(premises)"
      }
    }.joined(separator: "\n")
  }
}
