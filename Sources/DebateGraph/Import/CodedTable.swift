public import Datalog

/// A table of statements, a row each, read as a coding: what each column is, and what is wrong.
///
/// The rows themselves are read again when facts are made of them, so a table of any length takes
/// little more than its text.
public struct CodedTable: Sendable {
  let text: InputText
  let style: TableStyle
  let options: TableOptions
  /// What messages point into.
  public let texts: InputTexts
  let input: InputID
  private(set) var columns: [TableColumn] = []
  private(set) var stance: TableStance?
  /// A column that is called like one of stances, but holds none.
  private(set) var withoutStance: String?
  /// In the order of the table.
  private(set) var rows: [Row] = []
  /// Lines on which nothing stands but separators.
  private(set) var emptyRows = 0
  public private(set) var diagnostics: [Diagnostic] = []

  /// When and where a row's statement was made, for the order of statements.
  struct Row {
    let moment: TableMoment
    let document: Int
    let start: Int
    let stop: Int
  }

  /// Documents in the order in which they occur.
  private(set) var documents: [Document] = []

  struct Document: Hashable {
    /// As the table has it; nil where rows are documents of their own.
    let id: String?
    /// The latest of its rows.
    var date: TableMoment
    /// Title, author, source, section and type.
    let marks: [String]
  }

  /// - Parameter text: in UTF-8.
  public init(_ text: InputText, _ options: TableOptions = TableOptions()) {
    var texts = InputTexts()
    input = texts.add(text)
    (self.text, self.texts, self.options) = (text, texts, options)
    style = Self.style(of: text)
    read()
  }

  private mutating func read() {
    if let mistake = Self.refusedBytes(of: text) { return report(.invalidEncoding, mistake) }
    do throws(TableMistake) {
      var rows = CodedRows(text, style, input)
      guard try readHeader(&rows) else { return }
      try takeColumns(rows)
      settle()
      if diagnostics.isEmpty { try takeRows(rows) }
    } catch {
      report(.malformedRow, error)
    }
    if diagnostics.isEmpty, rows.isEmpty {
      report(.malformedRow, at: nil, "'\(text.name)' has no row below its header")
    }
  }

  public var isRight: Bool { diagnostics.isEmpty }

  func column(_ role: TableRole) -> Int? { columns.firstIndex { $0.role == role && !$0.isIgnored } }

  // MARK: what is wrong

  /// After so many the table is not read further.
  static let mostDiagnostics = 20

  var isHopeless: Bool { diagnostics.count >= Self.mostDiagnostics }

  mutating func report(
    _ id: DiagnosticID, at range: TextRange?, _ message: String, help: String? = nil
  ) {
    if isHopeless { return }
    diagnostics.append(Diagnostic(id, at: range, message, help: help))
  }

  private mutating func report(_ id: DiagnosticID, _ mistake: TableMistake) {
    let range = TextRange(input, mistake.bytes.lowerBound, mistake.bytes.upperBound)
    report(id, at: range, mistake.message, help: mistake.help)
  }

  // MARK: bytes

  /// Of commas, semicolons and tabs what parts the most cells of the first line.
  private static func style(of text: InputText) -> TableStyle {
    let line = text.bytes.prefix { $0 != UInt8(ascii: "\n") }
    var isQuoted = false
    var counts: [UInt8: Int] = [:]
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let styles: [TableStyle] = [.commas, .semicolons, .tabs]
    // The first of equals.
    return styles.reversed().max {
      counts[$0.separator, default: 0] < counts[$1.separator, default: 0]
    } ?? .commas
  }

  private static func refusedBytes(of text: InputText) -> TableMistake? {
    let bytes = text.bytes
    let help = "save the table as CSV in UTF-8"
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return TableMistake(bytes: 0..<2, message: "the table is in UTF-16", help: help)
    }
    if bytes.count >= Int(UInt32.max) {
      return TableMistake(bytes: 0..<0, message: "the table is larger than 4 GB", help: "part it")
    }
    if let zero = bytes.firstIndex(of: 0) {
      return TableMistake(bytes: zero..<zero + 1, message: "a byte is 0", help: help)
    }
    if let end = bytes.firstIndex(of: 0x0D), !bytes.contains(0x0A) {
      return TableMistake(
        bytes: end..<end + 1, message: "lines end in a carriage return alone", help: help)
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      let range = error.byteOffsets.lowerBound..<error.byteOffsets.upperBound
      return TableMistake(bytes: range, message: "bytes are not UTF-8", help: help)
    }
  }
}

// MARK: - Columns

extension CodedTable {
  private mutating func readHeader(_ rows: inout CodedRows) throws(TableMistake) -> Bool {
    guard try rows.next() else {
      report(.malformedRow, at: nil, "'\(text.name)' is empty")
      return false
    }
    var known: Set<String> = []
    for column in rows.cells.indices {
      let name = rows.text(column)
      if !name.isEmpty, !known.insert(name).inserted {
        report(.duplicateArgument, at: rows.range(column), "two columns are called '\(name)'")
      }
      columns.append(TableColumn(name))
    }
    let guessed = TableRole.guessed(from: columns.map(\.name))
    for (column, role) in guessed { columns[column].role = role }
    applyOptions()
    return diagnostics.isEmpty
  }

