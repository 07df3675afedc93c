import Datalog

extension Command {
  static let schema: Command = Command(
    name: "schema", otherNames: ["describe"], usage: "[PREDICATE]",
    summary: "list what can be asked about, or explain one",
    details: """
      For one predicate: its columns and what they hold, its doc comment, how many rows it has and
      the first of them, and the rules that derive it. An enumeration can be named, too.
      """,
    example: ".schema statement", arguments: [.predicate]
  ) { session, name, say in
    let database = session.database
    guard !name.isEmpty else { return say(try database.listing()) }
    if let enumeration = database.catalog.enumerations[name] {
      return say(.text(enumeration.description.controlsEscapedByLine))
    }
    let predicate = try database.predicate(called: name)
    say(.text(try database.description(of: predicate).controlsEscapedByLine))
  }
}

extension Database {
  /// The predicate that a user means.
  func predicate(called name: String) throws(Refusal) -> PredicateID {
    if let predicate = catalog.predicate(named: name) { return predicate }
    let guess = nearest(to: name, in: catalog.predicates.map(\.name))
    throw Refusal(
      .unknownPredicate, "no predicate '\(name)'",
      help: guess.map { "did you mean '\($0)'?" } ?? "'.schema' lists them all")
  }

  /// Every predicate with its columns, what is stated before what is derived; rows are counted where
  /// nothing has to be derived for it.
  fileprivate func listing() throws(EvaluationError) -> Reply {
    let ids = catalog.predicates.indices.map(PredicateID.init)
    var rows: [[String]] = []
    for id in ids.filter({ !isDerived($0) }) + ids.filter(isDerived) {
      let columns = catalog[id].columns.map { $0.label ?? "_" }.joined(separator: ", ")
      let about = catalog[id].documentation?.split(separator: "\n").first.map(String.init) ?? ""
      let count = isDerived(id) ? "derived" : String(try rowCount(of: id))
      rows.append([catalog[id].name, columns, count, about])
    }
    if rows.isEmpty { return .remark("nothing is declared or stated yet") }
    return .listing(header: ["predicate", "columns", "rows", "about"], rows: rows)
  }

  fileprivate func description(of id: PredicateID) throws(EvaluationError) -> String {
    let predicate = catalog[id]
    var lines = [predicate.signature]
    lines += predicate.documentation.map { [$0] } ?? []
    let enumerations = predicate.columns.compactMap { column in
      if case .enumeration(let name) = column.type { catalog.enumerations[name] } else { nil }
    }
    lines += enumerations.map(\.description)
    lines += try sample(of: id)
    for rule in rules where rule.predicate == id {
      let range = rule.written.range
      let source = texts[range.input].bytes[Int(range.start)..<Int(range.end)]
      lines += ["", "% \(texts.place(of: range))", String(decoding: source, as: UTF8.self)]
    }
    return lines.joined(separator: "\n")
  }

  /// How many rows there are, and the first few.
  private func sample(of id: PredicateID) throws(EvaluationError) -> [String] {
    let rows = try rows(of: id)
    guard rows.rowCount > 0 else { return ["no rows"] }
    let shown = min(rows.rowCount, 3)
    let count = counted(rows.rowCount, "row") ?? ""
    let such = shown == rows.rowCount ? "" : ", such as"
    return ["\(count)\(such)"]
      + (0..<shown).map { "  \(cut(atomText(catalog[id].name, rows.row($0)), toWidth: 96))" }
  }
}

extension Enumeration {
  /// `stance: support, oppose`
  fileprivate var description: String {
    "\(name): \(members.joined(separator: ", "))" + (documentation.map { "\n\($0)" } ?? "")
  }
}

extension String {
  /// Each line safe to print, and ended.
  fileprivate var controlsEscapedByLine: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.controlsEscaped + "\n" }.joined()
  }
}

extension Predicate {
  /// As a declaration writes it: `actor(id: symbol, name: text) key(id)`.
  fileprivate var signature: String {
    let columns = columns.map { column in
      let extreme = column.extreme.map { " \($0)" } ?? ""
      return (column.label.map { "\($0): " } ?? "") + column.type.noun + extreme
    }
    let key = key.map { self.columns[$0].name }.joined(separator: ", ")
    return "\(name)(\(columns.joined(separator: ", ")))" + (key.isEmpty ? "" : " key(\(key))")
  }
}

extension Predicate.Column {
  /// Nil where nobody named the column, so that it bears its number.
  fileprivate var label: String? { name.first?.isNumber ?? true ? nil : name }
}
