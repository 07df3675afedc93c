import Datalog
import SQLite

extension Import {
  /// Reads a database of Discourse Network Analyzer 3 into a debate of its own: its documents as text
  /// files, its statements as facts of `queries/networks/coding.dl`, and rules that read them as
  /// actors, topics and stances.
  public static func dna(
    _ path: String, into surroundings: Surroundings = Surroundings()
  ) throws(ImportRefusal) -> Import {
    let file = try DNAFile(path)
    let importer = DNAImporter(file, try DNANames(of: file), surroundings)
    try importer.read()
    return try importer.result()
  }
}

/// Takes a database over, table by table.
private final class DNAImporter {
  let file: DNAFile
  let names: DNANames
  private var writer: ImportWriter
  private let mapping: DNAMapping
  private var passages: [Int64: [Passage]] = [:]
  private var excerpts: [Int64: AnchoredText.Passage] = [:]
  /// Values of variables, entities or attributes that are not there.
  private var lostValues = 0
  /// Coders and statement types that something is of and that are not there.
  private var lostNames: Set<String> = []
  /// Of statements and documents.
  private var ids: [String] = []
  /// Where passages stand in time and text.
  private var times: [Int64: Int64] = [:]

  private struct Passage {
    let id: Int64
    let type: Int64
    let document: Int64
    let start: Int
    let stop: Int
    let coder: Int64
  }

  init(_ file: DNAFile, _ names: DNANames, _ surroundings: Surroundings) {
    self.file = file
    self.names = names
    mapping = DNAMapping(names)
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    writer = ImportWriter(
      surroundings,
      heading:
        "What the DNA database \(written(text: name)) holds, taken over by 'debate import dna'.")
  }

  func read() throws(ImportRefusal) {
    readNames()
    try readAttributes()
    try readPassages()
    try readDocuments()
    writePassages()
    try readValues()
    try readTheRest()
  }

  func result() throws(ImportRefusal) -> Import {
    let surroundings = writer.surroundings
    try surroundings.refuseClashes(
      of: ids,
      variables: names.variables.values.map {
        (names.plainTypes[$0.type] ?? "", $0.name, $0.kind)
      })
    let isNew = mapping.reading.map { !surroundings.knows(type: names.plainType($0.type)) } ?? true
    return writer.finish(
      mapping.reading, isNew: isNew,
      withoutReading:
        "no statement type has two variables of short text: nothing is read as actor and topic")
  }
}

// MARK: - Names

extension DNAImporter {
  private func readNames() {
    writer.facts.head("Who coded, and what can be coded")
    for id in names.coders.keys.sorted() {
      writer.state(
        coder: names.coders[id]!, names.plainCoders[id]!,
        colour: names.coderColours[id] ?? "\"\"")
    }
    for id in names.variables.keys.sorted() {
      let variable = names.variables[id]!
      let type = names.plainTypes[variable.type] ?? ""
      if writer.surroundings.knows(variable: variable.name, of: type) { continue }
      writer.facts.state(
        "variable", self.type(variable.type), variable.written, variable.kind,
        "\(variable.position)")
    }
    writer.facts.head("What was found")
    let entities = names.entities.filter { !$0.value.value.isEmpty }
    for id in entities.keys.sorted() {
      let (entity, place) = (entities[id]!, place(of: entities[id]!))
      writer.facts.state(
        "entity", place.0, place.1, entity.written, written(text: entity.value), entity.colour)
      compare(entity, place.1)
      if let parent = entity.parent.flatMap({ entities[$0] }) {
        writer.facts.state("part_of_entity", place.0, place.1, entity.written, parent.written)
      }
    }
    writer.count(names.coders.count, "coder", "coders")
    writer.count(names.types.count, "statement type", "statement types")
    writer.count(names.variables.count, "variable", "variables")
    writer.count(entities.count, "value of variables", "values of variables")
    if names.mergedValues > 0 {
      writer.remark(
        "\(numbered(names.mergedValues, "value")) written with other bytes than an equal one: one with it"
      )
    }
  }

  /// An actor or a topic may be one of the debate's own.
  private func compare(_ entity: DNANames.Entity, _ variable: String) {
    guard let reading = mapping.reading,
      names.variables[entity.variable].map({ type($0.type) })
        == reading.type, [reading.actor, reading.topic].contains(variable)
    else { return }
    writer.compare(entity.value, of: variable, isActor: variable == reading.actor)
  }

