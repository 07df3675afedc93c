import Datalog

/// How a coding is read as a debate: rules that say which variable is the actor, which the topic, and
/// what is a stance. They are written to be changed.
struct DebateReading {
  /// A variable, as the language writes it, that tells for and against.
  enum Stance {
    case boolean(String)
    /// A number above or below 0.
    case sign(String)
    /// Words of the schema.
    case words(String)
    case none
  }

  /// As the language writes them.
  let type: String
  let actor: String
  let topic: String
  let stance: Stance

  var remark: String {
    let stance =
      switch stance {
      case .boolean(let name), .words(let name): "\(name) as stance"
      case .sign(let name): "\(name) as stance, above 0 for and below 0 against"
      case .none: "no stance, since no variable tells one"
      }
    return "\(type): \(actor) is read as actor, \(topic) as topic, \(stance)"
  }

  /// - Parameter isJoining: whether the debate has actors and topics of its own. What networks are
  ///   made of is then left to it.
  func rules(isJoining: Bool) -> String {
    """
    % How the coding is read as a debate: which variable is the actor, which the topic, and what is a
    % stance. Change it where another reading is right. What is read so is only computed when it is
    % asked for; the networks 'onemode' and 'twomode' \(isJoining ? "can " : "")take the coding itself\
    \(isJoining ? "," : ".")
    \(isJoining ? joinedSettings : presets)
    \(entities(isJoining: isJoining))
    article(D, Name, Outlet, On, und, File, 0, "") :-
      document(id: D, source: Source, on: On, file: File), called(D, Name),
      text_of(Source, Outlet), has_passage(D).
    has_passage(D) :- passage(document: D, type: \(type)).

    \(statements(isJoining: isJoining))

    quote(S, Words) :- passage(statement: S, type: \(type)), statement(id: S), excerpt(S, Words), Words != "".

    % It follows a codebook of its own.

    imported(D) :- has_passage(D).
    imported(S) :- passage(statement: S, type: \(type)).

    """
  }

  private var qualifier: String {
    switch stance {
    case .boolean(let name), .sign(let name), .words(let name): name
    case .none: "none"
    }
  }

  private var presets: String {
    """

    preset(one, \(actor)).
    preset(two, \(topic)).
    preset(qualifier, \(qualifier)).
    preset(type, \(type)).
    preset(duplicates, include).

    """
  }

  private var joinedSettings: String {
    """
    % as after: setting(type, \(type)). setting(one, \(actor)). setting(two, \(topic)).
    % setting(qualifier, \(qualifier)).

    """
  }

  private func entities(isJoining: Bool) -> String {
    func entity(_ variable: String) -> String {
      let rest = isJoining ? ",\n  not known_as(\(type), \(variable), V, _)" : ""
      return "entity(type: \(type), variable: \(variable), value: V, name: Name)\(rest)"
    }
    return """
      actor(V, Name, organization) :-
        \(entity(actor)).
      topic(V, Name, Name) :- \(entity(topic)).
      """
  }

  private func statements(isJoining: Bool) -> String {
    func clause(_ word: String, _ condition: String) -> String {
      let (a, t) = isJoining ? ("V", "W") : ("A", "T")
      let joined =
        isJoining
        ? "\n  stands_for(\(type), \(actor), V, A), stands_for(\(type), \(topic), W, T)," : ""
      return """
        statement(S, A, T, \(word), On, D, P, self, Words) :-
          passage(statement: S, type: \(type), document: D, paragraph: P), excerpt(S, Words),
          coded(S, \(actor), \(a)), coded(S, \(topic), \(t)), \(a) != '', \(t) != '',\(joined)
          \(condition)said_on(S, On).
        """
    }
    let clauses =
      switch stance {
      case .none: [clause("informational", "")]
      case .boolean(let name):
        [clause("support", "scored(S, \(name), 1), "), clause("oppose", "scored(S, \(name), 0), ")]
      case .sign(let name):
        [
          clause("support", "scored(S, \(name), X), X > 0, "),
          clause("oppose", "scored(S, \(name), X), X < 0, "),
          clause("noncommittal", "scored(S, \(name), 0), "),
        ]
      case .words(let name):
        TableStance.schema.map { clause($0, "coded(S, \(name), \($0)), ") }
      }
    return clauses.joined(separator: "\n")
  }
}
