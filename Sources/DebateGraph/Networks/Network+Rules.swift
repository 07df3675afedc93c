public import Datalog

// What a network is, rules say. Every predicate named `…_edge` makes one: its first two columns are an
// edge's ends, a column `sign` holds its sense as a number below, at or above 0, and one more column
// of integers its weight, named for what the weight counts. The predicate's doc comment is the title.
// Without a column `sign` an edge's sense is that of its weight, but that of the network `conflict`
// counts disagreement.
//
// Drawn for one topic, a network takes the rows that have the topic in a column `topic`, of the
// predicate itself or else of `…_edge_on`, which has the columns of `…_edge` and that one.

extension Database {
  /// The networks that the loaded rules define, sorted.
  public var networkNames: [String] {
    catalog.predicates.compactMap { predicate in
      let isEdge = predicate.name.hasSuffix("_edge") && predicate.arity >= 2
      return isEdge ? String(predicate.name.dropLast("_edge".count)) : nil
    }.sorted()
  }

  /// - Parameter topic: a topic's id; nil for all.
  public func network(
    _ name: String, topic: String? = nil
  ) throws(EvaluationError) -> Network {
    let topicLabel = try topic.map(label(ofTopic:))
    let predicate = try edgePredicate(of: name, byTopic: topic != nil)
    let columns = EdgeColumns(of: predicate, countsDisagreement: name == "conflict")
    let edges = columns.edges(in: try ask(columns.goal(of: predicate, topic: topic)))
    let question = predicate.documentation?.split(separator: "\n").first.map(String.init) ?? name
    return Network(
      name: name, title: topicLabel.map { "\(question)\n\($0)" } ?? question,
      isDirected: columns.target == .topic, unit: columns.unit, nodes: try nodes(of: edges),
      edges: edges)
  }

  /// The ends of the edges, called as the graph calls them.
  func nodes(of edges: [Network.Edge]) throws(EvaluationError) -> [Network.Node] {
    let names = try labels(of: "actor", by: "name")
    let kinds = try labels(of: "actor", by: "kind")
    let topics = try labels(of: "topic", by: "label")
    return Set(edges.flatMap { [$0.source, $0.target] }).map { key in
      switch key.role {
      case .actor: Network.Node(key, label: names[key.id] ?? key.id, note: kinds[key.id])
      case .topic: Network.Node(key, label: topics[key.id] ?? key.id)
      }
    }
  }

  private func label(ofTopic id: String) throws(EvaluationError) -> String {
    let topics = try labels(of: "topic", by: "label")
    guard let label = topics[id] else { throw unknown(topic: id, among: topics.keys) }
    return label
  }

  private func edgePredicate(
    of name: String, byTopic: Bool
  ) throws(EvaluationError) -> Predicate {
    guard let id = catalog.predicate(named: name + "_edge"), networkNames.contains(name) else {
      throw unknown(network: name)
    }
    if !byTopic || catalog[id].columns.contains(where: { $0.name == "topic" }) {
      return catalog[id]
    }
    guard let onTopic = catalog.predicate(named: name + "_edge_on") else {
      throw .refused([
        Diagnostic(
          .networkWithoutTopics, at: nil, "network '\(name)' does not tell its edges by topic",
          help: "leave the topic out, or define '\(name)_edge_on' with a column 'topic'")
      ])
    }
    return catalog[onTopic]
  }

  /// What rows of `predicate` are called, by their `id`; empty where the graph has no such columns.
  func labels(
    of predicate: String, by column: String
  ) throws(EvaluationError) -> [String: String] {
    guard let id = catalog.predicate(named: predicate) else { return [:] }
    let names = catalog[id].columns.map(\.name)
    guard names.contains("id"), names.contains(column) else { return [:] }
    let answer = try ask("\(predicate)(id: Id, \(column): Label)?")
    let pairs = (0..<answer.rowCount).map { row in
      (answer[row, 0].displayText, answer[row, 1].displayText)
    }
    return Dictionary(pairs) { first, _ in first }
  }

  private func unknown(network name: String) -> EvaluationError {
    let known = networkNames
    let guess = nearest(to: name, in: known).map { "did you mean '\($0)'?" }
    let list =
      known.isEmpty
      ? "no rule defines one; a predicate named '\(name)_edge' would"
      : "there is " + known.map { "'\($0)'" }.joined(separator: ", ")
    return .refused([
      Diagnostic(.unknownNetwork, at: nil, "no network '\(name)'", help: guess ?? list)
    ])
  }

  private func unknown(topic: String, among known: some Sequence<String>) -> EvaluationError {
    let guess = nearest(to: topic, in: known).map { "did you mean '\($0)'?" }
    return .refused([
      Diagnostic(
        .unknownTopic, at: nil, "no topic '\(topic)'",
        help: guess ?? "ask 'topic(id: Topic, label: Label)?' for all of them")
    ])
  }
}

/// Which column of an edge predicate means what.
private struct EdgeColumns {
  let target: Network.NodeKey.Role
  let unit: String
  private let sign: Int?
  private let weight: Int?
  private let variables: [String]
  private let topic: Int?
  private let countsDisagreement: Bool

  init(of predicate: Predicate, countsDisagreement: Bool) {
    self.countsDisagreement = countsDisagreement
    let columns = predicate.columns
    variables = columns.indices.map { "C\($0)" }
    topic = columns.firstIndex { $0.name == "topic" }
    target = topic == 1 ? .topic : .actor
    sign = columns.indices.dropFirst(2).first { columns[$0].name == "sign" }
    let others = columns.indices.dropFirst(2).filter { [sign, topic] in $0 != sign && $0 != topic }
    weight = others.first { columns[$0].type == .int || columns[$0].type == .unknown }
    unit = weight.map { columns[$0].name } ?? "edges"
  }

  /// The query for all rows, or for those on one topic; columns are bound in their order.
  func goal(of predicate: Predicate, topic id: String?) -> String {
    let condition = id.flatMap { id in topic.map { ", \(variables[$0]) = \(Value.symbol(id))" } }
    return "\(predicate.name)(\(variables.joined(separator: ", ")))\(condition ?? "")?"
  }

  func edges(in answer: Answer) -> [Network.Edge] {
    (0..<answer.rowCount).map { row in
      let weight = weight.flatMap { answer[row, $0].integer } ?? 1
      let sense = sign.flatMap { answer[row, $0].integer } ?? (countsDisagreement ? -1 : weight)
      return Network.Edge(
        Network.NodeKey(.actor, answer[row, 0].displayText),
        Network.NodeKey(target, answer[row, 1].displayText),
        Network.Sign(of: sense), weight: weight)
    }
  }
}