  private func type(_ id: Int64) -> String {
    if names.types[id] == nil { lostNames.insert("statement type \(id)") }
    return names.types[id] ?? "''"
  }

  private func coder(_ id: Int64) -> String {
    if names.coders[id] == nil { lostNames.insert("coder \(id)") }
    return names.coders[id] ?? "''"
  }

  /// Type and variable.
  private func place(of entity: DNANames.Entity) -> (String, String) {
    guard let variable = names.variables[entity.variable] else { return ("''", "''") }
    return (type(variable.type), variable.written)
  }

  private func readAttributes() throws(ImportRefusal) {
    var attributes: [Int64: String] = [:]
    try file.rows("select ID, AttributeVariable from ATTRIBUTEVARIABLES") { row in
      attributes[try row.integer(0)] = written(symbol: try row.text(1))
    }
    var count = 0
    let sql =
      "select EntityId, AttributeVariableId, AttributeValue from ATTRIBUTEVALUES order by ID"
    try file.rows(sql) { row in
      let content = row.isNull(2) ? "" : try row.text(2)
      if content.isEmpty { return }
      guard let entity = names.entities[try row.integer(0)],
        let attribute = attributes[try row.integer(1)]
      else {
        lostValues += 1
        return
      }
      let place = place(of: entity)
      count += 1
      writer.facts.state(
        "attribute", place.0, place.1, entity.written, attribute, written(text: content))
    }
    writer.count(count, "attribute", "attributes")
  }
}

// MARK: - Documents and passages

extension DNAImporter {
  private func readPassages() throws(ImportRefusal) {
    let sql = "select ID, StatementTypeId, DocumentId, Start, Stop, Coder from STATEMENTS"
    try file.rows(sql) { row in
      let passage = Passage(
        id: try row.integer(0), type: try row.integer(1), document: try row.integer(2),
        start: Int(try row.integer(3)), stop: Int(try row.integer(4)), coder: try row.integer(5))
      passages[passage.document, default: []].append(passage)
    }
  }

  private func readDocuments() throws(ImportRefusal) {
    writer.facts.head("Documents")
    let sql = """
      select ID, Title, Author, Source, Section, Type, Notes, Coder, Date, Text from DOCUMENTS \
      order by ID
      """
    var (shifted, missing) = (0, 0)
    try file.rows(sql) { row in
      let (id, at, text) = (
        try row.integer(0), try row.integer(8), try row.text(9, orEmpty: &missing)
      )
      let name = writer.textName(writer.plainID("d", id))
      times[id] = at
      writer.facts.state(
        "document", writer.id("d", id), written(symbol: try row.text(1, orEmpty: &missing)),
        written(symbol: try row.text(2, orEmpty: &missing)),
        written(symbol: try row.text(3, orEmpty: &missing)),
        written(symbol: try row.text(4, orEmpty: &missing)),
        written(symbol: try row.text(5, orEmpty: &missing)),
        written(text: try row.text(6, orEmpty: &missing)), coder(try row.integer(7)),
        try day(at, of: id), "\(at)", written(text: name))
      writer.add(text: text, named: name)
      guard let inDocument = passages[id] else { return }
      let anchored = AnchoredText(text)
      for passage in inDocument {
        let excerpt = anchored.passage(from: passage.start, to: passage.stop)
        excerpts[passage.id] = excerpt
        if !excerpt.isWhole { shifted += 1 }
      }
    }
    writer.count(times.count, "document", "documents")
    if missing > 0 {
      writer.remark("\(numbered(missing, "field")) of documents without anything: taken for empty")
    }
    if shifted > 0 {
      writer.remark("\(numbered(shifted, "passage")) not within the document: cut to it")
    }
    let lost = passages.keys.filter { times[$0] == nil }
    if let id = lost.min() {
      throw ImportRefusal("'\(file.path)' has statements of document \(id), which is not there")
    }
  }

