import Relations

/// The rows of a table that `#input` names, as far as they were read.
struct TableRows {
  let signature: Signature
  /// The kinds of the columns' values.
  let bases: [ColumnType]
  /// Which column each cell of a row belongs to.
  var order: [Int]
  var scanner: TableScanner
  private(set) var facts: FactTable
  private(set) var constants = WrittenConstants()
  /// The row at hand, and where its last cell ends.
  var row: [ValueID]
  var end = 0
  private let text: InputText
  private let input: InputID

  init(_ table: TableText, _ predicate: Predicate, bases: [ColumnType]) {
    signature = Signature(predicate)
    self.bases = bases
    order = Array(predicate.columns.indices)
    scanner = TableScanner(table)
    facts = FactTable(predicate: predicate.name, arity: predicate.arity)
    row = Array(repeating: .none, count: predicate.arity)
    text = table.text
    input = table.input
  }

  /// Moves over empty lines, unless they are rows of one cell; false at the end.
  mutating func skipToRow() -> Bool {
    if order.count > 1 { scanner.skipEmptyLines() }
    return !scanner.isAtEnd
  }

  func range(_ bytes: Range<Int>) -> TextRange {
    TextRange(input, bytes.lowerBound, bytes.upperBound)
  }

  func text(at range: TextRange) -> String {
    String(decoding: text.bytes[Int(range.start)..<Int(range.end)], as: UTF8.self)
  }

  /// The row at hand is complete and right.
  mutating func addRow(from start: Int) {
    facts.cells += row
    facts.places.append(range(start..<max(start, end)))
  }

  // MARK: constants

  /// The cell as an integer of up to nine digits; nil where it is none.
  func smallInteger(_ cell: TableCell) -> ValueID? {
    let bytes = text.bytes[cell.content]
    guard 1...9 ~= bytes.count, bytes.first != UInt8(ascii: "0") || bytes.count == 1 else {
      return nil
    }
    var value: Int64 = 0
    for byte in bytes {
      guard byte.isDigit else { return nil }
      value = value * 10 + Int64(byte & 0xF)
    }
    return ValueID(integer: value)
  }

  func hash(of cell: TableCell) -> UInt64 {
    var hash: UInt64 = 1
    for byte in text.bytes[cell.content] { hash = mixed(hash, UInt64(byte)) }
    return hash
  }

  mutating func known(_ cell: TableCell, _ column: Int, _ hash: UInt64) -> ValueID? {
    let bytes = text.bytes
    return constants.number(of: cell.content, hash, in: bytes.span, column: column)
  }

  mutating func add(_ value: Value, for cell: TableCell, _ column: Int, _ hash: UInt64) -> ValueID {
    if case .int(let integer) = value, let small = ValueID(integer: integer) { return small }
    return constants.add(value, writtenIn: text.bytes[cell.content], hash, column: column)
  }
}
