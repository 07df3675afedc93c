import Datalog

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

extension Command {
  static let diff: Command = Command(
    name: "diff", usage: "FILE FILE",
    summary: "compare what two files of rules and questions come to",
    details: """
      Each is loaded for itself, asked, and taken back. Rows that only the second has begin with +,
      those that only the first has with -. Where neither asks, what their rules derive is compared.
      """,
    example: ".diff old.dl new.dl", arguments: [.file, .file]
  ) { session, argument, say in
    let paths = argument.split(whereSeparator: \.isWhitespace).map(String.init)
    guard paths.count == 2 else { throw Refusal.wrongUsage(of: .diff) }
    guard let old = try session.answers(ofFile: paths[0], say),
      let new = try session.answers(ofFile: paths[1], say)
    else { return }
    let changes = old.changes(to: new)
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
