import Relations

// Rows of tables that `#input` names: cells become what the columns of the declared predicate hold.

extension Checker {
  mutating func read(_ table: TableText) {
    guard let predicate = declaredPredicate(table) else { return }
    let bases = catalog[predicate].columns.map { catalog.base(of: $0.type) ?? .unknown }
    var rows = TableRows(table, catalog[predicate], bases: bases)
    do throws(TableMistake) {
      try readHeader(&rows)
      while !isInterrupted, rows.skipToRow() { try readRow(&rows) }
    } catch {
      let range = TextRange(table.input, error.bytes.lowerBound, error.bytes.upperBound)
      report(.malformedRow, at: range, error.message, help: error.help)
    }
    program.tables.append(
      CheckedTables(
        input: table.input, tables: [(predicate, rows.facts)], values: rows.constants.values))
  }

  private mutating func declaredPredicate(_ table: TableText) -> PredicateID? {
    let name = table.predicate
    guard let predicate = catalog.predicate(named: name.text), catalog[predicate].isDeclared else {
      let declared = catalog.predicates.filter(\.isDeclared).map(\.name)
      report(
        .unknownPredicate, at: name.range, "predicate '\(name.text)' is not declared",
        notes: [Diagnostic.Note("what the cells of '\(table.text.name)' are, its columns tell")],
        help: didYouMean(name.text, declared)
          ?? "declare it, such as '#pred \(name.text)(id: int, name: text).'")
      return nil
    }
    return predicate
  }

  // MARK: the header

  /// A first row all of whose cells are names of columns tells their order; one of which some are, has
  /// a slip.
  private mutating func readHeader(_ rows: inout TableRows) throws(TableMistake) {
    let beginning = rows.scanner
    let columns = rows.signature.columns.map(\.name)
    var found: [(column: Int?, range: TextRange)] = []
    var isRowOver = rows.scanner.isAtEnd
    while !isRowOver {
      let cell = try rows.scanner.next()
      let name = rows.scanner.text(of: cell)
      found.append((columns.firstIndex { $0 == name }, rows.range(cell.content)))
      isRowOver = cell.endsRow || rows.scanner.isAtEnd
    }
    guard found.contains(where: { $0.column != nil }) else {
      rows.scanner = beginning
      return
    }
    checkHeader(found, rows)
    rows.order = found.compactMap(\.column)
  }

  private mutating func checkHeader(
    _ found: [(column: Int?, range: TextRange)], _ rows: TableRows
  ) {
    let columns = rows.signature.columns.map(\.name)
    var given: Set<Int> = []
    for (column, range) in found {
      guard let column else {
        let name = rows.text(at: range)
        report(
          .unknownColumn, at: range, "'\(rows.signature.name)' has no column '\(name)'",
          notes: [Diagnostic.Note("its columns are \(rows.signature.pattern)")],
          help: didYouMean(name, columns))
        continue
      }
      if !given.insert(column).inserted {
        report(
          .duplicateArgument, at: range,
          "column '\(columns[column])' of '\(rows.signature.name)' is given twice")
      }
    }
    let missing = columns.indices.filter { !given.contains($0) }.map { "'\(columns[$0])'" }
    guard !missing.isEmpty, found.allSatisfy({ $0.column != nil }) else { return }
    report(
      .missingColumn, at: found.first?.range,
      "\(missing.count == 1 ? "column \(missing[0]) is" : "columns \(listed(missing)) are") missing",
      help: "give every column")
  }

  // MARK: rows

  private mutating func readRow(_ rows: inout TableRows) throws(TableMistake) {
    let start = rows.scanner.position
    var count = 0
    var isRight = true
    var isRowOver = false
    while !isRowOver {
      let cell = try rows.scanner.next()
      if count < rows.order.count, isRight {
        if let held = held(cell, rows.order[count], &rows) {
          rows.row[rows.order[count]] = held
        } else {
          isRight = false
        }
      }
      count += 1
      isRowOver = cell.endsRow
      if isRowOver { rows.end = cell.content.upperBound }
    }
    guard count == rows.signature.columns.count else {
      return report(
        .malformedRow, at: rows.range(start..<rows.end),
        "\(counted(count, "cell")), but '\(rows.signature.name)' has"
          + " \(counted(rows.signature.columns.count, "column"))",
        notes: [Diagnostic.Note("its columns are \(rows.signature.pattern)")])
    }
    if isRight { rows.addRow(from: start) }
  }

  /// What the column holds for a cell; nil after an error.
  private mutating func held(
    _ cell: TableCell, _ column: Int, _ rows: inout TableRows
  ) -> ValueID? {
    if rows.bases[column] == .int, let integer = rows.smallInteger(cell) { return integer }
    let hash = rows.hash(of: cell)
    if let known = rows.known(cell, column, hash) { return known }
    let range = rows.range(cell.content)
    guard let text = rows.scanner.text(of: cell) else {
      report(
        .malformedRow, at: range, "a backslash stands for nothing here",
        help: "write '\\\\' for a backslash, '\\t' for a tab and '\\n' for a new line")
      return nil
    }
    guard let value = value(of: text, rows.bases[column], at: range),
      let held = coerce(value, at: range, column, of: rows.signature)
    else { return nil }
    return rows.add(held, for: cell, column, hash)
  }

  /// The value a cell is read as in a column of this kind; a text where it can't be of that kind.
  private mutating func value(of text: String, _ base: ColumnType, at range: TextRange) -> Value? {
    if text.isEmpty, base != .text {
      report(
        .malformedRow, at: range, "the cell is empty, which is no \(base.noun)",
        help: "only texts may be empty: leave out the row")
      return nil
    }
    switch base {
    case .symbol: return .symbol(text.normalized)
    case .int where isNumeral(text):
      if let number = Int64(text) { return .int(number) }
    case .decimal where isNumeral(text):
      if let number = Double(text), number.isFinite { return .decimal(number == 0 ? 0 : number) }
    default: break
    }
    return .text(text.normalized)
  }

  /// Whether a number is written as programs write it: `0`, `-12`, `0.5`, `1.5e-3`.
  private func isNumeral(_ text: String) -> Bool {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    guard text.utf8.count - digits.count <= 1, let first = digits.first, first.isDigit else {
      return false
    }
    let isZeroLed = first == UInt8(ascii: "0") && (digits.dropFirst().first?.isDigit ?? false)
    return !isZeroLed && digits.allSatisfy { $0.isDigit || "+-.eE".utf8.contains($0) }
  }
}