  private func day(_ seconds: Int64, of document: Int64) throws(ImportRefusal) -> String {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    guard let number = Int32(exactly: days), case let day = CalendarDay(number: number),
      EDTFDate.years ~= day.year
    else { throw ImportRefusal("document \(document) has a date before year 0 or after 9999") }
    return day.description
  }

  private func writePassages() {
    writer.facts.head("Statements, each a passage of a document, in the order of time and text")
    var ordered = passages.values.joined().map { ($0, times[$0.document] ?? 0) }
    ordered.sort { a, b in
      (a.1, a.0.document, Int64(a.0.start), Int64(a.0.stop), a.0.id)
        < (b.1, b.0.document, Int64(b.0.start), Int64(b.0.stop), b.0.id)
    }
    for (number, (passage, _)) in ordered.enumerated() {
      guard let excerpt = excerpts[passage.id] else { continue }
      let id = writer.id("s", passage.id)
      writer.facts.state(
        "passage", id, type(passage.type), writer.id("d", passage.document), "\(excerpt.start)",
        "\(excerpt.stop)", "\(excerpt.line)", coder(passage.coder), "\(number + 1)")
      writer.facts.state("excerpt", id, written(text: excerpt.words))
    }
    writer.count(ordered.count, "statement", "statements")
    ids = ordered.map { writer.plainID("s", $0.0.id) } + times.keys.map { writer.plainID("d", $0) }
    passages = [:]
    excerpts = [:]
  }
}

// MARK: - Values

extension DNAImporter {
  private func readValues() throws(ImportRefusal) {
    writer.facts.head("What the statements say")
    let before = writer.facts.count
    var empty = 0
    try values("DATASHORTTEXT", "Entity") { statement, variable, row in
      guard let entity = names.entities[try row.integer(2)] else {
        throw ImportRefusal(
          "'\(file.path)' has a statement \(statement) with a value that is not there")
      }
      if entity.value.isEmpty { empty += 1 }
      writer.facts.state("coded", statement, variable, entity.written)
    }
    for table in ["DATABOOLEAN", "DATAINTEGER"] {
      try values(table, "Value") { statement, variable, row in
        writer.facts.state("scored", statement, variable, "\(try row.integer(2))")
      }
    }
    try values("DATALONGTEXT", "Value") { statement, variable, row in
      let text = row.isNull(2) ? "" : try row.text(2)
      writer.facts.state("written", statement, variable, written(text: text))
    }
    writer.count(writer.facts.count - before, "coded value", "coded values")
    if empty > 0 {
      writer.remark("\(numbered(empty, "empty value")): such statements tie nothing")
    }
  }

  private func values(
    _ table: String, _ column: String,
    _ state: (_ statement: String, _ variable: String, borrowing SQLRow) throws -> Void
  ) throws(ImportRefusal) {
    let sql =
      "select StatementId, VariableId, \(column) from \(table) order by StatementId, VariableId"
    try file.rows(sql) { row in
      guard let variable = names.variables[try row.integer(1)] else {
        lostValues += 1
        return
      }
      try state(writer.id("s", try row.integer(0)), variable.written, row)
    }
  }

  /// What only DNA's own screens use.
  private func readTheRest() throws(ImportRefusal) {
    let before = writer.facts.count
    writer.facts.head("What coders had highlighted")
    try file.rows("select Label, Red, Green, Blue from REGEXES order by Label") { row in
      writer.facts.state("highlighted", written(text: try row.text(0)), try row.colour(1))
    }
    writer.count(writer.facts.count - before, "highlighted pattern", "highlighted patterns")
    let sql = """
      select Coder, OtherCoder, viewStatements, editStatements, viewDocuments, editDocuments \
      from CODERRELATIONS order by Coder, OtherCoder
      """
    try file.rows(sql) { row in
      writer.facts.state(
        "coder_relation", coder(try row.integer(0)), coder(try row.integer(1)),
        "\(try row.integer(2))",
        "\(try row.integer(3))", "\(try row.integer(4))", "\(try row.integer(5))")
    }
    if lostValues > 0 {
      writer.remark("left behind: \(lostValues) values of variables or entities that are not there")
    }
    if !lostNames.isEmpty {
      writer.remark(
        "without a name, since not there: \(lostNames.sorted().joined(separator: ", "))")
    }
    writer.remark("left behind: passwords, permissions and what coders set for their screens")
  }
}
