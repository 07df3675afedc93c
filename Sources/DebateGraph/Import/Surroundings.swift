public import Datalog

/// The debate that an import joins: what its facts may not say again, and whom it knows already.
public struct Surroundings: Sendable {
  /// Begins the ids of what is imported.
  public let prefix: String
  /// The folder of its texts, and the file of its rules, in the debate; nil for a debate of its own.
  let name: String?
  private let ids: Set<String>
  private let coders: Set<String>
  /// By type and name.
  private let variables: [[String]: String]
  private let actors: [String: String]
  private let topics: [String: String]

  /// For a debate of its own.
  public init() {
    (prefix, name, ids, coders, variables) = ("", nil, [], [], [:])
    (actors, topics) = ([:], [:])
  }

  /// - Parameters:
  ///   - database: in which the debate is loaded, and its rules of networks.
  ///   - name: fit for a file.
  public init(
    of database: Database, name: String, prefix: String
  ) throws(EvaluationError) {
    (self.name, self.prefix) = (name, prefix)
    ids = Set(
      try database.texts("statement(id: X)?") + database.texts("passage(statement: X)?")
        + database.texts("article(id: X)?") + database.texts("document(id: X)?"))
    coders = Set(try database.texts("coder(name: X)?"))
    var variables: [[String]: String] = [:]
    for row in try database.rows("variable(T, V, K, _)?") { variables[[row[0], row[1]]] = row[2] }
    self.variables = variables
    actors = try database.idsByName(["actor(id: X, name: N)?", "alias(actor: X, name: N)?"])
    topics = try database.idsByName(["topic(id: X, label: N)?"])
  }

  var isEmpty: Bool { name == nil }

  func knows(coder: String) -> Bool { coders.contains(coder) }
  func knows(type: String) -> Bool { variables.keys.contains { $0[0] == type } }
  func knows(variable: String, of type: String) -> Bool { variables[[type, variable]] != nil }
  func actor(called name: String) -> String? { actors[name] }
  func topic(called name: String) -> String? { topics[name] }

  /// Where ids are taken, or a variable holds something else there.
  func refuseClashes(
    of new: [String], variables: [(type: String, name: String, kind: String)]
  ) throws(ImportRefusal) {
    let taken = new.filter(ids.contains)
    if let first = taken.first {
      throw ImportRefusal(
        "the debate has \(taken.count) of these statements and documents"
          + " under the same id, such as '\(first)'",
        help: "if they are others, begin their ids with a word: '--prefix new_'")
    }
    for variable in variables {
      guard let kind = self.variables[[variable.type, variable.name]], kind != variable.kind else {
        continue
      }
      throw ImportRefusal(
        "variable '\(variable.name)' of '\(variable.type)' holds \(kind) in the debate,"
          + " \(variable.kind) here")
    }
  }
}

extension Database {
  fileprivate func rows(_ question: String) throws(EvaluationError) -> [[String]] {
    let answer = try ask(question)
    return (0..<answer.rowCount).map { row in answer.row(row).map(\.displayText) }
  }

  fileprivate func texts(_ question: String) throws(EvaluationError) -> [String] {
    try rows(question).map { $0[0] }
  }

  /// Ids by themselves and by names; of two with one name the first.
  fileprivate func idsByName(_ questions: [String]) throws(EvaluationError) -> [String: String] {
    var ids: [String: String] = [:]
    for question in questions {
      for row in try rows(question) { ids[row[1]] = ids[row[1]] ?? row[0] }
    }
    for id in Set(ids.values) { ids[id] = id }
    return ids
  }
}
