/// A place as people count it: both from 1, `column` in characters as they are displayed, so that
/// `é` is one column however it is encoded, and so is a tab.
public struct LineColumn: Hashable, Sendable {
  public let line: Int
  public let column: Int
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension InputText {
  /// Where the byte at `offset` stands; an offset at or past the end is behind the last character.
  ///
  /// O(log lines + length of the line).
  public func lineColumn(at offset: Int) -> LineColumn {
    let offset = min(offset, bytes.count)
    let line = lineNumber(at: offset)
    let before = bytes[Int(lineStarts[line - 1])..<offset]
    return LineColumn(line: firstLine - 1 + line, column: characterCount(before) + 1)
  }

  /// The bytes of a line, numbered from 1 whatever `firstLine` is, without its line end.
  func line(_ number: Int) -> Range<Int> {
    let start = Int(lineStarts[number - 1])
    guard number < lineStarts.count else { return start..<bytes.count }
    let end = Int(lineStarts[number]) - 1
    let endsInCRLF = end > start && bytes[end - 1] == UInt8(ascii: "\r")
    return start..<(endsInCRLF ? end - 1 : end)
  }

  /// The number, from 1 whatever `firstLine` is, of the last line that starts at or before `offset`.
  func lineNumber(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func characterCount(_ bytes: ArraySlice<UInt8>) -> Int {
    let isPlain = bytes.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
    return isPlain ? bytes.count : String(decoding: bytes, as: UTF8.self).count
  }
}

extension InputTexts {
  /// `file:line`
  public func place(of range: TextRange) -> String {
    let text = self[range.input]
    return "\(text.name):\(text.lineColumn(at: Int(range.start)).line)"
  }
}
