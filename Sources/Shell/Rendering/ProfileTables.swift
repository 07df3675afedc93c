import Datalog

/// Where the time of a question went: by relation, then by rule, most first.
struct ProfileTables {
  private let account: EvaluationAccount
  private let texts: InputTexts

  init(_ account: EvaluationAccount, texts: InputTexts) {
    self.account = account
    self.texts = texts
  }

  /// Rows derived are all that rules proposed; those that were there already are not new.
  var relations: Grid {
    let rows = account.parts.flatMap { part in
      part.relations.map { relation in
        let rules = part.rules.filter { $0.relation == relation.name }
        return ProfileRow(
          name: relation.name, place: "", rounds: part.rounds, rules, rows: relation.rows)
      }
    }
    return grid("relation", rows, showsPlace: false)
  }

  var rules: Grid {
    let rows = account.parts.flatMap { part in
      part.rules.map { rule in
        ProfileRow(
          name: rule.head, place: texts.place(of: rule.place), rounds: part.rounds, [rule],
          rows: nil)
      }
    }
    return grid("rule", rows, showsPlace: true)
  }

  /// `4.1 ms in all, 3.0 ms of them in rules`
  var summary: String {
    let inRules = account.parts.reduce(Duration.zero) { $0 + $1.time }
    return "\(timeText(account.time)) in all, \(timeText(inRules)) of them in rules; "
      + "the rest plans, sorts and stores"
  }

  private func grid(_ name: String, _ rows: [ProfileRow], showsPlace: Bool) -> Grid {
    let rows = rows.enumerated().sorted {
      ($1.element.time, $0.offset) < ($0.element.time, $1.offset)
    }
    return Grid(
      columns: [(name, .text), ("time", .text), ("share", .int), ("rounds", .int)]
        + [("derived", .int), ("new", .int)] + [showsPlace ? ("by", .text) : ("rows", .int)],
      rows: rows.map { _, row in
        [
          .text(row.name), .text(timeText(row.time)), .int(share(of: row.time)),
          .int(Int64(row.rounds)), .int(Int64(row.derived)), .int(Int64(row.new)),
        ] + [row.rows.map { .int(Int64($0)) } ?? .text(row.place)]
      })
  }

  /// In percent of the whole.
  private func share(of time: Duration) -> Int64 {
    account.time > .zero ? Int64((time / account.time * 100).rounded()) : 0
  }
}

/// A relation's or a rule's line.
private struct ProfileRow {
  let name: String
  let place: String
  let rounds: Int
  let time: Duration
  let derived: Int
  let new: Int
  let rows: Int?

  init(
    name: String, place: String, rounds: Int, _ rules: [EvaluationAccount.RuleAccount], rows: Int?
  ) {
    (self.name, self.place, self.rounds, self.rows) = (name, place, rounds, rows)
    time = rules.reduce(.zero) { $0 + $1.time }
    derived = rules.reduce(0) { $0 + $1.derived }
    new = rules.reduce(0) { $0 + $1.new }
  }
}
