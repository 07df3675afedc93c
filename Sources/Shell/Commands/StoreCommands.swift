import Datalog
public import DebateGraph

// What the store remembers, asked at the prompt.

extension Command {
  static let begin: Command = Command(
    name: "begin", usage: "[NOTE]",
    summary: "open a transaction: what follows is recorded together",
    details: "References and checks have to hold when it is committed, not before.",
    example: ".begin the interview of 3 May"
  ) { session, note, say in try session.begin(note: note.isEmpty ? nil : note, say) }

  static let commit: Command = Command(
    name: "commit", summary: "record what was changed since '.begin'", example: ".commit"
  ) { session, _, say in try session.commit(say) }

  static let rollback: Command = Command(
    name: "rollback", summary: "forget what was changed since '.begin'", example: ".rollback"
  ) { session, _, say in try session.rollback(say) }

  static let redo: Command = Command(
    name: "redo", summary: "do again what was undone last", example: ".redo"
  ) { session, _, say in try session.redo(say) }

  static let refresh: Command = Command(
    name: "refresh", summary: "take in what others have recorded meanwhile", example: ".refresh"
  ) { session, _, say in
    _ = try session.openStore()
    if try !session.catchUp(say) { say(.remark("nobody has recorded anything")) }
  }

  static let log: Command = Command(
    name: "log", usage: "[NUMBER]",
    summary: "list the last transactions: who changed what, and why",
    example: ".log 5"
  ) { session, argument, say in
    guard let limit = argument.isEmpty ? 20 : Int(argument), limit > 0 else {
      throw Refusal.wrongUsage(of: .log)
    }
    let store = try session.openStore()
    say(.log(try store.log(limit: limit)))
  }

  static let history: Command = Command(
    name: "history", usage: "GOAL",
    summary: "tell when facts were asserted and retracted, and by whom",
    details: "The goal is one predicate, such as 'statement(actor: germany)'.",
    example: ".history statement(id: s4)", arguments: [.goal]
  ) { session, goal, say in
    let stretches = try session.history(of: goal)
    if stretches.isEmpty { return say(.remark("no such fact was ever recorded")) }
    let rows = stretches.map { stretch in
      [
        stretch.fact.description, stretch.asserted.label, stretch.asserted.author,
        stretch.asserted.note ?? "", stretch.file ?? "", stretch.retracted?.label ?? "",
        stretch.retracted?.author ?? "", stretch.retracted?.note ?? "",
      ]
    }
    let header = ["fact", "asserted", "by", "because", "file", "retracted", "by", "because"]
    say(.listing(header: header, rows: rows))
  }

  static let blame: Command = Command(
    name: "blame", usage: "FACT", summary: "tell who asserted a fact, when, where and why",
    example: ".blame alias(nato, \"NATO\")", arguments: [.goal]
  ) { session, goal, say in
    let stretches = try session.history(of: goal).filter { $0.retracted == nil }
    guard !stretches.isEmpty else {
      throw Refusal(
        .store, "no such fact is held to be true by the store",
        help: "'.history' tells about those that were")
    }
    let lines = stretches.map { stretch in
      "\(stretch.fact)\n  \(stretch.asserted.told(session.place(of: stretch)))\n"
        .controlsEscapedLines
    }
    say(.text(lines.joined()))
  }

  static let recorded: Command = Command(
    name: "recorded", usage: "[FROM..]TIME [GOAL?] | now",
    summary: "ask about the graph as it was recorded then",
    details: """
      A time is the number of a transaction, or a day or a minute in UTC; 'now' returns. With '..', tells what changed between two of them, in facts or \
      in the answers to a goal. The rules are those of now. Nothing can be asserted until '.recorded now'.
      """,
    example: ".recorded 2026-11-20"
  ) { session, argument, say in
    let parts = argument.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
    if argument.isEmpty { throw Refusal.wrongUsage(of: .recorded) }
    if argument == "now" {
      try session.returnToNow()
      say(.remark("as of now"))
    } else if parts.count == 2 {
      try session.tellDifference(from: parts[0].trimmed, to: parts[1].trimmed, say)
    } else {
      try session.look(at: argument, say)
    }
  }
}

