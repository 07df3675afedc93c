import Datalog

/// Checks the rows of a table one by one, and tells their documents apart.
struct RowReader {
  private let table: CodedTable
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var documents: [CodedTable.Document] = []
  private var statements: Set<String> = []
  private var numbers: [String: Int] = [:]
  /// The date of rows that have none.
  private let date: TableMoment?
  private let columns: [TableRole: Int]

  init(_ table: CodedTable) {
    self.table = table
    var columns: [TableRole: Int] = [:]
    for role in TableRole.allCases { columns[role] = table.column(role) }
    self.columns = columns
    date = table.options.date.flatMap { try? TableMoment($0, order: table.options.dayOrder) }
  }

  struct Read {
    let document: CodedTable.Document
    let start: Int
    let stop: Int
  }

  /// Nil for a row in which something is wrong.
  mutating func read(_ rows: CodedRows) -> Read? {
    let before = diagnostics.count
    checkStatement(rows)
    checkValues(rows)
    let date = moment(rows)
    let places = [TableRole.start, .stop, .paragraph].map { number($0, rows) }
    guard let date, diagnostics.count == before else { return nil }
    let marks = [TableRole.title, .author, .source, .section, .type].map { text($0, rows) ?? "" }
    let id = text(.document, rows) ?? (columns[.title] == nil ? nil : marks.joined(separator: "\0"))
    return Read(
      document: CodedTable.Document(id: id, date: date, marks: marks), start: places[0],
      stop: places[1])
  }

  /// Its place among all documents. Rows of one document have to agree on all but the date.
  mutating func number(of document: CodedTable.Document, _ rows: CodedRows) -> Int {
    // Where only titles tell documents apart, so do their dates.
    let key = document.id.map {
      columns[.document] == nil ? $0 + "\0" + document.date.date.text : $0
    }
    if let key, let number = numbers[key] {
      if documents[number].marks != document.marks {
        report(
          .duplicateKey, at: rows.range(columns[.document] ?? 0),
          "document '\(document.id ?? "")' had another title, author, source, section or type before",
          help: "rows of a document agree on them")
      }
      if documents[number].date.second < document.date.second {
        documents[number].date = document.date
      }
      return number
    }
    documents.append(document)
    if let key { numbers[key] = documents.count - 1 }
    return documents.count - 1
  }

  private mutating func checkStatement(_ rows: CodedRows) {
    guard let column = columns[.statement] else { return }
    let id = rows.text(column)
    if id.isEmpty {
      report(.malformedRow, at: rows.range(column), "the statement has no id", help: "give it one")
    } else if !statements.insert(id).inserted {
      report(
        .duplicateKey, at: rows.range(column), "two statements are called '\(id)'",
        help:
          "leave the column out, '--ignore \(table.columns[column].name)', to have them numbered")
    }
  }

  private mutating func checkValues(_ rows: CodedRows) {
    for (number, column) in table.columns.enumerated() where column.isVariable {
      let text = rows.text(number)
      if text.isEmpty { continue }
      switch column.kind {
      case .integer where Int64(text) == nil:
        report(.malformedRow, at: rows.range(number), "'\(text.beginning)' is no whole number")
      case .boolean where Yes.value(of: text) == nil:
        report(
          .malformedRow, at: rows.range(number), "'\(text.beginning)' is neither yes nor no",
          help: "write 1 or 0")
      case .shortText where text.utf8.count > 1000:
        report(
          .malformedRow, at: rows.range(number),
          "a name of \(text.utf8.count) bytes stands in '\(column.name)'",
          help: "for long texts say '--kind long_text=\(column.name)'")
      default: break
      }
    }
  }

  private mutating func moment(_ rows: CodedRows) -> TableMoment? {
    guard let column = columns[.date] else { return date }
    let text = rows.text(column)
    if text.isEmpty, let date { return date }
    do throws(EDTFError) {
      if text.isEmpty {
        throw EDTFError(
          "the cell has no date", example: "2024-03-28; or say '--date 2024' for all without one")
      }
      return try TableMoment(text, order: table.options.dayOrder)
    } catch {
      report(
        .invalidDate, at: rows.range(column),
        text.isEmpty ? error.reason : "'\(text.beginning)' is no date: \(error.reason)",
        help: "such as \(error.example)")
      return nil
    }
  }

  private mutating func number(_ role: TableRole, _ rows: CodedRows) -> Int {
    guard let column = columns[role], case let text = rows.text(column), !text.isEmpty else {
      return 0
    }
    if let number = Int(text), number >= 0 { return number }
    report(
      .malformedRow, at: rows.range(column), "'\(text.beginning)' is no place in a text",
      help: "places are whole numbers from 0")
    return 0
  }

  private func text(_ role: TableRole, _ rows: CodedRows) -> String? {
    columns[role].map(rows.text)
  }

  private mutating func report(
    _ id: DiagnosticID, at range: TextRange, _ message: String, help: String? = nil
  ) {
    if diagnostics.count >= CodedTable.mostDiagnostics { return }
    diagnostics.append(Diagnostic(id, at: range, message, help: help))
  }
}

extension String {
  /// For messages.
  var beginning: String { count > 40 ? String(prefix(39)) + "…" : self }
}
