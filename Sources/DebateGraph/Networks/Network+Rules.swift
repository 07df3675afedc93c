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

  /// - Parameters:
  ///   - topic: a topic's id; nil for all.
  ///   - withStatements: whether edges name the statements that they rest on, which are many more than
  ///     edges.
  public func network(
    _ name: String, topic: String? = nil, withStatements: Bool = true
  ) throws(EvaluationError) -> Network {
    let topicLabel = try topic.map(label(ofTopic:))
    let predicate = try edgePredicate(of: name, byTopic: topic != nil)
    try refuseUnfitSettings(of: name)
    let settings = predicate.isMadeBySettings ? try chosenSettings(of: name) : []
    let hasSides = settings.isEmpty ? false : try hasLevels("boolean")
    let columns = EdgeColumns(
      of: predicate, sense: Sense(of: name, settings, hasSides: hasSides))
    let edges = columns.edges(
      in: try ask(columns.goal(of: predicate, topic: topic)),
      for: withStatements ? try statements(of: name) : [:])
    let question = try title(of: predicate, settings) ?? name
    return Network(
      name: name, title: topicLabel.map { "\(question)\n\($0)" } ?? question,
      isDirected: columns.target == .topic, unit: columns.unit,
      nodes: try nodes(of: edges, and: topic == nil ? try loneNodes(of: name) : []), edges: edges,
      settings: settings, slices: settings.isEmpty ? [] : try slices(),
      comparesWords: settings.isEmpty ? false : try hasLevels("short_text"))
  }

  /// The first line of its doc comment, which speaks of actors and topics, or else what is tied.
  private func title(
    of predicate: Predicate, _ settings: [Network.Attribute]
  ) throws(EvaluationError) -> String? {
    if try isOfSpeakers(settings) {
      return predicate.documentation?.split(separator: "\n").first.map(String.init)
    }
    let known = ["one", "two"].compactMap { name in settings.first { $0.name == name }?.value }
    return known.joined(separator: " by ")
  }

  /// The nodes that rules name besides the ends of edges: `…_node(id, …)` with a column `mode`, 1 or 2,
  /// where there are two kinds.
  private func loneNodes(of name: String) throws(EvaluationError) -> [Network.NodeKey] {
    guard let id = catalog.predicate(named: name + "_node") else { return [] }
    let mode = catalog[id].columns.firstIndex { $0.name == "mode" }
    let rows = try rows(of: id)
    return (0..<rows.rowCount).map { row in
      let isSecond = mode.map { rows[row, $0] == .int(2) } ?? false
      return Network.NodeKey(isSecond ? .topic : .actor, rows[row, 0].displayText)
    }
  }

  /// The statements that rules name for each edge: `…_edge_statement(a, b, statement)`, with a column
  /// `slice` where the edge has one.
  private func statements(
    of name: String
  ) throws(EvaluationError) -> [EdgeColumns.Ends: [String]] {
    guard let id = catalog.predicate(named: name + "_edge_statement") else { return [:] }
    let slice = catalog[id].columns.firstIndex { $0.name == "slice" }
    let rows = try rows(of: id)
    var statements: [EdgeColumns.Ends: [String]] = [:]
    for row in 0..<rows.rowCount {
      let ends = EdgeColumns.Ends(
        rows[row, 0].displayText, rows[row, 1].displayText,
        slice: slice.flatMap { rows[row, $0].integer } ?? 0)
      statements[ends, default: []].append(rows[row, 2].displayText)
    }
    return statements
  }

  /// The ends of the edges, called as the graph calls them.
  func nodes(
    of edges: [Network.Edge], and others: [Network.NodeKey] = []
  ) throws(EvaluationError) -> [Network.Node] {
    let names = try labels(of: "actor", by: "name")
    let kinds = try labels(of: "actor", by: "kind")
    let topics = try labels(of: "topic", by: "label")
    let attributes = try attributes()
    return Set(edges.flatMap { [$0.source, $0.target] } + others).map { key in
      let known = attributes[key.id] ?? []
      return switch key.role {
      case .actor:
        Network.Node(
          key, label: names[key.id] ?? key.id, note: kinds[key.id], attributes: known)
      case .topic: Network.Node(key, label: topics[key.id] ?? key.id, attributes: known)
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
