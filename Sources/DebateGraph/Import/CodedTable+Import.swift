import Datalog

extension Import {
  /// Reads a table of statements as a coding.
  ///
  /// - Parameters:
  ///   - name: of the type of its statements.
  ///   - count: so many rows only, for a preview.
  /// - Precondition: the table is right.
  public static func table(
    _ table: CodedTable, named name: String, first count: Int = .max,
    into surroundings: Surroundings = Surroundings()
  ) throws(ImportRefusal) -> Import {
    precondition(table.isRight, "a table with mistakes is not imported")
    var writer = CodedTableWriter(table, named: name, surroundings)
    return try writer.result(first: count)
  }
}

/// Makes facts of a table.
private struct CodedTableWriter {
  private let table: CodedTable
  private let type: String
  private let plainType: String
  private var writer: ImportWriter
  private let columns: [TableRole: Int]
  /// By the columns' numbers, in order of occurrence.
  private var values: [Int: [String]] = [:]
  private var known: [Int: Set<String>] = [:]
  private var coders: Set<String> = []
  private var codedCount = 0
  /// Of statements that are older than their documents.
  private var datedCount = 0

  init(_ table: CodedTable, named name: String, _ surroundings: Surroundings) {
    self.table = table
    (type, plainType) = (written(symbol: name), name)
    writer = ImportWriter(
      surroundings,
      heading:
        "What the table \(written(text: table.text.name)) holds, taken over by 'debate import csv'."
    )
    var columns: [TableRole: Int] = [:]
    for role in TableRole.allCases { columns[role] = table.column(role) }
    self.columns = columns
  }

  mutating func result(first count: Int) throws(ImportRefusal) -> Import {
    let isNew = !writer.surroundings.knows(type: plainType)
    stateVariables()
    stateDocuments(first: count)
    let ids = try stateRows(first: count)
    stateEntities()
    try writer.surroundings.refuseClashes(
      of: ids + table.documents.indices.map { documentID($0) },
      variables: variables.map { (plainType, $0.column.name, $0.column.kind.rawValue) })
    report(ids.count)
    return writer.finish(reading, isNew: isNew, withoutReading: "")
  }

  private var variables: [(number: Int, column: TableColumn)] {
    table.columns.enumerated().filter(\.element.isVariable).map { ($0, $1) }
  }

  private mutating func stateVariables() {
    writer.facts.head("What can be coded")
    for (position, variable) in variables.enumerated()
    where !writer.surroundings.knows(variable: variable.column.name, of: plainType) {
      writer.facts.state(
        "variable", type, written(symbol: variable.column.name), variable.column.kind.rawValue,
        "\(position + 1)")
    }
  }

  // MARK: documents

  private func documentID(_ number: Int) -> String {
    let document = table.documents[number]
    guard columns[.document] != nil, let id = document.id else {
      return writer.plainID("d", number + 1)
    }
    return writer.plainID(id.isNumeral ? "d" : "", id)
  }

  private mutating func stateDocuments(first count: Int) {
    writer.facts.head("Documents")
    let shown = count == .max ? table.documents.count : min(count, table.documents.count)
    for (number, document) in table.documents.prefix(shown).enumerated() {
      let marks = document.marks.map { written(symbol: $0) }
      writer.facts.state(
        "document", written(symbol: documentID(number)), marks[0], marks[1], marks[2], marks[3],
        marks[4], "\"\"", "''", Value.date(document.date.date).description,
        "\(document.date.second)", "\"\"")
    }
  }

  // MARK: statements

  /// The ids of the statements.
  private mutating func stateRows(first count: Int) throws(ImportRefusal) -> [String] {
    writer.facts.head("Statements")
    let places = table.places
    var ids: [String] = []
    do throws(TableMistake) {
      var rows = CodedRows(table.text, table.style, table.input)
      _ = try rows.next()
      while ids.count < count, try rows.next() {
        if rows.isBlank { continue }
        ids.append(state(rows, ids.count, place: places[ids.count]))
      }
    } catch {
      throw ImportRefusal(error.message, help: error.help)
    }
    return ids
  }

  private mutating func state(_ rows: CodedRows, _ number: Int, place: Int) -> String {
    let row = table.rows[number]
    let plain = statementID(rows, number)
    let id = written(symbol: plain)
    let paragraph = columns[.paragraph].flatMap { Int(rows.text($0)) } ?? 1
    writer.facts.state(
      "passage", id, type, written(symbol: documentID(row.document)), "\(row.start)",
      "\(row.stop)", "\(paragraph)", coder(rows), "\(place)")
    if row.moment != table.documents[row.document].date {
      datedCount += 1
      writer.facts.state(
        "dated", id, Value.date(row.moment.date).description, "\(row.moment.second)")
    }
    writer.facts.state("excerpt", id, written(text: columns[.text].map(rows.text) ?? ""))
    for (number, column) in variables { state(rows.text(number), number, column, of: id) }
    return plain
  }

