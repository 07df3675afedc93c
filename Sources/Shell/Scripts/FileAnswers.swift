import Datalog
import DebateGraph

/// What the questions of a file are answered, or, where it asks none, the rows of what its rules derive.
struct FileAnswers {
  /// By the question as it was written, or the predicate's name.
  fileprivate(set) var answers: [(name: String, isPredicate: Bool, answer: Answer)] = []

  /// What is different in `later`.
  func changes(to later: FileAnswers) -> RowChanges {
    var changes = RowChanges()
    for (name, isPredicate, old) in answers {
      changes.add(name, isPredicate: isPredicate, from: old, to: later.answer(to: name))
    }
    for (name, isPredicate, new) in later.answers where answer(to: name) == nil {
      changes.add(name, isPredicate: isPredicate, from: nil, to: new)
    }
    return changes
  }

  private func answer(to name: String) -> Answer? { answers.first { $0.name == name }?.answer }
}

extension Session {
  /// Loads a file for as long as its questions are asked.
  ///
  /// - Returns: nil, having said why, where it has an error.
  func answers(ofFile path: String, _ say: (Reply) -> Void) throws -> FileAnswers? {
    let text = InputText(name: path, bytes: try outside.read(path)).withoutCommands().clauses
    let mark = database.mark
    let loading = database.load([text])
    if !loading.diagnostics.isEmpty { say(.diagnostics(loading.diagnostics, database.texts)) }
    guard loading.succeeded else { return nil }
    let stated = database.added(by: loading)
    defer {
      lastAnswer?.isCurrent = false
      database.goBack(to: mark, takingBack: stated)
    }
    var found = FileAnswers()
    for query in loading.queries {
      let name = query.written.documentation ?? query.written.description
      found.answers.append((name, false, try database.ask(query)))
    }
    if !loading.queries.isEmpty { return found }
    let own = database.rules.suffix(loading.rulesAdded).map(\.predicate)
    for predicate in own.enumerated().filter({ own.firstIndex(of: $1) == $0 }).map(\.element) {
      let name = database.catalog[predicate].name
      found.answers.append((name, true, try database.rows(of: predicate)))
    }
    return found
  }
}

extension Session {
  /// How the answer as of the second day differs from that as of the first.
  ///
  /// - Parameter question: nil for the last one.
  fileprivate func changes(between days: [EDTFDate], _ question: String?) throws -> RowChanges {
    guard question != nil || lastAnswer != nil else { throw Refusal.noAnswerYet }
    let horizon = database.horizon
    defer { database.horizon = horizon }
    let answers = try days.map { day in
      database.horizon = .asOf(day, isCertain: true)
      if let question {
        return try database.ask(question.hasSuffix("?") ? question : question + "?")
      }
      guard let last = lastAnswer else { throw Refusal.noAnswerYet }
      return try database.ask(last.answer.query)
    }
    var changes = RowChanges()
    let name = answers[1].query.written.description
    changes.add(name, isPredicate: false, from: answers[0], to: answers[1])
    return changes
  }
}

extension Command {
  static let diff: Command = Command(
    name: "diff", usage: "FILE FILE | DATE DATE [QUESTION?]",
    summary: "compare what two files come to, or what was known by two days",
    details: """
      Each file is loaded for itself, asked, and taken back; where neither asks, what their rules
      derive is compared. With dates a question is asked as of both, or the last one again. Rows that
      only the second has begin with +, those that only the first has with -.
      """,
    example: ".diff 2022-12-31 2024-12-31 oppose(Who, Topic)?", arguments: [.file, .file]
  ) { session, argument, say in
    let words = argument.split(maxSplits: 2, whereSeparator: \.isWhitespace).map(String.init)
    guard words.count >= 2 else { throw Refusal.wrongUsage(of: .diff) }
    let changes: RowChanges
    if words[0].first?.isNumber ?? false, let first = try? day(words[0]) {
      let days = [first, try day(words[1])]
      changes = try session.changes(between: days, words.count > 2 ? words[2] : nil)
    } else {
      guard words.count == 2 else { throw Refusal.wrongUsage(of: .diff) }
      guard let old = try session.answers(ofFile: words[0], say),
        let new = try session.answers(ofFile: words[1], say)
      else { return }
      changes = old.changes(to: new)
    }
    say(changes.rowCount == 0 ? .text("no difference\n") : .changes(changes, isAskedFor: true))
  }

  static let watch: Command = Command(
    name: "watch", usage: "FILE",
    summary: "show how a file's answers change whenever it is written",
    details: """
      Edit the rules beside it: each time the file is saved, rows that appeared begin with +, those
      that vanished with -. ^C ends it; nothing of the file stays loaded.
      """,
    example: ".watch mine.dl", arguments: [.file]
  ) { session, path, say in
    if path.isEmpty { throw Refusal.wrongUsage(of: .watch) }
    var last: FileAnswers?
    var stamp: FileStamp?
    while let changed = try session.outside.change(of: path, since: stamp) {
      stamp = changed
      guard let answers = try session.answers(ofFile: path, say) else { continue }
      let changes = (last ?? FileAnswers()).changes(to: answers)
      let isFirst = last == nil
      last = answers
      say(.remark(isFirst ? "watching \(path.controlsEscaped); ^C ends it" : "changed"))
      say(changes.rowCount == 0 ? .remark("no difference") : .changes(changes, isAskedFor: true))
    }
  }
}
