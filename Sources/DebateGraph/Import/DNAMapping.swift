/// Which variables of a DNA database are read as actor, topic and stance, as rules that can be
/// changed.
struct DNAMapping {
  let rules: String
  let remarks: [String]

  init(_ names: DNANames) {
    let types = Dictionary(grouping: names.variables.values, by: \.type)
    let ranked = names.types.keys.sorted { a, b in
      let (x, y) = (names.types[a] == Self.usualType, names.types[b] == Self.usualType)
      return x == y ? a < b : x
    }
    for type in ranked {
      let variables = (types[type] ?? []).sorted { $0.position < $1.position }
      if let reading = Reading(type: names.types[type] ?? "''", variables) {
        rules = reading.rules
        remarks = [reading.remark]
        return
      }
    }
    rules =
      "% No statement type has two variables of short text, so nothing is read as actor and topic.\n"
    remarks = [
      "no statement type has two variables of short text: nothing is read as actor and topic"
    ]
  }

  private static let usualType = "'DNA Statement'"
}

/// A statement type with an actor and a topic.
private struct Reading {
  let type: String
  let actor: String
  let topic: String
  /// A boolean.
  let agreement: String?

  init?(type: String, _ variables: [DNANames.Variable]) {
    let words = variables.filter { $0.kind == "short_text" }
    let booleans = variables.filter { $0.kind == "boolean" }
    guard words.count >= 2 else { return nil }
    let actor = words.first { $0.name == "organization" } ?? words[0]
    let others = words.filter { $0.name != actor.name }
    let topic = others.first { $0.name == "concept" } ?? others[0]
    self.type = type
    self.actor = actor.written
    self.topic = topic.written
    agreement = (booleans.first { $0.name == "agreement" } ?? booleans.first)?.written
  }

  var remark: String {
    let stance = agreement.map { "\($0) as stance" } ?? "no stance, since no variable is boolean"
    return "\(type): \(actor) is read as actor, \(topic) as topic, \(stance)"
  }

  var rules: String {
    """
    % How the coding is read as a debate: which variable is the actor, which the topic, and what is a
    % stance. Change it where another reading is right. What is read so is only computed when it is
    % asked for; the networks 'onemode' and 'twomode' take the coding itself.

    preset(one, \(actor)).
    preset(two, \(topic)).
    preset(qualifier, \(agreement ?? "none")).
    preset(type, \(type)).
    preset(duplicates, include).

    actor(V, Name, organization) :-
      entity(type: \(type), variable: \(actor), value: V, name: Name).
    topic(V, Name, Name) :- entity(type: \(type), variable: \(topic), value: V, name: Name).
    article(D, Name, Outlet, On, und, File, 0, "") :-
      document(id: D, title: Title, source: Source, on: On, file: File), text_of(Title, Name),
      text_of(Source, Outlet).

    \(statements)

    quote(S, Words) :- statement(id: S), excerpt(S, Words).

    """
  }

  private var statements: String {
    guard let agreement else { return statement("informational", "") }
    return statement("support", "scored(S, \(agreement), 1), ") + "\n"
      + statement("oppose", "scored(S, \(agreement), 0), ")
  }

  private func statement(_ stance: String, _ condition: String) -> String {
    """
    statement(S, A, T, \(stance), On, D, P, self, Words) :-
      passage(statement: S, type: \(type), document: D, paragraph: P), excerpt(S, Words),
      coded(S, \(actor), A), coded(S, \(topic), T), A != '', T != '',
      \(condition)document(id: D, on: On).
    """
  }
}
