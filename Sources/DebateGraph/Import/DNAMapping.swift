/// Which variables of a DNA database are read as actor, topic and stance.
struct DNAMapping {
  /// Nil where no statement type has two variables of short text.
  let reading: DebateReading?

  init(_ names: DNANames) {
    let types = Dictionary(grouping: names.variables.values, by: \.type)
    let ranked = names.types.keys.sorted { a, b in
      let (x, y) = (names.types[a] == Self.usualType, names.types[b] == Self.usualType)
      return x == y ? a < b : x
    }
    reading =
      ranked.lazy.compactMap { type in
        let variables = (types[type] ?? []).sorted { $0.position < $1.position }
        return DebateReading(type: names.types[type] ?? "''", variables)
      }.first
  }

  private static let usualType = "'DNA Statement'"
}

extension DebateReading {
  /// - Parameter variables: of the type, in their order.
  fileprivate init?(type: String, _ variables: [DNANames.Variable]) {
    let words = variables.filter { $0.kind == "short_text" }
    let booleans = variables.filter { $0.kind == "boolean" }
    guard words.count >= 2 else { return nil }
    let actor = words.first { $0.name == "organization" } ?? words[0]
    let others = words.filter { $0.name != actor.name }
    let topic = others.first { $0.name == "concept" } ?? others[0]
    let agreement = booleans.first { $0.name == "agreement" } ?? booleans.first
    self.init(
      type: type, actor: actor.written, topic: topic.written,
      stance: agreement.map { .boolean($0.written) } ?? .none)
  }
}
