import Datalog

extension Command {
  static let apropos: Command = Command(
    name: "apropos", usage: "WORD", summary: "find predicates, commands and values by a word",
    details: """
      Looks in the names, columns and doc comments of predicates, in built-in predicates, in the
      commands, and in what was stated.
      """,
    example: ".apropos missile"
  ) { session, word, say in
    if word.isEmpty { throw Refusal.wrongUsage(of: .apropos) }
    let search = WordSearch(word)
    let rows =
      search.predicates(in: session.database.catalog) + search.builtins + search.commands
      + search.values(in: session.database)
    if rows.isEmpty { return say(.text("nothing has '\(word.controlsEscaped)' in it\n")) }
    say(.listing(header: ["what", "name", "about"], rows: rows))
  }
}

/// Finds a word, in any case, in what a session knows; each row tells kind, name and context.
private struct WordSearch {
  /// Values shown at most.
  private static let mostValues = 20
  /// Distinct values of a column that are looked through.
  private static let mostRead = 100_000

  private let word: String

  init(_ word: String) { self.word = word.lowercased() }

  private func isIn(_ texts: [String]) -> Bool {
    texts.contains { $0.lowercased().contains(word) }
  }

  func predicates(in catalog: Catalog) -> [[String]] {
    catalog.predicates.compactMap { predicate in
      let names = [predicate.name] + predicate.columns.map(\.name)
      let about = predicate.documentation ?? ""
      guard isIn(names + [about]) else { return nil }
      let columns = predicate.columns.map(\.name).joined(separator: ", ")
      return ["predicate", "\(predicate.name)(\(columns))", firstLine(of: about)]
    }
  }

  var builtins: [[String]] {
    Builtin.all.filter { isIn([$0.name, $0.documentation]) }.map { builtin in
      let columns = builtin.columns.map(\.name).joined(separator: ", ")
      let about = builtin.documentation.filter { $0 != "`" }
      return ["built in", "\(builtin.name)(\(columns))", about]
    }
  }

  var commands: [[String]] {
    Command.all.filter { isIn([$0.name, $0.summary, $0.details] + $0.otherNames) }.map { command in
      ["command", command.synopsis, command.summary]
    }
  }

  func values(in database: Database) -> [[String]] {
    var rows: [[String]] = []
    for number in database.catalog.predicates.indices {
      let id = PredicateID(number)
      let predicate = database.catalog[id]
      if database.isDerived(id) || predicate.name.hasPrefix("_") { continue }
      for column in predicate.columns.indices {
        let known = database.knownValues(of: id, column: column, limit: Self.mostRead)
        for value in known where isIn([value.displayText]) {
          if rows.count == Self.mostValues { return rows + [["value", "…", "and more"]] }
          rows.append(
            ["value", value.description, "in \(predicate.name).\(predicate.columns[column].name)"])
        }
      }
    }
    return rows
  }

  private func firstLine(of text: String) -> String {
    String(text.prefix { $0 != "\n" })
  }
}
