import Datalog

/// The rows of a table, one at a time: what was read before is not kept.
struct CodedRows {
  private var scanner: TableScanner
  private let input: InputID
  /// Of the row at hand.
  private(set) var cells: [TableCell] = []

  init(_ text: InputText, _ style: TableStyle, _ input: InputID) {
    scanner = TableScanner(text, style)
    self.input = input
  }

  /// Moves to the next row that is not empty; false at the end.
  mutating func next() throws(TableMistake) -> Bool {
    cells.removeAll(keepingCapacity: true)
    scanner.skipEmptyLines()
    if scanner.isAtEnd { return false }
    var isOver = false
    while !isOver {
      let cell = try scanner.next()
      cells.append(cell)
      isOver = cell.endsRow
    }
    return true
  }

  /// Without blanks around it.
  func text(_ column: Int) -> String {
    (scanner.text(of: cells[column]) ?? written(column)).trimmed
  }

  func range(_ column: Int) -> TextRange {
    TextRange(input, cells[column].content.lowerBound, cells[column].content.upperBound)
  }

  var range: TextRange {
    guard let first = cells.first, let last = cells.last else { return TextRange(input, 0, 0) }
    return TextRange(input, first.content.lowerBound, last.content.upperBound)
  }

  /// Whether nothing stands in it but separators.
  var isBlank: Bool { cells.indices.allSatisfy { text($0).isEmpty } }

  /// A backslash that stands for nothing stands for itself.
  private func written(_ column: Int) -> String {
    scanner.plainText(of: cells[column])
  }
}

extension String {
  /// Without blanks and line ends around it.
  var trimmed: String {
    let isBlank = { (character: Character) in character.isWhitespace }
    guard first.map(isBlank) ?? false || last.map(isBlank) ?? false else { return self }
    var rest = Substring(self).drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(rest)
  }
}