  private mutating func applyOptions() {
    for choice in options.roles {
      guard let (word, column) = choiceOfColumn(choice, "--map ROLE=COLUMN") else { continue }
      guard let role = TableRole(rawValue: word) else {
        refuse("role", word, among: TableRole.allCases.map(\.rawValue))
        continue
      }
      for other in columns.indices where columns[other].role == role { columns[other].role = nil }
      columns[column].role = role
      columns[column].isRoleGiven = true
    }
    for choice in options.kinds {
      guard let (word, column) = choiceOfColumn(choice, "--kind KIND=COLUMN") else { continue }
      guard let kind = TableKind(rawValue: word) else {
        refuse("kind", word, among: TableKind.allCases.map(\.rawValue))
        continue
      }
      columns[column].kind = kind
      columns[column].isKindGiven = true
    }
    for name in options.ignored {
      if let column = column(named: name) { columns[column].isIgnored = true }
    }
  }

  private mutating func choiceOfColumn(_ choice: String, _ form: String) -> (String, Int)? {
    guard let sign = choice.firstIndex(of: "=") else {
      report(.wrongUsage, at: nil, "'\(choice)' is no choice", help: "write '\(form)'")
      return nil
    }
    guard let column = column(named: String(choice[choice.index(after: sign)...])) else {
      return nil
    }
    return (String(choice[..<sign]), column)
  }

  private mutating func column(named name: String) -> Int? {
    if let column = columns.firstIndex(where: { $0.name == name }) { return column }
    refuse("column", name, among: columns.map(\.name).filter { !$0.isEmpty })
    return nil
  }

  private mutating func refuse(_ what: String, _ name: String, among known: [String]) {
    let guess = nearest(to: name, in: known).map { "did you mean '\($0)'?" }
    let list = "there is " + known.map { "'\($0)'" }.joined(separator: ", ")
    report(.unknownColumn, at: nil, "no \(what) '\(name)'", help: guess ?? list)
  }

  /// Looks at every cell once, to know what the columns hold.
  private mutating func takeColumns(_ header: CodedRows) throws(TableMistake) {
    var rows = header
    while !isHopeless, try rows.next() {
      if rows.isBlank { continue }
      guard rows.cells.count == columns.count else {
        report(
          .malformedRow, at: rows.range,
          "the row has \(numbered(rows.cells.count, "cell")), the header \(columns.count)",
          help: "put a cell that holds \(style.separatorName) in quotation marks")
        continue
      }
      for column in columns.indices {
        if rows.cells[column].content.count > SyntaxLimits.standard.tokenBytes {
          report(
            .limitExceeded, at: rows.range(column),
            "the cell has \(rows.cells[column].content.count) bytes",
            help: "a text may have \(SyntaxLimits.standard.tokenBytes)")
        } else {
          columns[column].take(rows.text(column))
        }
      }
    }
  }

  private mutating func settle() {
    for column in columns.indices { columns[column].settleKind() }
    settleNames()
    settleStance()
    if !diagnostics.isEmpty { return }
    let names = columns.map(\.name.beginning).filter { !$0.isEmpty }
    for role in [TableRole.actor, .topic] where column(role) == nil {
      report(
        .missingColumn, at: nil, "no column is read as \(role.rawValue)",
        help: "say which one: '--map \(role.rawValue)=\(names.first ?? "COLUMN")'")
    }
    if column(.date) == nil, options.date == nil {
      report(
        .missingColumn, at: nil, "no column is read as date",
        help: "say which one: '--map date=COLUMN'; or when all statements were made: '--date 2024'")
    }
  }

  private mutating func settleNames() {
    guard let nameless = columns.firstIndex(where: { $0.name.isEmpty && $0.found.filled > 0 })
    else {
      for column in columns.indices where columns[column].name.isEmpty {
        columns[column].isIgnored = true
      }
      return
    }
    let numbers = columns.filter { !$0.name.isEmpty && $0.found.areIntegers && $0.role == nil }
    if nameless == 0, numbers.count == columns.count - 1 {
      report(
        .malformedRow, at: nil, "'\(text.name)' is a matrix of weights, not a list of statements",
        help: "in DNA, export the event list")
    } else {
      report(
        .malformedRow, at: nil, "column \(nameless + 1) of '\(text.name)' has no name",
        help: "name it in the first row")
    }
  }

  private mutating func settleStance() {
    guard let column = column(.stance) else { return }
    stance = TableStance(of: columns[column].found)
    if let stance {
      columns[column].kind = stance.kind
    } else if columns[column].isRoleGiven {
      report(
        .unknownMember, at: nil, "column '\(columns[column].name)' tells no stance",
        help:
          "it may hold words such as 'support' and 'oppose', 'yes' and 'no', 1 and 0, or numbers"
          + " above and below 0")
    } else {
      columns[column].role = nil
      withoutStance = columns[column].name
    }
  }
}

// MARK: - Rows

extension CodedTable {
  private mutating func takeRows(_ header: CodedRows) throws(TableMistake) {
    var rows = header
    var reader = RowReader(self)
    while !isHopeless, try rows.next() {
      if rows.isBlank {
        emptyRows += 1
        continue
      }
      guard let read = reader.read(rows) else { continue }
      self.rows.append(
        Row(
          moment: read.document.date, document: reader.number(of: read.document, rows),
          start: read.start, stop: read.stop))
    }
    documents = reader.documents
    diagnostics += reader.diagnostics
  }
}

extension TableStyle {
  var separatorName: String {
    switch self {
    case .commas: "','"
    case .semicolons: "';'"
    case .tabs: "a tab"
    }
  }
}