extension Reply {
  /// Transactions, a row each.
  public static func log(_ records: [TransactionRecord]) -> Reply {
    let rows = records.map { record in
      [
        String(record.number), record.shortTime, record.author, record.what,
        String(record.asserted), String(record.retracted), record.note ?? "",
      ]
    }
    return .listing(
      header: ["transaction", "time", "author", "kind", "asserted", "retracted", "note"],
      rows: rows)
  }
}

extension TransactionRecord {
  /// `2026-11-21 17:05`
  fileprivate var shortTime: String {
    String(time.prefix(16)).split(separator: "T").joined(separator: " ")
  }

  fileprivate var what: String {
    undoes.map { "\(kind.rawValue) of \($0)" } ?? kind.rawValue
  }

  /// `3, 2026-11-21 17:05`
  fileprivate var label: String { "\(number), \(shortTime)" }

  /// `transaction 3, 2026-11-21 17:05, by ann: a note`
  fileprivate func told(_ place: String?) -> String {
    let place = place.map { ", in \($0)" } ?? ""
    return "transaction \(number), \(shortTime), by \(author)\(place)"
      + (note.map { ": \($0)" } ?? "")
  }
}

extension Session {
  /// Of a goal that is one literal, with or without a question mark.
  fileprivate func history(of goal: String) throws -> [FactHistory] {
    let store = try openStore()
    let (predicate, values) = try pattern(of: goal)
    return try store.history(of: predicate, values)
  }

  /// The predicate of a goal, and the values it gives.
  private func pattern(of goal: String) throws -> (String, [Value?]) {
    let marks: [Character] = ["?", "."]
    let bare = goal.last.map(marks.contains) == true ? String(goal.dropLast()) : goal
    let loading = database.load([InputText(name: "<goal>", bare + "?")])
    guard loading.succeeded, let query = loading.queries.first else {
      throw EvaluationError.refused(loading.diagnostics)
    }
    guard query.body.count == 1, case .positive(let atom) = query.body[0].kind else {
      throw Refusal(
        .store, "'\(bare)' is not one predicate", help: "for example 'statement(id: s4)'")
    }
    let values = atom.arguments.map { argument -> Value? in
      if case .constant(let value) = argument.term.kind { value } else { nil }
    }
    return (atom.predicate.text, values)
  }

  /// Where the files state it now.
  fileprivate func place(of stretch: FactHistory) -> String? {
    guard stretch.file != nil, let fact = database.checked(stretch.fact) else {
      return stretch.file
    }
    return database.texts.place(of: fact.range)
  }

  /// - Parameter rest: a time, and perhaps a goal behind it.
  fileprivate func tellDifference(
    from old: String, to rest: String, _ say: (Reply) -> Void
  ) throws {
    let store = try openStore()
    let (new, goal) = rest.endOfTime
    let from = try store.transaction(named: old)
    let upTo = new.isEmpty ? store.position : try store.transaction(named: new)
    if goal.isEmpty {
      let changes = try store.changes(from: from, upTo: upTo)
      return say(.changes(RowChanges(changes), isAskedFor: true))
    }
    var answers: [Answer] = []
    defer { try? returnToNow() }
    for number in [from, upTo] {
      try look(at: String(number)) { _ in }
      answers.append(try database.ask(goal.hasSuffix("?") ? goal : goal + "?"))
    }
    var changes = RowChanges()
    changes.add(goal, isPredicate: false, from: answers[0], to: answers[1])
    say(.changes(changes, isAskedFor: true))
  }
}

extension String {
  /// The number or time that it begins with, and what follows.
  fileprivate var endOfTime: (time: String, rest: String) {
    let words = split(separator: " ")
    let count = words.prefix { $0.first?.isNumber ?? false }.count
    return (
      words.prefix(count).joined(separator: " "),
      words.dropFirst(count).joined(separator: " ")
    )
  }

  fileprivate var controlsEscapedLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map(\.controlsEscaped)
      .joined(separator: "\n")
  }
}
