import Datalog
import DebateGraph

extension Command {
  static let why: Command = Command(
    name: "why", usage: "[ROW | GOAL?] [--all] [--rules]",
    summary: "prove a row of the last answer, or a goal",
    details: """
      The proof is one of least height, down to the facts. Under each statement stand its exact
      words, the article, the paragraph and the date, and who reported it. Of an edge of 'onemode' or
      'twomode' the calculation and the statements are shown; '--rules' shows the whole proof.
      """,
    example: ".why 2", arguments: [.goal],
    switches: [
      Switch(name: "--all", summary: "the further proofs, too, a few at a time"),
      Switch(name: "--more", summary: "the next few proofs"),
      Switch(
        name: "--rules", summary: "under what is derived, the rule and what its variables are"),
    ]
  ) { session, argument, say in
    let (switches, goal) = try Command.why.takingSwitches(from: argument)
    let showsRules = switches.contains("--rules")
    if switches.contains("--more") { return try session.goOnProving(showsRules, say) }
    let (answer, row) = try session.provable(goal)
    if switches.contains("--all") {
      session.proofsUnderWay = ProofsUnderWay(try session.database.proofs(of: answer, row: row))
      return try session.goOnProving(showsRules, say)
    }
    let proof = try session.database.prove(answer, row: row)
    if !showsRules, let account = try session.database.account(ofEdgeIn: proof) {
      return say(.text(account.lines.map { $0.controlsEscaped + "\n" }.joined()))
    }
    session.show(try session.database.cite(proof), showsRules, say)
  }
}

/// Proofs of one thing, of which some were shown.
struct ProofsUnderWay {
  /// Shown at a time.
  static let batch = 5

  private var proofs: ProofEnumeration
  private var ahead: Proof?
  private(set) var shownCount = 0

  init(_ proofs: ProofEnumeration) { self.proofs = proofs }

  /// The next few, each with its number from 1, and whether there are others behind them.
  mutating func take(
    in database: Database
  ) throws(EvaluationError) -> (proofs: [(number: Int, proof: Proof)], areMore: Bool) {
    var taken: [(number: Int, proof: Proof)] = []
    while taken.count < Self.batch {
      guard let proof = try next(in: database) else { return (taken, false) }
      shownCount += 1
      taken.append((shownCount, proof))
    }
    ahead = try database.next(&proofs)
    return (taken, ahead != nil)
  }

  private mutating func next(in database: Database) throws(EvaluationError) -> Proof? {
    if let proof = ahead.take() { return proof }
    return try database.next(&proofs)
  }
}

extension Session {
  fileprivate func show(_ proof: CitedProof, _ showsRules: Bool, _ say: (Reply) -> Void) {
    say(.proof(proof, database.texts, showsRules: showsRules))
  }

  fileprivate func goOnProving(_ showsRules: Bool, _ say: (Reply) -> Void) throws {
    guard var underWay = proofsUnderWay else {
      throw Refusal(
        .nothingToExplain, "there are no further proofs under way",
        help: "begin with '.why 1 --all'")
    }
    proofsUnderWay = nil
    let (proofs, areMore) = try underWay.take(in: database)
    for (number, proof) in proofs {
      say(.text("proof \(number)\n"))
      show(try database.cite(proof), showsRules, say)
    }
    if areMore { proofsUnderWay = underWay }
    let count = counted(underWay.shownCount, "proof") ?? "no proof"
    say(.text(areMore ? "\(count) so far; '.why --more' goes on\n" : "\(count) in all\n"))
  }

  /// The answer and the number of its row, from 0, that a row's number or a goal means.
  func provable(_ argument: String) throws -> (Answer, row: Int) {
    if argument.isEmpty { return try provableRow(1) }
    if argument.allSatisfy(\.isNumber) { return try provableRow(Int(argument) ?? .max) }
    let answer = try database.ask(question(argument))
    guard answer.holds else {
      throw Refusal(
        .nothingToExplain, "'\(argument)' does not hold",
        help: "'.whynot \(argument)' tells what is missing")
    }
    return (answer, 0)
  }

  /// - Parameter number: from 1.
  private func provableRow(_ number: Int) throws -> (Answer, row: Int) {
    guard let last = lastAnswer else { throw Refusal.noAnswerYet }
    guard last.answer.holds else {
      throw Refusal(
        .nothingToExplain, "the last answer has no rows to explain",
        help: "'.whynot' tells what is missing")
    }
    guard 1...last.answer.rowCount ~= number else {
      throw Refusal(
        .nothingToExplain, "the last answer has no row \(number)",
        help: "its rows are 1 to \(last.answer.rowCount)")
    }
    return last.isCurrent ? (last.answer, number - 1) : try refreshed(last, number - 1)
  }

  /// The same row in a new answer, since facts or rules have changed.
  private func refreshed(_ last: LastAnswer, _ row: Int) throws -> (Answer, row: Int) {
    let answer = try database.ask(last.answer.query)
    let values = last.answer.row(row)
    guard let newRow = (0..<answer.rowCount).first(where: { answer.row($0) == values }) else {
      throw Refusal(
        .nothingToExplain, "row \(row + 1) of the last answer holds no longer",
        help: "ask again: facts or rules have changed since")
    }
    return (answer, newRow)
  }
}

extension Session {
  /// A goal with a question mark, where it has no end mark, and with the earlier answers it speaks of.
  func question(_ goal: String) -> String {
    recalling(goal.hasSuffix("?") || goal.hasSuffix(".") ? goal : goal + "?")
  }

  /// A text with the earlier answers it speaks of.
  func recalling(_ text: String) -> String {
    let recalled = recallingAnswers(in: InputText(name: "<query>", text))
    return String(decoding: recalled.bytes, as: UTF8.self)
  }
}
