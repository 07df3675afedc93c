import Datalog

extension Command {
  static let schema: Command = Command(
    name: "schema", usage: "[PREDICATE]", summary: "list what can be asked about, or explain one",
    details:
      "For one predicate: its columns, its doc comment, its rows, and the rules that derive it.",
    example: ".schema statement", arguments: [.predicate]
  ) { session, name, say in
    let database = session.database
    guard !name.isEmpty else { return say(database.listing) }
    guard let predicate = database.catalog.predicate(named: name) else {
      let guess = nearest(to: name, in: database.catalog.predicates.map(\.name))
      throw Refusal(
        .unknownPredicate, "no predicate '\(name)'",
        help: guess.map { "did you mean '\($0)'?" } ?? "'.schema' lists them all")
    }
    say(.text(try database.description(of: predicate)))
  }
}

extension Database {
  /// Every predicate with its columns, what is stated before what is derived.
  fileprivate var listing: Reply {
    let ids = catalog.predicates.indices.map(PredicateID.init)
    let stated = ids.filter { !isDerived($0) }
    let derived = ids.filter(isDerived)
    let rows = (stated + derived).map { id in
      let columns = catalog[id].columns.map { $0.label ?? "_" }.joined(separator: ", ")
      let about = catalog[id].documentation?.split(separator: "\n").first.map(String.init) ?? ""
      return [catalog[id].name, columns, isDerived(id) ? "derived" : "stated", about]
    }
    if rows.isEmpty { return .remark("nothing is declared or stated yet") }
    return .listing(header: ["predicate", "columns", "kind", "about"], rows: rows)
  }

  fileprivate func description(of id: PredicateID) throws(EvaluationError) -> String {
    let predicate = catalog[id]
    var lines = [predicate.signature]
    lines += predicate.documentation.map { [$0] } ?? []
    let enumerations = predicate.columns.compactMap { column in
      if case .enumeration(let name) = column.type { catalog.enumerations[name] } else { nil }
    }
    for enumeration in enumerations {
      lines.append("\(enumeration.name): \(enumeration.members.joined(separator: ", "))")
    }
    lines.append(counted(try rowCount(of: id), "row") ?? "no rows")
    for rule in rules where rule.predicate == id {
      let range = rule.written.range
      let text = texts[range.input]
      let source = text.bytes[Int(range.start)..<Int(range.end)]
      let line = text.lineColumn(at: Int(range.start)).line
      lines += ["", "% \(text.name):\(line)", String(decoding: source, as: UTF8.self)]
    }
    return lines.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
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