  private func statementID(_ rows: CodedRows, _ number: Int) -> String {
    guard let column = columns[.statement] else { return writer.plainID("s", number + 1) }
    let id = rows.text(column)
    return writer.plainID(id.isNumeral ? "s" : "", id)
  }

  private mutating func coder(_ rows: CodedRows) -> String {
    guard let column = columns[.coder], case let name = rows.text(column), !name.isEmpty else {
      return "''"
    }
    if coders.insert(name).inserted {
      writer.state(coder: written(symbol: name), name, colour: "\"\"")
    }
    return written(symbol: name)
  }

  private mutating func state(
    _ text: String, _ number: Int, _ column: TableColumn, of id: String
  ) {
    let name = written(symbol: column.name)
    switch column.kind {
    case .shortText:
      let isStance = column.role == .stance && table.stance == .words
      let value = isStance ? text.lowercased() : text
      if !value.isEmpty, known[number, default: []].insert(value).inserted {
        values[number, default: []].append(value)
      }
      writer.facts.state("coded", id, name, written(symbol: value))
    case .longText: writer.facts.state("written", id, name, written(text: text))
    case .integer:
      guard let value = Int64(text) else { return }
      writer.facts.state("scored", id, name, "\(value)")
    case .boolean:
      guard let value = Yes.value(of: text) else { return }
      writer.facts.state("scored", id, name, "\(value)")
    }
    codedCount += 1
  }

  private mutating func stateEntities() {
    writer.facts.head("What was found")
    for (number, column) in variables where column.kind == .shortText {
      for value in values[number] ?? [] {
        writer.facts.state(
          "entity", type, written(symbol: column.name), written(symbol: value),
          written(text: value), "\"\"")
        if column.role == .actor || column.role == .topic {
          writer.compare(value, of: written(symbol: column.name), isActor: column.role == .actor)
        }
      }
    }
  }

  // MARK: reading and report

  private var reading: DebateReading? {
    guard let actor = columns[.actor], let topic = columns[.topic] else { return nil }
    let stance = columns[.stance].flatMap { column -> DebateReading.Stance? in
      let name = written(symbol: table.columns[column].name)
      return switch table.stance {
      case .words: .words(name)
      case .sign: .sign(name)
      case .boolean: .boolean(name)
      case nil: nil
      }
    }
    return DebateReading(
      type: type, actor: written(symbol: table.columns[actor].name),
      topic: written(symbol: table.columns[topic].name), stance: stance ?? .none)
  }

  private mutating func report(_ statements: Int) {
    writer.count(statements, "statement", "statements")
    writer.count(table.documents.count, "document", "documents")
    writer.count(variables.count, "variable", "variables")
    writer.count(
      values.values.reduce(0) { $0 + $1.count }, "value of variables", "values of variables")
    writer.count(codedCount, "coded value", "coded values")
    if coders.count > 0 { writer.count(coders.count, "coder", "coders") }
    if datedCount > 0 {
      writer.remark(
        "documents have the latest date of their statements; \(datedCount) of these are older")
    }
    for remark in table.remarks { writer.remark(remark) }
  }
}

extension String {
  fileprivate var isNumeral: Bool { !isEmpty && utf8.allSatisfy { 0x30...0x39 ~= $0 } }
}

extension CodedTable {
  /// For each row its place in the order of time, document and text, from 1. Documents whose ids are
  /// numbers stand in the order of these.
  fileprivate var places: [Int] {
    let numbers = documents.map { $0.id.flatMap { Int64($0) } ?? 0 }
    let ordered = rows.indices.sorted { a, b in
      let (x, y) = (rows[a], rows[b])
      return (x.moment.second, numbers[x.document], Int64(x.document), x.start, x.stop, a)
        < (y.moment.second, numbers[y.document], Int64(y.document), y.start, y.stop, b)
    }
    var places = [Int](repeating: 0, count: rows.count)
    for (place, row) in ordered.enumerated() { places[row] = place + 1 }
    return places
  }

  /// What a user should know of the way the table is read.
  fileprivate var remarks: [String] {
    var remarks: [String] = []
    if column(.document) == nil, column(.title) == nil {
      remarks.append("no column tells documents apart: each row is one of its own")
    }
    if let name = withoutStance {
      remarks.append("'\(name.beginning)' tells neither for nor against, so it is a variable only")
    }
    for column in columns where column.isVariable && column.found.empty > 0 {
      let tiesNothing = column.role == .actor || column.role == .topic
      remarks.append(
        "\(numbered(column.found.empty, "row")) without '\(column.name)'"
          + (tiesNothing ? ": such statements tie nothing" : ""))
    }
    if emptyRows > 0 { remarks.append("\(numbered(emptyRows, "empty row")) left out") }
    let ignored = columns.filter { $0.isIgnored && $0.found.filled > 0 }.map { "'\($0.name)'" }
    if !ignored.isEmpty {
      remarks.append("left out as asked: " + ignored.joined(separator: ", "))
    }
    if column(.start) != nil {
      remarks.append("places in texts are taken as they are, since the texts are not there")
    }
    return remarks
  }
}
