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
public struct CitedProof {
  public let proof: Proof
  public let citations: [Int: Citation]
}

extension Database {
  /// Looks up where each statement in the proof was made. What the graph does not record is left out.
  public func cite(_ proof: Proof) throws(EvaluationError) -> CitedProof {
    var citations: [Int: Citation] = [:]
    for (number, node) in proof.nodes.enumerated() {
      guard let atom = node.atom else { continue }
      if atom.name == "statement" { citations[number] = try citation(of: atom) }
      if atom.name == "passage" { citations[number] = try citation(ofPassage: atom.values[0]) }
    }
    return CitedProof(proof: proof, citations: citations)
  }

  /// - Parameter atom: a row of `statement`.
  private func citation(of atom: GroundAtom) throws(EvaluationError) -> Citation? {
    try citation(of: atom.values, catalog[atom.predicate].columns.map(\.name))
  }

  private func citation(
    of row: [Value], _ columns: [String]
  ) throws(EvaluationError) -> Citation? {
    let statement = Dictionary(uniqueKeysWithValues: zip(columns, row))
    guard let id = statement["id"] else { return nil }
    return Citation(
      words: try rows(of: "quote", where: "statement", id, ["words"]).map { $0[0].displayText },
      gist: statement["gist"]?.displayText,
      article: try statement["article"].map(article) ?? nil,
      paragraph: statement["paragraph"]?.integer,
      date: statement["on"]?.date,
      reporters: try reporters(of: id))
  }

  /// Where a statement of the graph, or of an imported coding, was made; nil where there is none of
  /// this id.
  func citation(ofStatement id: Value) throws(EvaluationError) -> Citation? {
    guard let predicate = catalog.predicate(named: "statement"), isStated(predicate) else {
      return try citation(ofPassage: id)
    }
    let names = catalog[predicate].columns.map(\.name).filter { $0 != "id" }
    let found = try rows(of: "statement", where: "id", id, names)
    guard let row = found.first else { return try citation(ofPassage: id) }
    return try citation(of: [id] + row, ["id"] + names)
  }

  /// Whether facts state it: what rules make of an imported coding is not made only to be cited.
  private func isStated(_ predicate: PredicateID) -> Bool { !isDerived(predicate) }

  /// - Parameter id: that of a row of `passage`.
  private func citation(ofPassage id: Value) throws(EvaluationError) -> Citation? {
    guard
      let passage = try rows(of: "passage", where: "statement", id, ["document", "paragraph"]).first
    else { return nil }
    let document = try rows(of: "document", where: "id", passage[0], ["title", "source", "on"])
      .first
    return Citation(
      words: try rows(of: "excerpt", where: "statement", id, ["words"]).map { $0[0].displayText },
      gist: nil,
      article: document.map {
        Citation.Article(
          title: $0[0].displayText, publisher: $0[1].displayText, published: $0[2].date)
      },
      paragraph: passage[1].integer, date: document?[2].date, reporters: [])
  }

  private func article(_ id: Value) throws(EvaluationError) -> Citation.Article? {
    try rows(of: "article", where: "id", id, ["title", "publisher", "published"]).first.map {
      Citation.Article(
        title: $0[0].displayText, publisher: $0[1].displayText, published: $0[2].date)
    }
  }

  private func reporters(of statement: Value) throws(EvaluationError) -> [String] {
    var names: [String] = []
    for row in try rows(of: "reported_by", where: "statement", statement, ["actor"]) {
      let name = try rows(of: "actor", where: "id", row[0], ["name"]).first ?? row
      names.append(name[0].displayText)
    }
    return names
  }

  /// The `wanted` columns of the rows with `value` in `column`, sorted; none where the graph has no
  /// such predicate or columns.
  private func rows(
    of predicate: String, where column: String, _ value: Value, _ wanted: [String]
  ) throws(EvaluationError) -> [[Value]] {
    guard let id = catalog.predicate(named: predicate) else { return [] }
    let names = Set(catalog[id].columns.map(\.name))
    guard names.isSuperset(of: wanted + [column]) else { return [] }
    let outputs = wanted.enumerated().map { "\($1): W\($0)" }.joined(separator: ", ")
    let answer = try ask("\(predicate)(\(column): \(value), \(outputs))?")
    return (0..<answer.rowCount).map(answer.row)
  }
}

extension Value {
  var integer: Int64? { if case .int(let number) = self { number } else { nil } }
  /// A number of either kind.
  var number: Double? {
    switch self {
    case .int(let number): Double(number)
    case .decimal(let number): number
    case .symbol, .text, .date: nil
    }
  }
  var date: EDTFDate? { if case .date(let date) = self { date } else { nil } }
}
