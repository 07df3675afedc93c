public import Datalog

/// The sources that answers rest on, numbered in the order in which the answers need them.
public struct Bibliography: Equatable, Sendable {
  public let sources: [Source]

  /// An article, or a document of an imported coding.
  public struct Source: Equatable, Sendable {
    public let id: String
    public let title: String
    public let publisher: String?
    public let published: EDTFDate?
    public let language: String?
    /// In the order in which they stand in it.
    public internal(set) var passages: [Passage] = []
  }

  /// Where in a source something stands.
  public struct Passage: Equatable, Sendable {
    public let paragraph: Int64?
    /// What the source puts in quotation marks, exactly.
    public let words: [String]
    /// In the coder's words, or what the passage tells of.
    public let gist: String?
    public let reporters: [String]
    /// The rows that rest on it, from 1, ascending.
    public internal(set) var rows: [Int]
  }
}

extension Database {
  /// The sources of some rows of an answer, from 0: every article that a fact in the proofs of these
  /// rows refers to, directly or by the statement it is about.
  ///
  /// - Precondition: nothing was loaded or retracted since the answer.
  public func bibliography(of answer: Answer, rows: [Int]) throws(EvaluationError) -> Bibliography {
    var builder = BibliographyBuilder(database: self)
    for (row, proof) in zip(rows, try prove(answer, rows: rows, membersShown: .max)) {
      try builder.add(proof, of: row + 1)
    }
    return builder.bibliography
  }
}

private struct BibliographyBuilder {
  /// What a source may be a row of.
  private static let sourcePredicates = ["article", "document"]

  let database: Database
  private var sources: [Bibliography.Source] = []
  private var sourceNumbers: [Value: Int] = [:]
  private var passages: [[Value]: (source: Int, passage: Bibliography.Passage)] = [:]
  /// Facts by the key that others refer to them with; empty where they have no source.
  private var referred: [Reference: Proof?] = [:]

  private struct Reference: Hashable {
    let predicate: String
    let key: Value
  }

  init(database: Database) { self.database = database }

  /// Passages by paragraph, then by what they say; those that say the same are one.
  var bibliography: Bibliography {
    var sources = sources
    for (source, passage) in passages.values { sources[source].passages.append(passage) }
    for number in sources.indices {
      sources[number].passages = merged(sources[number].passages.sorted(by: precedes))
    }
    return Bibliography(sources: sources)
  }

  mutating func add(_ proof: Proof, of row: Int) throws(EvaluationError) {
    let cited = try database.cite(proof)
    for (number, node) in proof.nodes.enumerated() {
      guard case .fact = node.reason, let atom = node.atom else { continue }
      if try add(atom, cited.citations[number], of: row) { continue }
      for reference in references(of: atom) {
        guard let target = try fact(reference), let atom = target.root.atom else { continue }
        _ = try add(atom, try database.cite(target).citations[0], of: row)
      }
    }
  }

  /// Adds the passage of a fact that refers to a source; false where it refers to none.
  private mutating func add(
    _ atom: GroundAtom, _ citation: Citation?, of row: Int
  ) throws(EvaluationError) -> Bool {
    if passages[atom.values] != nil {
      if passages[atom.values]!.passage.rows.last != row {
        passages[atom.values]!.passage.rows.append(row)
      }
      return true
    }
    let reference = references(of: atom).first { reference in
      Self.sourcePredicates.contains(reference.predicate)
    }
    guard let reference, let source = try source(reference) else { return false }
    let columns = database.catalog[atom.predicate].columns.map(\.name)
    let values = Dictionary(uniqueKeysWithValues: zip(columns, atom.values))
    passages[atom.values] = (
      source,
      Bibliography.Passage(
        paragraph: values["paragraph"]?.integer, words: citation?.words ?? [],
        gist: citation?.gist ?? values["label"]?.displayText,
        reporters: citation?.reporters ?? [], rows: [row])
    )
    return true
  }

  private func references(of atom: GroundAtom) -> [Reference] {
    zip(database.catalog[atom.predicate].columns, atom.values).compactMap { column, value in
      guard case .reference(let name) = column.type else { return nil }
      return Reference(predicate: name, key: value)
    }
  }

  /// The proof of the fact that is referred to; nil where it is derived.
  private mutating func fact(_ reference: Reference) throws(EvaluationError) -> Proof? {
    if let known = referred[reference] { return known }
    let proof = try prove(reference)
    referred[reference] = .some(proof)
    return proof
  }

  private func prove(_ reference: Reference) throws(EvaluationError) -> Proof? {
    guard let id = database.catalog.predicate(named: reference.predicate),
      let key = database.catalog[id].key.first, !database.isDerived(id)
    else { return nil }
    let column = database.catalog[id].columns[key].name
    return try database.prove("\(Value.symbol(reference.predicate))(\(column): \(reference.key))?")
  }

  private mutating func source(_ reference: Reference) throws(EvaluationError) -> Int? {
    if let number = sourceNumbers[reference.key] { return number }
    guard let atom = try fact(reference)?.root.atom else { return nil }
    let columns = database.catalog[atom.predicate].columns.map(\.name)
    let values = Dictionary(uniqueKeysWithValues: zip(columns, atom.values))
    sourceNumbers[reference.key] = sources.count
    sources.append(
      Bibliography.Source(
        id: reference.key.displayText,
        title: values["title"]?.displayText ?? reference.key.displayText,
        publisher: (values["publisher"] ?? values["source"])?.displayText,
        published: (values["published"] ?? values["on"])?.date,
        language: values["language"]?.displayText))
    return sources.count - 1
  }
}

private func precedes(_ a: Bibliography.Passage, _ b: Bibliography.Passage) -> Bool {
  let (first, second) = (a.paragraph ?? .max, b.paragraph ?? .max)
  if first != second { return first < second }
  if a.words != b.words { return a.words.lexicographicallyPrecedes(b.words) }
  if a.gist != b.gist { return (a.gist ?? "") < (b.gist ?? "") }
  return a.reporters.lexicographicallyPrecedes(b.reporters)
}

private func merged(_ sorted: [Bibliography.Passage]) -> [Bibliography.Passage] {
  var merged: [Bibliography.Passage] = []
  for passage in sorted {
    if let last = merged.last, !precedes(last, passage) {
      merged[merged.count - 1].rows = Set(last.rows + passage.rows).sorted()
    } else {
      merged.append(passage)
    }
  }
  return merged
}
