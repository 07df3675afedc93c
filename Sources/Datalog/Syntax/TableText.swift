/// How the cells of a table are parted and what may stand in them.
package enum TableStyle: Sendable {
  /// RFC 4180: by `,`; a cell in quotation marks may hold commas, line ends and, doubled, quotation
  /// marks.
  case commas
  /// The same by `;`, which spreadsheets write where the comma is in numbers.
  case semicolons
  /// By tabs; `\t`, `\n`, `\r` and `\\` stand for what a cell can't hold.
  case tabs

  package var separator: UInt8 {
    switch self {
    case .commas: UInt8(ascii: ",")
    case .semicolons: UInt8(ascii: ";")
    case .tabs: UInt8(ascii: "\t")
    }
  }
}

/// A text of rows, a line each, that gives facts to a predicate: what `#input` names.
struct TableText {
  typealias Style = TableStyle

  let text: InputText
  let input: InputID
  let style: Style
  /// As the directive names it.
  let predicate: Name
}

extension TableStyle {
  /// By the ending of a file's name; nil for any other.
  init?(ofFileNamed name: String) {
    switch name.split(separator: ".").last?.lowercased() {
    case "csv": self = .commas
    case "tsv", "facts", "tab": self = .tabs
    default: return nil
    }
  }
}

/// A cell, without its quotation marks.
package struct TableCell: Sendable {
  package let content: Range<Int>
  /// Whether two quotation marks, or a backslash, stand in it.
  let hasEscapes: Bool
  package let endsRow: Bool
}

/// What makes the rest of a table unreadable.
package struct TableMistake: Error {
  package let bytes: Range<Int>
  package let message: String
  package let help: String

  package init(bytes: Range<Int>, message: String, help: String) {
    (self.bytes, self.message, self.help) = (bytes, message, help)
  }
}

/// Reads cell after cell. Linear time, no allocation.
package struct TableScanner {
  private let bytes: [UInt8]
  private let style: TableStyle
  package private(set) var position: Int

  init(_ table: TableText) { self.init(table.text, table.style) }

  package init(_ text: InputText, _ style: TableStyle) {
    bytes = text.bytes
    self.style = style
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  package var isAtEnd: Bool { position == bytes.count }

  package mutating func skipEmptyLines() {
    while !isAtEnd {
      let isReturn = bytes[position] == UInt8(ascii: "\r")
      let end = isReturn ? position + 1 : position
      guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") else { return }
      position = end + 1
    }
  }

  /// At the end of the text an empty cell, since a separator may stand before it.
  package mutating func next() throws(TableMistake) -> TableCell {
    if !isAtEnd, style != .tabs, bytes[position] == UInt8(ascii: "\"") { return try quotedCell() }
    let separator = style.separator
    let special = style == .tabs ? UInt8(ascii: "\\") : UInt8(ascii: "\"")
    let whole = bytes
    let bytes = whole.span
    let start = position
    var end = start
    var hasSpecial = false
    while end < bytes.count, bytes[end] != separator, bytes[end] != UInt8(ascii: "\n") {
      if bytes[end] == special { hasSpecial = true }
      end += 1
    }
    if hasSpecial, style != .tabs { throw quoteWithin(start..<end) }
    return cell(start..<end, hasEscapes: hasSpecial, endingAt: end)
  }

  private mutating func quotedCell() throws(TableMistake) -> TableCell {
    let quote = UInt8(ascii: "\"")
    let start = position + 1
    var end = start
    var hasEscapes = false
    while end < bytes.count {
      if bytes[end] == quote {
        guard end + 1 < bytes.count, bytes[end + 1] == quote else { break }
        hasEscapes = true
        end += 1
      }
      end += 1
    }
    guard end < bytes.count else {
      throw TableMistake(
        bytes: position..<start, message: "the cell's quotation mark is not closed",
        help: "close it with '\"'; within the cell write '\"\"' for a quotation mark")
    }
    guard endsCell(end + 1) else {
      throw TableMistake(
        bytes: end..<end + 1, message: "the cell goes on behind its closing quotation mark",
        help: "write '\"\"' for a quotation mark within a cell")
    }
    return cell(start..<end, hasEscapes: hasEscapes, endingAt: end + 1)
  }

  private func endsCell(_ offset: Int) -> Bool {
    guard offset < bytes.count else { return true }
    if bytes[offset] == UInt8(ascii: "\r") { return endsCell(offset + 1) }
    return bytes[offset] == style.separator || bytes[offset] == UInt8(ascii: "\n")
  }

  private func quoteWithin(_ cell: Range<Int>) -> TableMistake {
    let quote = cell.first { bytes[$0] == UInt8(ascii: "\"") } ?? cell.lowerBound
    return TableMistake(
      bytes: quote..<quote + 1,
      message: "a quotation mark stands in a cell without quotation marks",
      help: "put the whole cell in quotation marks and double those within it")
  }

  /// Moves behind the cell and the mark that ends it, which stands at `end` or behind a `\r` there.
  private mutating func cell(
    _ content: Range<Int>, hasEscapes: Bool, endingAt end: Int
  ) -> TableCell {
    let isLast = end == bytes.count
    let isReturn = !isLast && bytes[end] == UInt8(ascii: "\r")
    let mark = isReturn ? end + 1 : end
    let endsRow = mark >= bytes.count || bytes[mark] == UInt8(ascii: "\n")
    position = min(mark + 1, bytes.count)
    let endsInReturn =
      endsRow && content.upperBound == end && !content.isEmpty
      && bytes[content.upperBound - 1] == UInt8(ascii: "\r")
    return TableCell(
      content: endsInReturn ? content.lowerBound..<content.upperBound - 1 : content,
      hasEscapes: hasEscapes, endsRow: endsRow)
  }

  /// The cell's bytes as they are written.
  package func plainText(of cell: TableCell) -> String {
    String(decoding: bytes[cell.content], as: UTF8.self)
  }

  /// The text a cell stands for; nil where a backslash is followed by what it can't be.
  package func text(of cell: TableCell) -> String? {
    guard cell.hasEscapes else { return plainText(of: cell) }
    var text: [UInt8] = []
    var offset = cell.content.lowerBound
    while offset < cell.content.upperBound {
      let byte = bytes[offset]
      offset += 1
      if style != .tabs {
        text.append(byte)
        if byte == UInt8(ascii: "\"") { offset += 1 }
      } else if byte != UInt8(ascii: "\\") {
        text.append(byte)
      } else {
        guard offset < cell.content.upperBound, let meant = meaning(of: bytes[offset]) else {
          return nil
        }
        text.append(meant)
        offset += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func meaning(of letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "\\"): 0x5C
    default: nil
    }
  }
}
