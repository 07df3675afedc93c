/// A text of rows, a line each, that gives facts to a predicate: what `#input` names.
struct TableText {
  /// How cells are parted and what may stand in them.
  enum Style {
    /// RFC 4180: by `,`; a cell in quotation marks may hold commas, line ends and, doubled, quotation
    /// marks.
    case commas
    /// By tabs; `\t`, `\n`, `\r` and `\\` stand for what a cell can't hold.
    case tabs

    /// By the ending of a file's name; nil for any other.
    init?(ofFileNamed name: String) {
      switch name.split(separator: ".").last?.lowercased() {
      case "csv": self = .commas
      case "tsv", "facts", "tab": self = .tabs
      default: return nil
      }
    }
  }

  let text: InputText
  let input: InputID
  let style: Style
  /// As the directive names it.
  let predicate: Name
}

/// A cell, without its quotation marks.
struct TableCell {
  let content: Range<Int>
  /// Whether two quotation marks, or a backslash, stand in it.
  let hasEscapes: Bool
  let endsRow: Bool
}

/// What makes the rest of a table unreadable.
struct TableMistake: Error {
  let bytes: Range<Int>
  let message: String
  let help: String
}

/// Reads cell after cell. Linear time, no allocation.
struct TableScanner {
  private let bytes: [UInt8]
  private let style: TableText.Style
  private(set) var position: Int

  init(_ table: TableText) {
    bytes = table.text.bytes
    style = table.style
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func skipEmptyLines() {
    while !isAtEnd {
      let isReturn = bytes[position] == UInt8(ascii: "\r")
      let end = isReturn ? position + 1 : position
      guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") else { return }
      position = end + 1
    }
  }

  /// - Precondition: the end is not reached.
  mutating func next() throws(TableMistake) -> TableCell {
    if style == .commas, bytes[position] == UInt8(ascii: "\"") { return try quotedCell() }
    let (separator, special) =
      switch style {
      case .commas: (UInt8(ascii: ","), UInt8(ascii: "\""))
      case .tabs: (UInt8(ascii: "\t"), UInt8(ascii: "\\"))
      }
    let whole = bytes
    let bytes = whole.span
    let start = position
    var end = start
    var hasSpecial = false
    while end < bytes.count, bytes[end] != separator, bytes[end] != UInt8(ascii: "\n") {
      if bytes[end] == special { hasSpecial = true }
      end += 1
    }
    if hasSpecial, style == .commas { throw quoteWithin(start..<end) }
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
    return bytes[offset] == UInt8(ascii: ",") || bytes[offset] == UInt8(ascii: "\n")
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

  /// The text a cell stands for; nil where a backslash is followed by what it can't be.
  func text(of cell: TableCell) -> String? {
    guard cell.hasEscapes else { return String(decoding: bytes[cell.content], as: UTF8.self) }
    var text: [UInt8] = []
    var offset = cell.content.lowerBound
    while offset < cell.content.upperBound {
      let byte = bytes[offset]
      offset += 1
      if style == .commas {
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
