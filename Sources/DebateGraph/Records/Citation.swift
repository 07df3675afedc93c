public import Datalog

/// Where a statement was made, in the words of its article.
public struct Citation: Equatable, Sendable {
  /// What the article puts in quotation marks, exactly.
  public let words: [String]
  /// What was said in the coder's words, for where nothing is quoted.
  public let gist: String?
  public let article: Article?
  public let paragraph: Int64?
  /// When it was said, as EDTF.
  public let date: EDTFDate?
  /// Names of who says that the actor holds it, where the actor does not say so.
  public let reporters: [String]

  public struct Article: Equatable, Sendable {
    public let title: String
    public let publisher: String?
    public let published: EDTFDate?
  }
}

/// A proof, with the citation of every statement in it by the number of its node.
public struct CitedProof: Sendable {
  public let proof: Proof
  public let citations: [Int: Citation]
}

extension Database {
  /// Looks up where each statement in the proof was made. What the graph does not record is left out.
  public func cite(_ proof: Proof) throws(EvaluationError) -> CitedProof {
    var citations: [Int: Citation] = [:]
    for (number, node) in proof.nodes.enumerated() where node.atom.predicate == "statement" {
      citations[number] = try citation(of: node.atom)
    }
    return CitedProof(proof: proof, citations: citations)
  }

  /// - Parameter statement: a row of `statement`.
  private func citation(of statement: GroundAtom) throws(EvaluationError) -> Citation? {
    guard let id = statement["id"] else { return nil }
    let article = statement["article"]
    return Citation(
      words: try values(of: "words", in: "quote", where: "statement", is: id).map(\.displayText),
      gist: statement["gist"]?.displayText,
      article: try article.flatMap { (key) throws(EvaluationError) in try self.article(key) },
      paragraph: statement["paragraph"]?.integer,
      date: statement["on"]?.date,
      reporters: try reporters(of: id))
  }

  private func article(_ id: Value) throws(EvaluationError) -> Citation.Article? {
    guard let title = try values(of: "title", in: "article", where: "id", is: id).first else {
      return nil
    }
    return Citation.Article(
      title: title.displayText,
      publisher: try values(of: "publisher", in: "article", where: "id", is: id).first?.displayText,
      published: try values(of: "published", in: "article", where: "id", is: id).first?.date)
  }

  private func reporters(of statement: Value) throws(EvaluationError) -> [String] {
    var names: [String] = []
    for actor in try values(of: "actor", in: "reported_by", where: "statement", is: statement) {
      let name = try values(of: "name", in: "actor", where: "id", is: actor).first ?? actor
      names.append(name.displayText)
    }
    return names
  }

  /// The values of one column in the rows that have `value` in another, sorted; none where the graph
  /// has no such predicate or column.
  private func values(
    of wanted: String, in predicate: String, where column: String, is value: Value
  ) throws(EvaluationError) -> [Value] {
    guard let id = catalog.predicate(named: predicate) else { return [] }
    let names = catalog[id].columns.map(\.name)
    guard names.contains(wanted), names.contains(column) else { return [] }
    let answer = try ask("\(predicate)(\(column): \(value), \(wanted): Wanted)?")
    return (0..<answer.count).map { answer[$0, 0] }
  }
}

extension GroundAtom {
  fileprivate subscript(column: String) -> Value? {
    columns.firstIndex(of: column).map { values[$0] }
  }
}

extension Value {
  fileprivate var integer: Int64? { if case .int(let number) = self { number } else { nil } }
  fileprivate var date: EDTFDate? { if case .date(let date) = self { date } else { nil } }
}
