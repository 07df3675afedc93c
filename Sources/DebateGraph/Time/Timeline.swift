public import Datalog

/// What an actor held on its topics over time, or what its actors held on a topic.
public struct Timeline: Equatable, Sendable {
  /// The name of the actor or topic, as people read it.
  public let title: String
  /// One for each topic, or actor, in order of first dates.
  public let strips: [Strip]

  public struct Strip: Equatable, Sendable {
    public let id: String
    /// As people read it.
    public let label: String
    /// In the order of their dates.
    public let entries: [Entry]
  }

  /// A statement.
  public struct Entry: Equatable, Sendable {
    public let statement: String
    public let stance: String
    /// Nil where the stance is on no side.
    public let sign: Network.Sign?
    public let on: EDTFDate
  }
}

extension Database {
  /// The timelines of the actor and of the topic of this name.
  ///
  /// Needs the columns `id`, `actor`, `topic`, `stance` and `on` of `statement`; a stance's side is that
  /// of `sign`, where it has one.
  public func timelines(of name: String) throws(EvaluationError) -> [Timeline] {
    let actors = try labels(of: "actor", by: "name")
    let topics = try labels(of: "topic", by: "label")
    let value = Value.symbol(name)
    var timelines: [Timeline] = []
    if let title = actors[name] {
      let goal = "statement(id: S, actor: \(value), topic: Other, stance: Stance, on: On)?"
      timelines.append(Timeline(title: title, strips: try strips(for: goal, topics)))
    }
    if let title = topics[name] {
      let goal = "statement(id: S, actor: Other, topic: \(value), stance: Stance, on: On)?"
      timelines.append(Timeline(title: title, strips: try strips(for: goal, actors)))
    }
    if timelines.isEmpty {
      throw unknown(name, among: (Array(actors.keys) + topics.keys).sorted())
    }
    return timelines
  }

  private func strips(
    for goal: String, _ labels: [String: String]
  ) throws(EvaluationError) -> [Timeline.Strip] {
    let signs = try signs()
    let answer = try ask(goal)
    var entries: [String: [Timeline.Entry]] = [:]
    for row in 0..<answer.rowCount {
      let cells = answer.row(row)
      guard let on = cells[3].date else { continue }
      let stance = cells[2].displayText
      entries[cells[1].displayText, default: []].append(
        Timeline.Entry(
          statement: cells[0].displayText, stance: stance, sign: signs[stance], on: on))
    }
    return entries.map { id, entries in
      let sorted = entries.sorted { ($0.on, $0.statement) < ($1.on, $1.statement) }
      return Timeline.Strip(id: id, label: labels[id] ?? id, entries: sorted)
    }.sorted { ($0.entries[0].on, $0.id) < ($1.entries[0].on, $1.id) }
  }

  private func signs() throws(EvaluationError) -> [String: Network.Sign] {
    guard let id = catalog.predicate(named: "sign"), catalog[id].arity == 2 else { return [:] }
    let rows = try rows(of: id)
    let signs = (0..<rows.rowCount).compactMap { row in
      rows[row, 1].integer.map { (rows[row, 0].displayText, Network.Sign(of: $0)) }
    }
    return Dictionary(signs) { first, _ in first }
  }

  private func unknown(_ name: String, among known: [String]) -> EvaluationError {
    let guess = nearest(to: name, in: known).map { "did you mean '\($0)'?" }
    return .refused([
      Diagnostic(
        .unknownTopic, at: nil, "no actor and no topic '\(name)'",
        help: guess ?? "ask 'actor(id: Actor, name: Name)?' or 'topic(id: Topic, label: Label)?'")
    ])
  }
}
